import { dayNumber } from '../../questionnaire/calendar'
import { type GrowingBytes, growingBytes } from '../growing-bytes'
import type { Cell, Microdata } from '../microdata'
import { tableRows } from '../table-rows'
import { utf8, writeUtf8 } from '../utf8'
import type { DtaColumn, NumericColumn, TextColumn } from './columns'
import { missingNumbers, storageTypes, textCodes, writtenText } from './missing-codes'

/**
 * The rows of a .dta file, in pieces of about 64 kB.
 *
 * @param longTexts takes the texts that stand outside the rows; what is there when a piece comes belongs to its rows or to the next
 * @throws RangeError when a row does not fit its variables, see `tableRows`
 */
export async function* rowPieces(
  table: Microdata,
  columns: readonly DtaColumn[],
  longTexts: GrowingBytes,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const out = growingBytes(2 * pieceBytes)
  const writers = columns.map((column, place) => cellWriter(column, place, out, longTexts))
  let number = 0
  for await (const row of tableRows(table)) {
    number += 1
    for (let place = 0; place < writers.length; place += 1) {
      const fault = writers[place]?.(row.cells[place], number)
      if (fault !== undefined) throw row.fault(place, fault)
    }
    if (out.length() + longTexts.length() >= pieceBytes) yield out.take(out.length())
  }
  yield out.take(out.length())
}

const pieceBytes = 65_536

/** Writes a cell of a row, the first being row 1; returns what is wrong with it where it cannot. */
type CellWriter = (cell: Cell | undefined, row: number) => string | undefined

function cellWriter(
  column: DtaColumn,
  place: number,
  out: GrowingBytes,
  longTexts: GrowingBytes,
): CellWriter {
  switch (column.kind) {
    case 'text':
      return textWriter(column, out)
    case 'long text':
      return longTextWriter(column, place + 1, out, longTexts)
    case 'number':
      return numberWriter(column, out)
    case 'date':
      return dateWriter(column, out)
  }
}

function numberWriter(column: NumericColumn, out: GrowingBytes): CellWriter {
  const write = storageWriter(column, out)
  const codes = missingNumbers(column.storage)
  const { least, most } = storageTypes[column.storage]
  const isWhole = column.storage !== 'double'
  return (cell) => {
    if (typeof cell === 'object') {
      write(codes[cell.missing])
      return undefined
    }
    if (typeof cell !== 'number' || !Number.isFinite(cell)) return 'is not a finite number'
    if (cell < least || cell > most) {
      return `is beyond what its variable says it can have (Stata's type ${column.storage}, ${least} to ${most})`
    }
    if (isWhole && !Number.isInteger(cell)) return 'has decimals, which its variable says it has not'
    write(cell)
    return undefined
  }
}

function dateWriter(column: NumericColumn, out: GrowingBytes): CellWriter {
  const write = storageWriter(column, out)
  const codes = missingNumbers(column.storage)
  return (cell) => {
    if (typeof cell === 'object') {
      write(codes[cell.missing])
      return undefined
    }
    const days = typeof cell === 'string' ? dayNumber(cell) : Number.NaN
    if (Number.isNaN(days)) return 'is not a date such as 2026-03-01'
    // Stata counts from 1960-01-01.
    write(days + 3_653)
    return undefined
  }
}

function storageWriter(column: NumericColumn, out: GrowingBytes): (value: number) => void {
  return { byte: out.uint8, int: out.int16, long: out.int32, double: out.float64 }[column.storage]
}

function textWriter(column: TextColumn, out: GrowingBytes): CellWriter {
  const field = new Uint8Array(column.bytes)
  return (cell) => {
    if (typeof cell === 'number' || cell === undefined) return 'is not a text'
    const text = typeof cell === 'object' ? textCodes[cell.missing] : writtenText(cell)
    const length = writeUtf8(text, field)
    if (length === null) return `is longer than the ${column.width} bytes of its variable`
    out.bytes(field.subarray(0, length))
    out.fill(0, column.bytes - length)
    return undefined
  }
}

/** The row holds where the text is to be found: the number of the variable, and of the row that has it. Both 0: the empty text. */
function longTextWriter(
  column: TextColumn,
  variable: number,
  out: GrowingBytes,
  longTexts: GrowingBytes,
): CellWriter {
  return (cell, row) => {
    if (typeof cell === 'number' || cell === undefined) return 'is not a text'
    const content = utf8(typeof cell === 'object' ? textCodes[cell.missing] : writtenText(cell))
    if (content.length > column.width) return `is longer than the ${column.width} bytes of its variable`
    if (content.length === 0) {
      out.fill(0, 8)
      return undefined
    }
    out.uint16(variable)
    out.uint16(row % 2 ** 16)
    out.int32(Math.floor(row / 2 ** 16))
    longTexts.text('GSO')
    longTexts.int32(variable)
    longTexts.uint64(row)
    // A text that ends with a zero byte, which counts.
    longTexts.uint8(130)
    longTexts.int32(content.length + 1)
    longTexts.bytes(content)
    longTexts.uint8(0)
    return undefined
  }
}
