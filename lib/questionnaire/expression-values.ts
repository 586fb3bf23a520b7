import { dayNumber } from './calendar'

/** What an expression works on. A missing answer is empty text; a reserved code is its own text. */
export type Value = string | number | boolean | readonly string[]

/** Whether a value counts as true: all but empty text, the empty list, 0, not-a-number and false. */
export function isTrue(value: Value): boolean {
  if (typeof value === 'object') return value.length > 0
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : Boolean(value)
}

/** Whether two values are equal: as numbers when both look like numbers, else as text. */
export function areEqual(left: Value, right: Value): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return isTrue(left) === isTrue(right)
  if (Number.isNaN(left) || Number.isNaN(right)) return false
  const [a, b] = [asNumber(left), asNumber(right)]
  return Number.isNaN(a) || Number.isNaN(b) ? asText(left) === asText(right) : a === b
}

const numberPattern = /^\s*-?(?:\d+\.?\d*|\.\d+)\s*$/

/** A value as a number; not-a-number when it does not look like one. A date is the days from 1970-01-01 to it, as in XForms. */
export function asNumber(value: Value): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  const text = asText(value)
  return numberPattern.test(text) ? Number(text) : dayNumber(text)
}

/** A value as text: a list is its codes with spaces between, not-a-number is empty. */
export function asText(value: Value): string {
  if (typeof value === 'object') return value.join(' ')
  return typeof value === 'number' && Number.isNaN(value) ? '' : String(value)
}

/** A value as a list of codes: text is the codes between its spaces, as in XForms. No code holds a space. */
export function asList(value: Value): readonly string[] {
  if (typeof value === 'object') return value
  return asText(value)
    .split(/\s+/)
    .filter((code) => code !== '')
}
