import { type Interval, wilsonInterval } from './binomial'
import { tQuantile } from './distributions'

/**
 * The interval of a mean: estimate ± t SE.
 *
 * @param df infinite gives the normal interval
 * @returns null where there is no degree of freedom
 */
export function meanInterval(estimate: number, se: number, df: number, level = 0.95): Interval | null {
  if (!(df > 0)) return null
  const half = tQuantile((1 + level) / 2, df) * se
  return [estimate - half, estimate + half]
}

/**
 * The interval of a proportion on the logit scale; by Wilson's formula with the effective sample size where that scale
 * ends (p of 0 or 1) or the standard error is zero. From sums alone; `estimateProportion` has the methods that need the rows.
 *
 * @param p 0 to 1
 * @param n people, unweighted
 * @param kishDeff Kish's design effect of their weights
 * @returns null where there is no degree of freedom
 * @see R survey, svyciprop(method = "xlogit"); measurement framework, section 10
 */
export function proportionInterval(
  p: number,
  se: number,
  df: number,
  n: number,
  kishDeff: number,
  level = 0.95,
): Interval | null {
  if (!(df > 0)) return null
  const t = tQuantile((1 + level) / 2, df)
  return isDegenerate(p, se) ? wilsonInterval(p, n / kishDeff, t) : logitInterval(p, se, t)
}

/** Whether a proportion has no spread to build an interval on. */
export function isDegenerate(p: number, se: number): boolean {
  return p <= 0 || p >= 1 || se === 0
}

/** expit(ln(p/(1−p)) ± t SE/(p(1−p))) */
export function logitInterval(p: number, se: number, t: number): Interval {
  const logit = Math.log(p / (1 - p))
  const half = (t * se) / (p * (1 - p))
  return [expit(logit - half), expit(logit + half)]
}

/** The inverse of the logit: a share, 0 to 1. @param x log odds */
export function expit(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
