import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type NameRules, safeNames } from './safe-names'

const bytes: NameRules = {
  longest: 12,
  counted: 'bytes',
  beginsWithUnderscore: false,
  isReserved: (name) => name.toUpperCase() === 'ALL',
}
const characters: NameRules = { ...bytes, counted: 'characters', beginsWithUnderscore: true }

const safe = (names: readonly string[], rules = bytes) => safeNames(names, rules).map((pair) => pair.safe)

test.each([
  [
    ['age', 'Age', 'AGE'],
    ['age', 'Age_2', 'AGE_3'],
  ],
  [
    ['a b', 'a_b', 'a-b'],
    ['a_b_2', 'a_b', 'a_b_3'],
  ],
  [
    ['all', '1st', '_x', ''],
    ['v_all', 'v_1st', 'v_x', 'v_'],
  ],
  [
    ['abcdefghijklmno', 'abcdefghijklmnp'],
    ['abcdefghijkl', 'abcdefghij_2'],
  ],
  [
    ['a_2', 'a', 'A'],
    ['a_2', 'a', 'A_3'],
  ],
])('%j become %j', (names, wanted) => {
  expect(safe(names)).toEqual(wanted)
})

test('letters of any script stay, and are cut whole at the limit of bytes or of characters', () => {
  expect(safe(['العمرالعمرx'])).toEqual(['العمرا'])
  expect(safe(['العمرالعمرxyz'], characters)).toEqual(['العمرالعمرxy'])
  expect(safe(['_x'], characters)).toEqual(['_x'])
})

const anyNames = fc.array(
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...'aAbB1_ -ß') }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  ),
)

test.each([
  ['bytes', bytes],
  ['characters', characters],
])('safe names are unique, within the limit (%s), in their order, and safe names stay', (_, rules) => {
  fc.assert(
    fc.property(anyNames, (names) => {
      const pairs = safeNames(names, rules)
      expect(pairs.map((pair) => pair.name)).toEqual(names)
      const made = pairs.map((pair) => pair.safe)
      expect(new Set(made.map((name) => name.toUpperCase().toLowerCase())).size).toBe(names.length)
      for (const name of made) {
        expect(name).toMatch(
          rules.beginsWithUnderscore ? /^[\p{L}_][\p{L}\p{Nd}_]*$/u : /^\p{L}[\p{L}\p{Nd}_]*$/u,
        )
        expect(rules.counted === 'bytes' ? Buffer.byteLength(name) : [...name].length).toBeLessThanOrEqual(12)
        expect(rules.isReserved(name)).toBe(false)
      }
      expect(safe(made, rules)).toEqual(made)
    }),
  )
})
