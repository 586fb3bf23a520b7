import { showConsent } from '@/db/consent-texts'
import type { OpenSurvey } from '@/db/open-surveys'
import { discardInterview, passOnInterview } from '@/db/saved-interviews'
import { formatCode, parseReceipt } from '@/lib/code'
import { waveAnswers } from '@/lib/questionnaire/answers-filled-in'
import { beginInterview, newIdentity } from '../../begin-interview'
import { type Interview, isBegun, isReachable, itemAt, placeInstead, takeStep } from '../../interview'
import { readStep } from '../../step'
import { questionnaireIn } from '../../survey-in-language'
import { type PageState, trouble } from './page-state'
import { postedCode, postedEntry, postedExpiry, postedText, readInterview } from './posted-page'
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
    const anew = beginInterview(waveAnswers(survey.questionnaire, survey.wave), survey.asksEarlierReceipt)
    return { state: trouble(anew, 'lost'), code: null }
  }
  const posted = postedCode(form)
  // Browsers say so over HTTPS, and on the machine itself.
  const isOwnForm = request.headers.get('sec-fetch-site') !== null
  const code = isOwnForm ? posted : null
  const after = await stateAfter(survey, form, request, before, { shown: posted, renewed: code })
  const hasSaved = after.outcome?.kind === 'saved'
  const state = isOwnForm ? after : await withOwnIdentity(survey.slug, after, posted !== null || hasSaved)
  if (after.outcome?.kind === 'saved') return { state, code: after.outcome.code }
  const isDeclinedAfterAll = state.interview.place === 'declined' && isBegun(before)
  if (!isDeclinedAfterAll) return { state, code }
  await discardInterview(respondent, survey.slug, before.submissionId)
  return { state, code: null }
}

/**
 * The page, going on under an identity of its own: where nobody says which site a form came from, somebody else may have made
 * it, who knows id, receipt and code. What may have been sent keeps them: sent once more, it must not be stored twice.
 *
 * @param isSaved something was saved of it, which is to go with what is sent
 */
async function withOwnIdentity(slug: string, state: PageState, isSaved: boolean): Promise<PageState> {
  const { outcome, interview } = state
  const isUnsent = outcome === null || outcome.kind === 'saved' || outcome.kind === 'unsaved'
  const isRefused = outcome?.kind === 'trouble' && outcome.code === 'answers_invalid'
  if (!isUnsent && !isRefused) return state
  const identity = newIdentity()
  if (isSaved) await passOnInterview(respondent, slug, interview.submissionId, identity.submissionId)
  return { ...state, interview: { ...interview, ...identity } }
}

async function stateAfter(
  survey: OpenSurvey,
  form: URLSearchParams,
  request: Request,
  before: Interview,
  code: { readonly shown: string | null; readonly renewed: string | null },
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
  if (code.shown !== null && expiresOn !== null) {
    // From the page of a resume code, which has no field to read. In another language it is shown again.
    return as(before, step === 'goOn' ? null : { kind: 'saved', code: code.shown, expiresOn })
  }
  if (step === 'send') return sendAnswers(request, { ...survey, questionnaire }, language, before)
  const item = itemAt(questionnaire, before.place)
  const entry = item !== null ? postedEntry(form, item) : before.place === 'earlier' ? postedText(form) : null
  const consent = await showConsent(respondent, survey.slug, language)
  const turn = takeStep(questionnaire, before, readStep(step), entry, consent.id)
  const outcome =
    step === 'save' ? await saveAnswers(request, survey, language, turn.interview, code.renewed) : null
  return { ...turn, outcome }
}
