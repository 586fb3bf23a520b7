import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { anyTable, bytesOf, sampleRows, sampleTable, sampleVariables, tableOf } from '../fixtures/tables'
import {
  type Cell,
  type Microdata,
  type MissingKind,
  missing,
  missingKinds,
  type Variable,
} from '../microdata'
import { parquetProblems, reasonName } from './limits'
import { writeParquet } from './write'

// Other programs start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

type Found = Readonly<Record<string, unknown>>

let folder: string
let connection: Awaited<ReturnType<DuckDBInstance['connect']>>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parquet-'))
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => {
  connection.closeSync()
  rmSync(folder, { recursive: true })
})

/** What DuckDB finds; `*` stands for all columns, days as text. */
async function duckdb(table: Microdata, query: string): Promise<Found[]> {
  const file = join(folder, 'table.parquet')
  writeFileSync(file, await bytesOf(writeParquet(table)))
  const reader = await connection.runAndReadAll(query.replace('TABLE', `read_parquet('${file}')`))
  return reader.getRowObjectsJS()
}

async function hyparquet(table: Microdata): Promise<Found[]> {
  const bytes = await bytesOf(writeParquet(table))
  return parquetReadObjects({ file: Uint8Array.from(bytes).buffer })
}

function cellOf(variable: Variable, found: Found): Cell {
  const value = found[variable.name]
  if (value === null || value === undefined) {
    const reason = found[reasonName(variable.name)]
    return missing[missingKinds.find((kind): kind is MissingKind => kind === reason) ?? 'not_asked']
  }
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (variable.type !== 'categorical') return typeof value === 'number' ? value : String(value)
  return variable.categories.find(({ code }) => code === value)?.value ?? 'no such code'
}

function cellsOf(variables: readonly Variable[], found: readonly Found[]): Cell[][] {
  return found.map((row) => variables.map((variable) => cellOf(variable, row)))
}

describe('a table as Parquet', () => {
  test('DuckDB finds the types that an analyst expects, and reasons only where there are any', async () => {
    const columns = await duckdb(sampleTable(), 'describe select * from TABLE')
    expect(columns.map((column) => [column.column_name, column.column_type])).toEqual([
      ['response_id', 'VARCHAR'],
      ['main_status', 'VARCHAR'],
      ['safety', 'VARCHAR'],
      ['wage', 'DOUBLE'],
      ['Age', 'INTEGER'],
      ['arrived', 'DATE'],
      ['remark', 'VARCHAR'],
      ['main_status__missing', 'VARCHAR'],
      ['safety__missing', 'VARCHAR'],
      ['wage__missing', 'VARCHAR'],
      ['Age__missing', 'VARCHAR'],
      ['arrived__missing', 'VARCHAR'],
      ['remark__missing', 'VARCHAR'],
    ])
  })

  test('DuckDB finds the same cells', async () => {
    expect(cellsOf(sampleVariables, await duckdb(sampleTable(), 'from TABLE'))).toEqual(sampleRows)
  })

  test('DuckDB finds the same cells, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ variables, rows }) => {
        const found = await duckdb(tableOf(variables, rows), 'from TABLE')
        expect(cellsOf(variables, found)).toEqual(rows)
      }),
      { numRuns: 50 },
    )
  })

  test('hyparquet finds the same cells, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ variables, rows }) => {
        expect(cellsOf(variables, await hyparquet(tableOf(variables, rows)))).toEqual(rows)
      }),
      { numRuns: 50 },
    )
  })

  test('every null has its reason', async () => {
    const [counts] = await duckdb(
      sampleTable(),
      `select count(*) filter (main_status is null) as nulls, count(main_status__missing) as reasons,
        count(*) filter ((main_status is null) <> (main_status__missing is not null)) as unexplained from TABLE`,
    )
    expect(counts).toEqual({ nulls: 5n, reasons: 5n, unexplained: 0n })
  })

  test('labels, questions and categories are in the metadata of the file', async () => {
    const file = join(folder, 'table.parquet')
    writeFileSync(file, await bytesOf(writeParquet(sampleTable())))
    const reader = await connection.runAndReadAll(
      `select decode(key) as key, decode(value) as value from parquet_kv_metadata('${file}')`,
    )
    const [entry] = reader.getRowObjectsJS()
    expect(entry?.key).toBe('foothold')
    expect(JSON.parse(String(entry?.value))).toMatchObject({
      title: 'مسح الربيع <2026>',
      missingLabels: { refused: 'أفضل عدم الإجابة' },
      variables: [...sampleVariables],
    })
  })

  test('a table without rows has its columns', async () => {
    expect(await duckdb(sampleTable([]), 'from TABLE')).toEqual([])
    const columns = await duckdb(sampleTable([]), 'describe select * from TABLE')
    expect(columns.map((column) => column.column_name)).toEqual(sampleVariables.map(({ name }) => name))
  })

  test('rows of several groups come together, and a reason given once is found', async () => {
    const count = 200_050
    const age = sampleVariables[4] ?? never()
    const variables = [age, { ...age, name: 'other' }, { ...age, name: 'full' }]
    async function* rows() {
      for (let row = 0; row < count; row += 1) {
        yield [row % 100, row === 150_000 ? missing.refused : 7, 7] as const
      }
    }
    const table = { ...tableOf(variables, []), rowCount: count, rows: rows() }
    const bytes = await bytesOf(writeParquet(table))
    const metadata = parquetMetadata(Uint8Array.from(bytes).buffer)
    expect(metadata.row_groups.map((group) => Number(group.num_rows))).toEqual([100_000, 100_000, 50])
    expect(metadata.schema.map(({ name }) => name)).toEqual([
      'schema',
      'Age',
      'other',
      'full',
      'other__missing',
    ])
    const file = join(folder, 'groups.parquet')
    writeFileSync(file, bytes)
    const reader = await connection.runAndReadAll(
      `select count(*)::int as n, sum(Age)::int as sum, count(other)::int as answered, any_value(other__missing) as reason from read_parquet('${file}')`,
    )
    const sum = Array.from({ length: count }, (_, row) => row % 100).reduce((a, b) => a + b)
    expect(reader.getRowObjectsJS()).toEqual([{ n: count, sum, answered: count - 1, reason: 'refused' }])
  })

  test('texts too large for memory are written in groups of fewer rows', async () => {
    const remark = sampleVariables[6] ?? never()
    const text = 'كلام'.repeat(1_000_000)
    const bytes = await bytesOf(
      writeParquet(
        tableOf(
          [remark],
          Array.from({ length: 9 }, () => [text]),
        ),
      ),
    )
    const metadata = parquetMetadata(Uint8Array.from(bytes).buffer)
    expect(metadata.row_groups.map((group) => Number(group.num_rows))).toEqual([4, 4, 1])
    const file = join(folder, 'long.parquet')
    writeFileSync(file, bytes)
    const reader = await connection.runAndReadAll(
      `select distinct length(remark)::int as length, right(remark, 4) as "end" from read_parquet('${file}')`,
    )
    expect(reader.getRowObjectsJS()).toEqual([{ length: 4_000_000, end: 'كلام' }])
  })

  test('a fraction in a column of whole numbers is refused, with its place', async () => {
    const row = [...(sampleRows[0] ?? [])]
    row[4] = 2.5
    await expect(bytesOf(writeParquet(sampleTable([row])))).rejects.toThrow(
      'Variable "Age", row 1: the cell is not a whole number within its bounds.',
    )
  })

  test('a variable with the name of a column of reasons is a problem', () => {
    expect(parquetProblems(sampleTable())).toEqual([])
    const age = sampleVariables[4] ?? never()
    const table = tableOf([age, { ...age, name: 'age__Missing' }], [])
    expect(parquetProblems(table)).toMatchObject([
      {
        path: 'variables[0].name',
        code: 'parquet_name_taken',
        params: { column: 'age__Missing', of: 'Age' },
      },
    ])
  })
})

function never(): never {
  throw new Error('the sample has lost a variable')
}
