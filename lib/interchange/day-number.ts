import { isRealDate } from '../questionnaire/calendar'

const millisecondsADay = 86_400_000

/** Days from 1970-01-01 to a date written `2026-03-01`; null when it is no such date. */
export function dayNumber(date: string): number | null {
  return isRealDate(date, 'day') ? Date.parse(date) / millisecondsADay : null
}
