import { kishDesignEffect, type SurveyDesign } from '../design'

/** Weights fitted to a population, what they are like, and what they do to variances. */
export type Weighting = {
  /** One a row, in the order of the rows. */
  readonly weights: Float64Array
  readonly diagnostics: WeightDiagnostics
  /** Takes contributions z (weight included) to their residuals from the variables that were fitted. */
  readonly residual: (z: Float64Array) => Float64Array
}

/** What a reader should know of weights before trusting them. */
export type WeightDiagnostics = {
  /** Respondents with a weight. */
  readonly n: number
  readonly sum: number
  readonly smallest: number
  readonly largest: number
  /** Kish's design effect, from 1: the factor by which unequal weights raise a variance. */
  readonly kishDeff: number
  /** n / kishDeff: respondents of equal weight who would tell as much. */
  readonly effectiveN: number
  /** Smallest and largest new weight over old weight. */
  readonly factorRange: readonly [number, number]
  /** Respondents whose weight was cut or raised to a limit, 0–1. */
  readonly shareTrimmed: number
  /** Rounds of fitting; 1 where the answer is a formula. */
  readonly iterations: number
  /** Largest |fitted − wanted| of any margin or total, over the wanted population or total. */
  readonly largestError: number
}

/**
 * The same design with new weights. Estimates from it have the standard errors of the calibrated estimator: the residuals of the
 * linearised values vary, not the values. A second weighting upon a first keeps both.
 *
 * @see Deville and Särndal (1992), J. American Statistical Association 87, section 3; R survey, svyrecvar
 */
export function weightedDesign(
  design: SurveyDesign,
  { weights, residual }: Pick<Weighting, 'weights' | 'residual'>,
): SurveyDesign {
  const earlier = design.residual
  return {
    ...design,
    weights,
    residual: earlier === undefined ? residual : (z) => residual(earlier(z)),
  }
}

/** @param before the weights that `after` was made from @throws RangeError when `after` is empty or holds one that is not positive */
export function weightDiagnostics(
  before: ArrayLike<number>,
  after: Float64Array,
  fit: Pick<WeightDiagnostics, 'shareTrimmed' | 'iterations' | 'largestError'>,
): WeightDiagnostics {
  const kishDeff = kishDesignEffect([...after])
  let [sum, smallest, largest] = [0, Number.POSITIVE_INFINITY, 0]
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (const [row, weight] of after.entries()) {
    sum += weight
    smallest = Math.min(smallest, weight)
    largest = Math.max(largest, weight)
    const factor = weight / (before[row] ?? Number.NaN)
    least = Math.min(least, factor)
    most = Math.max(most, factor)
  }
  return {
    n: after.length,
    sum,
    smallest,
    largest,
    kishDeff,
    effectiveN: after.length / kishDeff,
    factorRange: [least, most],
    ...fit,
  }
}
