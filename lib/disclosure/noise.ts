import { normalQuantile } from '@/lib/estimation/distributions'

/**
 * Pseudo-random bytes for one statistic of one cell: HMAC-SHA-256 under the noise key of the round, over the cell key and
 * the name of the statistic. At least eight bytes.
 */
export type NoiseSource = (cellKey: number, statistic: string) => Uint8Array

/** Another figure of the same people whose error a figure carries beside its own. */
export type Kin = {
  /** Name of its statistic. */
  readonly statistic: string
  /** −1 where the two add up to a whole. */
  readonly sign: 1 | -1
}

/** Under which names the error of a figure is drawn. */
export type ErrorNames = {
  readonly statistic: string
  /** A figure that may be the same number, or nearly, as an index is formed in another way; null for a figure that stands alone. */
  readonly kin: Kin | null
  /** Names the weights of the people where they are not those of the round's first release; else ''. */
  readonly weights: string
}

/**
 * The error of a figure, in standard errors of protection.
 *
 * A figure that stands alone has one, g. One that is nearly the same number as another figure of the same people, or is reckoned of them with
 * other weights, carries the error of that one and one more: however many such figures are averaged, the first error stays; and the difference
 * of two of them is never exact.
 */
export function figureError(
  noise: NoiseSource,
  cellKey: number,
  { statistic, kin, weights }: ErrorNames,
): number {
  const drawn = (name: string) => cutNormal(uniformOf(noise(cellKey, name)))
  const own = drawn(statistic)
  const shared = kin === null ? 0 : kin.sign * drawn(kin.statistic)
  const reweighted = weights === '' ? 0 : drawn(`${statistic} by ${weights}`)
  return own + shared + reweighted
}

/** How much larger the standard deviation of that error is than that of one that stands alone. */
export function errorFactor({ kin, weights }: Pick<ErrorNames, 'kin' | 'weights'>): number {
  return Math.sqrt(1 + Number(kin !== null) + Number(weights !== ''))
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
