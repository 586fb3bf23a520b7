import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/permissions'
import { writeWorkbook } from '@/lib/workbook/write'
import { importForm } from './questionnaire-forms'
import { listMedia } from './questionnaire-media'
import { newestPublished } from './questionnaires'
import { openFreshStore, staffWith } from './testing/actors'

const fixture = (name: string) => readFileSync(`lib/fixtures/media/${name}`)
const tone = { name: 'water.wav', bytes: fixture('tone.wav') }
const tap = { name: 'tap.png', bytes: fixture('tile.png') }

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let administrator: Actor
let form: Uint8Array
beforeAll(async () => {
  fresh = await openFreshStore()
  administrator = await staffWith('administrator', 'everywhere')
  form = await writeWorkbook({ title: 'Water', language: 'en', madeOn: '2026-03-01' }, [
    {
      name: 'survey',
      rows: [
        ['type', 'name', 'label::English (en)', 'media::audio::English (en)'],
        ['select_one sources', 'water', 'Where does your water come from?', 'water.wav'],
      ],
      widths: [20, 20, 40, 20],
    },
    {
      name: 'choices',
      rows: [
        ['list_name', 'name', 'label::English (en)', 'image'],
        ['sources', 'tap', 'A tap', 'tap.png'],
        ['sources', 'well', 'A well', 'well.png'],
      ],
      widths: [20, 20, 40, 20],
    },
  ])
})
afterAll(() => fresh.remove())

const stored = async (version: number) =>
  (await listMedia(administrator, { id: 'water', version })).map(
    ({ itemId, optionCode, language, kind }) => `${itemId}/${optionCode} ${language} ${kind}`,
  )

describe('a form with its files', () => {
  test('is not published when one of them cannot be taken: the file and its cell are named', async () => {
    const wrong = { name: 'tap.png', bytes: tone.bytes }
    await expect(importForm(administrator, form, 'water.xlsx', [tone, wrong])).rejects.toMatchObject({
      code: 'media_invalid',
      errors: [
        {
          path: 'tap.png',
          code: 'file_of_other_kind',
          message: expect.stringContaining('choices, row 2, column "image"'),
        },
      ],
    })
    expect(newestPublished('water')).toBe(0)
  })

  test('is published with them; what is missing and what it does not name is noted', async () => {
    const other = { name: 'other.png', bytes: tap.bytes }
    const { id, version, mediaCount, notes } = await importForm(administrator, form, 'water.xlsx', [
      tone,
      tap,
      other,
    ])
    expect([id, version, mediaCount]).toEqual(['water', 1, 2])
    expect(await stored(1)).toEqual(['water/ en audio', 'water/tap  image'])
    expect(notes.map(({ row, code, message }) => [row, code, /"([^"]+)"/.exec(message)?.[1]])).toEqual([
      [3, 'media_to_give', 'well.png'],
      [0, 'file_not_named', 'other.png'],
    ])
  })

  test('gets the files that were missing when it comes again, and keeps the others', async () => {
    const well = { name: 'well.png', bytes: tap.bytes }
    expect(await importForm(administrator, form, 'water.xlsx', [well])).toMatchObject({
      version: 1,
      mediaCount: 1,
    })
    expect(await stored(1)).toEqual(['water/ en audio', 'water/tap  image', 'water/well  image'])
  })
})
