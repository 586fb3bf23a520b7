import { type NumberColumn, numberAt } from './columns'
import { kishDesignEffect, type SurveyDesign } from './design'
import { type Domain, rowsOfDomain, rowsWithValues, valuesOf, weightsOf } from './domain'
import { meanInterval } from './interval'
import { degreesOfFreedom, designVariance, type LonelyPsu } from './variance'

export type EstimateOptions = {
  /** Rows that the estimate is about; all when left out. The others stay in the design. */
  readonly domain?: Domain
  /** `adjust` when left out. */
  readonly lonelyPsu?: LonelyPsu
  /** See `VarianceOptions`; false when left out. */
  readonly adjustsLonelyInDomain?: boolean
  /** Of the interval; 0.95 when left out. */
  readonly level?: number
  /** Whose quantile the interval takes: `t` with the degrees of freedom, when left out, or `normal`. */
  readonly interval?: 't' | 'normal'
}

export type DesignEstimate = {
  /** Rows with a value, unweighted. */
  readonly n: number
  readonly estimate: number
  /** Null where the design leaves no degree of freedom. */
  readonly se: number | null
  /** Of the domain, rows without a value counted: R's `degf(subset(design, domain))`. */
  readonly df: number
  readonly ci: readonly [number, number] | null
  /** Variance over that of a simple random sample with replacement of n; null when everybody has the same value. R: `deff = "replace"`. */
  readonly deff: number | null
  /**
   * Variance over that of a simple random sample without replacement, of n out of Σw; null when everybody has the same value, or the
   * weights do not add up to more than n. R: `deff = TRUE`.
   */
  readonly deffWithoutReplacement: number | null
  /** Kish's design effect of the weights. */
  readonly kishDeff: number
}

/**
 * The weighted mean of a domain, by Taylor linearisation: z = w (y − m) / Σw. Of a 0/1 column it is the proportion.
 *
 * @returns null when no row of the domain has a value
 * @throws DesignError under lonelyPsu `fail`
 * @see Lumley (2004), J. Statistical Software 9(8); measurement framework, section 10
 */
export function estimateMean(
  design: SurveyDesign,
  y: NumberColumn,
  options: EstimateOptions = {},
): DesignEstimate | null {
  const { asked, rows, w, values } = readDomain(design, y, options)
  if (rows.length === 0) return null
  const { sumOfWeights, mean } = weightedMean(values, w)
  const z = w.map((weight, place) => (weight * ((values[place] ?? 0) - mean)) / sumOfWeights)
  return estimated(design, { asked, rows, w, z }, options, mean, weightedVariance(values, w, mean))
}

/** The weighted total of a domain: z = w y. @returns null when no row of the domain has a value @throws as `estimateMean` */
export function estimateTotal(
  design: SurveyDesign,
  y: NumberColumn,
  options: EstimateOptions = {},
): DesignEstimate | null {
  const { asked, rows, w, values } = readDomain(design, y, options)
  if (rows.length === 0) return null
  const { sumOfWeights, mean } = weightedMean(values, w)
  const z = w.map((weight, place) => weight * (values[place] ?? 0))
  const spread = weightedVariance(values, w, mean) * sumOfWeights ** 2
  return estimated(design, { asked, rows, w, z }, options, mean * sumOfWeights, spread)
}

/**
 * The ratio Σwy / Σwx over rows that have both: z = w (y − r x) / Σwx.
 *
 * @returns null when there is no such row, or Σwx is zero
 * @throws as `estimateMean`
 */
export function estimateRatio(
  design: SurveyDesign,
  y: NumberColumn,
  x: NumberColumn,
  options: EstimateOptions = {},
): DesignEstimate | null {
  const asked = rowsOfDomain(design, options.domain)
  const rows = rowsWithValues(asked, y, x)
  const w = weightsOf(design, rows)
  const [numerator, denominator] = [valuesOf(y, rows), valuesOf(x, rows)]
  const [sumY, sumX] = [weightedSum(numerator, w), weightedSum(denominator, w)]
  if (rows.length === 0 || sumX === 0) return null
  const ratio = sumY / sumX
  const residuals = numerator.map((value, place) => (value - ratio * (denominator[place] ?? 0)) / sumX)
  const z = w.map((weight, place) => weight * (residuals[place] ?? 0))
  const { sumOfWeights, mean } = weightedMean(residuals, w)
  const spread = weightedVariance(residuals, w, mean) * sumOfWeights ** 2
  return estimated(design, { asked, rows, w, z }, options, ratio, spread)
}

/**
 * The difference of the means of two domains of one sample: the linearised values are subtracted, since the two need not be independent.
 *
 * @returns null when one of them is empty; no design effect, for no one sample of n stands for two domains
 * @throws as `estimateMean`
 */
export function estimateDifference(
  design: SurveyDesign,
  y: NumberColumn,
  first: Domain,
  second: Domain,
  options: Omit<EstimateOptions, 'domain'> = {},
): DesignEstimate | null {
  const contribution = new Map<number, number>()
  const asked = new Set<number>()
  const means: number[] = []
  for (const [domain, sign] of [
    [first, 1],
    [second, -1],
  ] as const) {
    const side = readDomain(design, y, { domain })
    if (side.rows.length === 0) return null
    const { sumOfWeights, mean } = weightedMean(side.values, side.w)
    means.push(sign * mean)
    for (const row of side.asked) asked.add(row)
    for (const [place, row] of side.rows.entries()) {
      const part = ((side.w[place] ?? 0) * ((side.values[place] ?? 0) - mean)) / sumOfWeights
      contribution.set(row, (contribution.get(row) ?? 0) + sign * part)
    }
  }
  const rows = Int32Array.from(contribution.keys()).sort()
  const z = Float64Array.from(rows, (row) => contribution.get(row) ?? 0)
  const domain = { asked: Int32Array.from(asked), rows, w: weightsOf(design, rows), z }
  return estimated(
    design,
    domain,
    options,
    means.reduce((sum, mean) => sum + mean, 0),
    null,
  )
}

/**
 * The variance of y in the population, s² = n/(n−1) Σw(y−m)² / Σw, as the mean of n/(n−1) (y−m)².
 *
 * @returns null when fewer than two rows of the domain have a value
 * @throws as `estimateMean`
 * @see R survey, svyvar()
 */
export function estimateVariance(
  design: SurveyDesign,
  y: NumberColumn,
  options: EstimateOptions = {},
): DesignEstimate | null {
  const { rows, w, values } = readDomain(design, y, options)
  if (rows.length < 2) return null
  const { mean } = weightedMean(values, w)
  const scale = rows.length / (rows.length - 1)
  const squares = new Float64Array(design.n).fill(Number.NaN)
  for (const [place, row] of rows.entries()) squares[row] = scale * ((values[place] ?? 0) - mean) ** 2
  return estimateMean(design, squares, options)
}

/** s² = n/(n−1) Σw(y−m)² / Σw; 0 for a single value. */
export function weightedVariance(values: Float64Array, w: Float64Array, mean: number): number {
  let [sum, weights] = [0, 0]
  for (const [place, weight] of w.entries()) {
    weights += weight
    sum += weight * ((values[place] ?? 0) - mean) ** 2
  }
  return values.length < 2 ? 0 : (values.length / (values.length - 1)) * (sum / weights)
}

/** The weighted mean; where all values are equal it is that value to the last bit, so that nothing is left of their spread. */
export function weightedMean(
  values: Float64Array,
  w: Float64Array,
): { readonly sumOfWeights: number; readonly mean: number } {
  const sumOfWeights = w.reduce((sum, weight) => sum + weight, 0)
  const [first = Number.NaN] = values
  const isConstant = values.every((value) => value === first)
  return { sumOfWeights, mean: isConstant ? first : weightedSum(values, w) / sumOfWeights }
}

function weightedSum(values: Float64Array, w: Float64Array): number {
  return values.reduce((sum, value, place) => sum + value * (w[place] ?? 0), 0)
}

function readDomain(
  design: SurveyDesign,
  y: NumberColumn,
  { domain }: { readonly domain?: Domain | undefined },
) {
  const asked = rowsOfDomain(design, domain)
  const rows = asked.filter((row) => numberAt(y, row) !== null)
  return { asked, rows, w: weightsOf(design, rows), values: valuesOf(y, rows) }
}

type Linearised = {
  readonly asked: Int32Array
  readonly rows: Int32Array
  readonly w: Float64Array
  readonly z: Float64Array
}

/** @param spread n times the variance under simple random sampling with replacement; null: no design effect */
function estimated(
  design: SurveyDesign,
  { asked, rows, w, z }: Linearised,
  {
    lonelyPsu = 'adjust',
    adjustsLonelyInDomain = false,
    level = 0.95,
    interval = 't',
  }: Omit<EstimateOptions, 'domain'>,
  estimate: number,
  spread: number | null,
): DesignEstimate {
  const n = rows.length
  const df = degreesOfFreedom(design, asked)
  const v = designVariance(design, rows, z, { lonelyPsu, adjustsLonelyInDomain })
  const se = df > 0 ? Math.sqrt(v) : null
  const population = w.reduce((sum, weight) => sum + weight, 0)
  const deff = spread === null || spread === 0 || se === null ? null : v / (spread / n)
  return {
    n,
    estimate,
    se,
    df,
    ci:
      se === null
        ? null
        : meanInterval(estimate, se, interval === 't' ? df : Number.POSITIVE_INFINITY, level),
    deff,
    deffWithoutReplacement: deff === null || population <= n ? null : deff / (1 - n / population),
    kishDeff: kishDesignEffect(w),
  }
}
