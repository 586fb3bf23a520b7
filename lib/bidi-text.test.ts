import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isolatedWords } from './bidi-text'
import { filledText } from './questionnaire/filled-text'

const letters = fc.constantFrom(
  'a',
  'ع',
  ' ',
  '1',
  ...'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069',
)

describe('words in a sentence', () => {
  test.each([
    ['without marks', 'Ann عبد', 'Ann عبد'],
    ['that open an override', '\u202Eabc', '\u2068\u202Eabc\u2069'],
    ['that leave isolates open', '\u2066a\u2067b', '\u2068\u2066a\u2067b\u2069\u2069\u2069'],
    ['that close what they did not open', 'a\u2069\u202Eb', '\u2068a\u202Eb\u2069'],
  ])('%s', (_, text, expected) => {
    expect(isolatedWords(text)).toBe(expected)
  })

  test('are one isolate, which ends with them and not before', () => {
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 20 }), (text) => {
        const words = isolatedWords(text)
        let depth = 0
        for (const [place, letter] of [...words].entries()) {
          if (/[\u2066-\u2068]/.test(letter)) depth += 1
          if (letter === '\u2069') depth -= 1
          if (words !== text && place < words.length - 1) expect(depth).toBeGreaterThan(0)
        }
        expect(depth).toBe(0)
        expect(words.replaceAll(/[\u2066-\u2069]/g, '')).toBe(text.replaceAll(/[\u2066-\u2069]/g, ''))
      }),
    )
  })

  test('an answer that a question shows turns nothing of the question', () => {
    expect(filledText('Is ${name} well?', () => 'Ann\u202E')).toBe('Is \u2068Ann\u202E\u2069 well?')
  })
})
