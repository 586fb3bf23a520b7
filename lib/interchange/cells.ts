import type { Cell, Microdata, MissingCell, Variable } from './microdata'

/** What every writer asks of a cell, and the one sentence for a cell that does not fit its variable. */

/**
 * The rows of a table, numbered from 1, each checked to have a cell for each variable.
 *
 * @throws RangeError on a row of another length
 */
export async function* numberedRows(table: Microdata): AsyncGenerator<readonly [number, readonly Cell[]]> {
  let row = 0
  for await (const cells of table.rows) {
    row += 1
    if (cells.length !== table.variables.length) {
      throw new RangeError(
        `Row ${row} has ${cells.length} cells, and the table has ${table.variables.length} variables.`,
      )
    }
    yield [row, cells]
  }
}

/** What a cell that is not missing holds, by the type of its variable. */
export type CellForms<T> = {
  readonly category: (value: number) => T | undefined
  readonly number: (value: number) => T
  readonly text: (value: string) => T
  /** @param day days since 1 January 1970 */
  readonly date: (value: string, day: number) => T
  readonly missing: (cell: MissingCell) => T
}

/**
 * How a cell of this variable is written, chosen once for a column so that a table of millions of cells asks no more than it must.
 *
 * @throws RangeError from what it returns when a cell does not fit its variable; names the variable and the row, never the value
 */
export function cellForm<T>(variable: Variable, forms: CellForms<T>): (cell: Cell, row: number) => T {
  switch (variable.type) {
    case 'categorical':
      return (cell, row) => {
        if (typeof cell === 'object') return forms.missing(cell)
        const form = typeof cell === 'number' ? forms.category(cell) : undefined
        if (form === undefined) throw misfit(variable, row, 'the number of one of its categories')
        return form
      }
    case 'number':
      return (cell, row) => {
        if (typeof cell === 'object') return forms.missing(cell)
        if (typeof cell !== 'number' || !Number.isFinite(cell)) throw misfit(variable, row, 'a finite number')
        return forms.number(cell)
      }
    case 'text':
      return (cell, row) => {
        if (typeof cell === 'object') return forms.missing(cell)
        if (typeof cell !== 'string') throw misfit(variable, row, 'a text')
        return forms.text(cell)
      }
    case 'date':
      return (cell, row) => {
        if (typeof cell === 'object') return forms.missing(cell)
        const day = typeof cell === 'string' ? dayOf(cell) : null
        if (typeof cell !== 'string' || day === null) throw misfit(variable, row, 'a date such as 2026-03-01')
        return forms.date(cell, day)
      }
  }
}

/** The error of a cell that does not fit its variable: a fault of the program that made the table, not of its data. */
export function misfit(variable: Variable, row: number, expected: string): RangeError {
  return new RangeError(`Variable "${variable.name}", row ${row}: the cell is not ${expected}.`)
}

/** Days since 1 January 1970 of a date `2026-03-01`; null where there is no such day. */
function dayOf(date: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return null
  const year = Number(date.slice(0, 4))
  const month = Number(date.slice(5, 7))
  const day = Number(date.slice(8))
  if (month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) return null

  // Counted in years from March to February, so that a leap day comes last. Arithmetic, because a `Date` for each of millions of cells is slow.
  const marchYear = month > 2 ? year : year - 1
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return marchYear * 365 + leapDays + dayOfYear - dayOf1970
}

/** 1 January 1970, counted from 1 March of the year 0. */
const dayOf1970 = 719_468

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
