import { showConsent } from '@/db/consent-texts'
import type { OpenSurvey } from '@/db/open-surveys'
import { discardInterview } from '@/db/saved-interviews'
import { formatCode, parseReceipt } from '@/lib/code'
import { waveAnswers } from '@/lib/questionnaire/wave'
import { beginInterview } from '../../begin-interview'
import { type Interview, isReachable, itemAt, placeInstead, readStep, takeStep } from '../../interview'
import { questionnaireIn } from '../../survey-in-language'
import { type PageState, trouble } from './page-state'
import { postedCode, postedEntry, postedExpiry, readInterview } from './posted-page'
import { saveAnswers } from './save-answers'
import { respondent, sendAnswers } from './send-answers'

/**
 * Takes one step of an interview that comes as a plain form post: the way through the survey without script.
 * Nothing is stored before `save` or `send`.
 *
 * @returns the next page, and the code that the interview is saved under; null when it is not
 */
export async function takePostedStep(
  survey: OpenSurvey,
  form: URLSearchParams,
  request: Request,
): Promise<{ readonly state: PageState; readonly code: string | null }> {
  const before = readInterview(form.get('interview'))
  if (before === null) {
    const anew = beginInterview(waveAnswers(survey.questionnaire, survey.wave))
    return { state: trouble(anew, 'lost'), code: null }
  }
  const code = postedCode(form)
  const state = await stateAfter(survey, form, request, before, code)
  if (state.outcome?.kind === 'saved') return { state, code: state.outcome.code }
  const isDeclinedAfterAll = state.interview.place === 'declined' && before.agreedTo !== null
  if (!isDeclinedAfterAll) return { state, code }
  await discardInterview(respondent, survey.slug, before.submissionId)
  return { state, code: null }
}

async function stateAfter(
  survey: OpenSurvey,
  form: URLSearchParams,
  request: Request,
  before: Interview,
  code: string | null,
): Promise<PageState> {
  const as = (interview: Interview, outcome: PageState['outcome']): PageState => ({
    interview,
    entry: null,
    fault: null,
    outcome,
  })
  const step = form.get('step')
  const receipt = parseReceipt(form.get('receipt') ?? '')
  // The last page in another language: what was sent stays sent, and its code stays in sight.
  if (receipt.ok) return as(before, { kind: 'sent', receipt: formatCode(receipt.value) })
  const posted = form.get('language') ?? ''
  const language = survey.languages.includes(posted) ? posted : survey.questionnaire.defaultLanguage
  const questionnaire = questionnaireIn(survey.questionnaire, language, survey.wave)
  if (!isReachable(questionnaire, before, before.place)) {
    return as({ ...before, place: placeInstead(before) }, null)
  }
  const expiresOn = postedExpiry(form)
  if (code !== null && expiresOn !== null) {
    // From the page of a resume code, which has no field to read. In another language it is shown again.
    return as(before, step === 'goOn' ? null : { kind: 'saved', code, expiresOn })
  }
  if (step === 'send') return sendAnswers({ ...survey, questionnaire }, language, before)
  const item = itemAt(questionnaire, before.place)
  const entry = item === null ? null : postedEntry(form, item)
  const consent = await showConsent(respondent, survey.slug, language)
  const turn = takeStep(questionnaire, before, readStep(step), entry, consent.id)
  const outcome = step === 'save' ? await saveAnswers(request, survey, language, turn.interview, code) : null
  return { ...turn, outcome }
}
