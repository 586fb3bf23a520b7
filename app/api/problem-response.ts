import { type ProblemCode, ProblemError, problem } from '@/lib/problem'
import { errorName } from '../error-name'

/** In a few words, by HTTP status. */
export const titles: Readonly<Record<number, string>> = {
  400: 'Not readable',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not taken',
  408: 'Too slow',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Format not taken',
  422: 'Not valid',
  429: 'Too many requests',
  500: 'Unexpected',
  503: 'Not ready',
  507: 'No room',
}

/**
 * The answer to a request that was refused, as RFC 9457 problem+json.
 *
 * What is not a refusal from the catalogue is a bug or a broken machine: the caller learns a reference number
 * and nothing else, and the log keeps the error under that number.
 */
export function problemResponse(error: unknown): Response {
  if (!(error instanceof ProblemError)) return unexpectedResponse(error)
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  const { retryAfterSeconds, allow } = error.params
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
  if (error.code === 'method_not_allowed') headers.set('allow', String(allow))
  if (error.status === 401) headers.set('www-authenticate', challengeOf(error.code))
  return new Response(
    JSON.stringify({
      type: `urn:foothold:problem:${error.code}`,
      title: titles[error.status] ?? 'Refused',
      status: error.status,
      detail: error.message,
      ...(error.errors.length > 0 && {
        errors: error.errors.map(({ path, code, message }) => ({ path, code, message })),
      }),
    }),
    { status: error.status, headers },
  )
}

/** How to sign in, as RFC 6750 writes it. A browser shows no window of its own for this scheme. */
function challengeOf(code: ProblemCode): string {
  return `Bearer realm="Foothold"${code === 'token_refused' ? ', error="invalid_token"' : ''}`
}

function unexpectedResponse(error: unknown): Response {
  const reference = crypto.randomUUID()
  console.error(JSON.stringify({ level: 'error', reference, error: errorName(error) }))
  const refusal = problem('unexpected')
  return new Response(
    JSON.stringify({
      type: 'urn:foothold:problem:unexpected',
      title: titles[500],
      status: refusal.status,
      detail: refusal.message,
      instance: `urn:uuid:${reference}`,
    }),
    {
      status: refusal.status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    },
  )
}
