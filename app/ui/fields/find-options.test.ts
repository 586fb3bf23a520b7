import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countryCodes } from '@/lib/questionnaire/countries'
import { countryOptions } from '@/lib/questionnaire/language'
import { otherCountryNames } from '@/lib/questionnaire/other-country-names'
import { findOptions } from './find-options'

const countries = (language: string) => {
  const otherNames = otherCountryNames(language)
  return countryOptions(language).map((option) => ({ ...option, otherNames: otherNames[option.code] }))
}
const found = (language: string, written: string) =>
  findOptions(countries(language), written).map(({ code }) => code)

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

// What people wrote, and found nothing or another country by.
test.each([
  ['en', 'turkey', 'TR'],
  ['en', 'usa', 'US'],
  ['en', 'america', 'US'],
  ['en', 'uk', 'GB'],
  ['en', 'england', 'GB'],
  ['en', 'ivory coast', 'CI'],
  ['en', 'palestine', 'PS'],
  ['en', 'czech republic', 'CZ'],
  ['en', 'holland', 'NL'],
  ['en', 'dr congo', 'CD'],
  ['en', 'drc', 'CD'],
  ['en', 'swaziland', 'SZ'],
  ['en', 'burma', 'MM'],
  ['ar', 'سورية', 'SY'],
  ['ar', 'سوريا', 'SY'],
  ['ar', 'سوريه', 'SY'],
  ['ar', 'تركية', 'TR'],
  ['ar', 'تركيا', 'TR'],
  ['ar', 'امريكا', 'US'],
  ['ar', 'أمريكا', 'US'],
  ['ar', 'أميركا', 'US'],
  ['ar', 'أمريكة', 'US'],
  ['ar', 'بريطانيا', 'GB'],
  ['ar', 'انجلترا', 'GB'],
  ['ar', 'فلسطين', 'PS'],
  ['es', 'inglaterra', 'GB'],
  ['es', 'EE.UU.', 'US'],
  ['fr', 'angleterre', 'GB'],
  ['pt', 'irao', 'IR'],
  ['uk', 'сша', 'US'],
  // The apostrophe of the keyboard for the one that is a letter.
  ['uk', "кот-д'івуар", 'CI'],
  ['fa-AF', 'انگلستان', 'GB'],
  ['fa-AF', 'سوریا', 'SY'],
  ['ti', 'እንግሊዝ', 'GB'],
  ['bn', 'আমেরিকা', 'US'],
  ['sw', 'uingereza', 'GB'],
  // In Latin letters on any page.
  ['ar', 'deutschland', 'DE'],
  ['ar', 'suriya', 'SY'],
  ['bn', 'uk', 'GB'],
  ['ti', 'misr', 'EG'],
  ['uk', 'turkiye', 'TR'],
  ['fa-AF', 'españa', 'ES'],
])('%s: “%s” finds %s first', (language, written, code) => {
  expect(found(language, written)[0]).toBe(code)
})

test('another name is found from its beginning, after the labels that begin so', () => {
  expect(found('en', 'ameri')).toEqual(['AS', 'US'])
  expect(found('en', 'uk')).toEqual(['GB', 'UA'])
  expect(found('en', 'ritain')).toEqual([])
})

test('other names belong to codes of the list, and none is the name of another country', () => {
  for (const language of ['en', 'ar', 'es', 'fr', 'pt', 'uk', 'fa-AF', 'ti', 'bn', 'sw']) {
    for (const [code, names] of Object.entries(otherCountryNames(language))) {
      expect(countryCodes).toContain(code)
      for (const name of names) {
        expect(name.trim(), `${language} ${code}`).toMatch(/\S/)
        expect(found(language, name)[0], `${language} ${name}`).toBe(code)
      }
    }
  }
})

test('a language without names of its own has the Latin ones', () => {
  expect(otherCountryNames('de')).toEqual(otherCountryNames('en'))
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
