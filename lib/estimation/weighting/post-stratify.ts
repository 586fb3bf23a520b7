import type { Result } from '../../result'
import { type GivenWeights, weightProblems } from './check-weights'
import { type FittedMargin, type Margin, marginTotals, readMargins } from './margins'
import { type Weighting, weightDiagnostics } from './weighting'

/**
 * Weights that give each cell of the population its true size: within a cell all weights are multiplied by the same factor.
 *
 * @param cells one margin; for cells of several questions, its categories are their combinations
 * @param total people in the population, where the cells are shares; left out, the sum of weights
 * @returns every problem of weights and cells otherwise
 * @see Holt and Smith (1979), J. Royal Statistical Society A 142; R survey, postStratify
 */
export function postStratify({
  weights,
  cells,
  total,
}: {
  readonly weights: GivenWeights
  readonly cells: Margin
  readonly total?: number
}): Result<Weighting> {
  const problems = weightProblems(weights)
  const before = Float64Array.from(weights, (weight) => weight ?? 0)
  const read = readMargins([cells], before, total)
  if (problems.length > 0 || !read.ok)
    return { ok: false, problems: [...problems, ...(read.ok ? [] : read.problems)] }
  const [margin] = read.value
  if (margin === undefined) return { ok: false, problems }
  const totals = marginTotals(margin, before)
  const after = before.map((weight, row) => {
    const cell = margin.categoryOfRow[row] ?? 0
    return weight * ((margin.targets[cell] ?? 0) / (totals[cell] ?? 1))
  })
  return {
    ok: true,
    value: {
      weights: after,
      diagnostics: weightDiagnostics(before, after, { shareTrimmed: 0, iterations: 1, largestError: 0 }),
      residual: (z) => lessCellMeans(z, after, before, margin),
    },
  }
}

/**
 * z less what is explained by the mean of its cell: w (u − ū), where u = z / w and ū is its mean in the cell.
 *
 * @param w the weights in z
 * @param inMean the weights of the mean
 */
export function lessCellMeans(
  z: Float64Array,
  w: Float64Array,
  inMean: Float64Array,
  { categoryOfRow, targets }: FittedMargin,
): Float64Array {
  const sums = new Float64Array(targets.length)
  const sizes = new Float64Array(targets.length)
  for (const [row, part] of z.entries()) {
    const cell = categoryOfRow[row] ?? 0
    const weight = inMean[row] ?? 0
    sums[cell] = (sums[cell] ?? 0) + (weight * part) / (w[row] ?? 1)
    sizes[cell] = (sizes[cell] ?? 0) + weight
  }
  return z.map((part, row) => {
    const cell = categoryOfRow[row] ?? 0
    return part - (w[row] ?? 0) * ((sums[cell] ?? 0) / (sizes[cell] ?? 1))
  })
}
