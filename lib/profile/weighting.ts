/** How the people of a release were weighted. */
export type ReleasedWeighting = {
  readonly title: string
  /** Date. */
  readonly madeOn: string
  /** E-mail address of who made it, or `operator`. */
  readonly madeBy: string
  /** `design`: weights as uploaded. `poststratification`, `raking`: fitted to margins at each release. */
  readonly method: 'design' | 'poststratification' | 'raking'
  /** Breakdowns that the weights were fitted to, in order; empty for design weights. */
  readonly margins: readonly string[]
  /** Whether people were drawn by strata or by sampling units. */
  readonly hasStrata: boolean
  readonly hasSamplingUnits: boolean
  /** People of the round who have no weight and are left out. */
  readonly withoutWeight: number
  readonly diagnostics: WeightDiagnostics
  /** Why the margins could not be met and the design weights stand alone; null when they were. */
  readonly fault: string | null
}

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
