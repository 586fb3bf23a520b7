import type { ProblemError } from '@/lib/problem'
import { problemResponse } from '../api/problem-response'
import { refusalAnswer } from '../openrosa/answer'

/**
 * A refusal as whoever asked for this path shows it: problem+json to programs, a document of OpenRosa to Collect and its like, and a
 * plain sentence to a person, who perhaps mistyped a link.
 */
export async function refusalFor(path: string, refusal: ProblemError): Promise<Response> {
  if (/^\/openrosa(\/|$)/.test(path)) return refusalAnswer(refusal)
  const asProblem = problemResponse(refusal)
  if (path.startsWith('/api/')) return asProblem
  const headers = new Headers(asProblem.headers)
  headers.set('content-type', 'text/plain; charset=utf-8')
  return new Response(refusal.message, { status: refusal.status, headers })
}
