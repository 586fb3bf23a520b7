import { headers } from 'next/headers'
import { readEnvironment } from '@/db/environment'

/**
 * The address that people outside reach this installation by, without a slash at the end:
 * FOOTHOLD_URL where it is set, else the one that this request came to.
 */
export async function publicAddress(): Promise<string> {
  return publicAddressOf(await headers())
}

/** As `publicAddress`, for a request at hand. @param received its headers */
export function publicAddressOf(received: Pick<Headers, 'get'>): string {
  const configured = readEnvironment().publicUrl
  if (configured !== null) return configured
  const host = received.get('x-forwarded-host') ?? received.get('host') ?? 'localhost'
  return `${received.get('x-forwarded-proto') ?? 'http'}://${host}`
}
