import { type CovarianceMatrix, correlationMatrix, sumOfAll, withoutItem } from './covariance'

/** How well a set of items hangs together. Null where the figure does not exist for these items. */
export type Consistency = {
  /** Cronbach's alpha of the items as they are, at most 1; below 0 where items go against each other. */
  readonly alpha: number | null
  /** Alpha of the items brought to one standard deviation. */
  readonly alphaStandardised: number | null
  /** Standard error of `alpha` in a simple sample of n. */
  readonly alphaSe: number | null
  /** Guttman's λ6, from the squared multiple correlation of each item with the others; null where one follows from the others. */
  readonly lambda6: number | null
  readonly averageCorrelation: number | null
  readonly medianCorrelation: number | null
  /** Variance of the correlations (divisor: pairs − 1); null for two items. */
  readonly varianceOfCorrelations: number | null
  /** k r̄ / (1 − r̄) */
  readonly signalToNoise: number | null
}

/** How one item stands to the others. */
export type ItemConsistency = {
  /** Correlation with the sum of the other items. */
  readonly itemRest: number | null
  /** Correlation with the sum of all items, each brought to one standard deviation. */
  readonly itemTotalStandardised: number | null
  /** The same with the item's own part replaced by what it shares with the others. */
  readonly itemTotalCorrected: number | null
  /** The set without this item; null where fewer than two are left. */
  readonly ifDropped: Consistency | null
}

/**
 * Cronbach's alpha and its kin.
 *
 * @param covariances of k ≥ 2 items that vary
 * @param n people, for the standard error
 * @see Cronbach (1951), Psychometrika 16; Guttman (1945), Psychometrika 10; standard error: Duhachek and Iacobucci (2004), J. Applied
 *   Psychology 89; R psych, alpha
 */
export function consistencyOf(covariances: CovarianceMatrix, n: number): Consistency {
  const k = covariances.length
  const correlations = correlationMatrix(covariances)
  const sum = sumOfAll(covariances)
  const trace = covariances.reduce((part, row, i) => part + (row[i] ?? 0), 0)
  const sumOfCorrelations = sumOfAll(correlations)
  const shared = squaredMultipleCorrelations(correlations)
  const mean = (sumOfCorrelations - k) / (k * (k - 1))
  const pairs = correlations.flatMap((row, i) => row.slice(0, i)).sort((a, b) => a - b)
  const factor = k / (k - 1)
  return {
    alpha: sum > 0 ? factor * (1 - trace / sum) : null,
    alphaStandardised: sumOfCorrelations > 0 ? factor * (1 - k / sumOfCorrelations) : null,
    alphaSe: sum > 0 ? alphaSe(covariances, n, trace, sum) : null,
    lambda6:
      shared === null || !(sumOfCorrelations > 0)
        ? null
        : 1 - shared.reduce((part, value) => part + 1 - value, 0) / sumOfCorrelations,
    averageCorrelation: mean,
    medianCorrelation: medianOf(pairs),
    varianceOfCorrelations:
      pairs.length < 2 ? null : pairs.reduce((part, r) => part + (r - mean) ** 2, 0) / (pairs.length - 1),
    signalToNoise: mean < 1 ? (k * mean) / (1 - mean) : null,
  }
}

/** Each item against the others. @param covariances of k ≥ 2 items that vary @see R psych, alpha */
export function itemConsistencies(covariances: CovarianceMatrix, n: number): readonly ItemConsistency[] {
  const correlations = correlationMatrix(covariances)
  const sumOfCorrelations = sumOfAll(correlations)
  const shared = squaredMultipleCorrelations(correlations)
  const sumWithShared =
    shared === null ? null : shared.reduce((part, value) => part + value - 1, sumOfCorrelations)
  return covariances.map((row, item) => {
    const variance = row[item] ?? Number.NaN
    const withOthers = row.reduce((part, value) => part + value, 0) - variance
    const others = withoutItem(covariances, item)
    const withAll = (correlations[item] ?? []).reduce((part, value) => part + value, 0)
    return {
      itemRest: quotient(withOthers, Math.sqrt(variance * sumOfAll(others))),
      itemTotalStandardised: quotient(withAll, Math.sqrt(sumOfCorrelations)),
      itemTotalCorrected:
        shared === null || sumWithShared === null
          ? null
          : quotient(withAll - 1 + (shared[item] ?? 0), Math.sqrt(sumWithShared)),
      ifDropped: others.length < 2 ? null : consistencyOf(others, n),
    }
  })
}

function alphaSe(covariances: CovarianceMatrix, n: number, trace: number, sum: number): number {
  const k = covariances.length
  const traceOfSquare = covariances.reduce(
    (part, row) => row.reduce((inner, value) => inner + value ** 2, part),
    0,
  )
  const columnSums = covariances.map((row) => row.reduce((part, value) => part + value, 0))
  const sumOfSquare = columnSums.reduce((part, value) => part + value ** 2, 0)
  const q =
    ((2 * k ** 2) / ((k - 1) ** 2 * sum ** 3)) *
    (sum * (traceOfSquare + trace ** 2) - 2 * trace * sumOfSquare)
  return Math.sqrt(q / n)
}

/** R² of each item on the others, 1 − 1/r^ii. @returns null where an item follows from the others */
function squaredMultipleCorrelations(correlations: CovarianceMatrix): readonly number[] | null {
  const diagonal = diagonalOfInverse(correlations)
  return diagonal === null ? null : diagonal.map((value) => 1 - 1 / value)
}

/** By Cholesky's factor: r^ii is the squared length of column i of the inverse factor. */
function diagonalOfInverse(matrix: CovarianceMatrix): readonly number[] | null {
  const size = matrix.length
  const lower: number[][] = []
  for (const [i, row] of matrix.entries()) {
    const factor: number[] = []
    for (let j = 0; j <= i; j += 1) {
      let rest = row[j] ?? 0
      for (let m = 0; m < j; m += 1) rest -= (factor[m] ?? 0) * ((j === i ? factor[m] : lower[j]?.[m]) ?? 0)
      if (j < i) factor.push(rest / (lower[j]?.[j] ?? 1))
      // A pivot this small is rounding: the item is a sum of others.
      else if (!(rest > 1e-12)) return null
      else factor.push(Math.sqrt(rest))
    }
    lower.push(factor)
  }
  const diagonal = new Array<number>(size).fill(0)
  for (let column = 0; column < size; column += 1) {
    const inverse: number[] = []
    for (let i = column; i < size; i += 1) {
      let rest = i === column ? 1 : 0
      for (let m = column; m < i; m += 1) rest -= (lower[i]?.[m] ?? 0) * (inverse[m - column] ?? 0)
      const value = rest / (lower[i]?.[i] ?? 1)
      inverse.push(value)
      diagonal[column] = (diagonal[column] ?? 0) + value ** 2
    }
  }
  return diagonal
}

function quotient(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null
}

function medianOf(sorted: readonly number[]): number | null {
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
