import { directionOf } from '../../questionnaire/language'
import { charactersOfACell, columnLetters, numberCell, styles, textCell } from '../../workbook/cell-xml'
import { sheetEnd, sheetStart, workbookParts } from '../../workbook/parts'
import { type ZipEntry, zip } from '../../workbook/zip'
import { utf8Chunks } from '../byte-chunks'
import { cellForm, misfit, numberedRows } from '../cells'
import { type Cell, type Microdata, missingKinds, type Variable } from '../microdata'
import { harmlessCode, harmlessText, spreadsheetMissing } from '../spreadsheet-text'
import { missingSheet, type SheetRow, valuesSheet, variablesSheet } from './codebook-sheets'

/** The day before the first that all spreadsheet programs count alike: Excel believes in a 29 February 1900. */
const lastUncertainDay = -25_509
/** From 1 January 1970 back to the day 0 of a workbook, 30 December 1899. */
const daysFromOrigin = 25_569

/**
 * A table as an Excel workbook: sheet `data` with the codes, numbers and dates; `variables`, `values` and `missing` say what they mean. Text is typed as
 * text and neutralised as in CSV; missing values are the codes of `spreadsheetMissing`; dates before March 1900, which programs count
 * differently, are text.
 *
 * Ask `xlsxProblems` first.
 *
 * @throws RangeError when a cell does not fit its variable, or is longer than a cell may be
 */
export function writeXlsx(table: Microdata): AsyncGenerator<Uint8Array> {
  return zip(entries(table), table.madeOn)
}

function* entries(table: Microdata): Generator<ZipEntry> {
  const texts = sharedTexts(table)
  const isRightToLeft = directionOf(table.language) === 'rtl'
  const sheets = ['data', 'variables', 'values', 'missing']
  for (const { name, xml } of workbookParts(table, sheets, [...texts.keys()])) {
    yield { name, content: utf8Chunks([xml]) }
  }
  const contents = [
    dataSheet(table, texts, isRightToLeft),
    codebookSheet(variablesSheet(table), isRightToLeft, [24, 40, 60, 14, 14, 18, 10]),
    codebookSheet(valuesSheet(table), isRightToLeft, [24, 20, 10, 50]),
    codebookSheet(missingSheet(table), isRightToLeft, [12, 18, 40]),
  ]
  for (const [index, content] of contents.entries()) {
    yield { name: `xl/worksheets/sheet${index + 1}.xml`, content: utf8Chunks(content) }
  }
}

/** The codes of categories and missing values, each with its number: few, however many rows name them. */
function sharedTexts(table: Microdata): ReadonlyMap<string, number> {
  const codes = table.variables.flatMap((variable) =>
    variable.type === 'categorical' ? variable.categories.map(({ code }) => harmlessCode(code)) : [],
  )
  const unique = new Set([...missingKinds.map((kind) => spreadsheetMissing[kind]), ...codes])
  unique.delete('')
  return new Map([...unique].map((text, index) => [text, index]))
}

async function* dataSheet(
  table: Microdata,
  texts: ReadonlyMap<string, number>,
  isRightToLeft: boolean,
): AsyncGenerator<string> {
  const letters = table.variables.map((_, index) => columnLetters(index))
  yield sheetStart(isRightToLeft, [])
  yield rowXml(
    1,
    table.variables.map(({ name }, index) => textCell(`${letters[index]}1`, name, styles.header)).join(''),
  )
  const columns = table.variables.map((variable, index) => dataColumn(variable, letters[index] ?? '', texts))
  for await (const [row, cells] of numberedRows(table)) {
    let xml = ''
    for (const [index, write] of columns.entries()) {
      const cell = cells[index]
      if (cell !== undefined) xml += write(cell, row)
    }
    yield rowXml(row + 1, xml)
  }
  yield sheetEnd
}

/** @returns the cell of a row of data, counted from 1, which stands one lower in the sheet */
function dataColumn(
  variable: Variable,
  letters: string,
  texts: ReadonlyMap<string, number>,
): (cell: Cell, row: number) => string {
  type Form = (row: number) => string
  const shared = (text: string): Form => {
    const end = `" t="s"><v>${texts.get(text)}</v></c>`
    return text === '' ? () => '' : (row) => `<c r="${letters}${row + 1}${end}`
  }
  const categories = new Map(
    variable.type === 'categorical'
      ? variable.categories.map(({ code, value }) => [value, shared(harmlessCode(code))])
      : [],
  )
  const reasons = new Map(missingKinds.map((kind) => [kind, shared(spreadsheetMissing[kind])]))

  const form = cellForm<Form>(variable, {
    category: (value) => categories.get(value),
    number: (value) => (row) => numberCell(`${letters}${row + 1}`, value),
    text: (value) => (row) => {
      const text = harmlessText(value)
      if (text.length > charactersOfACell) {
        throw misfit(variable, row, `shorter than the ${charactersOfACell} characters that a cell can hold`)
      }
      return textCell(`${letters}${row + 1}`, text, styles.text)
    },
    date: (value, day) => (row) =>
      day <= lastUncertainDay
        ? textCell(`${letters}${row + 1}`, value, styles.text)
        : numberCell(`${letters}${row + 1}`, day + daysFromOrigin, styles.date),
    missing: ({ missing }) => reasons.get(missing) ?? (() => ''),
  })
  return (cell, row) => form(cell, row)(row)
}

function* codebookSheet(
  rows: Iterable<SheetRow>,
  isRightToLeft: boolean,
  widths: readonly number[],
): Generator<string> {
  yield sheetStart(isRightToLeft, widths)
  let row = 0
  for (const cells of rows) {
    row += 1
    const style = row === 1 ? styles.header : styles.plain
    const xml = cells.map((cell, index) => {
      const place = `${columnLetters(index)}${row}`
      if (typeof cell === 'number') return numberCell(place, cell)
      return cell === '' ? '' : textCell(place, cell, style)
    })
    yield rowXml(row, xml.join(''))
  }
  yield sheetEnd
}

function rowXml(row: number, cells: string): string {
  return `<row r="${row}">${cells}</row>`
}
