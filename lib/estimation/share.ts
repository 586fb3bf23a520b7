import type { SurveyDesign } from './design'
import { type DesignEstimate, type EstimateOptions, estimateMean, type Values } from './estimate'
import { proportionInterval } from './interval'

/**
 * The weighted share of rows that are 1, with the interval of a proportion.
 *
 * @param flags 1 or 0; null leaves a row out
 * @returns null when no row of the domain has a value
 * @throws as `estimateMean`
 */
export function estimateShare(
  design: SurveyDesign,
  flags: Values,
  options: EstimateOptions = {},
): DesignEstimate | null {
  const estimated = estimateMean(design, flags, options)
  if (estimated === null || estimated.se === null) return estimated
  const { estimate: p, se, df, n, kishDeff } = estimated
  return { ...estimated, ci: proportionInterval(p, se, df, n, kishDeff, 'logit', options.level) }
}
