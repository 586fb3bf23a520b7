import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { tableFormatIds } from '@/lib/interchange/export-formats'
import { tableWriters } from '@/lib/interchange/format-writers'
import { type AggregateKind, readAggregates } from './aggregates'
import { readProfile } from './profiles'
import { readQuestionnaire } from './questionnaires'
import { importResponses } from './response-import'
import { openFreshStore, operator, staffWith } from './testing/actors'

const compressors = { GZIP: (packed: Uint8Array) => new Uint8Array(gunzipSync(packed)) }

let fresh: Awaited<ReturnType<typeof openFreshStore>>

beforeAll(async () => {
  fresh = await openFreshStore()
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(9)
  const rows = Array.from({ length: 300 }, (_, place) => ({
    row: place + 1,
    id: `person-${place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  expect((await importResponses(operator, 'spring', rows)).problems).toEqual([])
})
afterAll(() => fresh.remove())

async function fileOf(format: (typeof tableFormatIds)[number], kind: AggregateKind, by: readonly string[]) {
  const researcher = await staffWith('researcher')
  const table = await readAggregates(researcher, 'spring', kind, { by })
  const pieces: Uint8Array[] = []
  for await (const piece of tableWriters[format](table)) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('a file has the figures of the profile, and says why a group has none', async () => {
  const rows: Record<string, string>[] = parse(await fileOf('csv', 'profile', ['category', 'gender']), {
    columns: true,
    bom: true,
  })
  const { cells } = await readProfile(operator, 'spring', { by: ['category', 'gender'] })
  for (const cell of cells) {
    const own = rows.filter((row) => row.category === cell.group.category && row.gender === cell.group.gender)
    if (cell.suppressed) {
      expect(own.map(({ measure, reason, estimate }) => [measure, reason, Number(estimate)])).toEqual([
        ['people', 'too_few_people', Number.NaN],
      ])
      continue
    }
    const wanted = cell.dimensions.legal_status
    const row = own.find(({ measure }) => measure === 'dimension:legal_status')
    if (wanted?.mean == null) continue
    expect(Number(row?.estimate)).toBe(wanted.mean)
    expect(Number(row?.se)).toBe(wanted.se)
    expect(Number(row?.low)).toBe(wanted.ci?.[0])
  }
})

test('Parquet holds the same lines, with the words of answers beside their codes', async () => {
  const bytes = await fileOf('parquet', 'answers', ['category'])
  const rows = await parquetReadObjects({
    file: new Uint8Array(bytes).buffer,
    compressors,
  })
  const always = rows.find(
    ({ measure, category }) => measure === 'answer:feel_safe=always' && category === 'average',
  )
  expect(String(always?.label)).toMatch(/safe.*: /i)
  expect(Number(always?.estimate)).toBeGreaterThan(0)
  expect(JSON.stringify(rows.map(({ measure }) => measure))).not.toContain('record')
})

test.each(tableFormatIds)('%s is written for every kind of table', async (format) => {
  for (const kind of ['profile', 'answers', 'distribution', 'analysis'] as const)
    expect((await fileOf(format, kind, ['category'])).length).toBeGreaterThan(500)
  expect(readFileSync('docs/command-line.md', 'utf8')).toContain(format)
})

test('labels in a language that the questionnaire has not are refused by name, not given in English', async () => {
  const read = (language: string) => readAggregates(operator, 'spring', 'profile', {}, language)
  await expect(read('tlh')).rejects.toMatchObject({
    status: 422,
    errors: [{ path: 'language', message: expect.stringContaining('Choose one of: en,') }],
  })
  expect((await read('ar')).language).toBe('ar')
})
