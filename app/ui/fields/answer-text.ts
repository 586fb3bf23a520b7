import { type CalendarWords, dateInWords } from '@/lib/interface/calendar-words'
import { numberLocale } from '@/lib/interface/message'
import type { Answer } from '@/lib/questionnaire/answer-values'
import type { Item, LanguageMap, Questionnaire } from '@/lib/questionnaire/definition'
import { textIn, unitIn } from '@/lib/questionnaire/language'
import { labelledEnds, optionsOf } from '@/lib/questionnaire/options'

/** The questionnaire in the language of the reader, which is then its default language, and how dates are written there. */
type Reading = { readonly questionnaire: Questionnaire; readonly calendar: CalendarWords }

/** An answer as its question showed it: one line for each code chosen, the end of a scale with its words. */
export function answerLines(
  { questionnaire, calendar }: Reading,
  item: Item,
  answer: Answer,
): readonly string[] {
  if (typeof answer === 'number') {
    const figure = figureIn(questionnaire.defaultLanguage, answer)
    const unit =
      item.type === 'number'
        ? unitIn(item.unit, questionnaire.defaultLanguage, questionnaire.defaultLanguage)
        : ''
    if (unit !== '') return [`${figure} ${unit}`]
    const end = labelledEnds(item).find(({ code }) => code === String(answer))
    if (end !== undefined) {
      return [endInWords(questionnaire.defaultLanguage, end.code, textOf(questionnaire, end.label))]
    }
    return [figure]
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

/** An end of a scale with its number, as it is read aloud and shown where no steps stand beside it. */
export function endInWords(language: string, code: string, label: string): string {
  return `${figureIn(language, Number(code))}: ${label}`
}

/** A number in a language, with the digits 0–9. */
export function figureIn(language: string, value: number): string {
  return new Intl.NumberFormat(numberLocale(language), { maximumFractionDigits: 10 }).format(value)
}

function reservedLabel(questionnaire: Questionnaire, item: Item, answer: string): string | undefined {
  const option = optionsOf(questionnaire, item).find(({ code, isMissing }) => isMissing && code === answer)
  return option === undefined ? undefined : textOf(questionnaire, option.label)
}

function textOf({ defaultLanguage }: Questionnaire, map: LanguageMap): string {
  return textIn(map, defaultLanguage, defaultLanguage)
}
