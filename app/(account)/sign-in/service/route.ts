import type { NextRequest } from 'next/server'
import { beginAtService } from '@/app/auth'
import { ownPath } from '@/app/own-path'

/**
 * The way to the sign-in service. An address and not a form: the page's own policy lets forms lead nowhere else, and who is sent
 * here by another site only meets the service's own question.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const location = await beginAtService(ownPath(request.nextUrl.searchParams.get('next')))
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}
