import beta from '@stdlib/stats-base-dists-beta-quantile'
import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import normal from '@stdlib/stats-base-dists-normal-quantile'
import student from '@stdlib/stats-base-dists-t-quantile'

/** Quantile of the standard normal distribution. @param p probability, 0 to 1 */
export function normalQuantile(p: number): number {
  return normal(p, 0, 1)
}

/** Chance of a standard normal value up to x. */
export function normalProbability(x: number): number {
  return normalCdf(x, 0, 1)
}

/** Quantile of Student's t. @param p probability, 0 to 1 @param df degrees of freedom, above 0; infinite is the normal */
export function tQuantile(p: number, df: number): number {
  return df === Number.POSITIVE_INFINITY ? normalQuantile(p) : student(p, df)
}

/** Quantile of the beta distribution; the limit, 0 or 1, where a shape is 0. @param p probability, 0 to 1 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(a > 0)) return 0
  if (!(b > 0)) return 1
  return beta(p, a, b)
}
