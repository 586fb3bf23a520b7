import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate, isTrue, parseExpression, referencesOf, type Value } from './expression'

const golden: {
  truth: { expression: string; answers: Record<string, Value>; true: boolean }[]
  invalid: string[]
} = JSON.parse(readFileSync(new URL('../scoring/fixtures/golden.json', import.meta.url), 'utf8')).expressions

function truthOf(text: string, answers: Readonly<Record<string, Value>> = {}, self?: Value): boolean {
  const parsed = parseExpression(text)
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  return isTrue(
    evaluate(parsed.value, {
      itemValue: (itemId) => answers[itemId] ?? '',
      ...(self !== undefined && { self }),
    }),
  )
}

describe('every worked expression', () => {
  test.each(golden.truth)('$expression with $answers is $true', ({ expression, answers, true: wanted }) => {
    expect(truthOf(expression, answers)).toBe(wanted)
  })

  test.each(golden.invalid)('%s is refused', (text) => {
    expect(parseExpression(text).ok).toBe(false)
  })
})

test.each([
  ["${a} = 'x", 8, 'closing quote'],
  ['${a} == 1', 7, 'found "="'],
  ['selected(${a})', 1, 'takes 2 values, and 1 stand here'],
  ['${a} and', 9, 'the end'],
  ["${a} = 'x' ${b}", 12, '"and", "or"'],
  ['$a = 1', 1, '${item_id}'],
  ['if(1, 2)', 1, 'if( ) takes 3 values'],
  ['1 + today()', 5, 'no function "today"'],
  ['/data/a = 1', 1, 'paths have no meaning'],
])('%s: the message points to character %i', (text, position, words) => {
  const parsed = parseExpression(text)
  expect(parsed.ok).toBe(false)
  if (parsed.ok) return
  expect(parsed.problems[0]?.params).toEqual({ position })
  expect(parsed.problems[0]?.message).toContain(`At character ${position}:`)
  expect(parsed.problems[0]?.message).toContain(words)
})

test.each([
  ['. >= 0 and . <= 168', 40, true],
  ['. >= 0 and . <= 168', 169, false],
  ["not(selected(., 'none') and count-selected(.) > 1)", ['none', 'held'], false],
  ["not(selected(., 'none') and count-selected(.) > 1)", ['none'], true],
])('the answer itself: %s with %j is %s', (text, self, wanted) => {
  expect(truthOf(text, {}, self)).toBe(wanted)
})

test('brackets nest deeper than any questionnaire and then are refused, without running out of stack', () => {
  expect(parseExpression(`${'('.repeat(90)}1${')'.repeat(90)}`).ok).toBe(true)
  expect(parseExpression(`${'('.repeat(100_000)}1${')'.repeat(100_000)}`).ok).toBe(false)
})

test('any text is read or refused, never thrown at', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof parseExpression(text).ok === 'boolean'))
  const words = fc.constantFrom(
    '${a}',
    "'x'",
    '1',
    'and',
    'or',
    'not(',
    ')',
    '(',
    '=',
    '.',
    'selected(',
    ',',
    'div',
    '-',
  )
  fc.assert(fc.property(fc.array(words), (parts) => typeof parseExpression(parts.join(' ')).ok === 'boolean'))
})

test('"and" binds tighter than "or", and both read from the left', () => {
  const truth = fc.constantFrom('true()', 'false()')
  fc.assert(
    fc.property(truth, truth, truth, (a, b, c) => {
      expect(truthOf(`${a} or ${b} and ${c}`)).toBe(truthOf(`${a} or (${b} and ${c})`))
      expect(truthOf(`not(${a} and ${b})`)).toBe(truthOf(`not(${a}) or not(${b})`))
    }),
  )
})

test('references are listed once', () => {
  const parsed = parseExpression("${a} = 'x' or selected(${b}, 'y') and not(${a} = 'z')")
  expect(parsed.ok && referencesOf(parsed.value)).toEqual(['a', 'b'])
})
