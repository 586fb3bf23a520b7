import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { parseQuestionnaire } from './check'
import { draftSchema, mostLanguages, type Questionnaire } from './definition'
import { everyText } from './fixtures/every-text'
import { placedTexts } from './placed-texts'
import { translatableTexts, withTexts } from './translatable'
import { withLanguage } from './with-language'

const questionnaires = [everyText, ...defaultInstruments()]
const named = questionnaires.map((questionnaire) => [questionnaire.id, questionnaire] as const)

/** Every object of the document that maps language codes to words, by its path; found without knowing the format. */
function mapsIn(value: unknown, path: string): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map()
  const entries = Object.entries(value)
  const isMap =
    !Array.isArray(value) &&
    entries.length > 0 &&
    entries.every(([key, part]) => /^[a-z]{2,3}(-[A-Z]\w*)?$/.test(key) && typeof part === 'string')
  if (isMap && path !== 'translationStatus') return new Map([[path, value]])
  return new Map(
    entries.flatMap(([key, part]) => [
      ...mapsIn(part, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
    ]),
  )
}

const keysOf = (questionnaire: Questionnaire) => translatableTexts(questionnaire).map(({ key }) => key)

describe('the texts of a questionnaire', () => {
  test.each(named)(
    '%s: are all that map languages to words, each with its path and a key of its own',
    (_, questionnaire) => {
      const found = new Map(placedTexts(questionnaire).map(({ path, texts }) => [path, texts]))
      expect(new Map([...found].toSorted())).toEqual(new Map([...mapsIn(questionnaire, '')].toSorted()))
      expect(new Set(keysOf(questionnaire)).size).toBe(found.size)
    },
  )

  test('have an address by ids, in the order in which a person meets them', () => {
    expect(keysOf(everyText)).toEqual([
      'title',
      'intro',
      'sections/work/title',
      'sections/work/intro',
      'items/status/label',
      'items/status/help',
      'items/status/labelFollowUp',
      'items/status/choices/employed',
      'items/status/choices/student',
      'missingLabels/pnta',
      'items/paid/label',
      'choiceLists/yes_no/yes',
      'choiceLists/yes_no/no',
      'missingLabels/dk',
      'items/hours/label',
      'items/hours/unit',
      'items/hours/constraintMessage',
      'items/hours/requiredMessage',
      'sections/life/title',
      'items/mood/label',
      'items/mood/minLabel',
      'items/mood/maxLabel',
      'items/fair/label',
      'choiceLists/unused/a.b-c',
      'outro',
      'scoring/decent_work/label',
      'scoring/decent_work/label/label',
    ])
  })

  test('say what they are', () => {
    const notes = new Map(translatableTexts(everyText).map(({ key, context }) => [key, context.note]))
    expect(notes.get('items/status/choices/employed')).toBe(
      'Response option "employed" of the question “Status”.',
    )
    expect(notes.get('choiceLists/yes_no/yes')).toBe(
      'Response option "yes" of the questions “Paid as ${status}?”, “Fair?”.',
    )
    expect(notes.get('items/paid/label')).toBe(
      'Question of the section “Work”. ${status} stands for the answer to “Status”: keep it as it is.',
    )
    expect([...notes.values()].every((note) => !note.includes('“”'))).toBe(true)
  })

  test('keep their address and words when sections, items, options and lists are moved', () => {
    const byKey = (questionnaire: Questionnaire) =>
      new Map(
        translatableTexts(questionnaire)
          .map(({ key, texts }) => [key, texts] as const)
          .toSorted(),
      )
    const moved = fc.record({
      sections: fc.shuffledSubarray([...everyText.sections], { minLength: everyText.sections.length }),
      items: fc.shuffledSubarray([...everyText.items], { minLength: everyText.items.length }),
    })
    fc.assert(
      fc.property(moved, (parts) => {
        expect(byKey({ ...everyText, ...parts })).toEqual(byKey(everyText))
      }),
    )
  })

  test('of two parts of a draft with one id, the first is meant', () => {
    const [status, ...others] = everyText.items
    if (status === undefined) throw new Error('no item')
    const copy = { ...status, label: { en: 'Copy' } }
    const draft: Questionnaire = { ...everyText, items: [status, copy, ...others] }
    expect(keysOf(draft)).toEqual(keysOf(everyText))
    const { items } = withTexts(draft, 'ar', new Map([['items/status/label', 'الوضع']]))
    expect(items.slice(0, 2).map(({ label }) => label)).toEqual([
      { en: 'Status', ar: 'الوضع' },
      { en: 'Copy' },
    ])
  })
})

describe('setting texts', () => {
  test.each(named)('%s: with what is there changes nothing', (_, questionnaire) => {
    for (const language of questionnaire.languages) {
      const texts = new Map(
        translatableTexts(questionnaire).map(({ key, texts }) => [key, texts[language] ?? '']),
      )
      expect(withTexts(questionnaire, language, texts)).toEqual(questionnaire)
    }
  })

  test('changes those and no others, and empty ones go', () => {
    const some = fc.dictionary(fc.constantFrom(...keysOf(everyText)), fc.constantFrom('', ' ', 'نص', 'text'))
    fc.assert(
      fc.property(some, fc.constantFrom('en', 'ar'), (changes, language) => {
        const changed = withTexts(everyText, language, new Map(Object.entries(changes)))
        const before = new Map(translatableTexts(everyText).map(({ key, texts }) => [key, texts]))
        for (const { key, texts } of translatableTexts(changed)) {
          const wanted = { ...before.get(key) }
          const text = Object.hasOwn(changes, key) ? changes[key] : undefined
          if (text?.trim() === '') delete wanted[language]
          else if (text !== undefined) wanted[language] = text
          expect(texts).toEqual(wanted)
        }
      }),
    )
  })

  test('of a key or a language that is not there is a fault of the program', () => {
    expect(() => withTexts(everyText, 'ar', new Map([['items/gone/label', 'x']]))).toThrow(RangeError)
    expect(() => withTexts(everyText, 'fr', new Map())).toThrow(RangeError)
  })
})

describe('adding a language', () => {
  test.each([
    ['fr', false],
    ['fa-AF', true],
    ['ur', true],
    ['uz-Cyrl', false],
    ['uz-Arab', true],
    ['ku', false],
    ['ckb', true],
    ['ps', true],
    ['he', true],
    ['dv', true],
    ['am', false],
    ['ti', false],
  ])('%s is written from the right: %s', (language, isRightToLeft) => {
    const more = withLanguage(everyText, language)
    expect(more.rightToLeft.includes(language)).toBe(isRightToLeft)
    expect(more.translationStatus[language]).toBe('in translation')
    expect(parseQuestionnaire(JSON.parse(JSON.stringify(more)))).toEqual({ ok: true, value: more })
  })

  test('that is there changes nothing, and one that is none is a fault', () => {
    expect(withLanguage(everyText, 'ar')).toBe(everyText)
    expect(() => withLanguage(everyText, 'Arabic')).toThrow(RangeError)
  })

  test('of a questionnaire that has as many as there can be is refused', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz']
    // "q" begins codes of private use alone.
    const codes = letters.flatMap((second) => letters.map((third) => `q${second}${third}`))
    const full = codes.slice(0, mostLanguages - everyText.languages.length).reduce(withLanguage, everyText)
    expect(parseQuestionnaire(JSON.parse(JSON.stringify(full)))).toMatchObject({ ok: true })
    expect(() => withLanguage(full, 'en-GB')).toThrow('A questionnaire has 100 languages at most.')
    const more = { ...full, languages: [...full.languages, 'en-GB'] }
    expect(parseQuestionnaire(more)).toMatchObject({
      ok: false,
      problems: [{ path: 'languages', message: 'A questionnaire has 100 languages at most. Take some out.' }],
    })
    expect(draftSchema.safeParse(more).error?.issues.map(({ path }) => path)).toEqual([['languages']])
  })
})
