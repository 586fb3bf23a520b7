import { recordResponse } from '@/db/responses'
import type { Actor } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Interview } from '../../interview'
import { itemFaults } from './item-faults'
import { ended, type PageState, trouble, troubleCodeOf } from './page-state'

export const respondent: Actor = { kind: 'respondent' }

/** Stores the answers of a finished interview that came without script. The page keeps them when it cannot be done. */
export async function sendAnswers(
  survey: { readonly slug: string; readonly version: number; readonly questionnaire: Questionnaire },
  language: string,
  interview: Interview,
): Promise<PageState> {
  const { submissionId, receipt: ownReceipt, agreedTo, answers } = interview
  try {
    const submission = {
      submissionId,
      receipt: ownReceipt,
      version: survey.version,
      language,
      consent: true,
      consentText: agreedTo,
      answers,
    }
    const { receipt } = await recordResponse(respondent, survey.slug, submission, 'web')
    return ended(interview, { kind: 'sent', receipt })
  } catch (error) {
    if (!(error instanceof ProblemError)) {
      // The name only: a message may quote what was sent.
      console.error('Sending answers failed:', error instanceof Error ? error.name : typeof error)
      return trouble(interview, 'unexpected')
    }
    if (error.code === 'round_not_open') {
      return ended(interview, { kind: 'closed' })
    }
    return trouble(
      interview,
      troubleCodeOf(error.code),
      error.code === 'answers_invalid' ? itemFaults(survey.questionnaire, answers) : [],
    )
  }
}
