import { dateOfDay, dayNumber, isRealDate } from './calendar'
import { asList, asNumber, asText, isTrue, type Value } from './expression-values'
import { type Pattern, readPattern } from './pattern'

/*
 * The functions of expressions beside not( ), selected( , ), count-selected( ), true( ) and false( ): what XLSForms use of the
 * ODK XForms Specification, https://getodk.github.io/xforms-spec/#xpath-functions. Each always gives the same for the same
 * values. So there is no today( ), now( ), random( ) or uuid( ): an item of the type "today" has the day.
 */

type Rule = {
  readonly least: number
  readonly most: number
  readonly of: (...values: Value[]) => Value
}

const rules = {
  if: rule(3, 3, (condition = '', yes = '', no = '') => (isTrue(condition) ? yes : no)),
  coalesce: rule(2, 2, (first = '', second = '') => (asText(first) === '' ? second : first)),
  // Whatever a calculation rests on is kept with the answers, so it gives later what it gave at first.
  once: rule(1, 1, (value = '') => value),
  number: rule(1, 1, (value = '') => asNumber(value)),
  string: rule(1, 1, (value = '') => asText(value)),
  boolean: rule(1, 1, (value = '') => isTrue(value)),
  'boolean-from-string': rule(1, 1, (value = '') => ['1', 'true'].includes(asText(value).toLowerCase())),
  int: rule(1, 1, (value = '') => Math.trunc(asNumber(value))),
  round: rule(1, 2, (value = '', places = 0) => rounded(asNumber(value), asNumber(places))),
  floor: rule(1, 1, (value = '') => Math.floor(asNumber(value))),
  ceiling: rule(1, 1, (value = '') => Math.ceil(asNumber(value))),
  abs: rule(1, 1, (value = '') => Math.abs(asNumber(value))),
  pow: rule(2, 2, (base = '', exponent = '') => asNumber(base) ** asNumber(exponent)),
  min: rule(1, Infinity, (...values) => extreme(Math.min, values)),
  max: rule(1, Infinity, (...values) => extreme(Math.max, values)),
  sum: rule(1, Infinity, (...values) => given(values).reduce((sum, value) => sum + value, 0)),
  'count-non-empty': rule(1, Infinity, (...values) => values.filter((value) => asText(value) !== '').length),
  concat: rule(1, Infinity, (...values) => values.map(asText).join('')),
  join: rule(2, Infinity, (separator = '', ...values) => values.map(asText).join(asText(separator))),
  'string-length': rule(1, 1, (value = '') => [...asText(value)].length),
  'normalize-space': rule(1, 1, (value = '') => asText(value).trim().replace(/\s+/g, ' ')),
  contains: rule(2, 2, (text = '', part = '') => asText(text).includes(asText(part))),
  'starts-with': rule(2, 2, (text = '', part = '') => asText(text).startsWith(asText(part))),
  'ends-with': rule(2, 2, (text = '', part = '') => asText(text).endsWith(asText(part))),
  substr: rule(2, 3, (text = '', from = '', to) => {
    const end = to === undefined ? undefined : asNumber(to)
    return [...asText(text)].slice(asNumber(from), end).join('')
  }),
  'substring-before': rule(2, 2, (text = '', mark = '') => beside(asText(text), asText(mark))[0]),
  'substring-after': rule(2, 2, (text = '', mark = '') => beside(asText(text), asText(mark))[1]),
  'selected-at': rule(2, 2, (list = '', place = '') => asList(list)[asNumber(place)] ?? ''),
  regex: rule(2, 2, (text = '', pattern = '') => patternOf(asText(pattern))?.(asText(text)) ?? false),
  date: rule(1, 1, (value = '') => dateOf(value)),
  'format-date': rule(2, 2, (value = '', format = '') => formattedDate(dateOf(value), asText(format))),
  // Both are settled before answers are looked at, once for each entry (`repeats.ts`).
  position: rule(0, 0, () => 1),
  'indexed-repeat': rule(3, 3, (value = '') => value),
  'decimal-date-time': rule(1, 1, (value = '') => dayNumber(dateOf(value))),
} as const satisfies Readonly<Record<string, Rule>>

export type FunctionName = keyof typeof rules

export const functionNames = Object.keys(rules) as readonly FunctionName[]

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(rules, name)
}

/** How many values a function takes; `most` may be infinite. */
export function arityOf(name: FunctionName): { readonly least: number; readonly most: number } {
  return rules[name]
}

/** What a function gives; not-a-number or empty text where a value does not fit. */
export function callOf(name: FunctionName, values: readonly Value[]): Value {
  const { of }: Rule = rules[name]
  return of(...values)
}

function rule(least: number, most: number, of: (...values: Value[]) => Value): Rule {
  return { least, most, of }
}

/** The numbers among values, blanks left out; not-a-number when one is none. */
function given(values: readonly Value[]): readonly number[] {
  return values.filter((value) => asText(value) !== '' || typeof value === 'number').map(asNumber)
}

/** @returns not-a-number when nothing was given */
function extreme(of: (...numbers: number[]) => number, values: readonly Value[]): number {
  const numbers = given(values)
  return numbers.length === 0 ? Number.NaN : of(...numbers)
}

function rounded(value: number, places: number): number {
  // Whole powers of ten are exact; others differ from one machine to the next.
  const factor = 10 ** Math.abs(Math.trunc(places))
  // Halves go up, as in XPath: -2.5 becomes -2.
  return places < 0 ? Math.round(value / factor) * factor : Math.round(value * factor) / factor
}

function beside(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? ['', ''] : [text.slice(0, at), text.slice(at + mark.length)]
}

/** A day as text, from one or from days since 1970-01-01; empty text when it is neither. */
function dateOf(value: Value): string {
  if (typeof value !== 'number') return isRealDate(asText(value), 'day') ? asText(value) : ''
  return dateOfDay(Math.floor(value))
}

function formattedDate(date: string, format: string): string {
  if (date === '') return ''
  const [year = '', month = '', day = ''] = date.split('-')
  const parts: Readonly<Record<string, string>> = {
    Y: year,
    y: year.slice(2),
    m: month,
    n: String(Number(month)),
    d: day,
    e: String(Number(day)),
    // A day has no time.
    H: '00',
    h: '0',
    M: '00',
    S: '00',
  }
  return format.replace(/%(.)/g, (written, letter: string) => parts[letter] ?? written)
}

const patterns = new Map<string, Pattern | null>()

function patternOf(source: string): Pattern | null {
  let pattern = patterns.get(source)
  if (pattern === undefined) {
    const read = readPattern(source)
    pattern = read.ok ? read.value : null
    // A pattern is nearly always written in the questionnaire; one that is made of answers must not fill the memory.
    if (patterns.size >= 200) patterns.clear()
    patterns.set(source, pattern)
  }
  return pattern
}
