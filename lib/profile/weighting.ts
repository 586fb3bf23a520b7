/** How the people of a release were weighted, as it is kept: exact. What of it may be shown is `shownWeighting`. */
export type ReleasedWeighting = {
  /** Of the weighting that was in use. */
  readonly id: string
  /** Names the weights: fitted ones are others at each release, whatever their title. '' where everybody counts once. */
  readonly weightsKey: string
  readonly title: string
  /** Date. */
  readonly madeOn: string
  /** Account id of who made it, or `operator`. */
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
  'title' | 'madeOn' | 'method' | 'margins' | 'upon' | 'hasStrata' | 'hasSamplingUnits' | 'fault'
> & {
  /** People of the round who have no weight and are left out: at most so many. */
  readonly withoutWeight: number
  /** Whether variances are corrected for a finite population in any stratum. */
  readonly isFinite: boolean
  /** Least and largest weight, as multiples of the mean weight; null where they are not shown. */
  readonly smallest: number | null
  readonly largest: number | null
  /** Kish's design effect is at most so much. */
  readonly kishDeff: number
  /** Shown to be at least so many. */
  readonly effectiveN: number
  /** Null where it is not shown. */
  readonly trimmedShare: number | null
}

/** How linked people are weighted: by the weights of the wave before, raised so that those found again stand for everybody of that wave. */
export type LinkedWeighting = {
  readonly adjustedForAttrition: true
  /** Whether the wave before had weights. */
  readonly upon: 'weights' | 'everybody_once'
  /** Of the weights of the wave before; null without any. */
  readonly title: string | null
}

/** The weights that linked people had in the wave before, as a release keeps them. */
export type LinkedUpon = {
  /** Null where every person of that wave counted once. */
  readonly title: string | null
}

/** What is said of the weights of linked people. */
export function linkedWeighting({ title }: LinkedUpon): LinkedWeighting {
  return { adjustedForAttrition: true, upon: title === null ? 'everybody_once' : 'weights', title }
}

/** Beside protected figures people without a weight are told in steps of so many: more than the error of a count reaches, either way. */
const stepOfPeople = 10

const limitsOfDeff = [1.25, 1.5, 2, 3, 5, 10, 20, 50, 100] as const

/**
 * What of a weighting may be shown.
 *
 * Range and design effect of fitted weights tell, with margins that everybody knows, how many people of each band there are: the largest
 * weight is the share of a band in the population over that in the sample. Where figures are protected the design effect is therefore given
 * as one of a few limits, so far apart that a count stays about as uncertain as its own error makes it, and the range not at all: two
 * figures with limits of their own would narrow each other down. Why margins were not met names bands that are empty, and is kept to
 * managers.
 *
 * People without a weight are a small group as any other: there are at most so many of them, and of how many have a weight no more is told
 * than follows from that and the number of responses.
 */
export function shownWeighting(weighting: ReleasedWeighting, isExact: boolean): ShownWeighting
export function shownWeighting(weighting: ReleasedWeighting | null, isExact: boolean): ShownWeighting | null
export function shownWeighting(weighting: ReleasedWeighting | null, isExact: boolean): ShownWeighting | null {
  if (weighting === null) return null
  const {
    id: _id,
    weightsKey: _key,
    madeBy: _by,
    unitsInPopulation: _units,
    diagnostics,
    withoutWeight,
    fault,
    ...said
  } = weighting
  const { n, smallest, largest, kishDeff, effectiveN, trimmedShare } = diagnostics
  const corrected = { ...said, isFinite: hasFiniteStrata(weighting) }
  if (isExact)
    return { ...corrected, withoutWeight, smallest, largest, kishDeff, effectiveN, trimmedShare, fault }
  const deff = limitsOfDeff.find((limit) => kishDeff <= limit) ?? upTo(kishDeff)
  const withoutAtMost = Math.ceil(withoutWeight / stepOfPeople) * stepOfPeople
  return {
    ...corrected,
    withoutWeight: withoutAtMost,
    smallest: null,
    largest: null,
    kishDeff: deff,
    effectiveN: Math.floor(Math.max(0, n + withoutWeight - withoutAtMost) / deff),
    trimmedShare: null,
    fault: fault === null ? null : 'The people of this release could not meet the margins.',
  }
}

/**
 * Title of the weights that people count by: of the design weights where margins were not met. Null where every person counts once, as in
 * profiles that were published before anybody could be weighted.
 */
export function titleOfWeights(
  weighting: Pick<ShownWeighting, 'title' | 'upon' | 'fault'> | null | undefined,
): string | null {
  if (weighting == null) return null
  return weighting.fault === null ? weighting.title : weighting.upon
}

/** Whether variances are corrected for a finite population in any stratum. */
export function hasFiniteStrata(weighting: Pick<ReleasedWeighting, 'unitsInPopulation'> | null): boolean {
  return weighting !== null && Object.keys(weighting.unitsInPopulation).length > 0
}

/** The least of 100, 200, 500, 1000 … that is not below. @param value over 1 */
function upTo(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5].map((step) => step * power).find((limit) => value <= limit) ?? 10 * power
}
