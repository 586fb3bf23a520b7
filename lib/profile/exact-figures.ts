import { meanInterval, proportionInterval } from '@/lib/estimation/interval'
import type { Estimate } from './estimate'
import type { DesignFigures, Interval, MeanFigure } from './figure'
import { type Figures, type Measured, noMean, noShare, qualityMarksOf, within } from './figures'

/**
 * Unprotected figures to full precision, for managers only. Nothing is suppressed: they see every response of their round
 * in any case. A profile built from them is marked as not for publication.
 */
export const exactFigures: Figures = {
  count: (people) => people.n,

  mean: (_, measured) => exactMean(measured),

  change: (_, measured) => exactMean(measured),

  share: (_, { estimate }) => {
    if (estimate === null) return noShare('nobody')
    const ci = shareCi(estimate)
    return {
      share: estimate.estimate,
      se: estimate.se,
      ci,
      reason: null,
      shareText: null,
      qualityMarks: qualityMarksOf('share', ci, effectiveN(estimate), estimate.df),
      design: designFigures(estimate),
    }
  },

  poverty: (_, { k, headcount, adjusted, intensity }) => {
    const H = headcount.estimate
    const M0 = adjusted.estimate
    const reason = H === null ? 'nobody' : null
    const ci = H === null ? null : shareCi(H)
    return {
      k,
      H: H?.estimate ?? null,
      A: intensity?.estimate ?? null,
      M0: M0?.estimate ?? null,
      se: { H: H?.se ?? null, A: intensity?.se ?? null, M0: M0?.se ?? null },
      ci: {
        H: ci,
        A: intensity === null ? null : within(meanCi(intensity), 0, 1),
        M0: M0 === null ? null : within(meanCi(M0), 0, 1),
      },
      reason: { H: reason, A: reason ?? (intensity === null ? 'not_defined' : null), M0: reason },
      shareText: null,
      qualityMarks: H === null ? [] : qualityMarksOf('share', ci, effectiveN(H), H.df),
    }
  },
}

function exactMean({ estimate }: Measured): MeanFigure {
  if (estimate === null) return noMean('nobody')
  const ci = meanCi(estimate)
  return {
    mean: estimate.estimate,
    se: estimate.se,
    ci,
    reason: null,
    qualityMarks: qualityMarksOf('score', ci, effectiveN(estimate), estimate.df),
    design: designFigures(estimate),
  }
}

function meanCi({ estimate, se, df }: Estimate): Interval | null {
  return se === null ? null : meanInterval(estimate, se, df)
}

function shareCi({ estimate, se, df, n, kishDeff }: Estimate): Interval | null {
  return se === null ? null : proportionInterval(estimate, se, df, n, kishDeff)
}

function effectiveN({ n, kishDeff }: Estimate): number {
  return n / kishDeff
}

function designFigures({ n, df, deff }: Estimate): DesignFigures {
  return { n, df, deff }
}
