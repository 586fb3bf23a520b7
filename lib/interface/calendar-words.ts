import { numberLocale } from './message'

/** The words of dates in one language, made on the server: a browser that knows other names would draw another page. */
export type CalendarWords = {
  /** January first, as a list names them. */
  readonly months: readonly string[]
  /** The parts of a date in the order of the language. */
  readonly order: readonly ('day' | 'month' | 'year')[]
  /** For each month a day in words, `{day} mai {year}`: some languages bend the month's name beside a day. */
  readonly inFull: readonly string[]
  /** For each month itself in words: `mai {year}`. */
  readonly inMonth: readonly string[]
}

/**
 * The words of Gregorian dates in a language, with the digits 0–9.
 *
 * English writes the day first: the page's English is read all over the world, and most of it does.
 */
export function calendarWords(language: string): CalendarWords {
  const locale = `${numberLocale(language === 'en' ? 'en-GB' : language)}-ca-gregory`
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  const alone = format({ month: 'long' })
  const inMonth = format({ month: 'long', year: 'numeric' })
  const inFull = format({ day: 'numeric', month: 'long', year: 'numeric' })
  const middles = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 17)))
  const pattern = (words: Intl.DateTimeFormat) => (date: Date) =>
    words
      .formatToParts(date)
      .map(({ type, value }) => (type === 'day' || type === 'year' ? `{${type}}` : value))
      .join('')
      // Old phones have no narrow space that does not break.
      .replaceAll('\u202f', '\u00a0')
  return {
    months: middles.map((date) => alone.format(date)),
    order: inFull
      .formatToParts(middles[0])
      .flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type] : [])),
    inFull: middles.map(pattern(inFull)),
    inMonth: middles.map(pattern(inMonth)),
  }
}

/**
 * A date in words: "17 May 2024", "May 2024", "2024".
 *
 * @param date `2024-05-17`, `2024-05` or `2024`
 * @returns the text itself when it is no date
 */
export function dateInWords({ inFull, inMonth }: CalendarWords, date: string): string {
  const [year = '', month, day] = date.split('-')
  const patterns = day === undefined ? inMonth : inFull
  const pattern = patterns[Number(month) - 1]
  if (month === undefined || pattern === undefined) return date
  return pattern.replace('{year}', year).replace('{day}', String(Number(day)))
}
