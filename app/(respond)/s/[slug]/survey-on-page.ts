import { showConsent } from '@/db/consent-texts'
import { readHelpContacts } from '@/db/help-contacts'
import { type OpenSurvey, readOpenSurvey } from '@/db/open-surveys'
import { readOpenSurveyMedia } from '@/db/questionnaire-media'
import { calendarWords } from '@/lib/interface/calendar-words'
import { interfaceLanguages, interviewMessages } from '@/lib/interface/messages'
import { ProblemError } from '@/lib/problem'
import { countryName, directionOf } from '@/lib/questionnaire/language'
import { readerLanguage } from '../../reader-language'
import { helpWhen, otherNamesIn, questionnaireIn } from '../../survey-in-language'
import { respondent } from './send-answers'
import type { ShownContact, SurveyWords } from './survey-words'

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
    const offered = survey.languages
    const isOffered = chosen === undefined || offered.includes(chosen)
    if (!isOffered || rest.length > 0) return { kind: 'missing', language: readerLanguage(accepted, offered) }
    return { kind: 'open', survey, language: chosen ?? readerLanguage(accepted, offered) }
  } catch (error) {
    // A full disk is no reason to say that the survey is not there.
    if (!(error instanceof ProblemError) || error.status >= 500) throw error
    const isSpoken = chosen !== undefined && interfaceLanguages.includes(chosen)
    return {
      kind: error.code === 'round_not_open' ? 'closed' : 'missing',
      language: isSpoken ? chosen : readerLanguage(accepted, interfaceLanguages),
    }
  }
}

/** The survey's texts in one of its languages, ready for the browser. */
export async function surveyWords(survey: OpenSurvey, language: string): Promise<SurveyWords> {
  const contacts = await shownContacts(language)
  return {
    language,
    direction: directionOf(language),
    questionnaire: questionnaireIn(survey.questionnaire, language, survey.wave),
    messages: interviewMessages(language, {
      asksEarlier: survey.asksEarlierReceipt,
      asksDate: survey.questionnaire.items.some(({ type }) => type === 'date'),
    }),
    consent: await showConsent(respondent, survey.slug, language),
    contacts,
    helpWhen: contacts.length === 0 ? [] : helpWhen(survey.questionnaire),
    media: await readOpenSurveyMedia(respondent, survey.slug, language),
    calendar: calendarWords(language),
    otherNames: otherNamesIn(survey.questionnaire, language),
  }
}

async function shownContacts(language: string): Promise<readonly ShownContact[]> {
  const contacts = await readHelpContacts(respondent, language)
  const collator = new Intl.Collator(language)
  return contacts
    .map((contact) => ({
      ...contact,
      countryName: contact.country === '' ? '' : countryName(contact.country, language),
    }))
    .sort((a, b) => collator.compare(a.countryName, b.countryName))
}
