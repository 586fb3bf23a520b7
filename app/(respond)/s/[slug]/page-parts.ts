import type { LanguageMap, Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import type { Entry } from '../../entry'
import type { Say } from '../../message'

/** What every page of an interview is drawn with. */
export type PageParts = {
  readonly say: Say
  /** The questionnaire in the language of the page. */
  readonly questionnaire: Questionnaire
  readonly language: string
}

/** Takes the step that a button names, with what is entered; `entry` is null on pages without a question. */
export type TakeStep = (step: string, entry: Entry | null) => void

/** The text of the one language that the browser's questionnaire has. */
export function textOf(questionnaire: Questionnaire, map: LanguageMap | null | undefined): string {
  return textIn(map, questionnaire.defaultLanguage, questionnaire.defaultLanguage)
}
