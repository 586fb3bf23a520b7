/**
 * Dates as answers: texts of the Gregorian calendar, of one precision each, `2024-05-17`, `2024-05` or `2024`. Years run from
 * 1000 to 9999, so that texts of one precision stand in the order of time. No clock: what "today" is, nobody here knows.
 */

export const datePrecisions = ['day', 'month', 'year'] as const

/** How much of a date is asked. A full date of birth or arrival can tell who somebody is; a year hardly can. */
export type DatePrecision = (typeof datePrecisions)[number]

/** The parts that a date of a precision has, year first. */
export const datePartsOf = {
  day: ['year', 'month', 'day'],
  month: ['year', 'month'],
  year: ['year'],
} as const satisfies Readonly<Record<DatePrecision, readonly DatePart[]>>

export type DatePart = DatePrecision

/** How a date of a precision is written, as an example. */
export const dateExamples = {
  day: '2024-05-17',
  month: '2024-05',
  year: '2024',
} as const satisfies Readonly<Record<DatePrecision, string>>

const patterns = {
  day: /^([1-9]\d{3})-(\d\d)-(\d\d)$/,
  month: /^([1-9]\d{3})-(\d\d)$/,
  year: /^([1-9]\d{3})$/,
} as const satisfies Readonly<Record<DatePrecision, RegExp>>

/** Whether a text is written as a date of a precision, be there such a day or not: `2023-02-31` is. */
export function isWrittenAsDate(text: string, precision: DatePrecision): boolean {
  return patterns[precision].test(text)
}

/** Whether a text is a date of a precision, and the calendar has it. */
export function isRealDate(text: string, precision: DatePrecision): boolean {
  const match = patterns[precision].exec(text)
  if (match === null) return false
  const [year = 0, month = 1, day = 1] = match.slice(1).map(Number)
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

/**
 * A date as text, from its parts as numbers; those beyond the precision are left out.
 *
 * @param parts year, month (1 to 12) and day; whether the calendar has such a day is not asked
 */
export function dateText(parts: readonly number[]): string {
  return parts.map((part, place) => String(part).padStart(place === 0 ? 4 : 2, '0')).join('-')
}

/** The day, month or year after a real date of the same precision. */
export function dateAfter(text: string): string {
  const [year = 0, month, day] = text.split('-').map(Number)
  if (month === undefined) return dateText([year + 1])
  if (day !== undefined && day < daysIn(year, month)) return dateText([year, month, day + 1])
  const next = month < 12 ? [year, month + 1] : [year + 1, 1]
  return dateText(day === undefined ? next : [...next, 1])
}

const millisecondsADay = 86_400_000

/** Days from 1970-01-01 to a day written `2026-03-01`; not-a-number when it is no such day. */
export function dayNumber(date: string): number {
  return isRealDate(date, 'day') ? Date.parse(date) / millisecondsADay : Number.NaN
}

/** The day some days after 1970-01-01 as text; empty text outside of the years 1000 to 9999. */
export function dateOfDay(days: number): string {
  const date = new Date(days * millisecondsADay)
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10)
  return isRealDate(text, 'day') ? text : ''
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return isLeap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
