import type { Problem, Result } from '../../result'
import {
  type Constraint,
  constraintsOf,
  type KnownTotal,
  type Misfit,
  sumOfProducts,
  worstTotal,
} from './calibration-constraints'
import { type GivenWeights, rowsInWords, weightProblems } from './check-weights'
import type { Margin } from './margins'
import { columnWithProducts, type OrthogonalBasis, orthogonalBasis, residualFrom } from './orthogonal-basis'
import { type Weighting, weightDiagnostics } from './weighting'

export type CalibrationInput = {
  readonly weights: GivenWeights
  readonly margins?: readonly Margin[]
  readonly totals?: readonly KnownTotal[]
  /** People in the population, where all margins are shares; left out, the sum of weights. */
  readonly total?: number
  /**
   * Least and largest new weight over old weight. Left out: no bounds. Where every total is over twenty times what the old weights
   * make of it (weights of 1, say), the old weights are brought to that scale first, as R does.
   */
  readonly bounds?: readonly [number, number]
}

const mostRounds = 200
// Of each total; the bounds make the fit linear piece by piece, so it lands on the answer rather than nears it.
const isMet = 1e-12
const isNearEnough = 1e-9

/**
 * Weights that reproduce known margins and totals and lie as near as can be to the old ones: least Σ (w − d)² / d. This is the
 * generalised regression estimator.
 *
 * For margins alone `rake` keeps weights positive by itself; calibrate where numbers too are known, or where weights must stay
 * within bounds.
 *
 * @returns every problem of the input otherwise: too few respondents, totals that repeat each other, bounds that cannot be kept,
 *   weights that would be zero or negative
 * @see Deville and Särndal (1992), J. American Statistical Association 87, methods 1 and 7; R survey, calibrate(calfun = "linear")
 */
export function calibrateLinear(input: CalibrationInput): Result<Weighting> {
  const problems = [...weightProblems(input.weights), ...boundsProblems(input.bounds)]
  const before = Float64Array.from(input.weights, (weight) => weight ?? 0)
  const constraints = constraintsOf(input.margins ?? [], input.totals ?? [], input.total, before)
  if (problems.length > 0 || !constraints.ok)
    return { ok: false, problems: [...problems, ...(constraints.ok ? [] : constraints.problems)] }

  const roots = before.map(Math.sqrt)
  const basis = orthogonalBasis(constraints.value.map(({ values }) => product(values, roots)))
  const unfit = fitProblems(constraints.value, basis, before.length)
  if (unfit.length > 0) return { ok: false, problems: unfit }

  const fit =
    input.bounds === undefined
      ? freeFit(constraints.value, basis, before, roots)
      : boundedFit(constraints.value, before, input.bounds)
  const after = product(before, fit.factors)
  const worst = worstTotal(constraints.value, after)
  const misfit = worst.error > isNearEnough ? [boundsTooTight(worst)] : negativeProblems(after)
  if (misfit.length > 0) return { ok: false, problems: misfit }
  const lengths = product(roots, fit.factors)
  return {
    ok: true,
    value: {
      weights: after,
      diagnostics: weightDiagnostics(before, after, {
        shareTrimmed: fit.atBounds / before.length,
        iterations: fit.iterations,
        largestError: worst.error,
      }),
      // Residuals of a regression with the old weights, carried by the new: z = w e.
      residual: (z) =>
        product(
          residualFrom(
            basis,
            z.map((part, row) => part / (lengths[row] ?? 1)),
          ),
          lengths,
        ),
    },
  }
}

type Fit = { readonly factors: Float64Array; readonly iterations: number; readonly atBounds: number }

/** g = 1 + x λ, in one step. */
function freeFit(
  constraints: readonly Constraint[],
  basis: OrthogonalBasis,
  before: Float64Array,
  roots: Float64Array,
): Fit {
  const gaps = constraints.map(({ values, total }) => total - sumOfProducts(values, before))
  const column = columnWithProducts(basis, gaps, before.length)
  return {
    factors: column.map((value, row) => 1 + value / (roots[row] ?? 1)),
    iterations: 1,
    atBounds: 0,
  }
}

/** Newton's steps on λ, with g = 1 + x λ cut at the bounds: rows at a bound do not move the totals. */
function boundedFit(
  constraints: readonly Constraint[],
  given: Float64Array,
  [lower, upper]: readonly [number, number],
): Fit {
  const scale = scaleOf(constraints, given)
  const before = given.map((weight) => weight * scale)
  const roots = before.map(Math.sqrt)
  let factors = new Float64Array(before.length).fill(1)
  let iterations = 0
  while (iterations < mostRounds) {
    iterations += 1
    const isInside = factors.map((factor) => Number(factor >= lower && factor <= upper))
    const after = before.map((weight, row) => weight * clamp(factors[row] ?? 1, lower, upper))
    if (worstTotal(constraints, after).error <= isMet && iterations > 1) break
    const inside = product(roots, isInside)
    const basis = orthogonalBasis(constraints.map(({ values }) => product(values, inside)))
    const gaps = basis.independent.flatMap((position) => {
      const constraint = constraints[position]
      return constraint === undefined ? [] : [constraint.total - sumOfProducts(constraint.values, after)]
    })
    // The step moves xλ of every row, those at a bound too: they may come back inside.
    const step = stepOfAll(constraints, basis, gaps, before.length)
    factors = factors.map((factor, row) => factor + (step[row] ?? 0))
  }
  const factorsWithin = factors.map((factor) => scale * clamp(factor, lower, upper))
  const atBounds = factors.filter((factor) => factor <= lower || factor >= upper).length
  return { factors: factorsWithin, iterations, atBounds }
}

/** x Δλ of every row, where (XᵀDX) Δλ = gaps over the rows inside: Rᵀ R Δλ = gaps. */
function stepOfAll(
  constraints: readonly Constraint[],
  { r, independent }: OrthogonalBasis,
  gaps: readonly number[],
  length: number,
): Float64Array {
  const v: number[] = []
  for (const [index, coordinates] of r.entries()) {
    let rest = gaps[index] ?? 0
    for (const [earlier, value] of v.entries()) rest -= (coordinates[earlier] ?? 0) * value
    v.push(rest / (coordinates[index] ?? 1))
  }
  const lambda = new Array<number>(r.length).fill(0)
  for (let index = r.length - 1; index >= 0; index -= 1) {
    let rest = v[index] ?? 0
    for (let later = index + 1; later < r.length; later += 1)
      rest -= (r[later]?.[index] ?? 0) * (lambda[later] ?? 0)
    lambda[index] = rest / (r[index]?.[index] ?? 1)
  }
  const step = new Float64Array(length)
  for (const [index, position] of independent.entries()) {
    for (const [row, value] of constraints[position]?.values.entries() ?? [])
      step[row] = (step[row] ?? 0) + value * (lambda[index] ?? 0)
  }
  return step
}

function scaleOf(constraints: readonly Constraint[], weights: Float64Array): number {
  const ratios = constraints.map(({ values, total }) => total / sumOfProducts(values, weights))
  return ratios.every((ratio) => ratio > 20)
    ? ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
    : 1
}

function boundsProblems(bounds: readonly [number, number] | undefined): readonly Problem[] {
  if (bounds === undefined || (bounds[0] < 1 && bounds[1] > 1)) return []
  return [
    {
      path: 'bounds',
      code: 'bounds_not_around_one',
      message: `The bounds ${bounds[0]} and ${bounds[1]} must lie below and above 1: they limit new weight over old weight, for example 0.3 and 3.`,
    },
  ]
}

function fitProblems(
  constraints: readonly Constraint[],
  { dependent }: OrthogonalBasis,
  n: number,
): readonly Problem[] {
  if (n < constraints.length) {
    return [
      {
        path: 'margins',
        code: 'calibration_too_few',
        message: `${n} respondents cannot meet ${constraints.length} conditions. Leave out a margin or a total, or join categories.`,
        params: { n, conditions: constraints.length },
      },
    ]
  }
  return dependent.map((position) => {
    const name = constraints[position]?.name ?? ''
    return {
      path: 'margins',
      code: 'calibration_collinear',
      message: `"${name}" follows from the conditions before it among those who answered, so it cannot be met as well. Leave it out.`,
      params: { condition: name },
    }
  })
}

function boundsTooTight({ name, reached, wanted }: Misfit): Problem {
  return {
    path: 'bounds',
    code: 'calibration_not_converged',
    message: `Within these bounds the totals cannot be met: "${name}" is at ${reached}, not ${wanted}. Widen the bounds, or leave out a margin or total.`,
    params: { condition: name, reached, wanted },
  }
}

function negativeProblems(weights: Float64Array): readonly Problem[] {
  const bad = [...weights.entries()].filter(([, weight]) => !(weight > 0)).map(([row]) => row)
  if (bad.length === 0) return []
  return [
    {
      path: 'bounds',
      code: 'calibration_negative',
      message: `${rowsInWords(bad)} a weight of zero or less after calibration, and nobody can stand for fewer than no one. Set bounds (for example 0.1 and 10), or rake.`,
      params: { count: bad.length },
    },
  ]
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, row) => value * (b[row] ?? 0))
}

function clamp(value: number, lower: number, upper: number): number {
  return Math.max(lower, Math.min(value, upper))
}
