import { type NumberColumn, numberAt } from './columns'
import type { SurveyDesign } from './design'

/** The rows an estimate is about: a test of each, or their numbers. The others stay in the design. */
export type Domain = ((row: number) => boolean) | ArrayLike<number>

/** Rows of a domain with a weight above zero. */
export function rowsOfDomain(design: SurveyDesign, domain?: Domain): Int32Array {
  if (domain !== undefined && typeof domain !== 'function')
    return Int32Array.from(domain).filter((row) => (design.weights[row] ?? 0) > 0)
  const rows = new Int32Array(design.n)
  let count = 0
  for (let row = 0; row < design.n; row += 1) {
    if ((design.weights[row] ?? 0) > 0 && (domain === undefined || domain(row))) {
      rows[count] = row
      count += 1
    }
  }
  return rows.slice(0, count)
}

/** Those of the rows that have a value in every column. */
export function rowsWithValues(rows: Int32Array, ...columns: readonly NumberColumn[]): Int32Array {
  return rows.filter((row) => columns.every((column) => numberAt(column, row) !== null))
}

/** The survey weights of some rows, in their order. */
export function weightsOf(design: SurveyDesign, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => design.weights[row] ?? 0)
}

/** Values of rows that have one. */
export function valuesOf(column: NumberColumn, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => numberAt(column, row) ?? Number.NaN)
}
