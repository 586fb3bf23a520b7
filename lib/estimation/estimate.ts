import {
  degreesOfFreedom,
  designVariance,
  kishDesignEffect,
  type LonelyPsu,
  type SurveyDesign,
} from './design'
import { meanInterval } from './interval'

/** A column of values; null where a row has none. */
export type Values = readonly (number | null)[]

export type EstimateOptions = {
  /** Rows that the estimate is about; all when left out. The others stay in the design. */
  readonly domain?: (row: number) => boolean
  /** `adjust` when left out. */
  readonly lonelyPsu?: LonelyPsu
  readonly level?: number
}

export type DesignEstimate = {
  /** Rows with a value, unweighted. */
  readonly n: number
  readonly estimate: number
  /** Null where the design leaves no degree of freedom. */
  readonly se: number | null
  readonly df: number
  readonly ci: readonly [number, number] | null
  /** Variance over that of a simple random sample with replacement of n; null when everybody has the same value. */
  readonly deff: number | null
  /** Kish's design effect of the weights. */
  readonly kishDeff: number
}

/**
 * The weighted mean of a domain, by Taylor linearisation: z = w (y − m) / Σw. Of a 0/1 column it is the proportion.
 *
 * @returns null when no row of the domain has a value
 * @throws RangeError under lonelyPsu `fail`
 * @see Lumley (2004), J. Statistical Software 9(8); measurement framework, section 10
 */
export function estimateMean(
  design: SurveyDesign,
  y: Values,
  options: EstimateOptions = {},
): DesignEstimate | null {
  const rows = rowsWith(design, options, y)
  if (rows.length === 0) return null
  const { sumOfWeights, mean } = meanOf(design, y, rows)
  const z = contributions(design, rows, (row) => ((y[row] ?? 0) - mean) / sumOfWeights)
  return finished(design, z, rows, options, mean, variance(design, y, rows, mean) / rows.length)
}

/** The weighted total of a domain: z = w y. @returns null when no row of the domain has a value */
export function estimateTotal(
  design: SurveyDesign,
  y: Values,
  options: EstimateOptions = {},
): DesignEstimate | null {
  const rows = rowsWith(design, options, y)
  if (rows.length === 0) return null
  const { sumOfWeights, mean } = meanOf(design, y, rows)
  const z = contributions(design, rows, (row) => y[row] ?? 0)
  const simple = (variance(design, y, rows, mean) * sumOfWeights ** 2) / rows.length
  return finished(design, z, rows, options, mean * sumOfWeights, simple)
}

/**
 * The ratio Σwy / Σwx over rows that have both: z = w (y − r x) / Σwx.
 *
 * @returns null when there is no such row, or Σwx is zero
 */
export function estimateRatio(
  design: SurveyDesign,
  y: Values,
  x: Values,
  options: EstimateOptions = {},
): DesignEstimate | null {
  const rows = rowsWith(design, options, y, x)
  let [sumY, sumX] = [0, 0]
  for (const row of rows) {
    sumY += (design.weights[row] ?? 0) * (y[row] ?? 0)
    sumX += (design.weights[row] ?? 0) * (x[row] ?? 0)
  }
  if (sumX === 0) return null
  const ratio = sumY / sumX
  const z = contributions(design, rows, (row) => ((y[row] ?? 0) - ratio * (x[row] ?? 0)) / sumX)
  return finished(design, z, rows, options, ratio, null)
}

/**
 * The difference of the means of two domains of one sample: the linearised values are subtracted, since the two need not be independent.
 *
 * @returns null when one of them is empty
 */
export function estimateDifference(
  design: SurveyDesign,
  y: Values,
  first: (row: number) => boolean,
  second: (row: number) => boolean,
  options: Omit<EstimateOptions, 'domain'> = {},
): DesignEstimate | null {
  const sides = [first, second].map((domain) => {
    const rows = rowsWith(design, { domain }, y)
    return { rows, ...meanOf(design, y, rows) }
  })
  const [a, b] = sides
  if (a === undefined || b === undefined || a.rows.length === 0 || b.rows.length === 0) return null
  const z = contributions(design, a.rows, (row) => ((y[row] ?? 0) - a.mean) / a.sumOfWeights)
  const minus = contributions(design, b.rows, (row) => ((y[row] ?? 0) - b.mean) / b.sumOfWeights)
  for (const [row, part] of minus.entries()) z[row] = (z[row] ?? 0) - part
  return finished(design, z, [...new Set([...a.rows, ...b.rows])], options, a.mean - b.mean, null)
}

function rowsWith(
  design: SurveyDesign,
  { domain }: EstimateOptions,
  ...columns: readonly Values[]
): readonly number[] {
  const rows: number[] = []
  for (let row = 0; row < design.n; row += 1) {
    const isInside = (design.weights[row] ?? 0) > 0 && (domain === undefined || domain(row))
    if (isInside && columns.every((column) => (column[row] ?? null) !== null)) rows.push(row)
  }
  return rows
}

function meanOf(
  design: SurveyDesign,
  y: Values,
  rows: readonly number[],
): { readonly sumOfWeights: number; readonly mean: number } {
  let sumOfWeights = 0
  let sum = 0
  for (const row of rows) {
    const w = design.weights[row] ?? 0
    sumOfWeights += w
    sum += w * (y[row] ?? 0)
  }
  return { sumOfWeights, mean: sum / sumOfWeights }
}

function contributions(
  design: SurveyDesign,
  rows: readonly number[],
  of: (row: number) => number,
): Float64Array {
  const z = new Float64Array(design.n)
  for (const row of rows) z[row] = (design.weights[row] ?? 0) * of(row)
  return z
}

/** s² = n/(n−1) Σw(y−m)² / Σw */
function variance(design: SurveyDesign, y: Values, rows: readonly number[], mean: number): number {
  let sum = 0
  let weights = 0
  for (const row of rows) {
    const w = design.weights[row] ?? 0
    weights += w
    sum += w * ((y[row] ?? 0) - mean) ** 2
  }
  return rows.length < 2 ? 0 : (rows.length / (rows.length - 1)) * (sum / weights)
}

function finished(
  design: SurveyDesign,
  z: Float64Array,
  rows: readonly number[],
  { lonelyPsu = 'adjust', level = 0.95 }: EstimateOptions,
  estimate: number,
  simpleVariance: number | null,
): DesignEstimate {
  const inside = new Set(rows)
  const df = degreesOfFreedom(design, (row) => inside.has(row))
  const v = designVariance(design, z, lonelyPsu)
  const se = df > 0 ? Math.sqrt(v) : null
  return {
    n: rows.length,
    estimate,
    se,
    df,
    ci: se === null ? null : meanInterval(estimate, se, df, level),
    deff: simpleVariance === null || simpleVariance === 0 ? null : v / simpleVariance,
    kishDeff: kishDesignEffect(rows.map((row) => design.weights[row] ?? 0)),
  }
}
