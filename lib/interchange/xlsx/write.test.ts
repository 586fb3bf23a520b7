import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/node'
import { describe, expect, test, vi } from 'vitest'
import { outputOf, programThatAnswers } from '../fixtures/programs'
import { anyTable, bytesOf, sampleRows, sampleTable, sampleVariables, tableOf } from '../fixtures/tables'
import { type Cell, missing, type Variable } from '../microdata'
import { harmlessCode, meantText } from '../spreadsheet-text'
import { writeXlsx } from './write'

// Other programs start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

type Field = string | number | boolean | Date | null

async function sheetsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, Field[][]>> {
  const sheets = await readXlsxFile(Buffer.from(bytes), { trim: false })
  return new Map(sheets.map(({ sheet, data }) => [sheet, data.map((row) => row.map(fieldOf))]))
}

function fieldOf(value: unknown): Field {
  if (value === null || value instanceof Date) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw new Error('The reader gave what no cell holds.')
}

function cellOf(variable: Variable, field: Field): Cell {
  if (field === null) return missing.not_asked
  if (field === 'pnta') return missing.refused
  if (field === 'dk') return missing.dont_know
  if (field === 'na') return missing.not_applicable
  if (field === 'skipped') return missing.skipped
  if (field instanceof Date) return field.toISOString().slice(0, 10)
  if (variable.type === 'number') return field === Number(field) ? field : 'not a number'
  if (variable.type !== 'categorical') return meantText(String(field))
  return variable.categories.find(({ code }) => harmlessCode(code) === field)?.value ?? 'no such code'
}

/** An empty text and nothing look the same in a cell. */
function asShown(cell: Cell): Cell {
  return cell === '' ? missing.not_asked : cell
}

function cellsOf(variables: readonly Variable[], rows: readonly (readonly Field[])[]): Cell[][] {
  return rows.slice(1).map((row) => variables.map((variable, index) => cellOf(variable, row[index] ?? null)))
}

describe('a table as an Excel workbook', () => {
  test('an independent reader finds the same cells', async () => {
    const sheets = await sheetsOf(await bytesOf(writeXlsx(sampleTable())))
    const data = sheets.get('data') ?? []
    expect(data[0]).toEqual(sampleVariables.map(({ name }) => name))
    expect(cellsOf(sampleVariables, data)).toEqual(sampleRows.map((row) => row.map(asShown)))
  })

  test('an independent reader finds the same cells, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ variables, rows }) => {
        // The reader leaves out rows of nothing, as at the end of a sheet.
        const marked = rows.map((row) => [1, ...row])
        const all: Variable[] = [marker, ...variables]
        const sheets = await sheetsOf(await bytesOf(writeXlsx(tableOf(all, marked))))
        expect(cellsOf(all, sheets.get('data') ?? [])).toEqual(marked.map((row) => row.map(asShown)))
      }),
      { numRuns: 40 },
    )
  })

  test('other sheets say what names, values and codes mean', async () => {
    const sheets = await sheetsOf(await bytesOf(writeXlsx(sampleTable([]))))
    expect([...sheets.keys()]).toEqual(['data', 'variables', 'values', 'missing'])
    expect(sheets.get('data')).toEqual([sampleVariables.map(({ name }) => name)])
    expect(sheets.get('variables')?.[2]).toEqual([
      'main_status',
      'الوضع "الرئيسي"',
      'ما هو وضعك الرئيسي؟ <اختر واحدًا> & واحدًا فقط',
      'categorical',
      null,
      'work',
      'nominal',
    ])
    expect(sheets.get('values')?.slice(0, 4)).toEqual([
      ['variable', 'code', 'value', 'label'],
      ['main_status', 'employed', 1, 'يعمل'],
      ['main_status', 'unemployed', 2, 'عاطل عن العمل'],
      ['main_status', '-1', 3, "'=آخر"],
    ])
    expect(
      sheets
        .get('missing')
        ?.slice(1)
        .map((row) => row.slice(0, 2)),
    ).toEqual([
      ['pnta', 'refused'],
      ['dk', 'dont_know'],
      ['na', 'not_applicable'],
      [null, 'not_asked'],
      ['skipped', 'skipped'],
    ])
  })

  test('an Arabic sheet reads from the right, an English one from the left, and the header stays', async () => {
    const sheet = async (language: string) => {
      const files = unzipSync(await bytesOf(writeXlsx({ ...sampleTable(), language })))
      return strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    }
    expect(await sheet('ar')).toContain('<sheetView rightToLeft="1"')
    expect(await sheet('fa-AF')).toContain('<sheetView rightToLeft="1"')
    const english = await sheet('en')
    expect(english).not.toContain('rightToLeft')
    expect(english).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    // Neither a formula nor a control character anywhere.
    expect(english).not.toContain('<f>')
    expect(english).not.toMatch(/(?![\t\n\r])\p{Cc}/u)
  })

  test('the same table gives the same content', async () => {
    const once = unzipSync(await bytesOf(writeXlsx(sampleTable())))
    expect(unzipSync(await bytesOf(writeXlsx(sampleTable())))).toEqual(once)
  })

  test('a text too long for a cell is named when it comes in spite of what was said', async () => {
    const row = [...(sampleRows[0] ?? [])]
    row[6] = 'x'.repeat(32_768)
    await expect(bytesOf(writeXlsx(sampleTable([row])))).rejects.toThrow(
      'Variable "remark", row 1: the cell is not shorter than the 32767 characters that a cell can hold.',
    )
  })

  test('who stops reading stops the reading of the table', async () => {
    let isStopped = false
    let made = 0
    const row = sampleRows[0] ?? []
    async function* endless() {
      try {
        for (;;) {
          made += 1
          // Digits of powers do not pack well, so bytes come out early.
          yield row.with(6, `${3n ** BigInt(made % 997)}`)
        }
      } finally {
        isStopped = true
      }
    }
    for await (const _ of writeXlsx({ ...sampleTable(), rows: endless() })) if (made > 100) break
    expect(isStopped).toBe(true)
  })

  const python = programThatAnswers([
    ['python3', '-c', 'import openpyxl'],
    ['/usr/bin/python3', '-c', 'import openpyxl'],
  ])
  test.runIf(python !== null)('openpyxl finds the same cells, types, dates and views', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xlsx-'))
    try {
      const file = join(folder, 'table.xlsx')
      writeFileSync(file, await bytesOf(writeXlsx(sampleTable())))
      const script = fileURLToPath(new URL('fixtures/read.py', import.meta.url))
      const book = JSON.parse(outputOf(python ?? '', [script, file]))
      expect(book.title).toBe('مسح الربيع <2026>')
      const [data, ...others] = book.sheets
      expect(data).toMatchObject({ name: 'data', frozen: 'A2', rightToLeft: true })
      expect(others.map((sheet: { name: string }) => sheet.name)).toEqual(['variables', 'values', 'missing'])
      expect(data.rows[1]).toEqual([
        ['s', 'r1'],
        ['s', 'employed'],
        ['s', 'high'],
        ['n', 1234.5],
        ['n', 34],
        ['date', '2024-02-29'],
        ['s', 'مرحبا، "كيف" الحال؟\nسطر ثانٍ'],
      ])
      expect(data.rows[2]).toEqual([
        ['s', "'=1+1"],
        ['s', '-1'],
        ['s', 'low'],
        ['n', -0.1],
        ['n', 0],
        ['s', '1899-12-31'],
        ['s', `'=HYPERLINK("x")`],
      ])
      expect(data.rows[4].slice(1, 6)).toEqual(
        ['pnta', 'dk', 'dk', 'pnta', 'skipped'].map((code) => ['s', code]),
      )
      expect(data.rows[7][1]).toEqual(['empty', null])
      expect(data.rows[10][6]).toEqual(['s', 'م'.repeat(15_000)])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

const marker: Variable = {
  name: 'marker',
  label: '',
  question: '',
  group: '',
  type: 'number',
  decimals: 0,
  min: 1,
  max: 1,
  unit: '',
}
