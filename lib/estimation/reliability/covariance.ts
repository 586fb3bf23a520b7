import { type NumberColumn, numberAt } from '../columns'

/** Covariances of items, item by item in the same order; the diagonal holds variances. */
export type CovarianceMatrix = readonly (readonly number[])[]

/** `listwise`: only people who answered every item. `pairwise`: for each pair of items, those who answered both. */
export type MissingRule = 'listwise' | 'pairwise'

/** Whether every item has a value in the row. */
export function completeRows(columns: readonly NumberColumn[]): readonly number[] {
  const rows: number[] = []
  for (let row = 0; row < (columns[0]?.length ?? 0); row += 1) {
    if (columns.every((column) => numberAt(column, row) !== null)) rows.push(row)
  }
  return rows
}

/**
 * Covariances with divisor n − 1, in two passes.
 *
 * @returns NaN where fewer than two people answered both items
 */
export function covarianceMatrix(columns: readonly NumberColumn[], missing: MissingRule): CovarianceMatrix {
  const complete = missing === 'listwise' ? completeRows(columns) : null
  return symmetric(columns.length, (i, j) => {
    const [a, b] = [columns[i] ?? [], columns[j] ?? []]
    return covariance(a, b, complete ?? rowsWithBoth(a, b))
  })
}

/** Correlations from covariances. */
export function correlationMatrix(covariances: CovarianceMatrix): CovarianceMatrix {
  const sds = covariances.map((row, i) => Math.sqrt(row[i] ?? Number.NaN))
  return covariances.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : value / ((sds[i] ?? 1) * (sds[j] ?? 1)))),
  )
}

/** Pearson's correlation over rows where both have a value; NaN where one of them does not vary. */
export function correlation(a: NumberColumn, b: NumberColumn): number {
  const rows = rowsWithBoth(a, b)
  return covariance(a, b, rows) / Math.sqrt(covariance(a, a, rows) * covariance(b, b, rows))
}

/** Mean and standard deviation (n − 1) of the rows that have a value. */
export function meanAndSd(column: NumberColumn): {
  readonly n: number
  readonly mean: number
  readonly sd: number
} {
  const rows = rowsWithBoth(column, column)
  return {
    n: rows.length,
    mean: meanOf(column, rows),
    sd: Math.sqrt(covariance(column, column, rows)),
  }
}

/** The matrix without some of its items. */
export function withoutItem(matrix: CovarianceMatrix, item: number): CovarianceMatrix {
  return matrix.filter((_, i) => i !== item).map((row) => row.filter((_, j) => j !== item))
}

/** Sum of all elements: of covariances, the variance of the sum of the items. */
export function sumOfAll(matrix: CovarianceMatrix): number {
  return matrix.reduce((sum, row) => row.reduce((part, value) => part + value, sum), 0)
}

/** A symmetric matrix, each element reckoned once. */
function symmetric(size: number, of: (i: number, j: number) => number): CovarianceMatrix {
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (const [i, row] of matrix.entries()) {
    for (let j = 0; j <= i; j += 1) {
      const value = of(i, j)
      row[j] = value
      const mirror = matrix[j]
      if (mirror !== undefined) mirror[i] = value
    }
  }
  return matrix
}

function rowsWithBoth(a: NumberColumn, b: NumberColumn): readonly number[] {
  const rows: number[] = []
  for (let row = 0; row < a.length; row += 1) {
    if (numberAt(a, row) !== null && numberAt(b, row) !== null) rows.push(row)
  }
  return rows
}

function covariance(a: NumberColumn, b: NumberColumn, rows: readonly number[]): number {
  if (rows.length < 2) return Number.NaN
  const [meanA, meanB] = [meanOf(a, rows), meanOf(b, rows)]
  let sum = 0
  for (const row of rows) sum += ((a[row] ?? 0) - meanA) * ((b[row] ?? 0) - meanB)
  return sum / (rows.length - 1)
}

function meanOf(column: NumberColumn, rows: readonly number[]): number {
  let sum = 0
  for (const row of rows) sum += column[row] ?? 0
  return sum / rows.length
}
