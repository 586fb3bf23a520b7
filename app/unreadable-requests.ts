import { IncomingMessage, Server, ServerResponse } from 'node:http'
import { type ProblemError, problem } from '@/lib/problem'
import { problemResponse } from './api/problem-response'

/** What the web's own `Request` cannot stand for; the first of them would show a page's cookies to its scripts. */
const methodsNotTaken = ['TRACE', 'TRACK', 'CONNECT']
const methodsTaken = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

/**
 * Refuses requests that Next itself breaks on, before any code of a route or of `proxy.ts` is asked: it would answer 500 and fill
 * the log with its stack. Every server of this process is held to it, since Next makes its own and gives it to nobody.
 */
export function refuseUnreadableRequests(): void {
  const { emit } = Server.prototype
  Server.prototype.emit = function (this: Server, event: string | symbol, ...given: unknown[]): boolean {
    const [request, response] = given
    if (event === 'request' && request instanceof IncomingMessage && response instanceof ServerResponse) {
      const refusal = refusalOf(request.method ?? '', request.url ?? '')
      if (refusal !== null) {
        void answer(response, refusal, request.url ?? '')
        return true
      }
    }
    return Reflect.apply(emit, this, [event, ...given])
  }
}

/** Why a request cannot be read; null when it can. */
export function refusalOf(method: string, url: string): ProblemError | null {
  if (methodsNotTaken.includes(method)) return problem('method_not_allowed', { method, allow: methodsTaken })
  const [path = ''] = url.split('?')
  try {
    decodeURIComponent(path)
    return null
  } catch {
    return problem('address_unreadable')
  }
}

async function answer(response: ServerResponse, refusal: ProblemError, url: string): Promise<void> {
  const asProblem = problemResponse(refusal)
  const headers = Object.fromEntries(asProblem.headers)
  // Whoever mistyped a link reads a sentence.
  const isForPrograms = url.startsWith('/api/')
  if (!isForPrograms) headers['content-type'] = 'text/plain; charset=utf-8'
  const body = isForPrograms ? await asProblem.text() : refusal.message
  // What may still come of its body is not waited for.
  response.writeHead(refusal.status, { ...headers, connection: 'close' })
  response.end(body)
}
