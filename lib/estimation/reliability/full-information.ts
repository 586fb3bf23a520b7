import { type NumberColumn, numberAt } from '../columns'
import type { CovarianceMatrix } from './covariance'

/** People who answered the same items: their count, and sums around a fixed point. */
export type AnswerPattern = {
  /** Places of the items that were answered. */
  readonly items: readonly number[]
  readonly n: number
  /** Σ (y − centre), for each of `items`. */
  readonly sums: readonly number[]
  /** Σ (y − centre)(y − centre)', for each pair of `items`. */
  readonly products: CovarianceMatrix
}

/** Sufficient statistics of normal items with values missing. */
export type AnswerPatterns = {
  readonly k: number
  readonly centres: readonly number[]
  readonly patterns: readonly AnswerPattern[]
}

/** One factor in the units of the items: y = μ + λ f + e, f with variance 1. */
export type RawFactor = {
  readonly loadings: readonly number[]
  readonly residualVariances: readonly number[]
  readonly means: readonly number[]
  /** The same with every item at variance 1. */
  readonly standardised: { readonly loadings: readonly number[]; readonly uniquenesses: readonly number[] }
  /** Places of the items whose residual variance was held at 0.5 % of the item's variance. */
  readonly capped: readonly number[]
  readonly iterations: number
  /** False where the fit still moved when it was ended; the figures are then near, not final. */
  readonly isSettled: boolean
}

const settled = 1e-9
const mostRounds = 20_000
// As factanal and psych: a smaller residual has no maximum to go to.
const leastUniqueness = 0.005

/**
 * One factor by maximum likelihood from all answers there are: a person who skipped an item counts with the others. With nothing
 * missing it is the ordinary maximum likelihood solution. Right where answers are missing at random given the answers that are there.
 *
 * @param patterns of at least three items
 * @see Rubin and Thayer (1982), Psychometrika 47, EM for factor analysis; Liu, Rubin and Wu (1998), Biometrika 85, PX-EM; R lavaan,
 *   cfa(missing = "fiml")
 */
export function oneFactorByLikelihood({ k, centres, patterns }: AnswerPatterns): RawFactor {
  const variances = variancesOf(k, patterns)
  let means = new Array<number>(k).fill(0)
  let loadings = variances.map((variance) => Math.sqrt(variance / 2))
  let residuals = variances.map((variance) => variance / 2)
  let iterations = 0
  let isSettled = false
  while (!isSettled && iterations < mostRounds) {
    iterations += 1
    const next = improve(patterns, variances, means, loadings, residuals)
    isSettled = variances.every((variance, item) => {
      const sd = Math.sqrt(variance)
      const change = Math.abs((next.loadings[item] ?? 0) - (loadings[item] ?? 0)) / sd
      const shift = Math.abs((next.means[item] ?? 0) - (means[item] ?? 0)) / sd
      return Math.max(change, shift) < settled
    })
    ;({ means, loadings, residuals } = next)
  }
  if (loadings.reduce((sum, loading) => sum + loading, 0) < 0) loadings = loadings.map((loading) => -loading)
  const implied = loadings.map((loading, item) => loading ** 2 + (residuals[item] ?? 0))
  return {
    loadings,
    residualVariances: residuals,
    means: means.map((mean, item) => mean + (centres[item] ?? 0)),
    standardised: {
      loadings: loadings.map((loading, item) => loading / Math.sqrt(implied[item] ?? 1)),
      uniquenesses: residuals.map((residual, item) => residual / (implied[item] ?? 1)),
    },
    capped: residuals.flatMap((residual, item) =>
      residual <= leastUniqueness * (variances[item] ?? 0) * (1 + 1e-9) ? [item] : [],
    ),
    iterations,
    isSettled,
  }
}

/** Sums of the answers by which items are there. People who answered none are left out. */
export function patternsOfColumns(columns: readonly NumberColumn[]): AnswerPatterns {
  const centres = columns.map(meanOf)
  const groups = new Map<string, { items: number[]; n: number; sums: number[]; products: number[][] }>()
  for (let row = 0; row < (columns[0]?.length ?? 0); row += 1) {
    const items: number[] = []
    const values: number[] = []
    for (const [item, column] of columns.entries()) {
      const value = numberAt(column, row)
      if (value === null) continue
      items.push(item)
      values.push(value - (centres[item] ?? 0))
    }
    if (items.length === 0) continue
    const key = items.join()
    const group = groups.get(key) ?? {
      items,
      n: 0,
      sums: items.map(() => 0),
      products: items.map(() => items.map(() => 0)),
    }
    groups.set(key, group)
    group.n += 1
    for (const [i, value] of values.entries()) {
      group.sums[i] = (group.sums[i] ?? 0) + value
      const products = group.products[i] ?? []
      for (const [j, other] of values.entries()) products[j] = (products[j] ?? 0) + value * other
    }
  }
  return { k: columns.length, centres, patterns: [...groups.values()] }
}

/** What is known of complete answers by their covariances alone (divisor n − 1). */
export function patternOfCovariances(covariances: CovarianceMatrix, n: number): AnswerPatterns {
  const items = covariances.map((_, item) => item)
  const zeros = items.map(() => 0)
  const products = covariances.map((row) => row.map((value) => value * (n - 1)))
  return { k: items.length, centres: zeros, patterns: [{ items, n, sums: zeros, products }] }
}

type ItemSums = {
  n: number
  f: number
  ff: number
  y: number
  fy: number
  yy: number
}

/** One round: what the answers say of each person's factor, then each item's regression on it. */
function improve(
  patterns: readonly AnswerPattern[],
  variances: readonly number[],
  means: readonly number[],
  loadings: readonly number[],
  residuals: readonly number[],
) {
  const byItem: ItemSums[] = means.map(() => ({ n: 0, f: 0, ff: 0, y: 0, fy: 0, yy: 0 }))
  let [people, factorSum, factorSquares] = [0, 0, 0]
  for (const { items, n, sums, products } of patterns) {
    const ratio = items.map((item) => (loadings[item] ?? 0) / (residuals[item] ?? 1))
    const precision = items.reduce((sum, item, i) => sum + (loadings[item] ?? 0) * (ratio[i] ?? 0), 1)
    const weights = ratio.map((value) => value / precision)
    const shift = items.map((item) => means[item] ?? 0)
    const y = sums.map((sum, i) => sum - n * (shift[i] ?? 0))
    const yy = products.map((row, i) =>
      row.map((value, j) => {
        const [a, b] = [shift[i] ?? 0, shift[j] ?? 0]
        return value - a * (sums[j] ?? 0) - b * (sums[i] ?? 0) + n * a * b
      }),
    )
    const fy = yy.map((row) => row.reduce((sum, value, j) => sum + value * (weights[j] ?? 0), 0))
    const f = y.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0)
    const ff = fy.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), n / precision)
    people += n
    factorSum += f
    factorSquares += ff
    for (const [i, item] of items.entries()) {
      const sumsOfItem = byItem[item]
      if (sumsOfItem === undefined) continue
      sumsOfItem.n += n
      sumsOfItem.f += f
      sumsOfItem.ff += ff
      sumsOfItem.y += y[i] ?? 0
      sumsOfItem.fy += fy[i] ?? 0
      sumsOfItem.yy += yy[i]?.[i] ?? 0
    }
  }
  // The factor is brought back to mean 0 and variance 1 after each round: this is what makes the steps long.
  const mean = factorSum / people
  const sd = Math.sqrt(factorSquares / people - mean ** 2)
  const regressions = byItem.map(({ n, f, ff, y, fy, yy }) => {
    const slope = (n * fy - f * y) / (n * ff - f ** 2)
    const level = (y - slope * f) / n
    return { slope, level, residual: (yy - level * y - slope * fy) / n }
  })
  return {
    means: regressions.map(({ slope, level }, item) => (means[item] ?? 0) + level + slope * mean),
    loadings: regressions.map(({ slope }) => slope * sd),
    residuals: regressions.map(({ residual }, item) =>
      Math.max(residual, leastUniqueness * (variances[item] ?? 0)),
    ),
  }
}

/** Variance of each item over the people who answered it, divisor n. */
function variancesOf(k: number, patterns: readonly AnswerPattern[]): readonly number[] {
  return Array.from({ length: k }, (_, item) => {
    let [n, sum, squares] = [0, 0, 0]
    for (const pattern of patterns) {
      const i = pattern.items.indexOf(item)
      if (i < 0) continue
      n += pattern.n
      sum += pattern.sums[i] ?? 0
      squares += pattern.products[i]?.[i] ?? 0
    }
    return squares / n - (sum / n) ** 2
  })
}

function meanOf(column: NumberColumn): number {
  let [n, sum] = [0, 0]
  for (let row = 0; row < column.length; row += 1) {
    const value = numberAt(column, row)
    if (value === null) continue
    n += 1
    sum += value
  }
  return n === 0 ? 0 : sum / n
}
