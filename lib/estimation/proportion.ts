import { clopperPearsonInterval, type Interval, wilsonInterval } from './binomial'
import { type NumberColumn, numberAt } from './columns'
import type { SurveyDesign } from './design'
import { tQuantile } from './distributions'
import { rowsOfDomain, rowsWithValues, valuesOf, weightsOf } from './domain'
import { type DesignEstimate, type EstimateOptions, estimateMean } from './estimate'
import { isDegenerate, logitInterval, meanInterval } from './interval'
import { fitIntercept, likelihoodInterval } from './logistic'

/**
 * How the interval of a proportion is built. All but `wilson` are those of R's `svyciprop`.
 *
 * | method       | interval                                                                                             |
 * | ------------ | ---------------------------------------------------------------------------------------------------- |
 * | `logit`      | logit p ± t SE, p as a logistic model fits it                                                        |
 * | `xlogit`     | the same from p itself                                                                               |
 * | `likelihood` | the profile likelihood of that model, scaled by the design                                           |
 * | `asin`       | asin √p ± t SE                                                                                       |
 * | `beta`       | Clopper–Pearson with n_e = p(1−p)/V · (t(n−1)/t(df))², as Korn and Graubard (1998)                   |
 * | `mean`       | p ± t SE; its ends may pass 0 and 1                                                                  |
 * | `wilson`     | Wilson's formula with n_e = p(1−p)/V and t                                                           |
 */
export type ProportionMethod = (typeof proportionMethods)[number]

export const proportionMethods = ['logit', 'likelihood', 'asin', 'beta', 'mean', 'xlogit', 'wilson'] as const

export type ProportionOptions = Omit<EstimateOptions, 'interval'> & {
  /** `logit` when left out. */
  readonly method?: ProportionMethod
}

/**
 * The proportion of rows that say yes. Where it is 0 or 1, or its standard error 0, `logit`, `xlogit` and `wilson` give Wilson's
 * interval with n over Kish's design effect; the other methods have none there, as in R, but for `mean`.
 *
 * @param y 1 for yes, 0 for no
 * @returns null when no row of the domain has a value
 * @throws RangeError when y has another value; DesignError under lonelyPsu `fail`
 */
export function estimateProportion(
  design: SurveyDesign,
  y: NumberColumn,
  { method = 'logit', ...options }: ProportionOptions = {},
): DesignEstimate | null {
  requireYesOrNo(y, rowsOfDomain(design, options.domain))
  const estimated = estimateMean(design, y, options)
  if (estimated === null) return null
  const { estimate: p, se, df, n, kishDeff } = estimated
  if (se === null) return estimated
  const hasFallback = method === 'logit' || method === 'xlogit' || method === 'wilson'
  const ci =
    hasFallback && isDegenerate(p, se)
      ? wilsonInterval(p, n / kishDeff, tQuantile((1 + (options.level ?? 0.95)) / 2, df))
      : surveyProportionInterval(design, y, estimated, method, options)
  return { ...estimated, ci }
}

/**
 * The interval as R's `svyciprop` gives it, without a way out where p is 0 or 1.
 *
 * @param estimated the mean of y over the same domain
 * @returns null where R has no interval, or there is no degree of freedom
 */
export function surveyProportionInterval(
  design: SurveyDesign,
  y: NumberColumn,
  { estimate: p, se, df }: Pick<DesignEstimate, 'estimate' | 'se' | 'df'>,
  method: ProportionMethod,
  { domain, level = 0.95 }: Pick<EstimateOptions, 'domain' | 'level'> = {},
): Interval | null {
  if (se === null || !(df > 0)) return null
  const t = tQuantile((1 + level) / 2, df)
  const asked = rowsOfDomain(design, domain)
  if (method === 'logit' || method === 'likelihood') {
    const { answers, w } = answersForModel(design, asked, y)
    return method === 'logit'
      ? logitInterval(fitIntercept(answers, w).p, se, t)
      : likelihoodInterval(answers, w, se, df, level)
  }
  if (method === 'mean') return meanInterval(p, se, df, level)
  if (isDegenerate(p, se)) return null
  switch (method) {
    case 'asin': {
      const half = (t * se) / (2 * Math.sqrt(p * (1 - p)))
      const angle = Math.asin(Math.sqrt(p))
      return [Math.sin(angle - half) ** 2, Math.sin(angle + half) ** 2]
    }
    case 'beta': {
      const n = ((p * (1 - p)) / se ** 2) * (tQuantile((1 + level) / 2, asked.length - 1) / t) ** 2
      return clopperPearsonInterval(n * p, n, level)
    }
    case 'xlogit':
      return logitInterval(p, se, t)
    case 'wilson':
      return wilsonInterval(p, (p * (1 - p)) / se ** 2, t)
  }
}

/** Weights scaled so that those of the domain, rows without a value counted, have mean 1: as R scales them for the model. */
function answersForModel(design: SurveyDesign, asked: Int32Array, y: NumberColumn) {
  const rows = rowsWithValues(asked, y)
  const mean = weightsOf(design, asked).reduce((sum, weight) => sum + weight, 0) / asked.length
  return { answers: valuesOf(y, rows), w: weightsOf(design, rows).map((weight) => weight / mean) }
}

function requireYesOrNo(y: NumberColumn, rows: Int32Array): void {
  for (const row of rows) {
    const value = numberAt(y, row) ?? 0
    if (value !== 0 && value !== 1)
      throw new RangeError(`Row ${row + 1}: a proportion is that of a column of 0 and 1, not ${value}.`)
  }
}
