import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { argumentsOf, catalogueFiles } from '../fixtures/catalogue-files'
import { interfaceLanguages } from '../messages'
import en from './en.json'
import { isDraftedByMachine, isResearchKey, researchWords, speaksReports } from './research-words'
import views from './views.json'

const catalogues = catalogueFiles('lib/interface/research')

test('reports speak the languages of the interface; all but English wait for a reviewer', () => {
  expect(Object.keys(catalogues).toSorted()).toEqual(interfaceLanguages.toSorted())
  expect(interfaceLanguages.filter((language) => !speaksReports(language))).toEqual([])
  expect(interfaceLanguages.filter((language) => !isDraftedByMachine(language))).toEqual(['en'])
  expect(isDraftedByMachine('ar-SY')).toBe(true)
})

test.each(interfaceLanguages)(
  '%s says every sentence of figures, with the arguments that English has',
  (language) => {
    const texts = catalogues[language] ?? {}
    expect(Object.keys(texts)).toEqual(Object.keys(en))
    for (const [key, text] of Object.entries(en)) {
      expect(texts[key]?.trim(), key).not.toBe('')
      expect(argumentsOf(texts[key] ?? ''), key).toEqual(argumentsOf(text))
    }
  },
)

test.each(interfaceLanguages)('%s: what is said is what the ICU library says', (language) => {
  const say = researchWords(language)
  for (const [key, text] of Object.entries(catalogues[language] ?? {})) {
    if (!isResearchKey(key)) throw new Error(`no sentence ${key}`)
    for (const count of [0, 1, 2, 3, 11, 21, 100]) {
      const params = Object.fromEntries(argumentsOf(text).map((name) => [name, count]))
      const reference = new IntlMessageFormat(text, `${language}-u-nu-latn`)
      expect(say(key, params)).toBe(String(reference.format(params)))
    }
  }
})

test.each(interfaceLanguages)('%s: under exact figures nothing is said of hidden groups', (language) => {
  const say = researchWords(language)
  const keys = [...Object.keys(en), ...Object.keys(views)].filter(isResearchKey)
  const subtitles = keys.filter(
    (key) => /subtitle(all)?$/i.test(key) && say(key, { fewest: 4321 }).includes('4321'),
  )
  expect(subtitles.length).toBeGreaterThan(10)
  for (const key of subtitles.filter((one) => one !== 'quality.alphaSubtitle')) {
    const shown = say(key, { fewest: 4321 })
    const exact = say(key, { fewest: 0 })
    expect(shown.startsWith(exact), key).toBe(true)
    expect(exact, key).toMatch(/[.।።]$/)
    expect(shown.slice(exact.length), key).toContain('4321')
  }
})

test.each(interfaceLanguages.filter((language) => language !== 'en'))(
  '%s is no copy of English',
  (language) => {
    const texts = catalogues[language] ?? {}
    const sentences = Object.entries(en).filter(([, text]) => text.length > 25)
    const untranslated = sentences.filter(([key, text]) => texts[key] === text).map(([key]) => key)
    expect(untranslated).toEqual([])
  },
)

test('a language that has no catalogue is answered in English, a regional one in its plain form', () => {
  expect(researchWords('tl')('report.means')).toBe(en['report.means'])
  expect(researchWords('ar-SY')('report.means')).toBe(catalogues.ar?.['report.means'])
})

test('what only staff read is no sentence of reports, and is said as the ICU library says it', () => {
  const say = researchWords('en')
  for (const [key, text] of Object.entries(views)) {
    expect(Object.hasOwn(en, key), key).toBe(false)
    if (!isResearchKey(key)) throw new Error(`no sentence ${key}`)
    for (const count of [0, 1, 2, 100]) {
      const params = Object.fromEntries(argumentsOf(text).map((name) => [name, count]))
      expect(say(key, params)).toBe(String(new IntlMessageFormat(text, 'en').format(params)))
    }
  }
})
