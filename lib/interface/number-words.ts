import { numberLocale } from './message'

/** Writes days (`2026-03-01`) of the Gregorian calendar as a language does, with the digits of all other figures. */
export function dateIn(language: string): (day: string) => string {
  // The day first, as in the calendar of the staff: most readers of English write it so.
  const locale = `${numberLocale(language === 'en' ? 'en-GB' : language)}-ca-gregory`
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  return (day) => format.format(new Date(day))
}

/** Writes numbers of a language with so many digits after the decimal sign. */
export function numberIn(language: string, digits: number): (value: number) => string {
  const format = new Intl.NumberFormat(numberLocale(language), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // What rounds to nothing has no sign.
    signDisplay: 'negative',
  })
  return (value) => format.format(value)
}
