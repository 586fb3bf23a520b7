import { CsvError, parse } from 'csv-parse/sync'
import type { Result } from '../../result'
import { workbookLimits } from '../../workbook/limits'
import { readWorkbook } from '../../workbook/workbook'
import { meantText } from '../spreadsheet-text'

/** One row of a sheet, whatever file it came in. */
export type Row = {
  /** Where it stands: `Row 12`. */
  readonly place: string
  /** Texts by column, from 0. */
  readonly cells: ReadonlyMap<number, string>
  /** Columns whose text is what a formula gave last. */
  readonly formulas: ReadonlySet<number>
}

/** The rows of each sheet of a workbook (`.xlsx`, `.xls`), or of a CSV file; told apart by their content. */
export function sheetRows(bytes: Uint8Array): Result<readonly (readonly Row[])[]> {
  const isWorkbook = (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf)
  if (!isWorkbook) return csvRows(bytes)
  const workbook = readWorkbook(bytes)
  if (!workbook.ok) return workbook
  const sheets = workbook.value.sheets.map(({ rows }) =>
    rows.map(({ number, cells, formulas }) => ({ place: `Row ${number}`, cells, formulas })),
  )
  return { ok: true, value: sheets }
}

function csvRows(bytes: Uint8Array): Result<readonly (readonly Row[])[]> {
  if (bytes.length > workbookLimits.fileBytes)
    return refusedFile(
      'file_too_large',
      `The file is larger than ${workbookLimits.fileBytes / 1_000_000} MB.`,
    )
  const text = decoded(bytes)
  if (text === null)
    return refusedFile(
      'encoding_unknown',
      'The file is not written in UTF-8. Save it as "CSV UTF-8" or as .xlsx.',
    )
  const first = text.split(/\r?\n/, 1)[0] ?? ''
  const delimiter = ['\t', ';'].find((candidate) => first.includes(candidate)) ?? ','
  const rows: Row[] = []
  try {
    let count = 0
    parse(text, {
      delimiter,
      relax_column_count: true,
      on_record: (cells: string[]) => {
        count += 1
        if (count > workbookLimits.rows) throw new TooManyRows()
        const meant = cells.map((cell, column) => [column, meantText(cell)] as const)
        if (cells.some((cell) => cell !== ''))
          rows.push({ place: `Row ${count}`, cells: new Map(meant), formulas: new Set() })
        return null
      },
    })
  } catch (error) {
    if (error instanceof TooManyRows)
      return refusedFile('file_too_large', `The file has more than ${workbookLimits.rows} rows.`)
    if (!(error instanceof CsvError)) throw error
    const line = Number(error.lines)
    return refusedFile(
      'table_unreadable',
      'This is no table that can be read, from this line on. Look at the quotation marks in it, or send an .xlsx file.',
      Number.isFinite(line) ? `line ${line}` : '',
    )
  }
  return { ok: true, value: [rows] }
}

/** Stops the reading of a CSV file; caught where it is read. */
class TooManyRows extends Error {}

function decoded(bytes: Uint8Array): string | null {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** A file that is refused as a whole. */
export function refusedFile(code: string, message: string, path = ''): Result<never> {
  return { ok: false, problems: [{ path, code, message }] }
}
