import { dateOfSerial, isDateFormat } from './cell-dates'
import { streamNames, streamOf } from './compound-file'
import { workbookLimits } from './limits'
import type { Sheet, SheetRow, Workbook } from './sheet'
import { WorkbookFault } from './workbook-fault'

/** Records of the binary workbook that are read; [MS-XLS] 2.3. */
const records = {
  formula: 0x0006,
  endOfPart: 0x000a,
  dateMode: 0x0022,
  encrypted: 0x002f,
  continued: 0x003c,
  sheet: 0x0085,
  severalRk: 0x00bd,
  format: 0x00e0,
  richLabel: 0x00d6,
  sharedStrings: 0x00fc,
  sharedLabel: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  truthOrError: 0x0205,
  formulaText: 0x0207,
  rk: 0x027e,
  numberFormat: 0x041e,
  beginOfPart: 0x0809,
} as const

/**
 * The texts of a workbook of Excel 97 to 2003. It is not packed, so its size bounds what it holds.
 *
 * @see [MS-XLS] Excel Binary File Format
 * @throws WorkbookFault
 */
export function readXls(bytes: Uint8Array): Workbook {
  const stream = streamOf(bytes, 'Workbook')
  if (stream === null) throw otherFile(streamNames(bytes))
  const book = new BinaryWorkbook(stream)
  return { sheets: book.sheets() }
}

function otherFile(names: readonly string[]): WorkbookFault {
  if (names.includes('EncryptedPackage'))
    return new WorkbookFault(
      'workbook_encrypted',
      'The file is protected by a password. Save it without one.',
    )
  return new WorkbookFault(
    'workbook_unreadable',
    names.includes('Book')
      ? 'The workbook is older than Excel 97. Save it as .xlsx.'
      : 'This is no Excel workbook. Save it as .xlsx in your spreadsheet program and try again.',
  )
}

type Part = { readonly id: number; readonly content: Uint8Array }

class BinaryWorkbook {
  private readonly strings: string[] = []
  private readonly places: { readonly name: string; readonly at: number }[] = []
  private readonly formats = new Map<number, string>()
  private readonly formatOfCell: number[] = []
  private is1904 = false
  private cellsLeft: number = workbookLimits.cells

  constructor(private readonly stream: Uint8Array) {
    const view = viewOf(stream)
    if (stream.length < 8 || view.getUint16(0, true) !== records.beginOfPart) throw damaged()
    let shared: Uint8Array[] = []
    let before = 0
    for (const { id, content } of this.parts(0)) {
      const data = viewOf(content)
      if (id === records.endOfPart) break
      if (id === records.encrypted)
        throw new WorkbookFault(
          'workbook_encrypted',
          'The file is protected by a password. Save it without one.',
        )
      if (id === records.dateMode && content.length >= 2) this.is1904 = data.getUint16(0, true) === 1
      if (id === records.format && content.length >= 4) this.formatOfCell.push(data.getUint16(2, true))
      if (id === records.numberFormat && content.length > 5)
        this.formats.set(data.getUint16(0, true), new StringReader([content.subarray(2)]).next())
      if (id === records.sheet && content.length > 8 && content[5] === 0)
        this.places.push({ name: shortName(content.subarray(6)), at: data.getUint32(0, true) })
      if (id === records.sharedStrings) shared = [content]
      else if (id === records.continued && before === records.sharedStrings) shared.push(content)
      before = id === records.continued ? before : id
    }
    this.readShared(shared)
  }

  sheets(): readonly Sheet[] {
    return this.places
      .slice(0, workbookLimits.sheets)
      .map(({ name, at }) => ({ name, rows: this.rows(name, at) }))
  }

  /** The records from a place on. */
  private *parts(from: number): Generator<Part> {
    const view = viewOf(this.stream)
    for (let at = from; at + 4 <= this.stream.length; ) {
      const length = view.getUint16(at + 2, true)
      yield { id: view.getUint16(at, true), content: this.stream.subarray(at + 4, at + 4 + length) }
      at += 4 + length
    }
  }

  private readShared(chunks: readonly Uint8Array[]): void {
    const [first] = chunks
    if (first === undefined || first.length < 8) return
    const count = viewOf(first).getUint32(4, true)
    const reader = new StringReader([first.subarray(8), ...chunks.slice(1)])
    while (this.strings.length < count && !reader.isAtEnd) this.strings.push(reader.next())
  }

  private rows(sheet: string, from: number): readonly SheetRow[] {
    const rows = new Map<number, { cells: Map<number, string>; formulas: Set<number> }>()
    const put = (row: number, column: number, text: string, isFormula = false) => {
      if (text === '' || column >= workbookLimits.columns) return
      this.cellsLeft -= 1
      if (row >= workbookLimits.rows || this.cellsLeft < 0) throw tooLarge(sheet)
      const found = rows.get(row) ?? { cells: new Map<number, string>(), formulas: new Set<number>() }
      rows.set(row, found)
      found.cells.set(column, text)
      if (isFormula) found.formulas.add(column)
    }
    let isBegun = false
    let awaited: { readonly row: number; readonly column: number } | null = null
    for (const { id, content } of this.parts(from)) {
      if (!isBegun && id !== records.beginOfPart) break
      isBegun = true
      if (id === records.endOfPart) break
      if (id === records.formulaText) {
        if (awaited !== null) put(awaited.row, awaited.column, new StringReader([content]).next(), true)
        awaited = null
        continue
      }
      if (content.length < 6) continue
      const data = viewOf(content)
      const [row, column] = [data.getUint16(0, true), data.getUint16(2, true)]
      const format = data.getUint16(4, true)
      switch (id) {
        case records.sharedLabel:
          if (content.length >= 10) put(row, column, this.strings[data.getUint32(6, true)] ?? '')
          break
        case records.label:
        case records.richLabel:
          put(row, column, new StringReader([content.subarray(6)]).next())
          break
        case records.number:
          if (content.length >= 14) put(row, column, this.numberText(data.getFloat64(6, true), format))
          break
        case records.rk:
          if (content.length >= 10)
            put(row, column, this.numberText(rkNumber(data.getUint32(6, true)), format))
          break
        case records.severalRk:
          for (let at = 4, place = column; at + 8 <= content.length; at += 6, place += 1)
            put(row, place, this.numberText(rkNumber(data.getUint32(at + 2, true)), data.getUint16(at, true)))
          break
        case records.truthOrError:
          if (content.length >= 8)
            put(row, column, content[7] === 0 ? (content[6] === 1 ? 'TRUE' : 'FALSE') : errorText(content[6]))
          break
        case records.formula: {
          if (content.length < 14) break
          const result = this.formulaResult(content, data, format)
          if (result === null) awaited = { row, column }
          else put(row, column, result, true)
        }
      }
    }
    return [...rows]
      .sort(([one], [other]) => one - other)
      .map(([row, { cells, formulas }]) => ({
        number: row + 1,
        cells: new Map([...cells].sort(([one], [other]) => one - other)),
        formulas,
      }))
  }

  /** What a formula gave last; null when it is the text of the record that follows. */
  private formulaResult(content: Uint8Array, data: DataView, format: number): string | null {
    if (data.getUint16(12, true) !== 0xffff) return this.numberText(data.getFloat64(6, true), format)
    switch (content[6]) {
      case 0:
        return null
      case 1:
        return content[8] === 1 ? 'TRUE' : 'FALSE'
      case 2:
        return errorText(content[8])
      default:
        return ''
    }
  }

  private numberText(value: number, cellFormat: number): string {
    const format = this.formatOfCell[cellFormat] ?? 0
    return isDateFormat(format, this.formats.get(format)) ? dateOfSerial(value, this.is1904) : String(value)
  }
}

/** Reads strings that may go on in further records; each of those says anew how wide its characters are. */
class StringReader {
  private chunk = 0
  private at = 0

  constructor(private readonly chunks: readonly Uint8Array[]) {}

  get isAtEnd(): boolean {
    return this.chunk >= this.chunks.length
  }

  next(): string {
    const length = this.number(2)
    const flags = this.number(1)
    const runs = flags & 8 ? this.number(2) : 0
    const further = flags & 4 ? this.number(4) : 0
    const text = this.characters(length, (flags & 1) === 1)
    this.skip(4 * runs + further)
    return text
  }

  private characters(length: number, isWide: boolean): string {
    let wide = isWide
    let text = ''
    let left = length
    while (left > 0 && !this.isAtEnd) {
      const bytes = this.chunks[this.chunk] ?? new Uint8Array()
      const size = wide ? 2 : 1
      const count = Math.min(left, Math.floor((bytes.length - this.at) / size))
      const piece = bytes.subarray(this.at, this.at + count * size)
      text += wide ? new TextDecoder('utf-16le').decode(piece) : latin(piece)
      left -= count
      this.at += count * size
      if (left > 0) {
        this.chunk += 1
        this.at = 0
        wide = (this.number(1) & 1) === 1
      }
    }
    this.settle()
    return text
  }

  private number(size: number): number {
    let value = 0
    for (let byte = 0; byte < size; byte += 1) {
      this.settle()
      value += (this.chunks[this.chunk]?.[this.at] ?? 0) * 256 ** byte
      this.at += 1
    }
    return value
  }

  private skip(count: number): void {
    let left = count
    while (left > 0 && !this.isAtEnd) {
      this.settle()
      const here = Math.min(left, (this.chunks[this.chunk]?.length ?? 0) - this.at)
      this.at += here
      left -= here
      if (here <= 0) this.chunk += 1
    }
    this.settle()
  }

  /** Goes to the next chunk when this one is read. */
  private settle(): void {
    while (!this.isAtEnd && this.at >= (this.chunks[this.chunk]?.length ?? 0)) {
      this.chunk += 1
      this.at = 0
    }
  }
}

/** Narrow characters are the first 256 of Unicode. */
function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}

/** A name with its length in one byte. */
function shortName(bytes: Uint8Array): string {
  const length = bytes[0] ?? 0
  const isWide = ((bytes[1] ?? 0) & 1) === 1
  const piece = bytes.subarray(2, 2 + length * (isWide ? 2 : 1))
  return isWide ? new TextDecoder('utf-16le').decode(piece) : latin(piece)
}

/** A number in four bytes: a whole one of 30 bits or the upper half of a double, perhaps hundredfold ([MS-XLS] 2.5.122). */
function rkNumber(value: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setInt32(4, value & ~3, true)
  const number = value & 2 ? (value | 0) >> 2 : view.getFloat64(0, true)
  return value & 1 ? number / 100 : number
}

const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

function errorText(code: number | undefined): string {
  return errors[code ?? 0] ?? '#ERROR!'
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function tooLarge(sheet: string): WorkbookFault {
  return new WorkbookFault(
    'workbook_too_large',
    `The sheet "${sheet.slice(0, 31)}" has more than ${workbookLimits.rows} rows, or the workbook more than ${workbookLimits.cells} cells.`,
  )
}

function damaged(): WorkbookFault {
  return new WorkbookFault(
    'workbook_unreadable',
    'The file is damaged or cut short. Save it again in your spreadsheet program, as .xlsx.',
  )
}
