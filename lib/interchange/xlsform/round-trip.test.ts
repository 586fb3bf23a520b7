import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../../instruments/default-instruments'
import { uploadName } from '../../media-names'
import { parseQuestionnaire } from '../../questionnaire/check'
import type { Questionnaire } from '../../questionnaire/definition'
import { arbitraryQuestionnaire } from '../../questionnaire/fixtures/arbitrary-questionnaire'
import { arbitraryRoster, roster } from '../../questionnaire/fixtures/repeated'
import { optionsOnCards } from '../../questionnaire/options'
import { type NamedMedia, placesToRecord, surveyMediaIn } from '../../survey-media'
import { readXlsForm } from './read'
import { filesOfForm, formSheets, writeXlsForm } from './write'

async function thereAndBack(questionnaire: Questionnaire): Promise<unknown> {
  const bytes = await writeXlsForm(questionnaire, '2026-03-01')
  const read = readXlsForm(bytes, 'form.xlsx')
  if (!read.ok) throw new Error(read.faults.map(({ row, message }) => `${row}: ${message}`).join('\n'))
  return { ...read.value.questionnaire, version: questionnaire.version }
}

/** A text that is empty is no text: the form has no cell for it. */
function withoutEmptyTexts(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part) => (part === '' ? undefined : part)))
}

describe('a questionnaire that is written as a form reads back as it was', () => {
  test.each(defaultInstruments().map((questionnaire) => [questionnaire.id, questionnaire] as const))(
    '%s',
    async (_, questionnaire) => {
      expect(withoutEmptyTexts(await thereAndBack(questionnaire))).toEqual(withoutEmptyTexts(questionnaire))
    },
  )

  test('with a table, and an answer that is needed after some answers only', async () => {
    const [short] = defaultInstruments()
    if (short === undefined) throw new Error('no default questionnaire')
    const first = short.items[0]?.id ?? ''
    const changed: Questionnaire = {
      ...short,
      sections: short.sections.map((section, place) => ({
        ...section,
        intro: place === 1 ? null : { en: 'Rate these.', ar: 'قيّم هذه.' },
        ...(place < 3 && { appearance: place === 2 ? 'w2 table-list' : 'table-list' }),
      })),
      items: short.items.map((item, place) => ({
        ...item,
        required: place === 0 || place % 3 === 0 ? place === 3 : `\${${first}} != ''`,
        ...(item.type === 'single' && place % 2 === 0 && { appearance: 'likert' }),
      })),
    }
    expect(withoutEmptyTexts(await thereAndBack(changed))).toEqual(withoutEmptyTexts(changed))
  })

  const folder = new URL('fixtures/', import.meta.url)
  test.each(readdirSync(folder).filter((file) => /\.xlsx?$/.test(file)))('%s', async (file) => {
    const read = readXlsForm(new Uint8Array(readFileSync(new URL(file, folder))), file)
    if (!read.ok) return
    expect(await thereAndBack(read.value.questionnaire)).toEqual(read.value.questionnaire)
  })

  test('one with a repeat', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRoster, async (shape) => {
        const questionnaire = roster(shape)
        expect(await thereAndBack(questionnaire)).toEqual(questionnaire)
      }),
      { numRuns: 40 },
    )
  })

  test('whatever it asks', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryQuestionnaire, async (questionnaire) => {
        expect(await thereAndBack(questionnaire)).toEqual(questionnaire)
      }),
      { numRuns: 200 },
    )
  })
})

/** A recording of everything that can be heard, in each language, and a picture of every question and every answer on a card. */
function everyFile(questionnaire: Questionnaire): readonly NamedMedia[] {
  const cards = new Set(
    questionnaire.items.flatMap((item) =>
      optionsOnCards(questionnaire, item).map(({ code }) => `${item.id}/${code}`),
    ),
  )
  return placesToRecord(questionnaire).flatMap((place) => {
    const inEach = questionnaire.languages.map((language) => ({ ...place, language, kind: 'audio' as const }))
    const isSeen = place.optionCode === '' || cards.has(`${place.itemId}/${place.optionCode}`)
    const pictures = isSeen ? [{ ...place, language: '', kind: 'image' as const }] : []
    return [
      ...inEach.map((file) => ({ ...file, name: uploadName(file, '.mp3') })),
      ...pictures.map((file) => ({ ...file, name: uploadName(file, '.png') })),
    ]
  })
}

async function expectMediaBack(questionnaire: Questionnaire, media: readonly NamedMedia[]) {
  const read = readXlsForm(await writeXlsForm(questionnaire, '2026-03-01', media), 'form.xlsx')
  if (!read.ok) throw new Error(read.faults.map(({ row, message }) => `${row}: ${message}`).join('\n'))
  const named = filesOfForm(questionnaire, media)
  const back = read.value.media.map(({ file, itemId, optionCode, kind, language }) => ({
    itemId,
    optionCode: optionCode ?? '',
    kind,
    language: language ?? '',
    name: file,
  }))
  expect(read.value.filesLeftOut).toEqual([])
  expect(new Set(back.map(({ name }) => name))).toEqual(new Set(named.map(({ name }) => name)))
  const inEach = (files: readonly NamedMedia[]) =>
    surveyMediaIn(questionnaire.languages, questionnaire, files, 1)
  expect(inEach(back)).toEqual(inEach(named))
  return { back, questionnaire: read.value.questionnaire }
}

describe('a form names recordings and pictures, and reads back with the same at every question and answer', () => {
  test.each(defaultInstruments().map((questionnaire) => [questionnaire.id, questionnaire] as const))(
    '%s, each file at its place',
    async (_, questionnaire) => {
      const media = everyFile(questionnaire)
      const { back, ...read } = await expectMediaBack(questionnaire, media)
      expect(new Set(back)).toEqual(new Set(filesOfForm(questionnaire, media)))
      expect(withoutEmptyTexts({ ...read.questionnaire, version: questionnaire.version })).toEqual(
        withoutEmptyTexts(questionnaire),
      )
    },
  )

  test('the ends of a scale, which have no row there, are the only ones left out', () => {
    const [short] = defaultInstruments()
    if (short === undefined) throw new Error('no default questionnaire')
    const media = everyFile(short)
    const named = new Set(filesOfForm(short, media))
    const scales = short.items.filter(({ type }) => type === 'scale').map(({ id }) => id)
    const left = media.filter((file) => !named.has(file))
    expect(left.length).toBeGreaterThan(0)
    expect(left.every(({ itemId, optionCode }) => scales.includes(itemId) && optionCode !== '')).toBe(true)
  })

  test('whatever it asks, and whatever is there', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryQuestionnaire,
        fc.array(fc.boolean(), { minLength: 1 }),
        (questionnaire, kept) =>
          expectMediaBack(
            questionnaire,
            everyFile(questionnaire).filter((_, place) => kept[place % kept.length]),
          ).then(() => undefined),
      ),
      { numRuns: 100 },
    )
  })

  test('with a repeat', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRoster, async (shape) => {
        const questionnaire = roster(shape)
        await expectMediaBack(questionnaire, everyFile(questionnaire))
      }),
      { numRuns: 20 },
    )
  })
})

test('in other programs no condition takes reserved answers away', () => {
  const [short] = defaultInstruments()
  const town = {
    ...short?.items.find(({ id }) => id === 'feel_safe'),
    missing: ['dk'],
    sensitive: true,
    choiceFilter: "name != 'never'",
    constraint: ". != 'always'",
  }
  const parsed = parseQuestionnaire({
    ...short,
    items: short?.items.map((item) => (item.id === 'feel_safe' ? town : item)),
  })
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  const [survey] = formSheets(parsed.value)
  const [headings = [], ...rows] = survey?.rows ?? []
  const row = rows.find((one) => one[1] === 'feel_safe') ?? []
  expect(row[headings.indexOf('choice_filter')]).toBe("(name != 'never') or name = 'dk' or name = 'pnta'")
  expect(row[headings.indexOf('constraint')]).toBe(
    "selected(., 'dk') or selected(., 'pnta') or (. != 'always')",
  )
})
