import { describe, expect, test } from 'vitest'
import { evaluate, parseExpression, type Value } from './expression'
import { functionNames } from './expression-functions'

function resultOf(text: string, answers: Readonly<Record<string, Value>> = {}): Value {
  const parsed = parseExpression(text)
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  return evaluate(parsed.value, { itemValue: (itemId) => answers[itemId] ?? '' })
}

/** What the ODK XForms Specification says of each, https://getodk.github.io/xforms-spec/#xpath-functions, and XPath 1.0 where it refers to that. */
const worked: readonly (readonly [string, Value])[] = [
  ["if(${n} > 3, 'many', 'few')", 'many'],
  ["if(${blank} > 3, 'many', 'few')", 'few'],
  ["coalesce(${blank}, 'x')", 'x'],
  ["coalesce(${n}, 'x')", 4],
  ['once(${n})', 4],
  ["number('12.5')", 12.5],
  ['string(12)', '12'],
  ['boolean(${blank})', false],
  ["boolean-from-string('1')", true],
  ["boolean-from-string('0')", false],
  ['int(2.9)', 2],
  ['int(-2.9)', -2],
  ['round(2.5)', 3],
  ['round(-2.5)', -2],
  ['round(1234.567, 2)', 1234.57],
  ['round(1234.567, -2)', 1200],
  ['round(1234567, -5)', 1_200_000],
  ['floor(-1.5)', -2],
  ['ceiling(-1.5)', -1],
  ['abs(-3)', 3],
  ['pow(2, 10)', 1024],
  ['min(3, ${n}, ${blank})', 3],
  ['max(3, ${n}, ${blank})', 4],
  ['sum(1, ${n}, ${blank})', 5],
  ['count-non-empty(${n}, ${blank}, ${list})', 2],
  ["concat(${n}, '-', ${list})", '4-a b'],
  ["join('; ', 'a', 'b')", 'a; b'],
  ["string-length('👍a')", 2],
  ["normalize-space('  a   b ')", 'a b'],
  ["contains('abc', 'bc')", true],
  ["starts-with('abc', 'bc')", false],
  ["ends-with('abc', 'bc')", true],
  ["substr('abcde', 1, 3)", 'bc'],
  ["substr('abcde', 2)", 'cde'],
  ["substring-before('10/2024', '/')", '10'],
  ["substring-after('10/2024', '/')", '2024'],
  ["substring-after('10', '/')", ''],
  ['selected-at(${list}, 1)', 'b'],
  ['selected-at(${list}, 5)', ''],
  ["selected-at(join(' ', ${list}, 'c d'), 3)", 'd'],
  ["count-selected(concat(' ', 'c', '  ', 'd '))", 2],
  ["count-selected(' ')", 0],
  ["selected(concat('c', ' d'), 'd')", true],
  ["selected('cd', 'd')", false],
  ["regex('05/2024', '^[0-9]{2}[/][0-9]{4}$')", true],
  ["date('2024-02-29')", '2024-02-29'],
  ['date(19782)', '2024-02-29'],
  ["date('2023-02-29')", ''],
  ["format-date('2024-02-09', '%d/%m/%Y, %e.%n.%y')", '09/02/2024, 9.2.24'],
  ["decimal-date-time('1970-01-02')", 1],
  ['${day} - date(0)', 19782],
  ["int((${day} - '2000-02-29') div 365.25)", 24],
  ["${day} > '2024-02-28' and ${day} < '2024-03-01'", true],
]

test.each(worked)('%s is %j', (text, wanted) => {
  expect(resultOf(text, { n: 4, list: ['a', 'b'], day: '2024-02-29' })).toEqual(wanted)
})

test('every function is worked', () => {
  // These two are rewritten before anything is evaluated, and worked in `repeats.test.ts`.
  const ofRepeats = ['position', 'indexed-repeat']
  const missing = functionNames.filter(
    (name) => !ofRepeats.includes(name) && !worked.some(([text]) => text.includes(`${name}(`)),
  )
  expect(missing).toEqual([])
})

describe('a choice filter', () => {
  test('sees the attributes of an option', () => {
    const parsed = parseExpression('state = ${state} and name != "b"')
    if (!parsed.ok) throw new Error('unreadable')
    const holds = (attributes: Readonly<Record<string, string>>) =>
      evaluate(parsed.value, { itemValue: () => 'texas', attributeOf: (name) => attributes[name] ?? '' })
    expect(holds({ state: 'texas', name: 'a' })).toBe(true)
    expect(holds({ state: 'ohio', name: 'a' })).toBe(false)
    expect(holds({ state: 'texas', name: 'b' })).toBe(false)
  })
})
