import type { ReadableHelpContact } from '@/db/help-contacts'
import type { ConsentWords } from '@/lib/consent'
import type { CalendarWords } from '@/lib/interface/calendar-words'
import type { Messages } from '@/lib/interface/message'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { SurveyMedia } from '@/lib/survey-media'

/** Everything that is read on the answering pages, in one language. */
export type SurveyWords = {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly questionnaire: Questionnaire
  readonly messages: Messages
  /** The consent page; its id goes with the answers, so that what was agreed to is known. */
  readonly consent: ConsentWords & { readonly id: string }
  /** Where people can find help, in this language; those for every country first, then by country. */
  readonly contacts: readonly ShownContact[]
  /** Expressions over the answers: once one is true, the contacts stand open on every page. */
  readonly helpWhen: readonly string[]
  /** What can be heard and seen, by the names of its files. */
  readonly media: SurveyMedia
  /** The words of dates. */
  readonly calendar: CalendarWords
  /** What else the countries of a searched list are called. */
  readonly otherNames: OtherNames
}

/** By item id and option code; an item without such a list is left out. */
export type OtherNames = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** A contact with the name of its country, '' for every country. Named on the server: browsers differ in their names. */
export type ShownContact = ReadableHelpContact & { readonly countryName: string }
