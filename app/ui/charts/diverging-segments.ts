import type { Shade } from './ramps'

/** Where the answers to one option lie around the centre: percent, negative at the side of worse answers. */
export type Segment = {
  readonly share: number
  readonly from: number
  readonly to: number
  readonly shade: Shade
}

type Row = { readonly shares: readonly (number | null)[]; readonly apart: readonly (number | null)[] }

/**
 * Places shares around a centre: options before the middle on the positive side, after it on the negative, a neutral middle half on either.
 *
 * @param shares percent, the best option first; null (hidden) takes no room
 */
export function segmentsOf(shares: readonly (number | null)[], shades: readonly Shade[]): readonly Segment[] {
  const half = Math.floor(shares.length / 2)
  const isOdd = shares.length % 2 === 1
  const middle = isOdd ? (shares[half] ?? 0) : 0
  const segment = (index: number, from: number): Segment | null => {
    const share = shares[index] ?? null
    const shade = shades[index]
    return share === null || share <= 0 || shade === undefined
      ? null
      : { share, from, to: from + share, shade }
  }
  const segments: (Segment | null)[] = [isOdd ? segment(half, -middle / 2) : null]
  let better = middle / 2
  for (let index = half - 1; index >= 0; index -= 1) {
    segments.push(segment(index, better))
    better += shares[index] ?? 0
  }
  let worse = -middle / 2
  for (let index = half + (isOdd ? 1 : 0); index < shares.length; index += 1) {
    worse -= shares[index] ?? 0
    segments.push(segment(index, worse))
  }
  return segments.filter((one) => one !== null)
}

/** What hidden options have together, in percent; null when a row hides none. */
export function hiddenShare({ shares, apart }: Row): number | null {
  if (![...shares, ...apart].includes(null)) return null
  return Math.max(0, 100 - [...shares, ...apart].reduce((sum: number, share) => sum + (share ?? 0), 0))
}

/** Ends of an axis that holds every row, rounded outward to tens; room for what is hidden lies beyond the best answers. */
export function domainOf(rows: readonly Row[]): readonly [number, number] {
  const ends = rows.map((row) => {
    const segments = segmentsOf(
      row.shares,
      row.shares.map(() => ({ fill: '', on: '' })),
    )
    const best = Math.max(0, ...segments.map((one) => one.to))
    return {
      worst: Math.min(0, ...segments.map((one) => one.from)),
      best: best + (hiddenShare(row) ?? 0),
    }
  })
  const outward = (percent: number) => Math.max(10, Math.ceil(percent / 10 - 1e-9) * 10)
  return [
    -outward(Math.max(0, ...ends.map(({ worst }) => -worst))),
    outward(Math.max(0, ...ends.map(({ best }) => best))),
  ]
}
