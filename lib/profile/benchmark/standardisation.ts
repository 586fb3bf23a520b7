import type { MeanFigure } from '../figure'
import { type Gap, gapWith, multiplierOf, noGap } from './gap'

/** The people of one stratum (an age band and a gender) in one sample. */
export type Stratum = {
  /** The same for the same stratum in both samples. */
  readonly key: string
  /** People, unweighted; protected: about so many. */
  readonly n: number
  readonly figure: MeanFigure
}

/** A gap between people of the same make-up. */
export type StandardisedGap = Gap & {
  /** Mean of the migrants of the strata that both samples show; null with the gap. */
  readonly migrants: number | null
  /** What hosts of the same make-up would score. */
  readonly hosts: number | null
  /** Share of the migrants who are in those strata, 0 to 1. */
  readonly covered: number
  readonly strata: readonly WeightedStratum[]
}

/** A stratum that both samples show, and its weight; weights sum to 1. */
export type WeightedStratum = { readonly key: string; readonly weight: number }

/** With fewer of the migrants in strata that both samples show, a standardised gap would be about others. */
export const leastCovered = 0.5

/**
 * The gap with hosts standardised to the migrants' make-up (direct standardisation, measurement.md, section 8): Σ w (m − h) over the
 * strata that both samples show, w the share of the migrants in them. A stratum that is hidden on either side is left out on both.
 *
 * Weights are taken as given: SE² = Σ w² (SE_m² + SE_h²).
 *
 * @param everybody all migrants, those without a stratum or in a hidden one included
 */
export function standardisedGap(
  migrants: readonly Stratum[],
  hosts: readonly Stratum[],
  everybody: number,
): StandardisedGap {
  const hostOf = new Map(hosts.map((stratum) => [stratum.key, stratum.figure]))
  const pairs = migrants.flatMap(({ key, n, figure }) => {
    const host = hostOf.get(key)
    const [m, h] = [figure.mean, host?.mean ?? null]
    if (host === undefined || m === null || h === null || n <= 0) return []
    return [{ key, n, m, h, figure, host }]
  })
  const people = pairs.reduce((sum, { n }) => sum + n, 0)
  // Protected counts are each a little off, and may add up to more than all.
  const covered = everybody > 0 ? Math.min(1, people / everybody) : 0
  if (people === 0 || covered < leastCovered) {
    return { ...noGap('too_few_answers'), migrants: null, hosts: null, covered, strata: [] }
  }
  let [first, second, variance] = [0, 0, 0]
  let isSure = true
  for (const { n, m, h, figure, host } of pairs) {
    const weight = n / people
    first += weight * m
    second += weight * h
    if (figure.se === null || host.se === null) isSure = false
    else variance += weight ** 2 * (figure.se ** 2 + host.se ** 2)
  }
  const t = multiplierOf(...pairs.flatMap(({ figure, host }) => [figure, host]))
  return {
    ...gapWith(first - second, isSure ? Math.sqrt(variance) : null, t),
    migrants: first,
    hosts: second,
    covered,
    strata: pairs.map(({ key, n }) => ({ key, weight: n / people })),
  }
}
