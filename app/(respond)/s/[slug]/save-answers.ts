import { countSave } from '@/app/code-tries'
import { errorName } from '@/app/error-name'
import type { OpenSurvey } from '@/db/open-surveys'
import { saveInterview } from '@/db/saved-interviews'
import { ProblemError } from '@/lib/problem'
import type { Interview } from '../../interview'
import { type Outcome, savingTroubleCodeOf } from './page-state'
import { respondent } from './send-answers'

/**
 * Puts an interview aside that came without script.
 *
 * @param code the one that it was saved under before in this sitting; null for the first time
 * @returns the code, or why there is none; the page keeps the answers either way
 */
export async function saveAnswers(
  request: Request,
  { slug, version }: OpenSurvey,
  language: string,
  interview: Interview,
  code: string | null,
): Promise<Outcome> {
  try {
    countSave(request)
    const saved = await saveInterview(
      respondent,
      slug,
      {
        submissionId: interview.submissionId,
        version,
        language,
        interview: JSON.stringify(interview),
        ...(code === null ? {} : { code }),
      },
      new Date(),
    )
    return { kind: 'saved', ...saved }
  } catch (error) {
    if (!(error instanceof ProblemError)) {
      console.error('Saving an interview failed:', errorName(error))
      return { kind: 'unsaved', code: 'unexpected', seconds: 0 }
    }
    if (error.code === 'round_not_open') return { kind: 'closed' }
    const seconds = Number(error.params.retryAfterSeconds ?? 0)
    return { kind: 'unsaved', code: savingTroubleCodeOf(error.code), seconds }
  }
}
