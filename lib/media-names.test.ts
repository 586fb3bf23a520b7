import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mediaLimits } from './media'
import { placeFiles } from './media-names'
import { parseQuestionnaire } from './questionnaire/check'
import type { Questionnaire } from './questionnaire/definition'
import { placesToRecord, placesWithout, surveyMedia } from './survey-media'

const tone = readFileSync(new URL('fixtures/media/tone.wav', import.meta.url))
const tile = readFileSync(new URL('fixtures/media/tile.png', import.meta.url))

const option = (code: string) => ({ code, label: { en: code, ar: code } })
const low = { en: 'low', ar: 'low' }
const item = (id: string, more: object) => ({ id, role: 'context', label: { en: id, ar: id }, ...more })

/** A questionnaire whose codes hold dots, hyphens and the codes of languages. */
function trickyQuestionnaire(): Questionnaire {
  const parsed = parseQuestionnaire({
    format: 'foothold-questionnaire/1',
    id: 'tricky',
    version: 1,
    population: 'any',
    title: { en: 'Tricky', ar: 'Tricky' },
    intro: { en: 'i', ar: 'i' },
    outro: { en: 'o', ar: 'o' },
    languages: ['en', 'ar', 'fa-AF'],
    defaultLanguage: 'en',
    translationStatus: { en: 'source', ar: 'draft', 'fa-AF': 'draft' },
    missingLabels: { pnta: { en: 'No', ar: 'No' } },
    choiceLists: { often: [option('never'), option('always')] },
    sections: [
      {
        id: 's',
        title: { en: 's', ar: 's' },
        items: ['tongue', 'safe', 'heard', 'land', 'age', 'mood', 'rest', 'wave'],
      },
    ],
    items: [
      item('tongue', {
        type: 'single',
        choices: [option('en'), option('a'), option('a.en'), option('1.5-2')],
        missing: ['pnta'],
        labelFollowUp: { en: 'again', ar: 'again' },
      }),
      item('safe', { type: 'single', choiceList: 'often', missing: ['pnta'] }),
      item('heard', { type: 'single', choiceList: 'often', missing: ['pnta'] }),
      item('land', { type: 'single', choiceSource: 'iso3166-1-alpha-2', missing: ['pnta'] }),
      item('age', { type: 'number', min: 0, max: 120 }),
      item('mood', {
        type: 'scale',
        min: -2.5,
        max: 2.5,
        minLabel: low,
        maxLabel: { en: 'high', ar: 'high' },
      }),
      item('rest', { type: 'scale', min: -2.5, max: 2.5, minLabel: low }),
      item('wave', { type: 'hidden', min: 1, max: 99 }),
    ],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}
const questionnaire = trickyQuestionnaire()

function placed(name: string, bytes: Uint8Array) {
  const read = placeFiles(questionnaire, [{ name, bytes }])
  return read.ok ? read.value[0]?.place : read.problems[0]?.code
}

test.each([
  ['age.en.mp3', 'age', '', 'en'],
  ['age.fa-AF.wav', 'age', '', 'fa-AF'],
  ['folder/age.ar.WAV', 'age', '', 'ar'],
  ['tongue.en.mp3', 'tongue', '', 'en'],
  ['tongue.en.en.mp3', 'tongue', 'en', 'en'],
  ['tongue.a.en.mp3', 'tongue', 'a', 'en'],
  ['tongue.a.en.en.mp3', 'tongue', 'a.en', 'en'],
  ['tongue.1.5-2.ar.ogg', 'tongue', '1.5-2', 'ar'],
  ['safe.pnta.ar.ogg', 'safe', 'pnta', 'ar'],
  ['land.pnta.ar.ogg', 'land', 'pnta', 'ar'],
  ['mood.-2.5.ar.ogg', 'mood', '-2.5', 'ar'],
  ['mood.2.5.en.mp3', 'mood', '2.5', 'en'],
])('a recording named %s is read in one way', (name, itemId, optionCode, language) => {
  expect(placed(name, tone)).toEqual({ itemId, optionCode, language })
})

test.each([
  ['tongue.a.png', 'a'],
  ['tongue.a.en.png', 'a.en'],
  ['tongue.1.5-2.jpeg', '1.5-2'],
  ['tongue.en.png', 'en'],
  ['tongue.png', ''],
])('a picture named %s is read in one way, whatever its ending says', (name, optionCode) => {
  expect(placed(name, tile)).toEqual({ itemId: 'tongue', optionCode, language: '' })
})

test.each([
  ['agee.en.mp3', tone, 'item_unknown'],
  ['wave.en.mp3', tone, 'item_not_asked'],
  ['age.mp3', tone, 'language_missing'],
  ['age.fr.mp3', tone, 'language_unknown'],
  ['age.en (1).mp3', tone, 'language_unknown'],
  ['age', tone, 'ending_missing'],
  ['tongue.b.en.mp3', tone, 'option_unknown'],
  ['age.7.en.mp3', tone, 'option_unknown'],
  ['land.SY.en.mp3', tone, 'option_in_list'],
  ['mood.0.en.mp3', tone, 'option_unknown'],
  ['rest.2.5.en.mp3', tone, 'option_unknown'],
  ['mood.2.5.png', tile, 'scale_without_pictures'],
  ['safe.en.png', tile, 'picture_with_language'],
  ['safe.never.en.png', tile, 'picture_with_language'],
  ['tongue.b.png', tile, 'option_unknown'],
  ['age.en.mp3', new TextEncoder().encode('<svg/>'), 'file_kind_unknown'],
  ['age.en.mp3', new Uint8Array(), 'file_kind_unknown'],
  ['age.en.mp3', new Uint8Array(mediaLimits.audioBytes + 1), 'file_too_large'],
])('%s is refused', (name, bytes, code) => {
  expect(placed(name, bytes)).toBe(code)
})

test('no file and too many files are told apart', () => {
  const file = { name: 'a.en.mp3', bytes: new Uint8Array() }
  for (const [count, message] of [
    [0, 'No file was chosen. Choose at least one, then upload.'],
    [1001, 'These are 1001 files. Upload at most 1000 at once.'],
  ] as const) {
    const read = placeFiles(
      questionnaire,
      Array.from({ length: count }, () => file),
    )
    expect(read.ok ? [] : read.problems).toEqual([{ path: 'files', code: 'file_count', message }])
  }
})

test('every problem is said, each with the name of its file, and a place is taken once', () => {
  const read = placeFiles(questionnaire, [
    { name: 'age.en.mp3', bytes: tone },
    { name: 'age.en.wav', bytes: tone },
    { name: 'nobody.en.mp3', bytes: tone },
    { name: 'tongue.a.png', bytes: tone },
  ])
  expect(read.ok ? [] : read.problems.map(({ path, code }) => [path, code])).toEqual([
    ['age.en.wav', 'place_repeated'],
    ['nobody.en.mp3', 'item_unknown'],
    ['tongue.a.png', 'language_unknown'],
  ])
})

test('words that are the same at several questions are recorded once', () => {
  const places = placesToRecord(questionnaire).map(({ itemId, optionCode }) => `${itemId}/${optionCode}`)
  expect(places).toEqual([
    'tongue/',
    'tongue/en',
    'tongue/a',
    'tongue/a.en',
    'tongue/1.5-2',
    'tongue/pnta',
    'safe/',
    'safe/never',
    'safe/always',
    'heard/',
    'land/',
    'age/',
    'mood/',
    'mood/-2.5',
    'mood/2.5',
    'rest/',
  ])
  const there = [
    { itemId: 'heard', optionCode: 'always' },
    { itemId: 'land', optionCode: 'pnta' },
  ]
  expect(placesWithout(questionnaire, there)).toHaveLength(places.length - 2)
})

test('an answer is heard from its own file, else from that of the same words at another question', () => {
  const file = (itemId: string, optionCode: string, name: string) =>
    ({ itemId, optionCode, language: 'en', kind: 'audio', name }) as const
  const files = [
    file('safe', 'always', 'shared'),
    file('heard', 'always', 'own'),
    file('age', '', 'age'),
    file('mood', '-2.5', 'low'),
    { ...file('safe', 'never', 'picture'), language: '', kind: 'image' as const },
    { ...file('age', '', 'calendar'), language: '', kind: 'image' as const },
  ]
  expect(surveyMedia(questionnaire, files, 1)).toEqual({
    'safe/always': { audio: 'shared' },
    'heard/always': { audio: 'own' },
    'safe/never': { image: 'picture' },
    'heard/never': { image: 'picture' },
    age: { audio: 'age', image: 'calendar' },
    'mood/-2.5': { audio: 'low' },
    'rest/-2.5': { audio: 'low' },
  })
})

test('from the second wave on, a question with another wording is not heard in the first', () => {
  const files = [{ itemId: 'tongue', optionCode: '', language: 'en', kind: 'audio', name: 'first' }] as const
  expect(surveyMedia(questionnaire, files, 1)).toEqual({ tongue: { audio: 'first' } })
  expect(surveyMedia(questionnaire, files, 2)).toEqual({})
})
