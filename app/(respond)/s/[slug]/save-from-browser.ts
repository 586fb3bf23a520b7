import { fetchInTime } from '../../device/fetch-in-time'
import { textField } from '../../device/text-field'
import type { Interview } from '../../interview'
import { type Outcome, savingTroubleCodeOf } from './page-state'

function addressOf(slug: string): string {
  return `/api/v1/surveys/${encodeURIComponent(slug)}/interviews`
}

/**
 * Puts an interview aside on the server, so that it can be gone on with elsewhere.
 *
 * @param code the one that it was saved under before in this sitting; null for the first time
 * @returns the code, or why there is none
 */
export async function saveFromBrowser(
  slug: string,
  version: number,
  language: string,
  interview: Interview,
  code: string | null,
): Promise<Outcome> {
  let response: Response
  let body: unknown
  try {
    response = await fetchInTime(addressOf(slug), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ interview, version, language, ...(code === null ? {} : { code }) }),
    })
    body = await response.json()
  } catch {
    return { kind: 'unsaved', code: 'network', seconds: 0 }
  }
  const given = textField(body, 'code')
  const expiresOn = textField(body, 'expiresOn')
  if (response.ok && given !== null && expiresOn !== null) return { kind: 'saved', code: given, expiresOn }
  const reason = textField(body, 'type')?.split(':').at(-1) ?? ''
  if (reason === 'round_not_open') return { kind: 'closed' }
  const seconds = Number(response.headers.get('retry-after') ?? 0)
  return { kind: 'unsaved', code: savingTroubleCodeOf(reason), seconds }
}

/**
 * Has what was saved erased, for a person who declines after all. Without a network it is tried once more when there is one,
 * as long as the page is open; else it is erased on its last day.
 */
export function discardFromBrowser(slug: string, submissionId: string): void {
  const discard = () =>
    fetch(addressOf(slug), {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ submissionId }),
      credentials: 'omit',
      keepalive: true,
    })
  discard().catch(() => {
    window.addEventListener('online', () => void discard().catch(() => undefined), { once: true })
  })
}
