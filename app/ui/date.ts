const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A date as staff read it: "23 November 2026". Times of day are neither kept nor shown. */
export function dateInWords(date: string | Date): string {
  return longDate.format(typeof date === 'string' ? new Date(date) : date)
}
