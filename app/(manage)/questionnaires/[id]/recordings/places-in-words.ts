import type { Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import { labelledEnds, optionsOf } from '@/lib/questionnaire/options'
import type { WordsPlace } from '@/lib/survey-media'

/** What is said at a place: the question with its help, or the answer; the end of a scale with its number. */
export function wordsAt(
  questionnaire: Questionnaire,
  { itemId, optionCode }: WordsPlace,
  language: string,
): string {
  const item = questionnaire.items.find(({ id }) => id === itemId)
  if (item === undefined) return ''
  const text = (map: typeof item.help) => textIn(map, language, questionnaire.defaultLanguage)
  if (optionCode === '') return [text(item.label), text(item.help)].filter((part) => part !== '').join(' ')
  const end = labelledEnds(item).find(({ code }) => code === optionCode)
  if (end !== undefined) return `${end.code}: ${text(end.label)}`
  return text(optionsOf(questionnaire, item).find(({ code }) => code === optionCode)?.label)
}
