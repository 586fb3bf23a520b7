import type { Kin } from '@/lib/disclosure/noise'
import type { Estimate } from './estimate'
import type { Interval, MeanFigure, NoFigure, PovertyLevel, QualityMark, ShareFigure } from './figure'

/** The people that a figure is about. */
export type People = {
  /** How many, unweighted. */
  readonly n: number
  /** Sum of their record keys modulo 2³². */
  readonly recordKey: number
  /** Least number of people that is shown. */
  readonly minimumCell: number
}

/** An estimate with the name of its statistic and, for shares, the people who have it in full. */
export type Measured = {
  readonly statistic: string
  /** A figure of the same people that may be the same number, or nearly. */
  readonly kin?: Kin | null
  /** Null when nobody has a value. */
  readonly estimate: Estimate | null
}

export type MeasuredShare = Measured & {
  /** People whose value is 1, unweighted; for a yes or no the same as those above zero. */
  readonly full: number
}

/** H, M0 and A at one cut-off, with the least value that A can have. */
type MeasuredPoverty = {
  readonly k: number
  readonly smallestIntensity: number
  readonly headcount: MeasuredShare
  readonly adjusted: MeasuredShare
  /** M0 / H as a ratio; null when nobody is poor. */
  readonly intensity: Estimate | null
}

/**
 * How estimates become figures to show. There are two such ways, `exactFigures` for managers and `protectedFigures` for
 * everybody else; a profile is built by one or the other, never by a mixture.
 */
export type Figures = {
  /** People of a cell; null when it is to be suppressed. */
  readonly count: (people: People) => number | null
  readonly mean: (people: People, measured: Measured) => MeanFigure
  /** The mean of a difference of two scores of one person, −100 to 100. */
  readonly change: (people: People, measured: Measured) => MeanFigure
  readonly share: (people: People, measured: MeasuredShare) => ShareFigure
  readonly poverty: (people: People, measured: MeasuredPoverty) => PovertyLevel
}

const fewestEffectivePeople = 30
const fewestDegreesOfFreedom = 8
const widestMeanInterval = 20
const widestShareInterval = 0.3

/**
 * Marks of low precision, from figures as they are shown.
 *
 * @param effectiveN people, divided by Kish's design effect
 */
export function qualityMarksOf(
  kind: 'score' | 'share',
  ci: Interval | null,
  effectiveN: number,
  df: number,
): readonly QualityMark[] {
  const marks: QualityMark[] = []
  if (effectiveN < fewestEffectivePeople) marks.push('few_people')
  if (df < fewestDegreesOfFreedom) marks.push('few_units')
  const widest = kind === 'score' ? widestMeanInterval : widestShareInterval
  if (ci !== null && ci[1] - ci[0] > widest) marks.push('wide_interval')
  return marks
}

/** A mean of which there is no figure, and why. */
export function noMean(reason: NoFigure): MeanFigure {
  return { mean: null, se: null, ci: null, reason, qualityMarks: [] }
}

/** A share of which there is no figure, and why. */
export function noShare(reason: NoFigure): ShareFigure {
  return { share: null, se: null, ci: null, reason, shareText: shareTextOf(reason), qualityMarks: [] }
}

/** What to say in place of a share, if anything can be said. */
export function shareTextOf(reason: NoFigure | null): 'fewer_than_3' | 'nearly_all' | null {
  return reason === 'fewer_than_3' || reason === 'nearly_all' ? reason : null
}

/** An interval without the part beyond what a figure can be. */
export function within(ci: Interval | null, low: number, high: number): Interval | null {
  return ci === null ? null : [Math.max(ci[0], low), Math.min(ci[1], high)]
}
