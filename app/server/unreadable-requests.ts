import type { IncomingHttpHeaders } from 'node:http'
import { type ProblemError, problem } from '@/lib/problem'

/** What the web's own `Request` cannot stand for; the first of them would show a page's cookies to its scripts. */
const methodsNotTaken = ['TRACE', 'TRACK', 'CONNECT']
const methodsTaken = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

const dotSegment = /(^|\/)(\.|%2e){1,2}(\/|$)/i

/** As Next makes them: one byte of kinds, then SHA-1. */
const idOfAction = /^[0-9a-f]{42}$/

/**
 * Why a request cannot be read; null when it can. Next itself breaks on these, before any code of a route or of `proxy.ts` is asked: it
 * would answer 500 and fill the log with its stack.
 */
export function refusalOf(method: string, url: string, headers: IncomingHttpHeaders): ProblemError | null {
  if (methodsNotTaken.includes(method)) return problem('method_not_allowed', { method, allow: methodsTaken })
  // Next would write an id that cannot be one into the log, whatever it says.
  const action = headers['next-action']
  if (action !== undefined && !idOfAction.test(String(action)))
    return problem('not_found', { what: 'action' })
  // `OPTIONS *`, for one, asks for no address of ours.
  if (!/^(\/|https?:\/\/)/.test(url)) return problem('address_unreadable')
  const [path = ''] = url.split('?')
  // A browser has followed these before it asks; Next would follow them after we have looked.
  if (dotSegment.test(path)) return problem('address_unreadable')
  try {
    decodeURIComponent(path)
    return null
  } catch {
    return problem('address_unreadable')
  }
}
