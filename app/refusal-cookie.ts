import { randomUUID } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import type { ProblemError } from '@/lib/problem'

/*
 * Why an upload was refused, on its way to the page that says so. A plain form is answered with a redirect, an address cannot
 * carry a list of sentences, and the refusal itself changed nothing in the database: so the browser carries it, for two minutes.
 */

export const refusalCookieName = 'foothold-upload'

const refusalSchema = z.object({
  /** Stands in the address too: an old refusal is never shown with a new page. */
  mark: z.string(),
  message: z.string(),
  /** Names of files, and what is wrong with each. */
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
  /** Problems that found no room. */
  more: z.number(),
})
export type UploadRefusal = z.infer<typeof refusalSchema>

/** Browsers keep cookies up to 4,096 bytes, name and attributes counted. */
const mostCharacters = 3600
/** Bytes that a cookie of ours unpacks to at most: a thousand short names with their sentences. */
const mostUnpacked = 400_000

/** @param page the path of the page that reads it */
export function cookieOfRefusal(
  error: ProblemError,
  page: string,
): { readonly mark: string; readonly cookie: string } {
  const mark = randomUUID()
  const all = error.errors.map(({ path, message }) => ({ path: path.slice(0, 200), message }))
  let shown = all.slice(0, 1000)
  let value = packed({ mark, message: error.message, problems: shown, more: all.length - shown.length })
  while (value.length > mostCharacters) {
    shown = shown.slice(0, Math.floor(shown.length * 0.9))
    value = packed({ mark, message: error.message, problems: shown, more: all.length - shown.length })
  }
  return {
    mark,
    cookie: `${refusalCookieName}=${value}; Path=${page}; Max-Age=120; HttpOnly; SameSite=Lax`,
  }
}

/** The refusal that a page with this mark in its address is about; null when the cookie is gone or of another page. */
export function readRefusal(cookie: string | undefined, mark: unknown): UploadRefusal | null {
  if (cookie === undefined) return null
  try {
    const text = inflateRawSync(Buffer.from(cookie, 'base64url'), { maxOutputLength: mostUnpacked })
    const read = refusalSchema.safeParse(JSON.parse(text.toString()))
    return read.success && read.data.mark === mark ? read.data : null
  } catch {
    // What cannot be unpacked was not written by us: there is nothing to show.
    return null
  }
}

function packed(refusal: UploadRefusal): string {
  return deflateRawSync(JSON.stringify(refusal)).toString('base64url')
}
