import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { domainOf, hiddenShare, segmentsOf } from './diverging-segments'
import { divergingShades } from './ramps'

const shares = fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 7 })
const placed = (given: readonly (number | null)[]) => segmentsOf(given, divergingShades(given.length))

describe('answers around a centre', () => {
  test('are as long as their shares and touch without a gap', () => {
    fc.assert(
      fc.property(shares, (given) => {
        const segments = placed(given).toSorted((one, other) => one.from - other.from)
        for (const { share, from, to } of segments) expect(to - from).toBeCloseTo(share, 9)
        for (const [index, { from }] of segments.entries())
          if (index > 0) expect(from).toBeCloseTo(segments[index - 1]?.to ?? Number.NaN, 9)
        expect(segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(
          given.reduce((sum: number, share) => sum + (share ?? 0), 0),
          9,
        )
      }),
    )
  })

  test('lie better at the positive side, worse at the negative, a neutral middle half on either', () => {
    expect(placed([20, 10, 8, 5, 2]).map(({ from, to }) => [from, to])).toEqual([
      [-4, 4],
      [4, 14],
      [14, 34],
      [-9, -4],
      [-11, -9],
    ])
    expect(placed([30, 12]).map(({ from, to }) => [from, to])).toEqual([
      [0, 30],
      [-12, 0],
    ])
  })

  test('hide together what single options hide, never one by one', () => {
    expect(hiddenShare({ shares: [40, null, 20], apart: [null, 10] })).toBe(30)
    expect(hiddenShare({ shares: [40, 30, 20], apart: [10] })).toBeNull()
  })

  test('fit the axis', () => {
    fc.assert(
      fc.property(fc.array(shares, { minLength: 1, maxLength: 4 }), (rows) => {
        const [low, high] = domainOf(rows.map((row) => ({ shares: row, apart: [] })))
        for (const { from, to } of rows.flatMap(placed)) {
          expect(from).toBeGreaterThanOrEqual(low)
          expect(to).toBeLessThanOrEqual(high)
        }
      }),
    )
  })
})
