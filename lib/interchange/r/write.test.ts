import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { writeCsv } from '../csv/write'
import { outputOf, programThatAnswers } from '../fixtures/programs'
import { bytesOf, sampleRows, sampleTable, sampleVariables, tableOf } from '../fixtures/tables'
import { type Cell, type Microdata, missing, missingKinds, type Variable } from '../microdata'
import { rText } from './literals'
import { type SurveyDesign, writeRScript } from './write'

// Other programs start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const R = programThatAnswers([['Rscript', '--version']])
const hasSurvey = R !== null && programThatAnswers([[R, '-e', 'library(survey)']]) !== null
const show = fileURLToPath(new URL('fixtures/show.R', import.meta.url))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'r-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

type Column = {
  readonly name: string
  readonly class: string
  readonly levels: readonly string[]
  readonly label: string | null
  readonly values: readonly (string | number | null)[]
}

type Found = {
  readonly data: readonly Column[]
  readonly reasons: readonly Column[]
  readonly estimate: { readonly mean: number; readonly se: number; readonly degrees: number } | null
}

/** What R makes of the CSV file of a table with the script of that table. */
async function found(makeTable: () => Microdata, design: SurveyDesign | null = null, y = ''): Promise<Found> {
  writeFileSync(join(folder, 'table.csv'), await bytesOf(writeCsv(makeTable())))
  const script = writeRScript(makeTable(), { csv: 'table.csv' }, design)
  writeFileSync(join(folder, 'table.R'), await bytesOf(script))
  const output = outputOf(R ?? '', [show, folder, 'table.R', ...(y === '' ? [] : [y])])
  return JSON.parse(output, (_, value) =>
    typeof value === 'string' ? Buffer.from(value, 'hex').toString('utf8') : value,
  )
}

function asR(variable: Variable, cell: Cell): string | number | null {
  if (typeof cell === 'object') return null
  if (variable.type === 'categorical') {
    return variable.categories.find(({ value }) => value === cell)?.label ?? 'no such category'
  }
  // CSV does not tell an empty text from nothing once its quotes are gone; R holds no zero characters.
  return typeof cell === 'string' ? (cell === '' ? null : cell.replaceAll('\0', '')) : cell
}

describe('an R script', () => {
  test('is the one that R was seen to run as the tests below say', async () => {
    const design = { weight: 'wage', strata: 'safety', clusters: ['Age'], populations: [] }
    const script = await bytesOf(writeRScript(sampleTable(), { csv: 'table.csv' }, design))
    expect(Buffer.from(script).toString('latin1')).toMatch(/^[\x20-\x7e\n]*$/)
    expect(createHash('sha256').update(script).digest('hex')).toBe(
      '7db32d5e8ed93b9e631a57d2150e6767533561162bfbae376bf76bcb9a2d74d8',
    )
  })

  test('a text is written in ASCII', () => {
    expect(rText('a"\\\n\0ي😀\ud800')).toBe('"a\\"\\\\\\u000a\\u064a\\U0001f600\\ufffd"')
  })

  test('a design that names no variable is refused', () => {
    const design = { weight: 'wieght', strata: null, clusters: [], populations: [] }
    expect(() => writeRScript(sampleTable(), { csv: 'table.csv' }, design)).toThrow(
      'The design names "wieght", and the table has no such variable.',
    )
  })

  test.runIf(R !== null)('R finds values, types, labels and dates', async () => {
    const { data } = await found(sampleTable)
    expect(data.map(({ name }) => name)).toEqual(sampleVariables.map(({ name }) => name))
    expect(data.map((column) => column.class)).toEqual([
      'character',
      'factor',
      'ordered',
      'numeric',
      'numeric',
      'Date',
      'character',
    ])
    expect(data.map(({ label }) => label)).toEqual(sampleVariables.map(({ label }) => label))
    expect(data[1]?.levels).toEqual(['يعمل', 'عاطل عن العمل', '=آخر'])
    for (const [index, variable] of sampleVariables.entries()) {
      // R reads line ends of every kind as one.
      const values = sampleRows.map((row) => asR(variable, row[index] ?? missing.not_asked))
      expect(data[index]?.values.map(unixLines)).toEqual(values.map(unixLines))
    }
  })

  test.runIf(R !== null)('R finds the reason of each missing value', async () => {
    const { reasons } = await found(sampleTable)
    const { missingLabels } = sampleTable()
    expect(reasons[1]?.levels).toEqual(missingKinds.map((kind) => missingLabels[kind]))
    for (const index of [1, 2, 3, 4, 5]) {
      expect(reasons[index]?.values).toEqual(
        sampleRows.map((row) => {
          const cell = row[index] ?? missing.not_asked
          return typeof cell === 'object' ? missingLabels[cell.missing] : null
        }),
      )
    }
  })

  test.runIf(R !== null)('R finds the columns of a table without rows', async () => {
    const { data } = await found(() => sampleTable([]))
    expect(data.map(({ values }) => values)).toEqual(sampleVariables.map(() => []))
  })

  test.runIf(R !== null)('categories with one label stay two', async () => {
    const variable: Variable = {
      name: 'if',
      label: '',
      question: '',
      group: '',
      type: 'categorical',
      level: 'nominal',
      categories: [
        { code: 'a', value: 1, label: 'Other' },
        { code: 'skipped', value: 2, label: 'Other' },
        { code: 'c', value: 3, label: '' },
      ],
    }
    const other: Variable = { ...variable, name: '1st' }
    const rows = [
      [1, 2],
      [2, 3],
      [missing.skipped, 1],
    ]
    const { data } = await found(() => tableOf([variable, other], rows))
    expect(data[0]?.values).toEqual(['Other [a]', 'Other [skipped]', null])
    expect(data[1]?.values).toEqual(['Other [skipped]', 'c', 'Other [a]'])
  })

  test.runIf(R !== null)('a file that was changed is not read in silence', async () => {
    await found(sampleTable)
    writeFileSync(join(folder, 'table.csv'), 'response_id,Age\r\nr1,7\r\n')
    expect(() => outputOf(R ?? '', [show, folder, 'table.R'])).toThrow(/its columns are others/)
  })

  test.runIf(hasSurvey)('the design is the one that was named', async () => {
    const design = { weight: 'w', strata: 'stratum', clusters: ['unit'], populations: [] }
    // Two strata of two units; the last row has no weight.
    const rows: Cell[][] = [
      [10, 2, 1, 1],
      [14, 1, 1, 1],
      [20, 1, 1, 2],
      [8, 3, 2, 1],
      [12, 1, 2, 2],
      [99, missing.not_applicable, 2, 2],
    ]
    const { estimate, data } = await found(() => tableOf(designVariables, rows), design, 'y')
    expect(data[0]?.values).toHaveLength(6)
    // By hand: the weighted mean is 90 / 8; units' totals of w(y − mean)/8 differ within strata as below.
    const mean = 90 / 8
    const residual = (members: readonly (readonly [number, number])[]) =>
      members.reduce((sum, [y, w]) => sum + (w * (y - mean)) / 8, 0)
    const within = (a: number, b: number) => (2 / 1) * ((a - (a + b) / 2) ** 2 + (b - (a + b) / 2) ** 2)
    const variance =
      within(
        residual([
          [10, 2],
          [14, 1],
        ]),
        residual([[20, 1]]),
      ) + within(residual([[8, 3]]), residual([[12, 1]]))
    expect(estimate?.mean).toBeCloseTo(mean, 12)
    expect(estimate?.se).toBeCloseTo(Math.sqrt(variance), 12)
    expect(estimate?.degrees).toBe(2)
  })
})

function unixLines(value: string | number | null): string | number | null {
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : value
}

const number = {
  label: '',
  question: '',
  group: 'design',
  type: 'number',
  decimals: null,
  min: null,
  max: null,
  unit: '',
} as const
const designVariables: readonly Variable[] = ['y', 'w', 'stratum', 'unit'].map((name) => ({
  ...number,
  name,
}))
