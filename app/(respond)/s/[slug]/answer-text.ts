import { dateInWords } from '@/lib/interface/calendar-words'
import { numberLocale } from '@/lib/interface/message'
import type { Answer } from '@/lib/questionnaire/answer-values'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { optionsOf } from '@/lib/questionnaire/options'
import { type PageParts, textOf, unitOf } from './page-parts'

/** An answer as its question showed it: one line for each code chosen. */
export function answerLines(
  { questionnaire, calendar }: Pick<PageParts, 'questionnaire' | 'calendar'>,
  item: Item,
  answer: Answer,
): readonly string[] {
  if (typeof answer === 'number') {
    const figure = figureIn(questionnaire.defaultLanguage, answer)
    const unit = item.type === 'number' ? unitOf(questionnaire, item) : ''
    return [unit === '' ? figure : `${figure} ${unit}`]
  }
  if (item.type === 'text' && typeof answer === 'string') {
    return [reservedLabel(questionnaire, item, answer) ?? answer]
  }
  if (item.type === 'date' && typeof answer === 'string') {
    return [reservedLabel(questionnaire, item, answer) ?? dateInWords(calendar, answer)]
  }
  const codes = typeof answer === 'string' ? [answer] : answer
  const options = optionsOf(questionnaire, item)
  return codes.map((code) => {
    const option = options.find((offered) => offered.code === code)
    return option === undefined ? code : textOf(questionnaire, option.label)
  })
}

/** A number in a language, with the digits 0–9. */
export function figureIn(language: string, value: number): string {
  return new Intl.NumberFormat(numberLocale(language), { maximumFractionDigits: 10 }).format(value)
}

function reservedLabel(questionnaire: Questionnaire, item: Item, answer: string): string | undefined {
  const option = optionsOf(questionnaire, item).find(({ code, isMissing }) => isMissing && code === answer)
  return option === undefined ? undefined : textOf(questionnaire, option.label)
}
