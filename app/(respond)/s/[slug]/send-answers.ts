import { recordResponse } from '@/db/responses'
import type { Actor } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Interview } from '../../interview'
import { itemFaults } from './item-faults'
import { type PageState, trouble, troubleCodeOf } from './page-state'

export const respondent: Actor = { kind: 'respondent' }

/** Stores the answers of a finished interview that came without script. The page keeps them when it cannot be done. */
export async function sendAnswers(
  survey: { readonly slug: string; readonly version: number; readonly questionnaire: Questionnaire },
  language: string,
  interview: Interview,
): Promise<PageState> {
  const { submissionId, answers } = interview
  try {
    const submission = { submissionId, version: survey.version, language, consent: true, answers }
    const { receipt } = await recordResponse(respondent, survey.slug, submission, 'web')
    return { interview, entry: null, fault: null, outcome: { kind: 'sent', receipt } }
  } catch (error) {
    if (!(error instanceof ProblemError)) {
      // The name only: a message may quote what was sent.
      console.error('Sending answers failed:', error instanceof Error ? error.name : typeof error)
      return trouble(interview, 'unexpected')
    }
    if (error.code === 'round_not_open') {
      return { interview, entry: null, fault: null, outcome: { kind: 'closed' } }
    }
    return trouble(
      interview,
      troubleCodeOf(error.code),
      error.code === 'answers_invalid' ? itemFaults(survey.questionnaire, answers) : [],
    )
  }
}
