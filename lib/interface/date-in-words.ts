import { numberLocale } from './message'

/**
 * A date in the words of a language, by the Gregorian calendar with the digits 0–9: `31 December 2027`.
 *
 * @param date `2027-12-31`
 */
export function dateInWords(date: string, language: string): string {
  // Plain English is read all over the world, and only one country puts the month first.
  const locale = numberLocale(language === 'en' ? 'en-GB' : language)
  const format = new Intl.DateTimeFormat(`${locale}-ca-gregory`, { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(`${date}T00:00:00Z`))
}
