import type { Problem, Result } from '../../result'
import { type GivenWeights, weightProblems } from './check-weights'
import { type FittedMargin, type Margin, marginTotals, readMargins } from './margins'
import { lessCellMeans } from './post-stratify'
import { type Weighting, weightDiagnostics } from './weighting'

const mostRounds = 2000
// Margins that contradict each other leave an error that stays, round after round.
const mostIdleRounds = 10
// Of the population; rounding alone leaves about 1e-15 times the square root of the respondents.
const isMet = 1e-12
// Where rounding keeps the fit from getting better, this is near enough.
const isNearEnough = 1e-9
// R's survey goes ten times round the margins; with margins that hardly hang together the rest is nothing.
const residualRounds = 10

/**
 * Weights that give every margin its true sizes at once, by fitting one margin after the other until none is off any more.
 *
 * @param total people in the population, where all margins are shares; left out, the sum of weights
 * @returns every problem of weights and margins otherwise; when the fit does not settle, the margin that is off most
 * @see Deming and Stephan (1940), Ann. Math. Statistics 11; variances: Deville, Särndal and Sautory (1993), J. American Statistical
 *   Association 88, with the residuals of R survey, rake
 */
export function rake({
  weights,
  margins,
  total,
}: {
  readonly weights: GivenWeights
  readonly margins: readonly Margin[]
  readonly total?: number
}): Result<Weighting> {
  const problems = weightProblems(weights)
  const before = Float64Array.from(weights, (weight) => weight ?? 0)
  const read = readMargins(margins, before, total)
  if (problems.length > 0 || !read.ok)
    return { ok: false, problems: [...problems, ...(read.ok ? [] : read.problems)] }

  const after = before.slice()
  let worst = worstMargin(read.value, after)
  let iterations = 0
  let idleRounds = 0
  while (worst.error > isMet && iterations < mostRounds && idleRounds < mostIdleRounds) {
    iterations += 1
    for (const margin of read.value) fitMargin(margin, after)
    const now = worstMargin(read.value, after)
    idleRounds = now.error > worst.error * 0.999_999 ? idleRounds + 1 : 0
    worst = now
  }
  if (!(worst.error <= isNearEnough)) return { ok: false, problems: [notConverged(worst, iterations)] }
  return {
    ok: true,
    value: {
      weights: after,
      diagnostics: weightDiagnostics(before, after, {
        shareTrimmed: 0,
        iterations,
        largestError: worst.error,
      }),
      residual: (z) => lessAllMargins(z, after, read.value),
    },
  }
}

type Misfit = {
  readonly margin: string
  readonly category: string
  readonly wanted: number
  readonly reached: number
  /** |reached − wanted| over the population. */
  readonly error: number
}

function fitMargin(margin: FittedMargin, weights: Float64Array): void {
  const factors = marginTotals(margin, weights).map((sum, category) => (margin.targets[category] ?? 0) / sum)
  for (const [row, weight] of weights.entries())
    weights[row] = weight * (factors[margin.categoryOfRow[row] ?? 0] ?? 1)
}

function worstMargin(margins: readonly FittedMargin[], weights: Float64Array): Misfit {
  let worst: Misfit = { margin: '', category: '', wanted: 0, reached: 0, error: 0 }
  for (const margin of margins) {
    const population = margin.targets.reduce((sum, target) => sum + target, 0)
    for (const [index, reached] of marginTotals(margin, weights).entries()) {
      const wanted = margin.targets[index] ?? 0
      const error = Math.abs(reached - wanted) / population
      if (error <= worst.error) continue
      worst = { margin: margin.name, category: margin.categoryNames[index] ?? '', wanted, reached, error }
    }
  }
  return worst
}

function notConverged({ margin, category, wanted, reached }: Misfit, rounds: number): Problem {
  return {
    path: `margins.${margin}.${category}`,
    code: 'raking_not_converged',
    message: `The margins cannot be met together: after ${rounds} rounds the category "${category}" of "${margin}" is at ${reached}, not ${wanted}. Join small categories, or leave a margin out; combinations in which nobody answered are the usual cause.`,
    params: { margin, category, wanted, reached, rounds },
  }
}

/** The means of R's raking residuals are over respondents, each counted once. */
function lessAllMargins(
  z: Float64Array,
  weights: Float64Array,
  margins: readonly FittedMargin[],
): Float64Array {
  const once = new Float64Array(z.length).fill(1)
  let residual = z
  for (let round = 0; round < residualRounds; round += 1) {
    for (const margin of margins) residual = lessCellMeans(residual, weights, once, margin)
  }
  return residual
}
