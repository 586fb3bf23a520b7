import type { Interval } from './binomial'
import type { NumberColumn } from './columns'
import type { SurveyDesign } from './design'
import { tQuantile } from './distributions'
import { rowsOfDomain, rowsWithValues, valuesOf, weightsOf } from './domain'
import { type EstimateOptions, estimateMean } from './estimate'
import { surveyProportionInterval } from './proportion'

/** The interval of the share below the quantile, which is then read back as values. */
export type QuantileMethod = (typeof quantileMethods)[number]

export const quantileMethods = ['mean', 'beta', 'xlogit', 'asin'] as const

export type QuantileOptions = Omit<EstimateOptions, 'interval'> & {
  /** `mean` when left out. */
  readonly method?: QuantileMethod
}

export type QuantileEstimate = {
  /** Rows with a value, unweighted. */
  readonly n: number
  readonly estimate: number
  /** Length of the interval over 2 t; null where one of its ends is open. */
  readonly se: number | null
  /** Of the rows with a value. */
  readonly df: number
  /** Values of y. An end is null where the share would fall below 0 or above 1; both are where there is no degree of freedom. */
  readonly ci: readonly [low: number | null, high: number | null] | null
}

/**
 * A quantile of y: the smallest value that at least the share p of the weights does not exceed, with Woodruff's interval.
 *
 * @param p share, above 0 and below 1
 * @returns null when no row of the domain has a value
 * @throws RangeError when p is out of range; DesignError under lonelyPsu `fail`
 * @see Woodruff (1952), J. American Statistical Association 47; R survey 4.1-1, svyquantile(qrule = "math", interval.type = "mean")
 */
export function estimateQuantile(
  design: SurveyDesign,
  y: NumberColumn,
  p: number,
  { method = 'mean', level = 0.95, ...options }: QuantileOptions = {},
): QuantileEstimate | null {
  if (!(p > 0 && p < 1)) throw new RangeError(`A quantile is asked for a share between 0 and 1, not ${p}.`)
  const domain = rowsWithValues(rowsOfDomain(design, options.domain), y)
  if (domain.length === 0) return null
  const valueAt = quantileOf(valuesOf(y, domain), weightsOf(design, domain))
  const estimate = valueAt(p)
  const isUpTo = new Float64Array(design.n)
  for (const row of domain) isUpTo[row] = (y[row] ?? 0) <= estimate ? 1 : 0
  const share = estimateMean(design, isUpTo, { ...options, domain })
  const found = { n: domain.length, estimate, df: share?.df ?? 0 }
  if (share === null || share.se === null) return { ...found, se: null, ci: null }
  const ends: Interval | null = surveyProportionInterval(design, isUpTo, share, method, { domain, level })
  const low = ends === null || ends[0] < 0 ? null : valueAt(ends[0])
  const high = ends === null || ends[1] > 1 ? null : valueAt(ends[1])
  const se = low === null || high === null ? null : (high - low) / (2 * tQuantile((1 + level) / 2, share.df))
  return { ...found, se, ci: [low, high] }
}

/**
 * The inverse of the weighted distribution. A share below that of the smallest value gives the value after it, as R's rule "math" does.
 *
 * @param values at least one
 */
function quantileOf(values: Float64Array, w: Float64Array): (p: number) => number {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const sorted = Float64Array.from(order, (place) => values[place] ?? 0)
  const below = runningSums(Float64Array.from(order, (place) => w[place] ?? 0))
  const total = below.at(-1) ?? 0
  return (p) => {
    const target = p * total
    // Last place whose sum of weights is not above the target.
    let [low, high] = [0, below.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((below[middle] ?? 0) <= target) low = middle + 1
      else high = middle
    }
    const place = Math.max(0, low - 1)
    const isExact = p - (below[place] ?? 0) / total === 0
    return sorted[isExact ? place : Math.min(place + 1, sorted.length - 1)] ?? Number.NaN
  }
}

/** Sums to the last bit, so that a share which weights hit exactly is seen as hit. R sums in 80 bits for the same end. */
function runningSums(w: Float64Array): Float64Array {
  let [sum, lost] = [0, 0]
  return w.map((weight) => {
    const next = sum + weight
    lost += sum >= weight ? sum - next + weight : weight - next + sum
    sum = next
    return sum + lost
  })
}
