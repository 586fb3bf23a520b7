import { normalProbability, tQuantile } from './distributions'
import { weightedMean, weightedVariance } from './estimate'
import { expit } from './interval'
import { splineThrough } from './spline'

/** The logistic model with an intercept alone, fitted with weights to 0/1 answers. */
export type InterceptFit = {
  /** ln(p/(1−p)) */
  readonly intercept: number
  /** expit of the intercept; where nobody or everybody said yes, close to 0 or 1, as near as the fit came before it stopped. */
  readonly p: number
  /** p(1−p) of the step before the last: what the naive variance of the fit is made of. */
  readonly previousSpread: number
}

/**
 * Fits ln(p/(1−p)) = b by Fisher scoring, with the start and the stopping rule of R's `glm(family = quasibinomial)`. The exact
 * answer is the logit of the weighted mean; R's intervals stand on this fit, which agrees to about 1e-10 and for rare outcomes to 1e-8.
 *
 * @param y 0 or 1
 * @param w weights whose mean is 1 over the rows asked, those without an answer counted: the start depends on their scale
 * @see McCullagh and Nelder (1989), Generalized Linear Models, section 2.5
 */
export function fitIntercept(y: Float64Array, w: Float64Array): InterceptFit {
  let [sum, sumOfWeights, start, startWeights, deviance] = [0, 0, 0, 0, 0]
  for (const [row, weight] of w.entries()) {
    const answer = y[row] ?? 0
    // Each answer starts half an observation away from its border.
    const mu = (weight * answer + 0.5) / (weight + 1)
    const spread = mu * (1 - mu)
    sum += weight * answer
    sumOfWeights += weight
    start += weight * spread * (Math.log(mu / (1 - mu)) + (answer - mu) / spread)
    startWeights += weight * spread
    deviance -= 2 * weight * Math.log(answer === 1 ? mu : 1 - mu)
  }
  let intercept = start / startWeights
  let previousSpread = startWeights / sumOfWeights
  for (let step = 1; step < 25; step += 1) {
    const next = devianceOf(intercept, sum, sumOfWeights)
    if (Math.abs(next - deviance) / (Math.abs(next) + 0.1) < 1e-8) break
    deviance = next
    const p = expit(intercept)
    previousSpread = p * (1 - p)
    intercept += (sum / sumOfWeights - p) / previousSpread
  }
  return { intercept, p: expit(intercept), previousSpread }
}

/**
 * The interval of a proportion by the profile likelihood, scaled as Rao and Scott do for a design: where the root of the deviance
 * reaches t √λ, λ the variance under the design over the naive one. The profile is interpolated as R interpolates it: points in fifths
 * of its far end, a cubic spline through them, straight lines on three times as many. In the API samples the ends so drawn differ from
 * the exact ones by one part in a million to one in a thousand.
 *
 * @param y 0 or 1
 * @param w weights whose mean is 1 over the rows asked, those without an answer counted
 * @param se standard error of the proportion
 * @returns null where nobody or everybody said yes, or the profile does not reach so far: R stops there
 * @see R survey, svyciprop(method = "likelihood"); Rao and Scott (1984), Annals of Statistics 12; Venables and Ripley (2002),
 *   Modern Applied Statistics with S, section 8.4
 */
export function likelihoodInterval(
  y: Float64Array,
  w: Float64Array,
  se: number,
  df: number,
  level: number,
): readonly [number, number] | null {
  const n = y.length
  const { sumOfWeights, mean } = weightedMean(y, w)
  if (mean <= 0 || mean >= 1 || se === 0 || n < 2) return null
  const { intercept, p, previousSpread } = fitIntercept(y, w)
  const seOfLogit = se / (p * (1 - p))
  const lambda = seOfLogit ** 2 * sumOfWeights * previousSpread
  const cutoff = tQuantile((1 + level) / 2, df) * Math.sqrt(lambda)
  const farEnd = -tQuantile(normalProbability(-cutoff) / 4, n - 1)
  const residuals = y.map((answer) => ((answer - p) / Math.sqrt(p * (1 - p))) * Math.sqrt(sumOfWeights / n))
  const dispersion = weightedVariance(residuals, w, weightedMean(residuals, w).mean)
  const lowest = devianceOf(intercept, mean * sumOfWeights, sumOfWeights)
  const profile: (readonly [b: number, z: number])[] = [[intercept, 0]]
  for (const sign of [-1, 1]) {
    let z = 0
    for (let step = 1; step < 10 && Math.abs(z) < farEnd; step += 1) {
      const b = intercept + (sign * step * farEnd * seOfLogit) / 5
      const rise = devianceOf(b, mean * sumOfWeights, sumOfWeights) - lowest
      z = sign * Math.sqrt(Math.max(0, rise / dispersion))
      profile.push([b, z])
    }
  }
  profile.sort((a, b) => a[0] - b[0])
  const fine = evenlyInterpolated(profile, 3 * profile.length)
  const ends = [-cutoff, cutoff].map((z) => whereReached(fine, z))
  const [low, high] = ends
  return low == null || high == null ? null : [expit(low), expit(high)]
}

/** −2 log likelihood of the answers at the intercept b; beyond 30 R holds the chance one part in 2^52 from its border, so does this. */
function devianceOf(b: number, sum: number, sumOfWeights: number): number {
  const held = Math.abs(b) > 30 ? Math.sign(b) * 52 * Math.LN2 : b
  return 2 * (sum * Math.log1p(Math.exp(-held)) + (sumOfWeights - sum) * Math.log1p(Math.exp(held)))
}

function evenlyInterpolated(
  points: readonly (readonly [number, number])[],
  count: number,
): readonly (readonly [number, number])[] {
  const valueAt = splineThrough(points)
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0]
  return Array.from({ length: count }, (_, place) => {
    const x = first + (place * (last - first)) / (count - 1)
    return [x, valueAt(x)] as const
  })
}

/** The b at which a rising curve of straight pieces reaches z. */
function whereReached(curve: readonly (readonly [number, number])[], z: number): number | null {
  for (const [place, [b, height]] of curve.entries()) {
    const before = curve[place - 1]
    if (before === undefined || before[1] > z || height < z) continue
    return height === before[1] ? b : before[0] + ((b - before[0]) * (z - before[1])) / (height - before[1])
  }
  return null
}
