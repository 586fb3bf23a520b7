import type { MeasureSums } from './sums'

/** Sums of one measure over the people of one sampling unit, or over many who are each their own unit. */
export type UnitSums = {
  readonly stratum: string
  /** '' when each of these people is a sampling unit. */
  readonly psu: string
  /** People of the domain in it, whether or not they have a value of the measure. */
  readonly people: number
  readonly measure: MeasureSums
}

/** Sampling units of one stratum. */
export type StratumUnits = {
  /** Of the sample, those without a person of interest included. */
  readonly sampled: number
  /** Of the population; null where it is not known, or so large that it does not matter. */
  readonly population: number | null
}

/** Sampling units of the design by stratum. */
export type UnitCounts = ReadonlyMap<string, StratumUnits>

/** A mean, share or ratio with its sampling error. */
export type Estimate = {
  /** People with a value, unweighted. */
  readonly n: number
  /** Those of them with a value above zero. */
  readonly positive: number
  readonly estimate: number
  /** Null where the design leaves no degree of freedom, or one person alone has a value. */
  readonly se: number | null
  /** Sampling units less strata, of the domain: people without a value counted, as R's `degf(subset(design, domain))`. */
  readonly df: number
  /** Strata with a person of the domain. */
  readonly strata: number
  readonly deff: number | null
  /** Kish's n Σw² / (Σw)². */
  readonly kishDeff: number
  /** The largest weight, as a multiple of the mean weight. */
  readonly largestWeight: number
}

/**
 * How many sampling units each stratum of a round has.
 *
 * @param units every person of the round, once
 * @param population sampling units in the population by stratum, where they are known
 */
export function countUnits(
  units: readonly { readonly stratum: string; readonly psu: string; readonly n: number }[],
  population: Readonly<Record<string, number>> = {},
): UnitCounts {
  const counts = new Map<string, number>()
  const seen = new Set<string>()
  for (const { stratum, psu, n } of units) {
    const key = JSON.stringify([stratum, psu])
    if (psu !== '' && seen.has(key)) continue
    seen.add(key)
    counts.set(stratum, (counts.get(stratum) ?? 0) + (psu === '' ? n : Math.min(n, 1)))
  }
  const known = new Map(Object.entries(population))
  return new Map(
    [...counts].map(([stratum, sampled]) => [stratum, { sampled, population: known.get(stratum) ?? null }]),
  )
}

/**
 * The weighted mean of a measure over a domain, with its linearised standard error (measurement.md, section 10):
 * the same as `estimateMean` over people, from their sums.
 *
 * @param units the domain; more than one entry for a unit is allowed
 * @param design units of the whole sample: people outside the domain stay in it as zeros
 * @returns null when nobody has a value
 */
export function meanOfSums(units: readonly UnitSums[], design: UnitCounts): Estimate | null {
  const total = addUp(units.map((unit) => unit.measure))
  if (total.n === 0) return null
  const estimate = total.wy / total.w
  const { variance, df, strata } = linearised(units, design, (sums) => ({
    z: (sums.wy - estimate * sums.w) / total.w,
    zz: (sums.wwyy - 2 * estimate * sums.wwy + estimate ** 2 * sums.ww) / total.w ** 2,
  }))
  const cleaned = variance <= total.wwyy * (rounding / total.w ** 2) ? 0 : variance
  const spread = Math.max(0, total.wyy - 2 * estimate * total.wy + estimate ** 2 * total.w) / total.w
  const sampled = total.n > 1 && cleaned > 0 ? spread / (total.n - 1) : 0
  return {
    n: total.n,
    positive: total.positive,
    estimate,
    se: df > 0 && total.n > 1 ? Math.sqrt(cleaned) : null,
    df,
    strata,
    deff: sampled > 0 ? cleaned / sampled : null,
    kishDeff: (total.n * total.ww) / total.w ** 2,
    largestWeight: (total.n * total.largest) / total.w,
  }
}

/**
 * The ratio Σwy / Σwx of a measure y to a yes-or-no measure x where y is zero for every "no", as the intensity of poverty
 * among the poor; linearised likewise.
 *
 * @param pairs y and x over the same units
 * @returns null when x is "no" for everybody
 */
export function ratioOfSums(
  pairs: readonly {
    readonly stratum: string
    readonly psu: string
    readonly people: number
    readonly y: MeasureSums
    readonly x: MeasureSums
  }[],
  design: UnitCounts,
): Estimate | null {
  const y = addUp(pairs.map((pair) => pair.y))
  const x = addUp(pairs.map((pair) => pair.x))
  if (x.positive === 0 || x.wy <= 0) return null
  const ratio = y.wy / x.wy
  // With x either 0 or 1 and y = 0 where x = 0: x² = x and xy = y, so that Σw²xy = Σw²y and Σw²x² = Σw²x.
  const units = pairs.map((pair) => ({
    stratum: pair.stratum,
    psu: pair.psu,
    people: pair.people,
    measure: { ...pair.y, w: pair.x.wy, ww: pair.x.wwy },
  }))
  const { variance, df, strata } = linearised(units, design, (sums) => ({
    z: (sums.wy - ratio * sums.w) / x.wy,
    zz: (sums.wwyy - 2 * ratio * sums.wwy + ratio ** 2 * sums.ww) / x.wy ** 2,
  }))
  const cleaned = variance <= y.wwyy * (rounding / x.wy ** 2) ? 0 : variance
  return {
    n: x.positive,
    positive: x.positive,
    estimate: ratio,
    se: df > 0 ? Math.sqrt(cleaned) : null,
    df,
    strata,
    deff: null,
    kishDeff: (x.positive * x.wwy) / x.wy ** 2,
    // The heaviest of all, who may not be one of these: rather too much.
    largestWeight: x.positive * Math.min(1, x.largest / x.wy),
  }
}

/**
 * The variance of the difference of the means of two domains of one sample, linearised: z = z_a − z_b unit by unit.
 *
 * @param first units of the first domain, and its mean; then those of the second
 * @param design units of the whole sample
 */
export function differenceVariance(
  first: readonly UnitSums[],
  firstMean: number,
  second: readonly UnitSums[],
  secondMean: number,
  design: UnitCounts,
): number {
  const signed = [
    { units: first, mean: firstMean, sign: 1, w: addUp(first.map(({ measure }) => measure)).w },
    { units: second, mean: secondMean, sign: -1, w: addUp(second.map(({ measure }) => measure)).w },
  ]
  const scales = new Map<MeasureSums, { readonly mean: number; readonly scale: number }>()
  for (const { units, mean, sign, w } of signed)
    for (const { measure } of units) scales.set(measure, { mean, scale: sign / w })
  return linearised([...first, ...second], design, (sums) => {
    const { mean = 0, scale = 0 } = scales.get(sums) ?? {}
    return {
      z: scale * (sums.wy - mean * sums.w),
      zz: scale ** 2 * (sums.wwyy - 2 * mean * sums.wwy + mean ** 2 * sums.ww),
    }
  }).variance
}

/** The sums over several groups that have nobody in common. */
export function addUp(groups: readonly MeasureSums[]): MeasureSums {
  const total = { n: 0, positive: 0, w: 0, ww: 0, largest: 0, wy: 0, wyy: 0, wwy: 0, wwyy: 0 }
  for (const group of groups) {
    total.n += group.n
    total.positive += group.positive
    total.w += group.w
    total.ww += group.ww
    total.largest = Math.max(total.largest, group.largest)
    total.wy += group.wy
    total.wyy += group.wyy
    total.wwy += group.wwy
    total.wwyy += group.wwyy
  }
  return total
}

// A variance below this part of its terms is what is left of equal numbers after subtraction.
const rounding = 1e-13

/**
 * V = Σ_h (1 − f_h) · n_h/(n_h − 1) · (Σ_i z_hi² − (Σ_i z_hi)²/n_h), with f_h = n_h/N_h where N_h is known, else 0; a stratum with one
 * unit is centred at zero ("adjust").
 *
 * @param form for sums over one unit, z; for sums over people who are units, Σz and Σz²
 */
function linearised(
  units: readonly UnitSums[],
  design: UnitCounts,
  form: (sums: MeasureSums) => { readonly z: number; readonly zz: number },
): { readonly variance: number; readonly df: number; readonly strata: number } {
  const strata = new Map<string, { z: number; zz: number; present: number; clusters: Map<string, number> }>()
  for (const { stratum, psu, people, measure } of units) {
    if (people === 0) continue
    let entry = strata.get(stratum)
    if (entry === undefined) {
      entry = { z: 0, zz: 0, present: 0, clusters: new Map() }
      strata.set(stratum, entry)
    }
    const { z, zz } = form(measure)
    if (psu === '') {
      entry.z += z
      entry.zz += zz
      entry.present += people
    } else {
      entry.clusters.set(psu, (entry.clusters.get(psu) ?? 0) + z)
    }
  }
  let variance = 0
  let present = 0
  for (const [stratum, { z, zz, present: alone, clusters }] of strata) {
    let sum = z
    let squares = zz
    for (const total of clusters.values()) {
      sum += total
      squares += total ** 2
    }
    const { sampled = 0, population = null } = design.get(stratum) ?? {}
    const n = Math.max(sampled, alone + clusters.size)
    const left = population === null ? 1 : Math.max(0, 1 - n / population)
    variance += left * (n > 1 ? (n / (n - 1)) * Math.max(0, squares - sum ** 2 / n) : squares)
    present += alone + clusters.size
  }
  return { variance, df: present - strata.size, strata: strata.size }
}
