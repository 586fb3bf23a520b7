import { type OpenSurvey, readOpenSurvey } from '@/db/rounds'
import { ProblemError } from '@/lib/problem'
import { directionOf } from '@/lib/questionnaire/language'
import { interfaceLanguages, messagesIn } from '../../messages'
import { readerLanguage } from '../../reader-language'
import { questionnaireIn } from '../../survey-in-language'
import { respondent } from './send-answers'
import type { SurveyWords } from './survey-words'

export type OpenAddress = { readonly kind: 'open'; readonly survey: OpenSurvey; readonly language: string }

/** What an address `/s/SLUG` or `/s/SLUG/LANGUAGE` leads to, and the language to say it in. */
export type Addressed = OpenAddress | { readonly kind: 'closed' | 'missing'; readonly language: string }

/**
 * Reads the survey of an address in the reader's language: the one in the address, else the best of `Accept-Language`,
 * else the questionnaire's own.
 */
export async function surveyAt(
  slug: string,
  [chosen, ...rest]: readonly string[],
  accepted: string | null,
): Promise<Addressed> {
  try {
    const survey = await readOpenSurvey(respondent, slug)
    const offered = inOrderOfPreference(survey)
    const isOffered = chosen === undefined || offered.includes(chosen)
    if (!isOffered || rest.length > 0) return { kind: 'missing', language: readerLanguage(accepted, offered) }
    return { kind: 'open', survey, language: chosen ?? readerLanguage(accepted, offered) }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const isSpoken = chosen !== undefined && interfaceLanguages.includes(chosen)
    return {
      kind: error.code === 'round_not_open' ? 'closed' : 'missing',
      language: isSpoken ? chosen : readerLanguage(accepted, interfaceLanguages),
    }
  }
}

/** The survey's texts in one of its languages, ready for the browser. */
export function surveyWords(survey: OpenSurvey, language: string): SurveyWords {
  return {
    language,
    direction: directionOf(language),
    questionnaire: questionnaireIn(survey.questionnaire, language, survey.wave),
    messages: messagesIn(language),
  }
}

function inOrderOfPreference({ questionnaire }: OpenSurvey): readonly string[] {
  const { defaultLanguage, languages } = questionnaire
  return [defaultLanguage, ...languages.filter((language) => language !== defaultLanguage)]
}
