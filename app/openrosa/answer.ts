import { problemResponse } from '@/app/api/problem-response'
import { ProblemError } from '@/lib/problem'
import { xmlText } from '@/lib/xml-text'

/*
 * Answers to clients of OpenRosa: ODK Collect, KoboCollect, Enketo. See https://docs.getodk.org/openrosa-http-request/.
 */

/** Larger than any form that was filled in, small enough to refuse at once. */
export const mostBytes = 1024 * 1024

/** What every answer carries. */
function openRosaHeaders(): Headers {
  return new Headers({
    'x-openrosa-version': '1.0',
    'x-openrosa-accept-content-length': String(mostBytes),
    date: new Date().toUTCString(),
    'cache-control': 'no-store',
  })
}

/** @param more headers beside those that every answer has */
export function xmlAnswer(xml: string, status = 200, more: Readonly<Record<string, string>> = {}): Response {
  const headers = openRosaHeaders()
  // Collect takes "application/xml" for the page of a proxy.
  headers.set('content-type', 'text/xml; charset=utf-8')
  for (const [name, value] of Object.entries(more)) headers.set(name, value)
  return new Response(xml, { status, headers })
}

/** What an open round has; nothing while it is not open: clients show an empty list, and keep what they have not sent yet. */
export async function noneWhileNotOpen<Listed>(
  listed: Promise<readonly Listed[]>,
): Promise<readonly Listed[]> {
  try {
    return await listed
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'round_not_open') return []
    throw error
  }
}

/** To the question whether, and where, something can be sent. @param location where it is to be sent */
export function readyAnswer(location: string): Response {
  const headers = openRosaHeaders()
  headers.set('location', location)
  return new Response(null, { status: 204, headers })
}

/** What became of what was sent, in a sentence that the client shows. */
export function messageAnswer(
  message: string,
  status: number,
  more: Readonly<Record<string, string>> = {},
): Response {
  const nature = status < 400 ? 'submit_success' : 'error'
  return xmlAnswer(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="${nature}">${xmlText(message)}</message></OpenRosaResponse>\n`,
    status,
    more,
  )
}

/** No client shows more, and what is sent with thousands of wrong places is answered with no more than it sent. */
const mostErrors = 20

type Refused = {
  readonly detail: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
}

/** A refusal, as `problemResponse` gives it, in the words that a client shows. Nothing but the refusal's own words is in it. */
export async function refusalAnswer(error: unknown): Promise<Response> {
  const asProblem = problemResponse(error)
  const { detail, errors = [] }: Refused = await asProblem.json()
  const said = errors
    .slice(0, mostErrors)
    .map(({ path, message }) => [path, message].filter(Boolean).join(': '))
  const lines = [
    detail,
    ...said,
    ...(errors.length > mostErrors ? [`And ${errors.length - mostErrors} more.`] : []),
  ]
  const kept = ['retry-after', 'allow'].flatMap((name) => {
    const value = asProblem.headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return messageAnswer(lines.join('\n'), asProblem.status, {
    ...Object.fromEntries(kept),
    ...(asProblem.status === 401 && { 'www-authenticate': 'Basic realm="Foothold", charset="UTF-8"' }),
  })
}
