import { type CovarianceMatrix, sumOfAll } from './covariance'

/** One common factor behind k items. */
export type OneFactor = {
  /** Correlation of each item with the factor; the sum is not negative. */
  readonly loadings: readonly number[]
  /** Part of each item's variance that the factor leaves, ψ = 1 − λ². */
  readonly uniquenesses: readonly number[]
  /** Places of the items whose λ² would pass 1 and was held there: the model does not fit them. */
  readonly capped: readonly number[]
}

const settled = 1e-14
const mostRounds = 100_000

/**
 * One factor by minimum residuals: loadings that leave the least sum of squared correlations outside the diagonal.
 *
 * For three items the solution is closed, λ₁² = r₁₂ r₁₃ / r₂₃, where the product of the correlations is positive. Otherwise each
 * loading in turn is set to its best value given the others, which lowers the sum at every step. λ² stays within 1.
 *
 * @param correlations of k ≥ 3 items
 * @see Harman and Jones (1966), Psychometrika 31; R psych, fa(fm = "minres")
 */
export function minimumResiduals(correlations: CovarianceMatrix): OneFactor {
  const closed = correlations.length === 3 ? closedSolution(correlations) : null
  const loadings = closed ?? leastOfMany(correlations)
  const sum = loadings.reduce((part, loading) => part + loading, 0)
  const turned = sum < 0 ? loadings.map((loading) => -loading) : loadings
  const held = turned.map((loading) => Math.max(-1, Math.min(loading, 1)))
  return {
    loadings: held,
    uniquenesses: held.map((loading) => 1 - loading ** 2),
    capped: turned.flatMap((_, item) => (isOverOne(correlations, turned, item) ? [item] : [])),
  }
}

/**
 * McDonald's omega total: the share of the variance of the sum of standardised items that is not unique to one of them.
 *
 * @returns 1 − Σψ / 1'R1; null where the items cancel each other out
 * @see McDonald (1999), Test Theory, chapter 6; R psych, omega(nfactors = 1)
 */
export function omegaTotal({ uniquenesses }: OneFactor, correlations: CovarianceMatrix): number | null {
  const variance = sumOfAll(correlations)
  return variance > 0 ? 1 - uniquenesses.reduce((sum, value) => sum + value, 0) / variance : null
}

/**
 * Omega with the variance that the model gives the sum, (Σλ)² / ((Σλ)² + Σψ). It differs from `omegaTotal` by as much as the model
 * misses the correlations.
 */
export function omegaOfModel(loadings: readonly number[], uniquenesses: readonly number[]): number | null {
  const common = loadings.reduce((sum, loading) => sum + loading, 0) ** 2
  const variance = uniquenesses.reduce((sum, value) => sum + value, common)
  return variance > 0 ? common / variance : null
}

/** Whether the best loading of an item, the others given, lies beyond 1: exactly 1 is a perfect item, and no fault. */
function isOverOne(r: CovarianceMatrix, loadings: readonly number[], item: number): boolean {
  return Math.abs(loadings[item] ?? 0) >= 1 && Math.abs(bestLoading(r, loadings, item)) > 1 + 1e-9
}

function closedSolution(r: CovarianceMatrix): readonly number[] | null {
  const [r12, r13, r23] = [r[0]?.[1] ?? 0, r[0]?.[2] ?? 0, r[1]?.[2] ?? 0]
  if (!(r12 * r13 * r23 > 0)) return null
  // The signs of the second and third follow from the first's correlations with them.
  return [
    Math.sqrt((r12 * r13) / r23),
    Math.sign(r12) * Math.sqrt((r12 * r23) / r13),
    Math.sign(r13) * Math.sqrt((r13 * r23) / r12),
  ]
}

/** Items that hardly correlate have several minima, some with an item all common: each of these is tried, and the first axis. */
function leastOfMany(r: CovarianceMatrix): readonly number[] {
  let best: { readonly loadings: readonly number[]; readonly left: number } | null = null
  for (const start of [firstAxis(r), ...r]) {
    const loadings = descend(r, start)
    const left = residualSquares(r, loadings)
    // A hair's breadth is rounding, and must not choose.
    if (best === null || left < best.left * (1 - 1e-9)) best = { loadings, left }
  }
  return best?.loadings ?? []
}

function residualSquares(r: CovarianceMatrix, loadings: readonly number[]): number {
  let sum = 0
  for (const [i, row] of r.entries()) {
    for (let j = 0; j < i; j += 1) sum += ((row[j] ?? 0) - (loadings[i] ?? 0) * (loadings[j] ?? 0)) ** 2
  }
  return sum
}

function descend(r: CovarianceMatrix, start: readonly number[]): readonly number[] {
  const loadings = [...start]
  for (let round = 0; round < mostRounds; round += 1) {
    let largestStep = 0
    for (let item = 0; item < r.length; item += 1) {
      const best = Math.max(-1, Math.min(bestLoading(r, loadings, item), 1))
      largestStep = Math.max(largestStep, Math.abs(best - (loadings[item] ?? 0)))
      loadings[item] = best
    }
    if (largestStep < settled) break
  }
  return loadings
}

/** The loading of one item that leaves the least residuals, the others given: a regression through the origin. */
function bestLoading(r: CovarianceMatrix, loadings: readonly number[], item: number): number {
  let [shared, squares] = [0, 0]
  for (const [other, loading] of loadings.entries()) {
    if (other === item) continue
    shared += (r[item]?.[other] ?? 0) * loading
    squares += loading ** 2
  }
  return squares > 0 ? shared / squares : 0
}

/** Loadings on the first principal axis, by the power method. */
function firstAxis(r: CovarianceMatrix): readonly number[] {
  // Unequal starts: an axis of signs that cancel out is not perpendicular to them.
  let axis = r.map((_, item) => 1 + item / 100)
  let value = 0
  for (let round = 0; round < 1000; round += 1) {
    const next = r.map((row) => row.reduce((sum, element, item) => sum + element * (axis[item] ?? 0), 0))
    value = Math.sqrt(next.reduce((sum, element) => sum + element ** 2, 0))
    if (!(value > 0)) break
    axis = next.map((element) => element / value)
  }
  return axis.map((element) => element * Math.sqrt(value))
}
