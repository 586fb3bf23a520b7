import { fetchInTime } from './fetch-in-time'
import { textField } from './text-field'

/** What became of a response on its way to the server. `unavailable` can be tried again: no network, no room, too many at once. */
export type SendingVerdict =
  | { readonly kind: 'accepted' }
  /** For good, as long as nothing else changes. `code` is the problem's. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unavailable'; readonly code: string }

/**
 * Sends one response, sealed or open, to the API of its round.
 *
 * The API and not the page's own address: it outlives an update of the program while a page is open.
 */
export async function postResponse(slug: string, body: object): Promise<SendingVerdict> {
  let response: Response
  let answer: unknown
  try {
    response = await fetchInTime(`/api/v1/surveys/${encodeURIComponent(slug)}/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    answer = await response.json()
  } catch {
    return { kind: 'unavailable', code: 'network' }
  }
  if (response.ok && textField(answer, 'submissionId') !== null) return { kind: 'accepted' }
  const type = textField(answer, 'type')
  // A page of somebody else in between, such as the sign-in of a café's network, is no verdict of ours.
  if (type === null || !type.startsWith('urn:foothold:')) return { kind: 'unavailable', code: 'unexpected' }
  const code = type.split(':').at(-1) ?? ''
  const isPassing = response.status >= 500 || [408, 425, 429].includes(response.status)
  return { kind: isPassing ? 'unavailable' : 'refused', code }
}
