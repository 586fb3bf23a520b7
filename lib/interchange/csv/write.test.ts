import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyTable, bytesOf, sampleRows, sampleTable, sampleVariables, tableOf } from '../fixtures/tables'
import { type Cell, missing, type Variable } from '../microdata'
import { harmlessCode, harmlessInCsv, meantInCsv } from '../spreadsheet-text'
import { writeCsv } from './write'

async function recordsOf(bytes: AsyncIterable<Uint8Array>): Promise<string[][]> {
  return parse(Buffer.from(await bytesOf(bytes)), { bom: true, relax_column_count: false })
}

const quotedNothing = '<an empty text>'

/** What a field of the file means, by the rules of docs/files.md. */
function cellOf(variable: Variable, field: string): Cell {
  if (field === quotedNothing) return ''
  if (field === '') return missing.not_asked
  if (field === 'pnta') return missing.refused
  if (field === 'dk') return missing.dont_know
  if (field === 'na') return missing.not_applicable
  if (field === 'skipped') return missing.skipped
  if (variable.type === 'number') return Number(field)
  if (variable.type === 'text') return meantInCsv(field)
  if (variable.type === 'date') return field
  const category = variable.categories.find(({ code }) => harmlessCode(code) === field)
  if (category === undefined) throw new Error(`no category ${field}`)
  return category.value
}

async function cellsOf(variables: readonly Variable[], bytes: AsyncIterable<Uint8Array>): Promise<Cell[][]> {
  // A quote mark tells an empty text from a cell of nothing; most readers do not show it.
  const records = parse(Buffer.from(await bytesOf(bytes)), {
    bom: true,
    cast: (field, { quoting }) => (quoting && field === '' ? quotedNothing : field),
  })
  return records.slice(1).map((record) =>
    record.map((field, index) => {
      const variable = variables[index]
      if (variable === undefined) throw new Error('too many fields')
      return cellOf(variable, field)
    }),
  )
}

describe('a table as CSV', () => {
  test('reads back as the same cells', async () => {
    expect(await cellsOf(sampleVariables, writeCsv(sampleTable()))).toEqual(sampleRows)
  })

  test('reads back as the same cells, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ variables, rows }) => {
        fc.pre(variables.length > 1)
        expect(await cellsOf(variables, writeCsv(tableOf(variables, rows)))).toEqual(rows)
      }),
    )
  })

  test('begins with a byte order mark, a line of names, and ends lines with CRLF', async () => {
    const text = Buffer.from(await bytesOf(writeCsv(sampleTable([])))).toString('utf8')
    expect(text).toBe('\uFEFFresponse_id,main_status,safety,wage,Age,arrived,remark\r\n')
    const bare = await bytesOf(writeCsv(sampleTable([]), { byteOrderMark: false }))
    expect(Buffer.from(bare).toString('utf8').startsWith('response_id')).toBe(true)
  })

  test('no text begins as a formula does, and numbers stay numbers', async () => {
    const records = await recordsOf(writeCsv(sampleTable()))
    for (const record of records.slice(1)) {
      for (const index of [0, 6]) expect(record[index]).not.toMatch(/^[=+\-@\t\r]/)
    }
    expect(records[2]?.slice(0, 4)).toEqual(["'=1+1", '-1', 'low', '-0.1'])
  })

  test('nor does a part of a text where a program splits lines at semicolons, tabs or line ends', async () => {
    const asCells = (text: string) => text.split(/[;\t\r\n]/)
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(';', '\t', '\r', '\n', "'", '=', '+', '-', '@', '1', '"', 'a')),
        (parts) => {
          const text = parts.join('')
          const written = harmlessInCsv(text)
          for (const cell of asCells(written)) expect(cell).not.toMatch(/^[=+\-@]/)
          expect(meantInCsv(written)).toBe(text)
        },
      ),
    )
  })

  test('labels stand in for codes when asked for, and a label is no formula either', async () => {
    const records = await recordsOf(writeCsv(sampleTable(), { labels: true }))
    expect(records[1]?.[1]).toBe('يعمل')
    expect(records[2]?.[1]).toBe("'=آخر")
    expect(records[4]?.[1]).toBe('أفضل عدم الإجابة')
  })

  test.each<[string, Cell, number]>([
    ['Variable "main_status", row 1: the cell is not the number of one of its categories.', 9, 1],
    ['Variable "Age", row 1: the cell is not a finite number.', Number.NaN, 4],
    ['Variable "arrived", row 1: the cell is not a date such as 2026-03-01.', '2026-02-30', 5],
    ['Variable "remark", row 1: the cell is not a text.', 5, 6],
  ])('%s', async (message, cell, index) => {
    const row = [...(sampleRows[0] ?? [])]
    row[index] = cell
    await expect(bytesOf(writeCsv(sampleTable([row])))).rejects.toThrow(message)
  })

  test('a row with a cell too few is named', async () => {
    await expect(bytesOf(writeCsv(sampleTable([['r1']])))).rejects.toThrow(
      'Row 1 has 1 cells, and the table has 7 variables.',
    )
  })
})
