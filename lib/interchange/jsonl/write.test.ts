import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyTable, bytesOf, sampleRows, sampleTable, sampleVariables, tableOf } from '../fixtures/tables'
import { type Cell, type MissingKind, missing, type Variable } from '../microdata'
import { writeJsonLines } from './write'

type Line = { readonly [name: string]: unknown; readonly $missing?: Readonly<Record<string, MissingKind>> }

async function linesOf(bytes: AsyncIterable<Uint8Array>): Promise<Line[]> {
  const text = Buffer.from(await bytesOf(bytes)).toString('utf8')
  expect(text === '' || text.endsWith('\n')).toBe(true)
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}

function cellOf(variable: Variable, line: Line): Cell {
  const value = line[variable.name]
  if (value === null) return missing[line.$missing?.[variable.name] ?? 'not_asked']
  if (variable.type !== 'categorical') return typeof value === 'number' ? value : String(value)
  return variable.categories.find(({ code }) => code === value)?.value ?? 'no such code'
}

describe('a table as JSON lines', () => {
  test('reads back as the same cells, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ variables, rows }) => {
        const lines = await linesOf(writeJsonLines(tableOf(variables, rows)))
        expect(lines.map((line) => variables.map((variable) => cellOf(variable, line)))).toEqual(rows)
      }),
    )
  })

  test('holds codes, numbers, dates and texts as they are, and the reason of each null', async () => {
    const lines = await linesOf(writeJsonLines(sampleTable()))
    expect(lines).toHaveLength(sampleRows.length)
    expect(lines[0]).toEqual({
      response_id: 'r1',
      main_status: 'employed',
      safety: 'high',
      wage: 1234.5,
      Age: 34,
      arrived: '2024-02-29',
      remark: 'مرحبا، "كيف" الحال؟\nسطر ثانٍ',
    })
    expect(lines[3]).toMatchObject({
      main_status: null,
      $missing: {
        main_status: 'refused',
        safety: 'dont_know',
        wage: 'dont_know',
        Age: 'refused',
        arrived: 'skipped',
      },
    })
    expect(lines[6]).toMatchObject({ main_status: null, Age: null, remark: null })
    expect(lines[6]).not.toHaveProperty('$missing')
    expect(Object.keys(lines[1] ?? {})).toEqual(sampleVariables.map(({ name }) => name))
  })

  test('a table without rows is an empty file', async () => {
    expect(await bytesOf(writeJsonLines(sampleTable([])))).toHaveLength(0)
  })
})
