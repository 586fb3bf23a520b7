import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../../instruments/default-instruments'
import { parseQuestionnaire } from '../../questionnaire/check'
import type { Questionnaire } from '../../questionnaire/definition'
import { arbitraryQuestionnaire } from '../../questionnaire/fixtures/arbitrary-questionnaire'
import { arbitraryRoster, roster } from '../../questionnaire/fixtures/repeated'
import { readXlsForm } from './read'
import { formSheets, writeXlsForm } from './write'

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
