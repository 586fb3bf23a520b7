import * as z from 'zod/mini'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Interview } from '../../interview'
import { itemFaults } from './item-faults'
import { type PageState, trouble, troubleCodeOf } from './page-state'

const accepted = z.object({ receipt: z.string() })
const refused = z.object({ type: z.string() })

/** Longest wait for the server, in milliseconds. Sending again is harmless, so waiting longer serves nobody. */
const patience = 30_000

/**
 * Sends the answers of a finished interview to the API. Whatever goes wrong, the interview comes back whole.
 *
 * The API and not the page's own action: its address and form outlive an update of the program while a page is open.
 */
export async function sendFromBrowser(
  slug: string,
  questionnaire: Questionnaire,
  language: string,
  interview: Interview,
): Promise<PageState> {
  const { submissionId, answers } = interview
  let response: Response
  let body: unknown
  try {
    response = await fetch(`/api/v1/surveys/${encodeURIComponent(slug)}/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        submissionId,
        version: questionnaire.version,
        language,
        consent: true,
        answers,
      }),
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
    })
    body = await response.json()
  } catch {
    return trouble(interview, 'network')
  }
  const receipt = accepted.safeParse(body)
  if (response.ok && receipt.success) {
    return { interview, entry: null, fault: null, outcome: { kind: 'sent', receipt: receipt.data.receipt } }
  }
  const problem = refused.safeParse(body)
  if (!problem.success) return trouble(interview, 'unexpected')
  const code = problem.data.type.split(':').at(-1) ?? ''
  if (code === 'round_not_open') return { interview, entry: null, fault: null, outcome: { kind: 'closed' } }
  return trouble(
    interview,
    troubleCodeOf(code),
    code === 'answers_invalid' ? itemFaults(questionnaire, answers) : [],
  )
}
