import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { tableFormatIds } from '@/lib/interchange/export-formats'
import { tableWriters } from '@/lib/interchange/format-writers'
import type { Variable } from '@/lib/interchange/microdata'
import { type AggregateKind, readAggregates } from './aggregates'
import { readProfile } from './profiles'
import { readQuestionnaire } from './questionnaires'
import { makeRelease } from './releases'
import { importResponses } from './response-import'
import { createRound } from './rounds'
import { openFreshStore, operator, staffWith } from './testing/actors'
import { uploadWeights } from './weight-upload'
import { chooseWeighting } from './weightings'

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

async function fileOf(
  format: (typeof tableFormatIds)[number],
  kind: AggregateKind,
  by: readonly string[],
  slug = 'spring',
) {
  const researcher = await staffWith('researcher', 'everywhere')
  const table = await readAggregates(researcher, slug, kind, { by })
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

test('every line says where it comes from, whom it is of and how people were weighted; so does the title of the file', async () => {
  await createRound(operator, {
    title: 'Rehearsal',
    slug: 'rehearsal',
    questionnaireId: 'migrant-short',
    isSynthetic: true,
    open: true,
  })
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(10)
  const rehearsed = Array.from({ length: 100 }, (_, place) => ({
    row: place + 1,
    id: `person-${place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  expect((await importResponses(operator, 'rehearsal', rehearsed)).problems).toEqual([])
  const text = ['id,weight', ...rehearsed.map(({ id }, place) => `${id},${1 + (place % 3)}`)].join('\n')
  const { id } = await uploadWeights(operator, 'rehearsal', { title: 'Drawn by town', text })
  await chooseWeighting(operator, 'rehearsal', id)
  const { number } = await makeRelease(operator, 'rehearsal')
  for (const kind of ['profile', 'answers'] as const) {
    const rows: Record<string, string>[] = parse(await fileOf('csv', kind, ['category'], 'rehearsal'), {
      columns: true,
      bom: true,
    })
    for (const row of rows) {
      expect(row).toMatchObject({ sample: 'non_probability', synthetic: 'yes' })
      expect(row.weighting).toBe('Weighted by “Drawn by town”.')
      expect(row.source).toContain(`Synthetic data. Source: Rehearsal, release ${number} of `)
      expect(row.source).toContain('Weighted by “Drawn by town”. Of people who took part; coverage unknown.')
    }
  }
  const said = Buffer.from('Drawn by town')
  for (const format of tableFormatIds) {
    const bytes = await fileOf(format, 'profile', [], 'rehearsal')
    const packed = format === 'xlsx' ? Object.values(unzipSync(new Uint8Array(bytes))) : [bytes]
    // Cells of Parquet are compressed; its title is not.
    expect(
      packed.some((part) => Buffer.from(part).includes(said)),
      format,
    ).toBe(true)
  }
})

test('groups and measures are called as on the pages, in the language of the file', async () => {
  const variablesOf = async (language: string, kind: AggregateKind, by: readonly string[]) => {
    const { variables, rows } = await readAggregates(operator, 'spring', kind, { by }, language)
    const place = variables.findIndex(({ name }) => name === 'label')
    const labels: string[] = []
    const measures: string[] = []
    for await (const row of rows) {
      labels.push(String(row[place]))
      measures.push(String(row[place - 1]))
    }
    return { variables, labels, measures }
  }
  const english = await variablesOf('en', 'analysis', ['category'])
  const [category] = english.variables
  const nameOf = (variables: readonly Variable[], code: string) => {
    const [first] = variables
    return first?.type === 'categorical' ? first.categories.find((one) => one.code === code)?.label : ''
  }
  expect([category?.label, nameOf(english.variables, 'victim')]).toEqual(['Category', 'Harmed'])
  expect(english.labels).toContain('Papers kept by somebody')
  expect(english.labels).toContain('Index: Arithmetic mean')
  const arabic = await variablesOf('ar', 'analysis', ['category'])
  expect([arabic.variables[0]?.label, nameOf(arabic.variables, 'victim')]).toEqual(['الفئة', 'المتضررون'])
  for (const kind of ['profile', 'answers', 'distribution', 'analysis', 'benchmark'] as const)
    for (const language of ['en', 'ar']) {
      const { labels, measures } = await variablesOf(language, kind, [])
      for (const [place, label] of labels.entries()) expect(label, kind).not.toBe(measures[place])
      expect(labels.join(), `${kind} ${language}`).not.toContain('undefined')
    }
  const mode = await variablesOf('fr', 'answers', ['mode'])
  expect(nameOf(mode.variables, 'import')).toBe('Un fichier')
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
