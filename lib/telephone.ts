/** Numbers that are dialled within a country can be as short as two digits; none is longer than 15. @see ITU-T E.164 */
const fewestDigits = 2
const mostDigits = 15

/** Whether a text looks like one telephone number: digits 0–9, a leading `+`, and the marks that people write between. */
export function isTelephoneNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '').length
  return /^\+?[0-9\s().-]+$/.test(text) && digits >= fewestDigits && digits <= mostDigits
}

/**
 * The address by which a phone calls a number as people write it.
 *
 * @param number what `isTelephoneNumber` lets through; the `(0)` after a country code is not dialled, and left out
 */
export function telephoneAddress(number: string): string {
  const dialled = number.startsWith('+') ? number.replace(/\(0\)/, '') : number
  return `tel:${dialled.replace(/[^+\d]/g, '')}`
}
