import { fewestForCoefficient, protectCoefficient, protectCount } from '@/lib/disclosure/protect'
import type { Protection } from '../profile'
import type { ScaleReliability } from './scale-reliability'

/** How well the items of a scale hang together, as it may be shown. */
export type ShownReliability = Pick<ScaleReliability, 'scale' | 'by' | 'band' | 'leftOut'> & {
  /** People who answered every item. Protected: about so many; null where they are too few to show. */
  readonly n: number | null
  readonly alpha: number | null
  /** Null also for two items, which do not determine a factor. */
  readonly omega: number | null
  /** Empty where they are too few to show. */
  readonly items: ScaleReliability['items']
  /**
   * Why there is no figure. `not_defined`: fewer than two items; exact figures also: an item that all answer alike. Protected, that
   * looks like too few answers.
   */
  readonly reason: 'too_few_answers' | 'not_defined' | null
}

/** Reliability as its reader may see it: as reckoned for managers who ask for exact figures, else protected. */
export function shownReliability(reliability: ScaleReliability, protection: Protection): ShownReliability {
  const { scale, by, band, n, recordKey, alpha, omega, items, leftOut, reason, isNearlyAlike } = reliability
  const whose = { scale, by, band }
  const withheld = reason === 'few_people' ? 'too_few_answers' : reason === null ? null : 'not_defined'
  if (protection.kind === 'exact') return { ...whose, n, alpha, omega, items, leftOut, reason: withheld }
  const crowd = {
    n,
    recordKey,
    minimumCell: Math.max(fewestForCoefficient, protection.minimumCell),
    noise: protection.noise,
  }
  const about = protectCount(crowd)
  const none = { ...whose, alpha: null, omega: null, items: [] }
  // Of a hidden group not even the items are told that were asked of few in it.
  // And of an item that all or nearly all answer alike, not that it is so: that would say what each of them answered.
  if (about === null || isNearlyAlike) return { ...none, n: null, leftOut: [], reason: 'too_few_answers' }
  if (withheld !== null) return { ...none, n: about, leftOut, reason: withheld }
  const shown = (statistic: string, estimate: number | null) =>
    estimate === null ? null : protectCoefficient(crowd, { statistic, estimate })
  return {
    ...whose,
    n: about,
    alpha: shown(`alpha:${scale}`, alpha),
    omega: shown(`omega:${scale}`, omega),
    items: items.map((item) => ({
      id: item.id,
      // Of two items each is the other's rest: one number, one error.
      itemRest: shown(`item-rest:${items.length === 2 ? scale : item.id}`, item.itemRest),
      alphaIfDropped: shown(`alpha-without:${item.id}`, item.alphaIfDropped),
    })),
    leftOut,
    reason: null,
  }
}
