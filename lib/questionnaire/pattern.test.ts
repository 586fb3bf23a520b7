import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPattern } from './pattern'

function matches(source: string, text: string): boolean {
  const read = readPattern(source)
  if (!read.ok) throw new Error(read.fault)
  return read.value(text)
}

test.each([
  ['^[0-9]{2}[/][0-9]{4}$', '05/2024', true],
  ['^[0-9]{2}[/][0-9]{4}$', '5/2024', false],
  ['[0-9]{10}', '0912345678', true],
  ['[0-9]{10}', '09123456789', false],
  ['(ab|c)+d?', 'abcabd', true],
  ['a{2,3}', 'aaaa', false],
  ['a{2,}', 'aaaa', true],
  ['a.c', 'a\nc', true],
  ['\\p{L}+', 'سلام', true],
  ['[^a-z]*', 'ABC', true],
  ['(?:x|)y', 'y', true],
  ['👍{2}', '👍👍', true],
  ['', '', true],
])('%s and %j: %s', (source, text, wanted) => {
  expect(matches(source, text)).toBe(wanted)
})

test.each(['(', ')', '[a', 'a**b(', '*a', '\\', '(?=a)', '\\1', 'a{3,2}', '\\p', '(?<n>a)', 'a{9999}{9999}'])(
  '%s is refused in words',
  (source) => {
    expect(readPattern(source)).toMatchObject({ ok: false, fault: expect.stringMatching(/\.$/) })
  },
)

test('it gives what the pattern of the language gives for a whole text', () => {
  const piece = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '(a|b)', '(?:ab)', '(a|)')
  const bounds = fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}', '{0,1}', '*?')
  const pattern = fc
    .array(fc.tuple(piece, bounds), { maxLength: 5 })
    .map((pieces) => pieces.map((pair) => pair.join('')).join(''))
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 8 })
  fc.assert(
    fc.property(pattern, text, (source, written) => {
      expect(matches(source, written)).toBe(new RegExp(`^(?:${source})$`, 's').test(written))
    }),
    { numRuns: 2_000 },
  )
})

test('a pattern that takes others an age is answered in the steps of its text', () => {
  // By the words of JavaScript this text would take 2⁵⁰⁰⁰ tries: the test would never end.
  expect(matches('(a+)+b', 'a'.repeat(5_000))).toBe(false)
})

test('any pattern is read or refused', () => {
  fc.assert(fc.property(fc.string(), (source) => typeof readPattern(source).ok === 'boolean'))
})
