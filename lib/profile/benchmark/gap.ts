import { tQuantile } from '@/lib/estimation/distributions'
import type { Interval, MeanFigure, NoFigure } from '../figure'

/** Points of a score within which migrants and hosts are called comparable (measurement.md, section 8). */
export const comparableWithin = 5

/**
 * What may be said of a gap.
 *
 * | verdict | when |
 * |---|---|
 * | `comparable` | the whole 95 % interval lies within ±5 points |
 * | `no_difference` | it does not, but includes zero: no difference was found, which is not to say that there is none |
 * | `lower`, `higher` | it leaves out zero: migrants score lower, or higher, than hosts |
 */
export type GapVerdict = 'comparable' | 'no_difference' | 'lower' | 'higher'

/** Migrants less hosts, in points of a score. */
export type Gap = {
  /** Null with the reason. */
  readonly gap: number | null
  readonly se: number | null
  readonly ci: Interval | null
  readonly reason: NoFigure | null
  /** Null without an interval. */
  readonly verdict: GapVerdict | null
}

/** A figure over another, with an interval of its own. */
export type Ratio = { readonly ratio: number; readonly se: number; readonly ci: Interval }

/**
 * The gap between two samples that were drawn apart: SE = √(SE_m² + SE_h²), interval gap ± t SE.
 *
 * The t is the larger of those that the two figures' own intervals were made with, so that a sample of few units widens the interval as it
 * widens its own; nothing is used that is not shown.
 */
export function gapOf(migrants: MeanFigure, hosts: MeanFigure): Gap {
  if (migrants.mean === null || hosts.mean === null) {
    return noGap(migrants.reason ?? hosts.reason ?? 'too_few_answers')
  }
  return gapWith(migrants.mean - hosts.mean, standardErrorOf(migrants, hosts), multiplierOf(migrants, hosts))
}

/**
 * A gap with its interval and its verdict.
 *
 * @param se null: the samples tell nothing of it
 * @param t as `multiplierOf` gives it
 */
export function gapWith(gap: number, se: number | null, t: number): Gap {
  if (se === null) return { gap, se: null, ci: null, reason: null, verdict: null }
  const ci: Interval = [gap - t * se, gap + t * se]
  return { gap, se, ci, reason: null, verdict: verdictOf(ci) }
}

/** A gap of which there is no figure, and why. */
export function noGap(reason: NoFigure): Gap {
  return { gap: null, se: null, ci: null, reason, verdict: null }
}

/** What an interval of a gap allows to say. */
export function verdictOf([low, high]: Interval): GapVerdict {
  if (low >= -comparableWithin && high <= comparableWithin) return 'comparable'
  if (high < 0) return 'lower'
  return low > 0 ? 'higher' : 'no_difference'
}

/**
 * The parity ratio, mean of migrants over mean of hosts: 1 is parity. Its standard error is that of a ratio of independent means by the delta
 * method, r √((SE_m/m)² + (SE_h/h)²).
 *
 * @returns null where a mean or its error is not given, or either mean is 0
 */
export function parityRatio(migrants: MeanFigure, hosts: MeanFigure): Ratio | null {
  const [m, h] = [migrants.mean, hosts.mean]
  if (m === null || h === null || m <= 0 || h <= 0 || migrants.se === null || hosts.se === null) return null
  const ratio = m / h
  const se = ratio * Math.hypot(migrants.se / m, hosts.se / h)
  const half = multiplierOf(migrants, hosts) * se
  return { ratio, se, ci: [Math.max(0, ratio - half), ratio + half] }
}

/** The larger t of some figures: half their interval over their standard error, at the end that is not cut off. */
export function multiplierOf(...figures: readonly MeanFigure[]): number {
  const own = figures.flatMap(({ mean, se, ci }) =>
    mean === null || se === null || se === 0 || ci === null
      ? []
      : [Math.max(mean - ci[0], ci[1] - mean) / se],
  )
  // An interval whose both ends were cut off would make a t below that of the normal distribution.
  return Math.max(normal, ...own)
}

const normal = tQuantile(0.975, Number.POSITIVE_INFINITY)

function standardErrorOf(first: MeanFigure, second: MeanFigure): number | null {
  return first.se === null || second.se === null ? null : Math.hypot(first.se, second.se)
}
