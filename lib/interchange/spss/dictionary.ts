import { type GrowingBytes, growingBytes } from '../growing-bytes'
import type { Microdata } from '../microdata'
import { cutToBytes, oneLine, utf8 } from '../utf8'
import { attributes, variableAttributes } from './attributes'
import { declaredTexts, type SavColumn, type SavFormat, segmentBytes, type TextColumn } from './columns'
import { mostLabelBytes } from './limits'

/**
 * Everything before the rows of a .sav file: header, variables, value labels, and the records that came with later releases,
 * by rising number.
 *
 * @see GNU PSPP, System File Format, for the layout of each record
 */
export function dictionary(table: Omit<Microdata, 'rows'>, columns: readonly SavColumn[]): Uint8Array {
  const out = growingBytes()
  header(out, table, columns)
  for (const column of columns) variableRecords(out, column)
  valueLabelRecords(out, columns)
  machineRecords(out)
  displayRecord(out, columns)
  record(out, 13, columns.map((column) => `${column.segments[0].name}=${column.name}`).join('\t'))
  veryLongTextRecord(out, columns)
  caseCountRecord(out, table.rowCount)
  record(out, 17, attributes({ title: [table.title], language: [table.language] }))
  record(
    out,
    18,
    columns
      .map(variableAttributes)
      .filter((written) => written !== '')
      .join('/'),
  )
  record(out, 20, 'UTF-8')
  longTextRecords(
    out,
    columns.filter((column) => column.kind === 'text' && column.width > 8),
  )
  out.int32(999)
  out.int32(0)
  return out.take(out.length())
}

/** Compressed whole numbers are kept as themselves plus this, in one byte. */
export const bias = 100

const space = 32

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function header(out: GrowingBytes, table: Omit<Microdata, 'rows'>, columns: readonly SavColumn[]): void {
  const [year = '', month = '', day = ''] = table.madeOn.split('-')
  out.text('$FL2')
  out.field('@(#) SPSS DATA FILE Foothold', 60, space)
  out.int32(2)
  out.int32(columns.reduce((sum, column) => sum + column.words, 0))
  out.int32(1)
  out.int32(0)
  out.int32(table.rowCount)
  out.float64(bias)
  out.field(`${day} ${months[Number(month) - 1] ?? ''} ${year.slice(2)}`, 9, space)
  out.text('00:00:00')
  out.field(cutToBytes(oneLine(table.title), mostLabelBytes.file), mostLabelBytes.file, space)
  out.fill(0, 3)
}

/** A record for each variable, for each further piece of a very long text, and for every eight bytes of a text after the first. */
function variableRecords(out: GrowingBytes, column: SavColumn): void {
  column.segments.forEach((segment, number) => {
    const isFirst = number === 0
    const label = isFirst ? cutToBytes(oneLine(column.variable.label), mostLabelBytes.variable) : ''
    const format = isFirst ? column.format : { ...column.format, width: segment.width }
    const isShortText = column.kind === 'text' && column.width <= 8
    out.int32(2)
    out.int32(segment.width)
    out.int32(label === '' ? 0 : 1)
    // Minus two: a range. Texts of more than eight bytes declare theirs in a record of their own.
    out.int32(column.kind === 'text' ? (isShortText ? declaredTexts().length : 0) : -2)
    out.int32(packedFormat(format))
    out.int32(packedFormat(format))
    out.field(segment.name, 8, space)
    if (label !== '') {
      const content = utf8(label)
      out.int32(content.length)
      out.bytes(content)
      out.fill(space, -content.length & 3)
    }
    if (column.kind !== 'text') {
      out.float64(column.codes.refused)
      out.float64(column.codes.skipped)
    } else if (isShortText) {
      declaredTexts().forEach(out.bytes)
    }
    for (let words = Math.ceil(segment.width / 8); words > 1; words -= 1) continuationRecord(out)
  })
}

function continuationRecord(out: GrowingBytes): void {
  out.int32(2)
  out.int32(-1)
  out.fill(0, 4 + 4 + 4 + 4)
  out.fill(space, 8)
}

function packedFormat(format: SavFormat): number {
  return (format.type << 16) | (format.width << 8) | format.decimals
}

/** Of numbers and of texts up to eight bytes: the labels, then the place of the variable among the words of a row. */
function valueLabelRecords(out: GrowingBytes, columns: readonly SavColumn[]): void {
  let place = 1
  for (const column of columns) {
    if (column.words === 1) {
      out.int32(3)
      out.int32(column.valueLabels.length)
      for (const { value, label } of column.valueLabels) {
        if (typeof value === 'number') out.float64(value)
        else out.field(value, 8, space)
        const content = utf8(cutToBytes(oneLine(label), mostLabelBytes.value))
        out.uint8(content.length)
        out.bytes(content)
        out.fill(space, -(content.length + 1) & 7)
      }
      out.int32(4)
      out.int32(1)
      out.int32(place)
    }
    place += column.words
  }
}

/** What the numbers of the file are: version 20 of the layout, IEEE 754, least significant byte first, UTF-8; and its extremes. */
function machineRecords(out: GrowingBytes): void {
  recordHead(out, 3, 4, 8)
  for (const value of [20, 0, 0, -1, 1, 1, 2, 65001]) out.int32(value)
  recordHead(out, 4, 8, 3)
  out.float64(-Number.MAX_VALUE)
  out.float64(Number.MAX_VALUE)
  // The least number after the one that means "system-missing".
  out.float64(-Number.MAX_VALUE + 2 ** 971)
}

/** Measurement level, width and alignment of every piece. */
function displayRecord(out: GrowingBytes, columns: readonly SavColumn[]): void {
  const pieces = columns.flatMap((column) => column.segments.map(() => column))
  recordHead(out, 11, 4, 3 * pieces.length)
  for (const column of pieces) {
    out.int32(column.measure)
    out.int32(column.shownWidth)
    out.int32(column.isAlignedRight ? 1 : 0)
  }
}

function veryLongTextRecord(out: GrowingBytes, columns: readonly SavColumn[]): void {
  const widths = columns.flatMap((column) =>
    column.kind === 'text' && column.width > segmentBytes.held
      ? [`${column.segments[0].name}=${column.width}\0\t`]
      : [],
  )
  if (widths.length > 0) record(out, 14, widths.join(''))
}

function caseCountRecord(out: GrowingBytes, rowCount: number): void {
  recordHead(out, 16, 8, 2)
  out.uint64(1)
  out.uint64(rowCount)
}

/** Value labels, then missing values, of texts of more than eight bytes. */
function longTextRecords(out: GrowingBytes, columns: readonly SavColumn[]): void {
  if (columns.length === 0) return
  const texts = columns.filter((column): column is TextColumn => column.kind === 'text')
  const labels = growingBytes()
  const missing = growingBytes()
  for (const column of texts) {
    const name = utf8(column.name)
    labels.int32(name.length)
    labels.bytes(name)
    labels.int32(column.width)
    labels.int32(column.valueLabels.length)
    for (const { value, label } of column.valueLabels) {
      const content = utf8(cutToBytes(oneLine(label), mostLabelBytes.value))
      labels.int32(column.width)
      labels.field(value, column.width, space)
      labels.int32(content.length)
      labels.bytes(content)
    }
    missing.int32(name.length)
    missing.bytes(name)
    missing.uint8(declaredTexts().length)
    missing.int32(8)
    declaredTexts().forEach(missing.bytes)
  }
  for (const [number, content] of [[21, labels] as const, [22, missing] as const]) {
    recordHead(out, number, 1, content.length())
    out.bytes(content.take(content.length()))
  }
}

/** A record of text; none where there is no text. */
function record(out: GrowingBytes, number: number, text: string): void {
  if (text === '') return
  const content = utf8(text)
  recordHead(out, number, 1, content.length)
  out.bytes(content)
}

function recordHead(out: GrowingBytes, number: number, size: number, count: number): void {
  out.int32(7)
  out.int32(number)
  out.int32(size)
  out.int32(count)
}
