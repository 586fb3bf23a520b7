import type { IncomingHttpHeaders } from 'node:http'
import { type ProblemError, problem } from '@/lib/problem'

const reading = ['GET', 'HEAD', 'OPTIONS']
/** Each of these asks for itself, and gives some things to programs of other origins or to people who hold a code. */
const asksItself = /^\/(api|s|left|withdraw)(\/|$)/

/**
 * Why a request that changes something may not come from where it comes from; null when it may. Every form and action of the staff
 * pages passes here, whether or not its own code thinks of it.
 */
export function foreignFormRefusal(
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
): ProblemError | null {
  if (reading.includes(method) || asksItself.test(path)) return null
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return problem('sent_by_another_site')
  const { origin } = headers
  // A program tells neither, and holds its cookie by its own will.
  if (origin === undefined) return null
  // Older browsers tell the origin alone. Next itself breaks on one that is not ours, "null" too, whatever the site says; pages of ours that
  // have forms let browsers tell it.
  const host = [headers['x-forwarded-host'] ?? headers.host].flat()[0]
  return URL.canParse(origin) && new URL(origin).host === host ? null : problem('sent_by_another_site')
}
