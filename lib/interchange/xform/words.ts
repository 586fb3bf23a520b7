import { type CalendarWords, calendarWords, dateInWords } from '../../interface/calendar-words'
import { type Say, sayIn } from '../../interface/message'
import { messagesIn } from '../../interface/messages'
import type { Item, ItemOfType, LanguageMap, Questionnaire } from '../../questionnaire/definition'
import { filledText } from '../../questionnaire/filled-text'
import { textIn, unitIn } from '../../questionnaire/language'
import { labelledEnds, optionWithCode } from '../../questionnaire/options'
import { xmlText } from '../../xml-text'
import { formConstraint } from '../form-constraint'

/** The sentences of the interface in a language, or in English where it does not speak it. */
export function interfaceIn(language: string): Say {
  return sayIn(language, messagesIn(language))
}

/** A sentence of the interface as XML. */
export function said(language: string, key: Parameters<Say>[0]): string {
  return xmlText(interfaceIn(language)(key))
}

/** What helps to answer an item: its own help, and how an answer is given. */
export function hintIn({ defaultLanguage }: Questionnaire, item: Item, language: string): string {
  const say = interfaceIn(language)
  return [
    textIn(item.help, language, defaultLanguage),
    rangeIn(item, language, say),
    ...labelledEnds(item).map(({ code, label }) => `${code}: ${textIn(label, language, defaultLanguage)}`),
    item.type === 'number' ? unitIn(item.unit, language, defaultLanguage) : '',
    item.type === 'rank' ? say('question.rank') : '',
  ]
    .filter((hint) => hint !== '')
    .join('\n')
}

/** What is said where an answer does not hold to its constraint. */
export function remedyIn(questionnaire: Questionnaire, item: Item, language: string): string {
  const { defaultLanguage } = questionnaire
  const say = interfaceIn(language)
  const { own, alone } = formConstraint(item)
  const [exclusive] = item.type === 'multiple' ? (item.exclusive ?? []) : []
  const standing =
    item.type === 'multiple' && exclusive !== undefined
      ? optionWithCode(questionnaire, item, exclusive)?.label
      : questionnaire.missingLabels.pnta
  return [
    own === null ? '' : textIn(item.constraintMessage, language, defaultLanguage),
    rangeIn(item, language, say),
    item.type === 'number' ? say('error.too_many_decimals', { decimals: item.decimals }) : '',
    item.type === 'text' ? say('error.too_long', { maxLength: item.maxLength }) : '',
    alone === null
      ? ''
      : say('error.exclusive_option', { option: textIn(standing, language, defaultLanguage) }),
  ]
    .filter((remedy) => remedy !== '')
    .join(' ')
}

/** Kept, since a form says ranges of dates in each language hundreds of times. */
const calendars = new Map<string, CalendarWords>()

function calendarIn(language: string): CalendarWords {
  const words = calendars.get(language) ?? calendarWords(language)
  calendars.set(language, words)
  return words
}

function rangeIn(item: Item, language: string, say: Say): string {
  switch (item.type) {
    case 'number':
      return say('question.number', { min: item.min, max: item.max })
    case 'time':
      return isWholeDay(item) ? '' : say('question.time', { min: item.min, max: item.max })
    case 'date': {
      const calendar = calendarIn(language)
      const ends = { min: dateInWords(calendar, item.min), max: dateInWords(calendar, item.max) }
      const key = { day: 'question.date', month: 'question.dateMonth', year: 'question.dateYear' } as const
      return say(key[item.precision], ends)
    }
    default:
      return ''
  }
}

/** Whether a time may be any of the day. */
export function isWholeDay({ min, max }: ItemOfType<'time'>): boolean {
  return min === '00:00' && max === '23:59'
}

/**
 * A text of the questionnaire as XML, with elements where it shows answers.
 *
 * @param shown the XPath that gives an item's answer in words
 */
export function contentIn(
  map: LanguageMap | null | undefined,
  language: string,
  defaultLanguage: string,
  shown: (itemId: string) => string,
): string {
  return filledText(
    xmlText(textIn(map, language, defaultLanguage)),
    (id) => `<output value="${xmlText(shown(id))}"/>`,
  )
}
