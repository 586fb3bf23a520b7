import { tQuantile } from './distributions'

/**
 * The interval of a mean: estimate ± t SE.
 *
 * @returns null where there is no degree of freedom
 */
export function meanInterval(
  estimate: number,
  se: number,
  df: number,
  level = 0.95,
): readonly [number, number] | null {
  if (!(df > 0)) return null
  const half = tQuantile((1 + level) / 2, df) * se
  return [estimate - half, estimate + half]
}

/**
 * The interval of a proportion on the logit scale; by Wilson's formula with the effective sample size where that scale
 * ends (p of 0 or 1) or the standard error is zero.
 *
 * @param p 0 to 1
 * @param n people, unweighted
 * @param kishDeff Kish's design effect of their weights
 * @returns null where there is no degree of freedom
 * @see R survey, svyciprop(method = "logit"); Wilson (1927), J. American Statistical Association 22
 */
export function proportionInterval(
  p: number,
  se: number,
  df: number,
  n: number,
  kishDeff: number,
  _method: 'logit' = 'logit',
  level = 0.95,
): readonly [number, number] | null {
  if (!(df > 0)) return null
  const t = tQuantile((1 + level) / 2, df)
  if (p <= 0 || p >= 1 || se === 0) {
    const effective = n / kishDeff
    const scale = 1 + t ** 2 / effective
    const centre = (p + t ** 2 / (2 * effective)) / scale
    const half = (t / scale) * Math.sqrt((p * (1 - p)) / effective + t ** 2 / (4 * effective ** 2))
    return [Math.max(0, centre - half), Math.min(1, centre + half)]
  }
  const logit = Math.log(p / (1 - p))
  const half = (t * se) / (p * (1 - p))
  return [expit(logit - half), expit(logit + half)]
}

function expit(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
