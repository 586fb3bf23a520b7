import { countSave, tryCode } from '@/app/code-tries'
import type { OpenSurvey } from '@/db/open-surveys'
import { resumeInterview } from '@/db/saved-interviews'
import { problem } from '@/lib/problem'
import { newIdentity } from '../../begin-interview'
import type { CodeEntry } from '../../code-entry'
import { isReachable } from '../../interview'
import { takeCode } from '../../take-code'
import { firstPageState, type PageState } from './page-state'
import { readInterview } from './posted-page'
import { respondent } from './send-answers'

/** An interview that goes on: its first page, and the language it was saved in. */
export type Resumed = {
  readonly kind: 'resumed'
  readonly state: PageState
  readonly language: string
}

/**
 * Opens the interview that a posted code belongs to. The person at hand, who may not be the one who began, agrees first, and
 * then goes on at the place where it was stopped. It goes on under an identity of its
 * own: whoever else knows the code can neither read what is answered from here on, nor withdraw it.
 *
 * @throws as `takeCode`
 */
export async function resumeByCode(
  request: Request,
  survey: OpenSurvey,
  field: string | null,
): Promise<Resumed | Extract<CodeEntry, { kind: 'refused' }>> {
  const outcome = await takeCode(request, tryCode, field, async (code) => {
    countSave(request)
    return openedBy(survey, code)
  })
  return outcome.kind === 'taken' ? outcome.value : outcome
}

async function openedBy(survey: OpenSurvey, written: string): Promise<Resumed> {
  const identity = newIdentity()
  const saved = await resumeInterview(respondent, survey.slug, written, identity.submissionId, new Date())
  const interview = readInterview(saved.interview)
  // Saved by a program in a form that no page of ours has: as good as nothing.
  if (interview === null) throw problem('saved_interview_not_found')
  const goOnAt = isReachable(survey.questionnaire, interview, interview.place) ? interview.place : 'review'
  return {
    kind: 'resumed',
    state: firstPageState({ ...interview, ...identity, place: 'consent', agreedTo: null, goOnAt }),
    language: saved.language,
  }
}
