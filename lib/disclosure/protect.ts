import { minimumCellFloor } from './minimum-cell'
import {
  countError,
  cutNormal,
  errorFactor,
  figureError,
  type Kin,
  type NoiseSource,
  uniformOf,
} from './noise'

/*
 * The rule that every published figure passes (protection.md, section 5, rules 3 to 8 and 10). Why it is built so, and
 * what an attacker is left with: docs/decisions/005-every-published-figure-passes-one-function.md.
 */

/** Fewest people of a cell of migrants who have been harmed, by origin, host country or place. */
export const minimumVictimCell = 20

const placingBreakdowns: readonly string[] = ['origin_region', 'host_country', 'area_type']
/** The h of the rule: a yes or no tells more than a score. The error of a sum is h times its range. */
const errorOfScores = 0.75
const errorOfShares = 1.5
/** The error of a sum of squared distances from a mean is so many times the squared range. */
const errorOfSquares = 0.375
/** Fewer people than this behind a share, or missing from it, are "nobody" and "all". */
export const fewestBehindShare = 3

/** Least and largest value of a figure. */
const limits = { score: [0, 100], change: [-100, 100], share: [0, 1] } as const

/** The people that a figure is about. */
export type Crowd = {
  /** How many, unweighted. */
  readonly n: number
  /** Sum of their record keys modulo 2³². */
  readonly recordKey: number
  /** Least number of people that is shown: `minimumCellFor`. */
  readonly minimumCell: number
  readonly noise: NoiseSource
  /** Names their weights where they are not those of the round's first release; else ''. */
  readonly weights: string
}

/** An exact figure, before protection. */
export type ExactFigure = {
  /** Name of the statistic under which its error is drawn. */
  readonly statistic: string
  /** A figure that may be the same number, or nearly. */
  readonly kin?: Kin | null
  /** People with a value, unweighted. */
  readonly n: number
  readonly estimate: number
  /** About how many people have a value: protected itself. */
  readonly about: number
  /** Sampling error; null where it cannot be known, as with a single sampling unit. Of a share only that is looked at. */
  readonly se: number | null
  /** Variance over that of a simple random sample; not finer than `shownDesignEffect` makes it. */
  readonly designEffect: number
  /** Kish's design effect of the people with a value; 1 with equal weights. */
  readonly kishDeff: number
  /** The largest weight of the people with a value, as a multiple of their mean weight; 1 with equal weights. */
  readonly largestWeight: number
  readonly scale: /** 0 to 100 */
    | { readonly kind: 'score' }
    /** The difference of two scores of one person, −100 to 100. */
    | { readonly kind: 'change' }
    | ShareScale
}

/** A share of people: of yes or no, or a mean of parts of one. */
export type ShareScale = {
  readonly kind: 'share'
  /** People behind the share, and people who have it in full: the same for a yes or no. Unweighted. */
  readonly positive: number
  readonly full: number
  /** Mean square of the values, at most, for a mean of so much; the mean itself for a yes or no, when left out. */
  readonly meanSquare?: (share: number) => number
}

/** A figure that may leave, or why it may not. */
export type ProtectedFigure =
  | {
      readonly isShown: true
      readonly estimate: number
      /** Sampling error and the error of protection together, to two significant digits; null where the first is. */
      readonly se: number | null
      /** Standard error of protection alone; stays in the program. */
      readonly protectionSe: number
    }
  | { readonly isShown: false; readonly reason: 'too_few_answers' | 'fewer_than_3' | 'nearly_all' }

/**
 * Least number of people that a cell must have.
 *
 * @param used every breakdown of the table, filters included
 * @param category of the cell, or filtered by; '' for all together
 * @param minimumCell least number of this installation
 * @throws RangeError when `minimumCell` is under the floor of 5
 */
export function minimumCellFor(used: readonly string[], category: string, minimumCell: number): number {
  if (!(minimumCell >= minimumCellFloor))
    throw new RangeError(`The smallest cell shown has at least ${minimumCellFloor} people.`)
  const isPlaced = used.some((name) => placingBreakdowns.includes(name))
  return category === 'victim' && isPlaced ? Math.max(minimumCell, minimumVictimCell) : minimumCell
}

const degreesShown = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 60, 120]

/**
 * Degrees of freedom of a sample in clusters, as coarse as an interval may tell them: the next lower of 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 60
 * and 120. An interval and its standard error together give away their t, and with it how many sampling units there are.
 */
export function shownDegreesOfFreedom(df: number): number {
  return degreesShown.findLast((step) => step <= df) ?? 1
}

/** How many people, give or take 3; null when the cell is to be suppressed. Rules 3 and 5. */
export function protectCount(crowd: Omit<Crowd, 'weights'>): number | null {
  if (crowd.n < crowd.minimumCell) return null
  const shown = crowd.n + countError(uniformOf(crowd.noise(crowd.recordKey, 'n')))
  return shown < crowd.minimumCell ? null : shown
}

/**
 * A mean or share with its error. Rules 6, 7 and 8, and rule 3 for the people who have a value: a mean over three of
 * twelve is as telling as a cell of three.
 */
export function protectFigure(crowd: Crowd, figure: ExactFigure): ProtectedFigure {
  const { scale, n } = figure
  if (n < crowd.minimumCell) return { isShown: false, reason: 'too_few_answers' }
  if (scale.kind === 'share') {
    if (scale.positive < fewestBehindShare) return { isShown: false, reason: 'fewer_than_3' }
    if (scale.full > n - fewestBehindShare) return { isShown: false, reason: 'nearly_all' }
  }
  const [low, high] = limits[scale.kind]
  const size = (high - low) * (scale.kind === 'share' ? errorOfShares : errorOfScores)
  const names = { statistic: figure.statistic, kin: figure.kin ?? null, weights: crowd.weights }
  const g = figureError(crowd.noise, crowd.recordKey, names)
  const estimate = Math.min(Math.max(figure.estimate + size * reachOf(figure, n) * g, low), high)
  // Shown only if both numbers allow it, as with counts: that a share is withheld must not be a test of one person's answer.
  if (scale.kind === 'share' && scale.meanSquare === undefined) {
    const people = estimate * figure.about
    if (people < fewestBehindShare) return { isShown: false, reason: 'fewer_than_3' }
    if (people > figure.about - fewestBehindShare) return { isShown: false, reason: 'nearly_all' }
  }
  // What is said of the error is reckoned from the number of people that is shown: it would tell the exact one.
  const protectionSe = size * shownReachOf(figure) * errorFactor(names)
  const sampled =
    figure.se === null
      ? null
      : scale.kind === 'share'
        ? shareError(estimate, figure, scale)
        : scoreError(crowd, figure, figure.se, high - low)
  return {
    isShown: true,
    estimate,
    se: sampled === null ? null : toSignificantDigits(Math.hypot(sampled, protectionSe), 2),
    protectionSe,
  }
}

/**
 * How far one person can move a mean, as a part of its range. Nobody is hidden less than among n who count alike: who counts for half of
 * a mean needs the error of a mean of two.
 */
function reachOf(
  { kishDeff, largestWeight }: Pick<ExactFigure, 'kishDeff' | 'largestWeight'>,
  n: number,
): number {
  return Math.max(Math.sqrt(kishDeff), largestWeight) / n
}

/** The same of about so many people, and no finer than to a tenth of what weights make of it. */
function shownReachOf({ kishDeff, largestWeight, about }: ExactFigure): number {
  const tenths = (value: number) => Number(value.toFixed(1))
  return reachOf({ kishDeff: tenths(kishDeff), largestWeight: tenths(largestWeight) }, about)
}

/**
 * The sampling error of a mean of scores, with an error on the sum of squares behind it. The exact one is a second look at everybody's score:
 * beside ten answers that an outsider made up and sent, it told the eleventh nearly exactly. Intervals keep what they promise (coverage.test.ts).
 */
function scoreError(
  crowd: Crowd,
  { n, designEffect, statistic, kin = null }: ExactFigure,
  se: number,
  range: number,
): number {
  const spreadOf = (name: string) => `spread of ${name}`
  const g = figureError(crowd.noise, crowd.recordKey, {
    statistic: spreadOf(statistic),
    kin: kin === null ? null : { statistic: spreadOf(kin.statistic), sign: 1 },
    weights: crowd.weights,
  })
  const error = (designEffect * errorOfSquares * range ** 2 * g) / Math.max(1, n * (n - 1))
  return Math.sqrt(Math.max(0, se ** 2 + error))
}

/**
 * The sampling error of a share, from figures that are protected themselves. The exact one, p(1 − p)/n, would tell p in small cells, however
 * it is rounded: among fewer than 20 people an outsider who sees it guesses the count behind the share in more than half of all cases.
 *
 * A share that is shown has at least 3 people behind it and 3 who are not, whatever the error made of it.
 */
function shareError(
  share: number,
  { about, designEffect }: Pick<ExactFigure, 'about' | 'designEffect'>,
  { meanSquare = (p) => p }: ShareScale,
): number {
  const least = Math.min(fewestBehindShare / about, 0.5)
  const p = Math.min(Math.max(share, least), 1 - least)
  return Math.sqrt((designEffect * Math.max(0, meanSquare(p) - p ** 2)) / Math.max(1, about - 1))
}

/**
 * A design effect as coarse as it may be used for shown figures: of people who each count once 1, else to one decimal and at least 0.1.
 *
 * @param exact null when everybody has the same value
 * @param isSimple each person drawn alone, without strata, with equal weights
 * @param kishDeff stands in where there is none
 */
export function shownDesignEffect(exact: number | null, isSimple: boolean, kishDeff: number): number {
  return isSimple ? 1 : Math.max(0.1, Number((exact ?? kishDeff).toFixed(1)))
}

/**
 * A, the intensity of poverty, from the protected H and M0: neither figure nor error has anything of its own to be averaged out.
 *
 * @param smallest least value that A can have: the poverty cut-off
 * @param sample of H: about how many people, and their design effect
 * @returns null when H or M0 is withheld, or H' is not above zero
 */
export function protectIntensity(
  headcount: ProtectedFigure,
  adjusted: ProtectedFigure,
  smallest: number,
  { about, designEffect }: Pick<ExactFigure, 'about' | 'designEffect'>,
): { readonly estimate: number; readonly se: number | null } | null {
  if (!headcount.isShown || !adjusted.isShown || headcount.estimate <= 0) return null
  // Among people deprived in every dimension A is 1 by definition, and has no error.
  if (smallest >= 1) return { estimate: 1, se: 0 }
  const estimate = Math.min(Math.max(adjusted.estimate / headcount.estimate, smallest), 1)
  const protectionSe =
    Math.hypot(adjusted.protectionSe, estimate * headcount.protectionSe) / headcount.estimate
  if (headcount.se === null) return { estimate, se: null }
  const poor = Math.max(fewestBehindShare, about * headcount.estimate)
  const spread = Math.max(0, meanSquareOfIntensity(estimate, smallest) - estimate ** 2)
  const sampled = Math.sqrt((designEffect * spread) / Math.max(1, poor - 1))
  return { estimate, se: toSignificantDigits(Math.hypot(sampled, protectionSe), 2) }
}

/** Fewer people than this behind a coefficient, and each of them moves it further than its second decimal. */
export const fewestForCoefficient = 50

/**
 * A coefficient of how items go together (alpha, omega, a correlation with the other items), −1 to 1, to two decimals.
 *
 * One person moves it by something of the order of 1/n, as they move a mean of scores; so it takes the error of one, with a range of 1.
 * An interval would need the fourth moments of the answers, which are not released: none is given.
 *
 * @param crowd the people who answered every item
 * @returns null for fewer than 50 of them
 */
export function protectCoefficient(
  crowd: Omit<Crowd, 'weights'>,
  { statistic, estimate }: Pick<ExactFigure, 'statistic' | 'estimate'>,
): number | null {
  if (crowd.n < Math.max(fewestForCoefficient, crowd.minimumCell)) return null
  const g = cutNormal(uniformOf(crowd.noise(crowd.recordKey, statistic)))
  const shown = Math.min(Math.max(estimate + (0.75 / crowd.n) * g, -1), 1)
  return Number(shown.toFixed(2))
}

/**
 * The largest mean square that values from `smallest` to 1 with this mean can have: that of values at the two ends.
 *
 * @see Bhatia and Davis (2000), American Mathematical Monthly 107: variance ≤ (1 − mean)(mean − smallest)
 */
export function meanSquareOfIntensity(mean: number, smallest: number): number {
  return mean * (1 + smallest) - smallest
}

/** Rounded to so many significant digits; 0 stays 0. */
export function toSignificantDigits(value: number, digits: number): number {
  return Number(value.toPrecision(digits))
}
