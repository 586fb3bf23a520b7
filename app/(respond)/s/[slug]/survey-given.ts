import { sayIn } from '@/lib/interface/message'
import { waveAnswers } from '@/lib/questionnaire/answers-filled-in'
import { offeredLanguages } from '../../offered-languages'
import { rendering } from '../../rendering'
import { type OpenAddress, surveyWords } from './survey-on-page'
import type { SurveyProps } from './survey-props'

/** Everything that a survey is drawn from, before anything was answered. */
export async function surveyGiven({ survey, language }: OpenAddress): Promise<SurveyProps> {
  const { files, style } = await rendering()
  const served = await surveyWords(survey, language)
  return {
    slug: survey.slug,
    title: sayIn(language, served.messages)('page.title'),
    served,
    languages: offeredLanguages(survey.languages),
    isSample: survey.isSynthetic,
    sealingKey: survey.sealingKey,
    hidden: waveAnswers(survey.questionnaire, survey.wave),
    asksEarlier: survey.asksEarlierReceipt,
    script: files['answering.js'],
    styleHash: style.hash,
  }
}
