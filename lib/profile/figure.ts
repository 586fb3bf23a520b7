/** Lower and upper end of a 95 % interval, on the scale of the figure. */
export type Interval = readonly [low: number, high: number]

/**
 * Why a place in a profile holds no figure.
 *
 * | reason | meaning |
 * |---|---|
 * | `too_few_answers` | the cell is shown, but too few of its people have this score to show it |
 * | `fewer_than_3` | a share that fewer than 3 people stand behind |
 * | `nearly_all` | a share that all but fewer than 3 people stand behind |
 * | `nobody` | exact figures only: nobody in the cell has this score |
 * | `not_defined` | a ratio whose lower part is zero, or withheld |
 */
export type NoFigure = 'too_few_answers' | 'fewer_than_3' | 'nearly_all' | 'nobody' | 'not_defined'

/**
 * Why a figure is of low precision (measurement.md, section 12).
 *
 * `few_people`: effective number of people under 30. `few_units`: under 8 degrees of freedom. `wide_interval`: wider than
 * 20 points for a mean, or 0.30 for a share.
 */
export type QualityMark = 'few_people' | 'few_units' | 'wide_interval'

/** Given with exact figures only: each of these tells how many people there are. */
export type DesignFigures = {
  /** People with a value, unweighted. */
  readonly n: number
  readonly df: number
  /** Variance over that of a simple random sample of n; null when everybody has the same value. */
  readonly deff: number | null
}

type EveryFigure = {
  /** Standard error, on the scale of the figure. Protected: with the error of protection, to two significant digits. */
  readonly se: number | null
  readonly ci: Interval | null
  readonly qualityMarks: readonly QualityMark[]
  readonly design?: DesignFigures
}

/** A mean score, 0 (worst) to 100 (best). */
export type MeanFigure = EveryFigure & {
  readonly mean: number | null
  readonly reason: NoFigure | null
}

/** A share of people, 0 to 1. */
export type ShareFigure = EveryFigure & {
  readonly share: number | null
  readonly reason: NoFigure | null
  /** What to say in place of a share that is withheld because it holds for nobody or for all, or nearly so. */
  readonly shareText: 'fewer_than_3' | 'nearly_all' | null
}

/** Three figures of the Alkire–Foster method, with the same thing said of each. */
type ByPovertyFigure<T> = { readonly H: T; readonly A: T; readonly M0: T }

/** Poverty at one cut-off k. */
export type PovertyLevel = ByPovertyFigure<number | null> & {
  /** Least share of dimensions, by weight, in which a poor person is deprived. */
  readonly k: number
  readonly se: ByPovertyFigure<number | null>
  readonly ci: ByPovertyFigure<Interval | null>
  readonly reason: ByPovertyFigure<NoFigure | null>
  /** Said of H in place of a figure. */
  readonly shareText: 'fewer_than_3' | 'nearly_all' | null
  readonly qualityMarks: readonly QualityMark[]
}

/** Poverty at the questionnaire's cut-off, with the two ends of the scale beside it. */
export type PovertyFigures = PovertyLevel & {
  /** By dimension: the share of all people who are poor and deprived in it. */
  readonly censored: Readonly<Record<string, ShareFigure>>
  /** By dimension: its part of M0; they sum to 1. Null when M0 is zero or a part is withheld. */
  readonly contributions: Readonly<Record<string, number | null>>
  /** Deprived in any dimension. */
  readonly union: PovertyLevel
  /** Deprived in all dimensions. */
  readonly intersection: PovertyLevel
  /** Share of people who cannot be placed because a dimension has no score. */
  readonly excludedShare: ShareFigure
  /** True when the excluded share is over 15 %: every display says so. */
  readonly isExcludedShareHigh: boolean
}
