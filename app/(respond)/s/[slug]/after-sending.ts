import { formatCode } from '@/lib/code'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { SendingVerdict } from '../../device/post-response'
import type { Interview } from '../../interview'
import { itemFaults } from './item-faults'
import { ended, type PageState, trouble, troubleCodeOf } from './page-state'

/** The page that a verdict on sending leads to: thanks, the closed round, or what stands in the way with the interview whole. */
export function afterSending(
  questionnaire: Questionnaire,
  interview: Interview,
  verdict: SendingVerdict,
): PageState {
  if (verdict.kind === 'accepted') {
    return ended(interview, { kind: 'sent', receipt: formatCode(interview.receipt) })
  }
  if (verdict.code === 'round_not_open') return ended(interview, { kind: 'closed' })
  const items = verdict.code === 'answers_invalid' ? itemFaults(questionnaire, interview.answers) : []
  return trouble(interview, troubleCodeOf(verdict.code), items)
}
