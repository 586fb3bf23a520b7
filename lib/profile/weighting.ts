/** How the people of a release were weighted, as it is kept: exact. What of it may be shown is `shownWeighting`. */
export type ReleasedWeighting = {
  /** Of the weighting that was in use. */
  readonly id: string
  /** Names the weights for `noiseOfWeights`: fitted ones are others at each release. */
  readonly weightsKey: string
  readonly title: string
  /** Date. */
  readonly madeOn: string
  /** E-mail address of who made it, or `operator`. */
  readonly madeBy: string
  /** `design`: weights as uploaded. `poststratification`, `raking`: fitted to margins at each release. */
  readonly method: WeightingMethod
  /** Names of the margins that the weights were fitted to, in order: `gender`, `age_band*gender`; empty for design weights. */
  readonly margins: readonly string[]
  /** Title of the design weights that fitted weights stand upon; null for design weights, and where everybody began with 1. */
  readonly upon: string | null
  /** Whether people were drawn by strata or by sampling units. */
  readonly hasStrata: boolean
  readonly hasSamplingUnits: boolean
  /** Sampling units in the population by stratum ('' without strata), where they are known: finite population corrections. */
  readonly unitsInPopulation: Readonly<Record<string, number>>
  /** People of the round who have no weight and are left out. */
  readonly withoutWeight: number
  readonly diagnostics: WeightDiagnostics
  /** Why the margins could not be met and the design weights stand alone; null when they were. */
  readonly fault: string | null
}

export type WeightingMethod = 'design' | 'poststratification' | 'raking'

export type WeightDiagnostics = {
  /** People with a weight. */
  readonly n: number
  /** Least and largest weight, as multiples of the mean weight. */
  readonly smallest: number
  readonly largest: number
  /** Kish's design effect of the weights, from 1. */
  readonly kishDeff: number
  /** Equally weighted people who would give the same precision. */
  readonly effectiveN: number
  /** Share of people whose weight was cut, 0–1. */
  readonly trimmedShare: number
}

/** What is said of a weighting beside figures: of an exact profile to the last digit, else within bounds. */
export type ShownWeighting = Pick<
  ReleasedWeighting,
  | 'title'
  | 'madeOn'
  | 'method'
  | 'margins'
  | 'upon'
  | 'hasStrata'
  | 'hasSamplingUnits'
  | 'withoutWeight'
  | 'fault'
> & {
  /** Whether variances are corrected for a finite population in any stratum. */
  readonly isFinite: boolean
  /** No weight is less than `smallest` or more than `largest` times the mean weight. */
  readonly smallest: number
  readonly largest: number
  /** Kish's design effect is at most so much. */
  readonly kishDeff: number
  /** Shown to be at least so many. */
  readonly effectiveN: number
  /** Null where it is not shown. */
  readonly trimmedShare: number | null
}

const limitsOfDeff = [1, 1.25, 1.5, 2, 3, 5, 10, 20, 50, 100] as const

/**
 * What of a weighting may be shown.
 *
 * Range and design effect of fitted weights tell, with margins that everybody knows, how many people of each band there are: the largest
 * weight is the share of a band in the population over that in the sample. Where figures are protected they are therefore given as
 * limits so far apart that a count stays as uncertain as its own error makes it. Why margins were not met names bands that are empty,
 * and is kept to managers.
 */
export function shownWeighting(weighting: ReleasedWeighting | null, isExact: boolean): ShownWeighting | null {
  if (weighting === null) return null
  const {
    id: _id,
    weightsKey: _key,
    madeBy: _by,
    unitsInPopulation: _units,
    diagnostics,
    fault,
    ...said
  } = weighting
  const { n, smallest, largest, kishDeff, effectiveN, trimmedShare } = diagnostics
  const corrected = { ...said, isFinite: hasFiniteStrata(weighting) }
  if (isExact) return { ...corrected, smallest, largest, kishDeff, effectiveN, trimmedShare, fault }
  const deff = limitsOfDeff.find((limit) => kishDeff <= limit * (1 + rounding)) ?? upTo(kishDeff)
  return {
    ...corrected,
    smallest: 1 / upTo(1 / smallest),
    largest: upTo(largest),
    kishDeff: deff,
    effectiveN: Math.floor(n / deff),
    trimmedShare: null,
    fault: fault === null ? null : 'The people of this release could not meet the margins.',
  }
}

/** Whether variances are corrected for a finite population in any stratum. */
export function hasFiniteStrata(weighting: Pick<ReleasedWeighting, 'unitsInPopulation'> | null): boolean {
  return weighting !== null && Object.keys(weighting.unitsInPopulation).length > 0
}

// Equal weights differ in their last digits.
const rounding = 1e-9

/** The least of 1, 2, 5, 10, 20, 50 … that is not below. @param value from 1 */
function upTo(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  return (
    [1, 2, 5, 10].map((step) => step * power).find((step) => value <= step * (1 + rounding)) ?? 10 * power
  )
}
