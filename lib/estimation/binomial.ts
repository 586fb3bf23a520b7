import { betaQuantile, normalQuantile } from './distributions'

/** Ends of an interval of a proportion, 0 to 1. */
export type Interval = readonly [low: number, high: number]

/**
 * Wilson's score interval.
 *
 * @param p the proportion seen, 0 to 1
 * @param n how many were asked; the effective sample size under a design, then not whole
 * @param quantile of the normal, or of t with the design's degrees of freedom, at (1 + level)/2
 * @see Wilson (1927), J. American Statistical Association 22
 */
export function wilsonInterval(p: number, n: number, quantile: number): Interval {
  const square = quantile ** 2
  const scale = 1 + square / n
  const centre = (p + square / (2 * n)) / scale
  const half = (quantile / scale) * Math.sqrt((p * (1 - p)) / n + square / (4 * n ** 2))
  // At the border the two terms are equal but for rounding.
  return [p === 0 ? 0 : Math.max(0, centre - half), p === 1 ? 1 : Math.min(1, centre + half)]
}

/**
 * Wilson's score interval with a continuity correction, of x yes among n people of a simple random sample.
 *
 * @see Newcombe (1998), Statistics in Medicine 17, method 4; R `prop.test(correct = TRUE)`
 */
export function wilsonCorrectedInterval(x: number, n: number, level: number): Interval {
  const z = normalQuantile((1 + level) / 2)
  const p = x / n
  // R takes at most the distance from one half away, so that the correction never crosses it.
  const correction = Math.min(0.5, Math.abs(x - n / 2))
  const end = (sign: number) => {
    const shifted = p + (sign * correction) / n
    if (shifted <= 0 || shifted >= 1) return shifted <= 0 ? 0 : 1
    const square = z ** 2 / (2 * n)
    const root = z * Math.sqrt((shifted * (1 - shifted)) / n + z ** 2 / (4 * n ** 2))
    return (shifted + square + sign * root) / (1 + 2 * square)
  }
  return [end(-1), end(1)]
}

/**
 * The exact interval of Clopper and Pearson, of x yes among n people of a simple random sample.
 *
 * @param x not whole where n is an effective sample size
 * @see Clopper and Pearson (1934), Biometrika 26; as quantiles of the beta distribution
 */
export function clopperPearsonInterval(x: number, n: number, level: number): Interval {
  const tail = (1 - level) / 2
  return [betaQuantile(tail, x, n - x + 1), betaQuantile(1 - tail, x + 1, n - x)]
}
