import type { MissingKind } from './microdata'

/**
 * How text stands in a file that a spreadsheet program may open, where a cell is nothing but its characters: CSV and XLSX.
 */

/**
 * What stands in a cell without a value: the reserved codes of questionnaires, `skipped` for a question that was passed over,
 * and nothing at all where the question was not asked.
 */
export const spreadsheetMissing: Readonly<Record<MissingKind, string>> = {
  refused: 'pnta',
  dont_know: 'dk',
  not_applicable: 'na',
  not_asked: '',
  skipped: 'skipped',
}

// Apostrophes in front of such a text count as well, so that taking one away always gives the text that was meant.
const misread = /^'*(?:[=+\-@\t\r\n]|(?:pnta|dk|na|skipped)$)/

/**
 * A text that no spreadsheet program takes for a formula and no reader for a missing value: one that begins with `=`, `+`, `-`, `@`,
 * tab or a new line, or that is a code of a missing value, gets an apostrophe in front. `meantText` takes it away.
 */
export function harmlessText(text: string): string {
  return misread.test(text) ? `'${text}` : text
}

/** The text that `harmlessText` was given. */
export function meantText(text: string): string {
  return text.startsWith("'") && misread.test(text) ? text.slice(1) : text
}

/**
 * As `harmlessText` for a line of CSV. A spreadsheet program that splits lines at semicolons, as it does where commas are decimal marks, knows no
 * quotes in the middle of a line: a cell of it may begin after a semicolon, tab or new line within a text. One that would begin as a
 * formula gets an apostrophe too. `meantInCsv` takes them away.
 */
export function harmlessInCsv(text: string): string {
  return harmlessText(text).replaceAll(/([;\t\r\n])(?='*[=+\-@])/g, "$1'")
}

/** The text that `harmlessInCsv` was given. */
export function meantInCsv(text: string): string {
  return meantText(text.replaceAll(/([;\t\r\n])'(?='*[=+\-@])/g, '$1'))
}

/** As `harmlessText` for the code of a category, but a code that is a number stays one: `-1`. */
export function harmlessCode(code: string): string {
  return /^-?\d+(\.\d+)?$/.test(code) ? code : harmlessText(code)
}
