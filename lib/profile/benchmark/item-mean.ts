import type { MeanFigure, ShareFigure } from '../figure'
import { noMean } from '../figures'

/** One answer of an item: where it stands from worst (0) to best (100), and how many gave it. */
export type ScoredShare = { readonly score: number; readonly figure: ShareFigure }

/**
 * The mean score of an item from the shown shares of its answers.
 *
 * Formed from what is shown, so that it tells nothing that the shares do not: Σ p s / Σ p, because protected shares do not add up to 1
 * exactly. An answer that fewer than 3 people gave counts as none.
 *
 * Its standard error follows from those of the shares as if answers were drawn one by one, SE² = v (Σ p s² − mean²) with v the largest
 * SE² / (p (1 − p)) among them: on the safe side, for v holds the design effect and the error of protection of the share that has most of
 * both.
 *
 * @param t the multiplier of the interval
 * @returns without a figure where no share is shown, or one of them is hidden for another reason than that nearly nobody gave the answer
 */
export function meanOfShares(shares: readonly ScoredShare[], t: number): MeanFigure {
  const known = shares.flatMap(({ score, figure }) => {
    const p = shareOf(figure)
    return p === null ? [] : [{ score, p, se: figure.share === null ? 0 : figure.se }]
  })
  const total = known.reduce((sum, { p }) => sum + p, 0)
  if (known.length < shares.length || total <= 0) return noMean('too_few_answers')
  const mean = known.reduce((sum, { p, score }) => sum + p * score, 0) / total
  const spread = known.reduce((sum, { p, score }) => sum + p * (score - mean) ** 2, 0) / total
  const perPerson = known.flatMap(({ p, se }) =>
    se === null || p <= 0 || p >= 1 ? [] : [se ** 2 / (p * (1 - p))],
  )
  const isSure = known.every(({ se }) => se !== null) && perPerson.length > 0
  const se = isSure ? Math.sqrt(Math.max(...perPerson) * spread) : null
  return {
    mean,
    se,
    ci: se === null ? null : [Math.max(0, mean - t * se), Math.min(100, mean + t * se)],
    reason: null,
    qualityMarks: [],
  }
}

function shareOf({ share, shareText }: ShareFigure): number | null {
  if (share !== null) return share
  if (shareText === null) return null
  return shareText === 'nearly_all' ? 1 : 0
}
