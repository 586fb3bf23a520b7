import {
  type Crowd,
  type ExactFigure,
  meanSquareOfIntensity,
  type ProtectedFigure,
  protectCount,
  protectFigure,
  protectIntensity,
  shownDegreesOfFreedom,
  shownDesignEffect,
} from '@/lib/disclosure/protect'
import { meanInterval, proportionInterval } from '@/lib/estimation/interval'
import type { Estimate } from './estimate'
import type { Interval, MeanFigure, NoFigure } from './figure'
import {
  type Figures,
  type Measured,
  type MeasuredShare,
  noMean,
  noShare,
  type People,
  qualityMarksOf,
  shareTextOf,
  within,
} from './figures'

/**
 * Figures that may leave: each through the rule of `lib/disclosure/protect.ts`.
 *
 * Whatever else goes with a figure (interval, degrees of freedom, quality marks) is reckoned from figures that are
 * themselves protected. An interval from the exact standard error, or with a t of the exact degrees of freedom, would tell
 * what the error of the figure beside it hides.
 *
 * @param isClustered whether people were sampled in units of several
 * @param isCorrected whether variances are corrected for a finite population
 */
export function protectedFigures(
  { noise, weights }: Pick<Crowd, 'noise' | 'weights'>,
  isClustered: boolean,
  isCorrected = false,
): Figures {
  const isPlain = !isClustered && !isCorrected
  const degreesOfFreedom = (crowd: Crowd, estimate: Estimate) => {
    const people = answeredCount(crowd, estimate) - estimate.strata
    return Math.max(1, isClustered ? Math.min(shownDegreesOfFreedom(estimate.df), people) : people)
  }
  const protectedMean =
    (kind: 'score' | 'change', [low, high]: Interval) =>
    (people: People, { statistic, kin = null, estimate }: Measured): MeanFigure => {
      if (estimate === null) return noMean('too_few_answers')
      const crowd = { ...people, noise, weights }
      const sample = sampleOf(crowd, estimate, isPlain)
      const shown = protectFigure(crowd, { ...estimate, ...sample, statistic, kin, scale: { kind } })
      if (!shown.isShown) return noMean(shown.reason)
      const df = degreesOfFreedom(crowd, estimate)
      const mean = rounded(shown.estimate, 2)
      const ci =
        shown.se === null ? null : roundedEnds(within(meanInterval(mean, shown.se, df), low, high), 2)
      return {
        mean,
        se: shown.se,
        ci,
        reason: null,
        qualityMarks: qualityMarksOf('score', ci, effectiveN(crowd, estimate), df),
      }
    }
  return {
    count: (people) => protectCount({ ...people, noise }),

    mean: protectedMean('score', [0, 100]),

    change: protectedMean('change', [-100, 100]),

    share: (people, measured) => {
      const { estimate } = measured
      if (estimate === null) return noShare('too_few_answers')
      const crowd = { ...people, noise, weights }
      const shown = protectShare(crowd, measured, isPlain)
      if (!shown.isShown) return noShare(shown.reason)
      const df = degreesOfFreedom(crowd, estimate)
      const ci = shareInterval(crowd, measured, shown, df)
      return {
        share: rounded(shown.estimate, 4),
        se: shown.se,
        ci,
        reason: null,
        shareText: null,
        qualityMarks: qualityMarksOf('share', ci, effectiveN(crowd, estimate), df),
      }
    },

    poverty: (people, measured) => {
      const crowd = { ...people, noise, weights }
      const { estimate } = measured.headcount
      const smallest = measured.smallestIntensity
      const H = protectShare(crowd, measured.headcount, isPlain)
      // c is 0, or lies between the cut-off and 1: for a given M0 its mean square is largest when c is at the ends alone.
      const meanSquare = (share: number) =>
        H.isShown && H.estimate > 0
          ? H.estimate * meanSquareOfIntensity(Math.min(Math.max(share / H.estimate, smallest), 1), smallest)
          : share
      const M0 = H.isShown ? protectShare(crowd, measured.adjusted, isPlain, meanSquare) : H
      const A =
        estimate === null ? null : protectIntensity(H, M0, smallest, sampleOf(crowd, estimate, isPlain))
      const df = estimate === null ? 1 : degreesOfFreedom(crowd, estimate)
      const ci = {
        H: H.isShown ? shareInterval(crowd, measured.headcount, H, df) : null,
        A:
          A === null || A.se === null
            ? null
            : roundedEnds(within(meanInterval(A.estimate, A.se, df), 0, 1), 4),
        M0:
          M0.isShown && M0.se !== null
            ? roundedEnds(within(meanInterval(M0.estimate, M0.se, df), 0, 1), 4)
            : null,
      }
      return {
        k: measured.k,
        H: H.isShown ? rounded(H.estimate, 4) : null,
        A: A === null ? null : rounded(A.estimate, 4),
        M0: M0.isShown ? rounded(M0.estimate, 4) : null,
        se: { H: H.isShown ? H.se : null, A: A?.se ?? null, M0: M0.isShown ? M0.se : null },
        ci,
        reason: { H: reasonOf(H), A: A === null ? 'not_defined' : null, M0: reasonOf(M0) },
        shareText: shareTextOf(reasonOf(H)),
        qualityMarks:
          estimate === null || !H.isShown
            ? []
            : qualityMarksOf('share', ci.H, effectiveN(crowd, estimate), df),
      }
    },
  }
}

function protectShare(
  crowd: Crowd,
  { statistic, kin = null, estimate, full }: MeasuredShare,
  isPlain: boolean,
  meanSquare?: (share: number) => number,
): ProtectedFigure {
  if (estimate === null) return { isShown: false, reason: 'too_few_answers' }
  return protectFigure(crowd, {
    ...estimate,
    ...sampleOf(crowd, estimate, isPlain),
    statistic,
    kin,
    scale: {
      kind: 'share',
      positive: estimate.positive,
      full,
      ...(meanSquare !== undefined && { meanSquare }),
    },
  })
}

/** What is known outside of the people behind a figure: about how many there are, and how well they were drawn. */
function sampleOf(
  crowd: Crowd,
  estimate: Estimate,
  isPlain: boolean,
): Pick<ExactFigure, 'about' | 'designEffect'> {
  const isSimple = isPlain && estimate.strata <= 1 && estimate.kishDeff < 1 + 1e-9
  return {
    about: answeredCount(crowd, estimate),
    designEffect: shownDesignEffect(estimate.deff, isSimple, estimate.kishDeff),
  }
}

/**
 * The interval of a protected share. Logit like the exact one; but its linearisation says nothing where the error
 * exceeds p(1 − p), as in small cells where protection is most of the error. There the error is added as it was made.
 */
function shareInterval(
  crowd: Crowd,
  { estimate: exact }: MeasuredShare,
  shown: Extract<ProtectedFigure, { isShown: true }>,
  df: number,
): Interval | null {
  if (shown.se === null || exact === null) return null
  const p = rounded(shown.estimate, 4)
  if (shown.se >= p * (1 - p)) return roundedEnds(within(meanInterval(p, shown.se, df), 0, 1), 4)
  const n = answeredCount(crowd, exact)
  return roundedEnds(proportionInterval(p, shown.se, df, n, exact.kishDeff), 4)
}

/**
 * About how many of the crowd have a value: the protected count times the protected share of those who have one. Of all figures that as many
 * have a value of it is the same, lest it be averaged over them.
 */
function answeredCount(crowd: Crowd, { n }: Estimate): number {
  const people = protectCount(crowd) ?? crowd.minimumCell
  const answered = protectFigure(
    { ...crowd, weights: '' },
    {
      statistic: `answered:${n}`,
      n: crowd.n,
      estimate: n / crowd.n,
      se: 0,
      kishDeff: 1,
      largestWeight: 1,
      about: people,
      designEffect: 1,
      scale: { kind: 'share', positive: n, full: n },
    },
  )
  return Math.max(crowd.minimumCell, Math.round(answered.isShown ? people * answered.estimate : people))
}

function effectiveN(crowd: Crowd, estimate: Estimate): number {
  return answeredCount(crowd, estimate) / estimate.kishDeff
}

function reasonOf(figure: ProtectedFigure): NoFigure | null {
  return figure.isShown ? null : figure.reason
}

// Digits beyond the error would only look like precision: hundredths of a point, ten-thousandths of a share.
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}

function roundedEnds(ci: Interval | null, decimals: number): Interval | null {
  return ci === null ? null : [rounded(ci[0], decimals), rounded(ci[1], decimals)]
}
