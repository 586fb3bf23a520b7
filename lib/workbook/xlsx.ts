import { dateOfSerial, isDateFormat } from './cell-dates'
import { workbookLimits } from './limits'
import type { Sheet, SheetRow, Workbook } from './sheet'
import { type Archive, openArchive } from './unzip'
import { WorkbookFault } from './workbook-fault'
import { readXml } from './xml-events'

/**
 * The texts of an Office Open XML workbook (ISO/IEC 29500-1, 18).
 *
 * @throws WorkbookFault
 */
export function readXlsx(bytes: Uint8Array): Workbook {
  const archive = openArchive(bytes)
  const { sheets, is1904 } = sheetsOf(archive)
  const context: Context = {
    strings: sharedStrings(archive),
    dateStyles: dateStyles(archive),
    is1904,
    cells: { left: workbookLimits.cells },
  }
  return {
    sheets: sheets.map(({ name, part }) => ({ name, rows: rowsOf(archive, part, name, context) })),
  }
}

type Context = {
  readonly strings: readonly string[]
  /** Numbers of the cell formats that show dates. */
  readonly dateStyles: ReadonlySet<number>
  readonly is1904: boolean
  readonly cells: { left: number }
}

function sheetsOf(archive: Archive): {
  readonly sheets: readonly { readonly name: string; readonly part: string }[]
  readonly is1904: boolean
} {
  const targets = new Map<string, string>()
  listen(archive, 'xl/_rels/workbook.xml.rels', (name, { Id, Target }) => {
    if (name === 'Relationship' && Id !== undefined && Target !== undefined)
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
  })
  const sheets: { name: string; part: string }[] = []
  let is1904 = false
  const isThere = listen(archive, 'xl/workbook.xml', (name, attributes) => {
    if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
    if (name !== 'sheet') return
    const part = targets.get(attributes['r:id'] ?? attributes.id ?? '')
    // Sheets of charts and macros have other parts.
    if (part?.includes('worksheets/')) sheets.push({ name: attributes.name ?? '', part })
  })
  if (!isThere)
    throw new WorkbookFault(
      'workbook_unreadable',
      'This archive holds no Excel workbook. Save the form as .xlsx in your spreadsheet program.',
    )
  if (sheets.length > workbookLimits.sheets)
    throw new WorkbookFault(
      'workbook_too_large',
      `The workbook has more than ${workbookLimits.sheets} sheets.`,
    )
  return { sheets, is1904 }
}

function listen(
  archive: Archive,
  part: string,
  open: (name: string, attributes: Readonly<Record<string, string>>) => void,
): boolean {
  const bytes = archive.entry(part)
  if (bytes !== null) readXml(bytes, part, { open })
  return bytes !== null
}

function sharedStrings(archive: Archive): readonly string[] {
  const part = 'xl/sharedStrings.xml'
  const bytes = archive.entry(part)
  if (bytes === null) return []
  const strings: string[] = []
  const text = new RichText()
  readXml(bytes, part, {
    open: (name) => {
      if (name === 'si') text.begin()
      text.open(name)
    },
    text: (piece) => text.hear(piece),
    close: (name) => {
      text.close(name)
      if (name === 'si') strings.push(text.whole())
    },
  })
  return strings
}

/** A text in runs of one format each; how to pronounce it, which some languages add, is left out. */
class RichText {
  private pieces: string[] = []
  private isText = false
  private isPhonetic = false

  begin(): void {
    this.pieces = []
  }

  open(name: string): void {
    if (name === 't') this.isText = true
    if (name === 'rPh') this.isPhonetic = true
  }

  hear(piece: string): void {
    if (this.isText && !this.isPhonetic) this.pieces.push(piece)
  }

  close(name: string): void {
    if (name === 't') this.isText = false
    if (name === 'rPh') this.isPhonetic = false
  }

  whole(): string {
    return this.pieces
      .join('')
      .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  }
}

function dateStyles(archive: Archive): ReadonlySet<number> {
  const own = new Map<number, string>()
  const dates = new Set<number>()
  let isCellFormats = false
  let index = 0
  listen(archive, 'xl/styles.xml', (name, { numFmtId, formatCode }) => {
    if (name === 'numFmt') own.set(Number(numFmtId), formatCode ?? '')
    if (name === 'cellXfs') isCellFormats = true
    if (name === 'cellStyles' || name === 'dxfs') isCellFormats = false
    if (name !== 'xf' || !isCellFormats) return
    if (isDateFormat(Number(numFmtId), own.get(Number(numFmtId)))) dates.add(index)
    index += 1
  })
  return dates
}

function rowsOf(archive: Archive, part: string, sheet: string, context: Context): Sheet['rows'] {
  const bytes = archive.entry(part)
  if (bytes === null) return []
  const reader = new RowReader(sheet, context)
  readXml(bytes, part, {
    open: (name, attributes) => reader.open(name, attributes),
    text: (piece) => reader.hear(piece),
    close: (name) => reader.close(name),
  })
  return reader.rows
}

/** Gathers the rows of a sheet, cell by cell. */
class RowReader {
  readonly rows: SheetRow[] = []
  private number = 0
  private column = -1
  private cells = new Map<number, string>()
  private formulas = new Set<number>()
  private type = 'n'
  private style = 0
  private value = ''
  private isValue = false
  private readonly inline = new RichText()

  constructor(
    private readonly sheet: string,
    private readonly context: Context,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row':
        this.number = attributes.r === undefined ? this.number + 1 : Number(attributes.r)
        this.column = -1
        this.cells = new Map()
        this.formulas = new Set()
        break
      case 'c':
        this.column = attributes.r === undefined ? this.column + 1 : columnOf(attributes.r)
        this.type = attributes.t ?? 'n'
        this.style = Number(attributes.s ?? 0)
        this.value = ''
        this.inline.begin()
        break
      case 'f':
        this.formulas.add(this.column)
        break
      case 'v':
        this.isValue = true
        break
      default:
        this.inline.open(name)
    }
  }

  hear(piece: string): void {
    if (this.isValue) this.value += piece
    this.inline.hear(piece)
  }

  close(name: string): void {
    if (name === 'v') this.isValue = false
    else if (name === 'c') this.keepCell()
    else if (name === 'row') this.keepRow()
    else this.inline.close(name)
  }

  private keepCell(): void {
    const text = this.cellText()
    if (text === '' || this.column < 0 || this.column >= workbookLimits.columns) return
    this.context.cells.left -= 1
    if (this.context.cells.left < 0)
      throw new WorkbookFault(
        'workbook_too_large',
        `The workbook has more than ${workbookLimits.cells} cells. Take out the sheets that are not part of the form.`,
      )
    this.cells.set(this.column, text)
  }

  private keepRow(): void {
    if (this.cells.size === 0) return
    if (this.rows.length >= workbookLimits.rows)
      throw new WorkbookFault(
        'workbook_too_large',
        `The sheet "${this.sheet.slice(0, 31)}" has more than ${workbookLimits.rows} rows.`,
      )
    this.rows.push({ number: this.number, cells: this.cells, formulas: this.formulas })
  }

  private cellText(): string {
    const { strings, dateStyles: dates, is1904 } = this.context
    switch (this.type) {
      case 's':
        return strings[Number(this.value)] ?? ''
      case 'inlineStr':
        return this.inline.whole()
      case 'b':
        return this.value === '1' ? 'TRUE' : 'FALSE'
      case 'e':
      case 'str':
      case 'd':
        return this.value
      default: {
        if (this.value === '') return ''
        const number = Number(this.value)
        if (!Number.isFinite(number)) return this.value
        return dates.has(this.style) ? dateOfSerial(number, is1904) : String(number)
      }
    }
  }
}

/** @param reference such as `AB12` @returns the column, from 0 */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
  }
  return column - 1
}
