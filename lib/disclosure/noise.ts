import { normalQuantile } from '@/lib/estimation/distributions'

/**
 * Pseudo-random bytes for one statistic of one cell: HMAC-SHA-256 under the noise key of the round, over the cell key and
 * the name of the statistic. At least eight bytes.
 */
export type NoiseSource = (cellKey: number, statistic: string) => Uint8Array

/**
 * The errors of figures that are weighted. Other weights make other figures of the same people; under the same errors the difference of
 * both would be exact, and tell what the errors hide. Numbers of people do not depend on weights, and keep the error that they have.
 *
 * @param weights names the weights: the same name only for people whose weights are the same; '' where everybody counts once
 */
export function noiseOfWeights(noise: NoiseSource, weights: string): NoiseSource {
  if (weights === '') return noise
  return (cellKey, statistic) =>
    noise(cellKey, isOfCounts(statistic) ? statistic : `${statistic} by ${weights}`)
}

function isOfCounts(statistic: string): boolean {
  return statistic === 'n' || statistic.startsWith('answered:')
}

// Probabilities of an error of −3 … 3 people (protection.md, section 5, rule 5), added up.
const countErrors: readonly (readonly [below: number, error: number])[] = [
  [0.04, -3],
  [0.15, -2],
  [0.37, -1],
  [0.63, 0],
  [0.85, 1],
  [0.96, 2],
  [1, 3],
]

/** The error of a count, from −3 to 3 people; mean 0, standard deviation 1.43. @param u uniform, 0 to 1 */
export function countError(u: number): number {
  return countErrors.find(([below]) => u < below)?.[1] ?? 3
}

// Φ(−2.67): the part of the normal distribution that lies beyond the cut on each side.
const tail = 0.003792562347685491

/** A standard normal value cut at ±2.67, by inversion. @param u uniform, 0 to 1 */
export function cutNormal(u: number): number {
  return normalQuantile(tail + u * (1 - 2 * tail))
}

/**
 * A number from 0 to 1, both excluded, from the first eight bytes: 53 bits, the midpoint of one of 2⁵³ equal steps.
 *
 * @throws RangeError when fewer than eight bytes are given
 */
export function uniformOf(bytes: Uint8Array): number {
  if (bytes.byteLength < 8) throw new RangeError('A uniform number takes eight bytes.')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const high = view.getUint32(0) >>> 5
  const low = view.getUint32(4) >>> 6
  return Math.min((high * 2 ** 26 + low + 0.5) / 2 ** 53, 1 - 2 ** -53)
}
