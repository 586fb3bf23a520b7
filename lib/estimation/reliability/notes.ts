import type { Problem } from '../../result'
import type { CovarianceMatrix } from './covariance'

/** Fewer people than this say nothing of a scale. @see measurement framework, section 11 */
export const leastPeople = 10

/** Why nothing can be said of these items: too few of them or of people, one that does not vary, two that hardly anybody answered both. */
export function obstaclesOf(
  items: readonly string[],
  covariances: CovarianceMatrix,
  n: number,
): readonly Problem[] {
  if (items.length < 2) {
    return [
      {
        path: 'items',
        code: 'too_few_items',
        message: 'Reliability is about how items hang together. Name two items or more.',
      },
    ]
  }
  if (n < leastPeople) {
    return [
      {
        path: 'n',
        code: 'too_few_people',
        message: `Only ${n} people answered these items, and fewer than ${leastPeople} say nothing about a scale. Collect more answers, or leave out the item that most people skipped.`,
        params: { n, least: leastPeople },
      },
    ]
  }
  const constant = items.flatMap((item, position) => {
    const variance = covariances[position]?.[position] ?? Number.NaN
    if (variance > 0) return []
    return [
      {
        path: `items.${item}`,
        code: 'item_without_variance',
        message: `Everybody gave the same answer to "${item}", so it cannot go along with the others. Leave it out.`,
        params: { item },
      },
    ]
  })
  if (constant.length > 0) return constant
  return items.flatMap((item, i) =>
    items.flatMap((other, j) => {
      if (j <= i || Number.isFinite(covariances[i]?.[j] ?? Number.NaN)) return []
      return [
        {
          path: `items.${item}`,
          code: 'items_never_together',
          message: `Hardly anybody answered both "${item}" and "${other}". Leave one of them out.`,
          params: { item, other },
        },
      ]
    }),
  )
}

export const itemsCancel: Problem = {
  path: 'items',
  code: 'items_cancel',
  message:
    'The items cancel each other out: their sum does not vary. Reverse those that are worded the other way.',
}
export const omegaNeedsThree: Problem = {
  path: 'omega',
  code: 'omega_needs_three',
  message: 'Omega needs three items or more: two do not determine a factor.',
}

/** Of an item that is worded the other way, or does not belong. @param itemRest its correlation with the sum of the other items, below 0 */
export function goesAgainst(item: string, itemRest: number): Problem {
  return {
    path: `items.${item}`,
    code: 'item_goes_against',
    message: `"${item}" goes against the other items (item–rest correlation ${itemRest.toFixed(2)}). If it is worded the other way, reverse its scores.`,
    params: { item, itemRest },
  }
}

/** Of an item whose squared loading would pass 1. */
export function heldAtOne(item: string): Problem {
  return {
    path: `items.${item}`,
    code: 'loading_capped',
    message: `The factor would explain more than all of "${item}"; its loading was held at the limit. One factor does not describe these items well.`,
    params: { item },
  }
}

/** Of a factor whose loadings still moved at the end. @param rounds of fitting that were made */
export function notSettled(rounds: number): Problem {
  return {
    path: 'omega',
    code: 'factor_not_settled',
    message: `The factor still moved after ${rounds} rounds; omega is near, not final. Compare it with the minres method.`,
    params: { rounds },
  }
}
