import { randomUUID } from 'node:crypto'
import type { OpenSurvey } from '@/db/rounds'
import { waveAnswers } from '@/lib/questionnaire/wave'
import { formatReceipt, parseReceipt } from '@/lib/receipt'
import { isReachable, itemAt, newInterview, readStep, takeStep } from '../../interview'
import { questionnaireIn } from '../../survey-in-language'
import { type PageState, trouble } from './page-state'
import { postedEntry, readInterview } from './posted-page'
import { sendAnswers } from './send-answers'

/**
 * Takes one step of an interview that comes as a plain form post: the way through the survey without script.
 * Nothing is stored before `send`.
 */
export async function takePostedStep(survey: OpenSurvey, form: URLSearchParams): Promise<PageState> {
  const before = readInterview(form.get('interview'))
  if (before === null)
    return trouble(newInterview(randomUUID(), waveAnswers(survey.questionnaire, survey.wave)), 'lost')
  const receipt = parseReceipt(form.get('receipt') ?? '')
  if (receipt.ok) {
    // The last page in another language: what was sent stays sent, and its code stays in sight.
    const sent = { kind: 'sent', receipt: formatReceipt(receipt.value) } as const
    return { interview: before, entry: null, fault: null, outcome: sent }
  }
  const posted = form.get('language') ?? ''
  const language = survey.languages.includes(posted) ? posted : survey.questionnaire.defaultLanguage
  const questionnaire = questionnaireIn(survey.questionnaire, language, survey.wave)
  if (!isReachable(questionnaire, before, before.place)) {
    return { interview: { ...before, place: 'review' }, entry: null, fault: null, outcome: null }
  }
  if (form.get('step') === 'send') return sendAnswers({ ...survey, questionnaire }, language, before)
  const item = itemAt(questionnaire, before.place)
  const entry = item === null ? null : postedEntry(form, item.type === 'multiple')
  return { ...takeStep(questionnaire, before, readStep(form.get('step')), entry), outcome: null }
}
