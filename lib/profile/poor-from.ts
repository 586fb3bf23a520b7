import { numberIn } from '@/lib/interface/number-words'
import { countsAsPoor } from '@/lib/poverty-cutoff'
import { povertyOf } from './measures'
import type { Wording } from './names'

/** Weights are sums of decimals. */
const tolerance = 1e-9

/**
 * From where on somebody counts as poor: in `least` or more of `parts` parts of life. Where parts differ in weight no number of them says
 * it: then `least` is 0, and `share` the weight of 100 that it takes.
 */
export function poorFrom({ questionnaire, language }: Pick<Wording, 'questionnaire' | 'language'>): {
  readonly least: number
  readonly parts: number
  readonly share: string
} {
  const { k, dimensions } = povertyOf(questionnaire) ?? { k: 1, dimensions: [] }
  const parts = dimensions.length
  const isEven = dimensions.every(({ weight }) => Math.abs(weight - 1 / parts) < tolerance)
  const enough = dimensions.findIndex((_, place) => countsAsPoor((place + 1) / parts, k)) + 1
  return { least: isEven ? enough : 0, parts, share: numberIn(language, 0)(100 * k) }
}
