import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countryOptions } from '@/lib/questionnaire/language'
import { findOptions } from './find-options'

const found = (language: string, written: string) =>
  findOptions(countryOptions(language), written).map(({ code }) => code)

test('the beginning comes before a later word, and that before a place within a word, each in the order of the list', () => {
  expect(found('en', 'mali')).toEqual(['ML', 'SO'])
  expect(found('en', 'united ')).toEqual(['AE', 'GB', 'US'])
  // Guinea, Guinea-Bissau; then Equatorial Guinea, Papua New Guinea.
  expect(found('en', 'guinea')).toEqual(['GN', 'GW', 'GQ', 'PG'])
  expect(found('en', 'suda')).toEqual(['SD', 'SS'])
})

test.each([
  ['en', 'UKRAINE', 'UA'],
  ['en', 'cote d ivoire', 'CI'],
  ['en', 'Côte d’Ivoire', 'CI'],
  ['en', 'turkiye', 'TR'],
  ['es', 'espana', 'ES'],
  ['es', 'PERU', 'PE'],
  ['fr', 'egypte', 'EG'],
  ['pt', 'sao tome', 'ST'],
  ['uk', 'украіна', 'UA'],
  // Hamza, alef maqsura, teh marbuta, vowel signs and a stretched line, left out or written.
  ['ar', 'المانيا', 'DE'],
  ['ar', 'أَلمانيا', 'DE'],
  ['ar', 'ايطاليا', 'IT'],
  ['ar', 'المملكه', 'GB'],
  ['ar', 'ســوريا', 'SY'],
  ['ar', 'مصر', 'EG'],
  // Without the article, within the word.
  ['ar', 'جزائر', 'DZ'],
  // From a keyboard that writes other forms of kaf and yeh.
  ['ar', 'ترکیا', 'TR'],
])('%s: “%s” finds %s', (language, written, code) => {
  expect(found(language, written)).toContain(code)
})

test('what is blank or only marks finds nothing, and so does what is nowhere', () => {
  for (const written of ['', '   ', '-', '’', '\u064e', 'xyzzy']) expect(found('en', written)).toEqual([])
})

test('scripts whose vowels are marks keep them', () => {
  const words = [{ label: 'কলা' }, { label: 'কালি' }]
  expect(findOptions(words, 'কলা')).toEqual([{ label: 'কলা' }])
})

test('every country is found by its whole name, and by the first letters of it', () => {
  for (const language of ['en', 'ar', 'uk']) {
    for (const { code, label } of countryOptions(language)) {
      expect(found(language, label), `${language} ${label}`).toContain(code)
      expect(found(language, label.slice(0, 4)), `${language} ${label}`).toContain(code)
    }
  }
})

test('nothing that is typed breaks the search', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (written) => {
      expect(findOptions([{ label: 'Ukraine' }], written).length).toBeLessThanOrEqual(1)
    }),
  )
})
