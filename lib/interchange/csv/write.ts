import { utf8Chunks } from '../byte-chunks'
import { cellForm, numberedRows } from '../cells'
import type { Cell, Microdata, Variable } from '../microdata'
import { harmlessCode, harmlessInCsv, spreadsheetMissing } from '../spreadsheet-text'

export type CsvOptions = {
  /**
   * Labels of categories and missing values instead of their codes: a copy to read, not to compute with, since two categories may have
   * one label.
   */
  readonly labels?: boolean
  /** False leaves out the byte order mark that Excel needs to see UTF-8. */
  readonly byteOrderMark?: boolean
}

/**
 * A table as CSV (RFC 4180): UTF-8 with byte order mark, commas, CRLF, a first line of names. Cells hold codes (`employed`), numbers with
 * a point, dates as `2026-03-01`; missing values are the codes of `spreadsheetMissing`. A text that is empty is `""`, a question not asked is nothing.
 *
 * @throws RangeError when a cell does not fit its variable
 */
export function writeCsv(table: Microdata, options: CsvOptions = {}): AsyncGenerator<Uint8Array> {
  return utf8Chunks(lines(table, options))
}

async function* lines(table: Microdata, options: CsvOptions): AsyncGenerator<string> {
  const { labels = false, byteOrderMark = true } = options
  const header = table.variables.map((variable) => variable.name).join(',')
  yield `${byteOrderMark ? '\uFEFF' : ''}${header}\r\n`

  const columns = table.variables.map((variable) => column(table, variable, labels))
  for await (const [row, cells] of numberedRows(table)) {
    let line = ''
    for (const [index, write] of columns.entries()) {
      const cell = cells[index]
      if (cell === undefined) continue
      if (index > 0) line += ','
      line += write(cell, row)
    }
    // A line of nothing would be no line to most readers.
    yield line === '' ? '""\r\n' : `${line}\r\n`
  }
}

function column(table: Microdata, variable: Variable, labels: boolean): (cell: Cell, row: number) => string {
  const categories = new Map(
    variable.type === 'categorical'
      ? variable.categories.map((category) => [
          category.value,
          quoted(labels ? harmlessInCsv(category.label) : harmlessCode(category.code)),
        ])
      : [],
  )
  return cellForm(variable, {
    category: (value) => categories.get(value),
    number: String,
    text: (value) => (value === '' ? '""' : quoted(harmlessInCsv(value))),
    date: (value) => value,
    missing: ({ missing }) =>
      labels ? quoted(harmlessInCsv(table.missingLabels[missing])) : spreadsheetMissing[missing],
  })
}

/** A cell as CSV holds it: in quotes where it could not stand bare. */
export function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
