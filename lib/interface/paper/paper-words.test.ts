import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { argumentsOf, catalogueFiles } from '../fixtures/catalogue-files'
import { interfaceLanguages } from '../messages'
import en from './en.json'
import { arePaperWordsDrafted, type PaperKey, paperLanguageFor, paperTexts, paperWords } from './paper-words'

const catalogues = catalogueFiles('lib/interface/paper')

function isPaperKey(key: string): key is PaperKey {
  return Object.hasOwn(en, key)
}

test('paper speaks the languages of the interface; all but English wait for a reviewer', () => {
  expect(Object.keys(catalogues).toSorted()).toEqual(interfaceLanguages.toSorted())
  expect(interfaceLanguages.filter((language) => paperLanguageFor(language) !== language)).toEqual([])
  expect(interfaceLanguages.filter((language) => !arePaperWordsDrafted(language))).toEqual(['en'])
})

test.each(interfaceLanguages)('%s says every sentence, with the arguments that English has', (language) => {
  const texts = catalogues[language] ?? {}
  expect(Object.keys(texts)).toEqual(Object.keys(en))
  for (const [key, text] of Object.entries(en)) {
    expect(texts[key]?.trim(), key).not.toBe('')
    expect(argumentsOf(texts[key] ?? ''), key).toEqual(argumentsOf(text))
  }
})

test.each(interfaceLanguages)('%s: what is said is what the ICU library says', (language) => {
  const say = paperWords(language)
  for (const [key, text] of Object.entries(catalogues[language] ?? {})) {
    if (!isPaperKey(key)) throw new Error(`no sentence ${key}`)
    for (const count of [0, 1, 2, 3, 11, 21, 100]) {
      const params = Object.fromEntries(argumentsOf(text).map((name) => [name, count]))
      const reference = new IntlMessageFormat(text, `${language}-u-nu-latn`)
      expect(say(key, params)).toBe(String(reference.format(params)))
    }
  }
})

test.each(interfaceLanguages.filter((language) => language !== 'en'))(
  '%s is no copy of English',
  (language) => {
    const long = Object.entries(en).filter(([, text]) => text.replaceAll(/\{\w+\}/g, '').length > 25)
    expect(long.filter(([key, text]) => catalogues[language]?.[key] === text)).toEqual([])
  },
)

test('conditions are plain texts with places: nothing in them asks for a plural or a number', () => {
  for (const language of interfaceLanguages)
    for (const [key, text] of Object.entries(paperTexts(language)))
      if (key.startsWith('condition.')) expect(text, `${language} ${key}`).not.toMatch(/\{\w+,|'\{/)
})

test('a regional language is spoken in its plain form, another one in English', () => {
  expect(paperLanguageFor('ar-SY')).toBe('ar')
  expect(paperLanguageFor('am')).toBe('en')
  expect(paperTexts('am')).toBe(paperTexts('en'))
})
