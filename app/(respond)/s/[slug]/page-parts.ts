import type { CalendarWords } from '@/lib/interface/calendar-words'
import type { Say } from '@/lib/interface/message'
import type { ItemOfType, LanguageMap, Questionnaire } from '@/lib/questionnaire/definition'
import { textIn, unitIn } from '@/lib/questionnaire/language'
import type { Entry } from '../../entry'

/** What every page of an interview is drawn with. */
export type PageParts = {
  readonly say: Say
  /** The questionnaire in the language of the page. */
  readonly questionnaire: Questionnaire
  readonly language: string
  readonly calendar: CalendarWords
}

/** Takes the step that a button names, with what is entered; `entry` is null on pages without a question. */
export type TakeStep = (step: string, entry: Entry | null) => void

/** What the question on the page lends to the form around it. */
export type QuestionOnPage = {
  readonly submit: (step: string) => void
  /** What stands in its fields now. */
  readonly entry: () => Entry
}

/** The text of the one language that the browser's questionnaire has. */
export function textOf(questionnaire: Questionnaire, map: LanguageMap | null | undefined): string {
  return textIn(map, questionnaire.defaultLanguage, questionnaire.defaultLanguage)
}

/** The unit of a number in the one language that the browser's questionnaire has; '' for none. */
export function unitOf({ defaultLanguage }: Questionnaire, item: ItemOfType<'number'>): string {
  return unitIn(item.unit, defaultLanguage, defaultLanguage)
}
