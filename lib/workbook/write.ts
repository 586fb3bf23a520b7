import { columnLetters, styles, textCell } from './cell-xml'
import { sheetEnd, sheetStart, type WorkbookDescription, workbookParts } from './parts'
import { type ZipEntry, zip } from './zip'

/** A sheet to be written: its first row are headings. */
export type WrittenSheet = {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
  /** Of columns, in characters. */
  readonly widths: readonly number[]
}

/**
 * Sheets of texts as an Excel workbook. Every cell is typed as text, so that nothing in it is run.
 *
 * @throws RangeError when a text is longer than a cell may be
 */
export async function writeWorkbook(
  about: WorkbookDescription,
  sheets: readonly WrittenSheet[],
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of zip(entries(about, sheets), about.madeOn)) chunks.push(chunk.slice())
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

function* entries(about: WorkbookDescription, sheets: readonly WrittenSheet[]): Generator<ZipEntry> {
  const parts = workbookParts(
    about,
    sheets.map(({ name }) => name),
    [],
  )
  for (const { name, xml } of parts) yield entryOf(name, xml)
  for (const [index, sheet] of sheets.entries())
    yield entryOf(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet))
}

function entryOf(name: string, xml: string): ZipEntry {
  return { name, content: once(new TextEncoder().encode(xml)) }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function sheetXml({ rows, widths }: WrittenSheet): string {
  const lines = rows.map((cells, index) => {
    const row = index + 1
    const style = row === 1 ? styles.header : styles.text
    const written = cells.map((text, column) =>
      text === '' ? '' : textCell(`${columnLetters(column)}${row}`, text, style),
    )
    return `<row r="${row}">${written.join('')}</row>`
  })
  return `${sheetStart(false, widths)}${lines.join('')}${sheetEnd}`
}
