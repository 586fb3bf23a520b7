import { expect, test } from 'vitest'
import { noiseOf } from '../profile/fixtures/population'
import { countError, cutNormal, type ErrorNames, errorFactor, figureError, uniformOf } from './noise'

const steps = 200_000
const grid = Array.from({ length: steps }, (_, index) => (index + 0.5) / steps)

test('the error of a count has the distribution of the rule', () => {
  const shares = new Map<number, number>()
  for (const u of grid) shares.set(countError(u), (shares.get(countError(u)) ?? 0) + 1 / steps)
  const expected = { '-3': 0.04, '-2': 0.11, '-1': 0.22, '0': 0.26, '1': 0.22, '2': 0.11, '3': 0.04 }
  for (const [error, share] of Object.entries(expected))
    expect(shares.get(Number(error))).toBeCloseTo(share, 4)
})

test('the error of a mean is standard normal, cut at ±2.67', () => {
  const values = grid.map(cutNormal)
  const mean = values.reduce((a, b) => a + b, 0) / steps
  const variance = values.reduce((a, b) => a + b * b, 0) / steps
  expect(mean).toBeCloseTo(0, 9)
  // 1 − 2cφ(c)/(2Φ(c) − 1) with c = 2.67: the variance of a normal variable cut on both sides.
  const density = Math.exp(-(2.67 ** 2) / 2) / Math.sqrt(2 * Math.PI)
  expect(variance).toBeCloseTo(1 - (2 * 2.67 * density) / (1 - 2 * 0.003792562347685491), 4)
  expect(Math.max(...values.slice(-2))).toBeLessThan(2.67)
  expect(cutNormal(0)).toBeCloseTo(-2.67, 9)
  expect(cutNormal(1)).toBeCloseTo(2.67, 9)
})

test('bytes become a number strictly between 0 and 1', () => {
  expect(uniformOf(new Uint8Array(8))).toBe(2 ** -54)
  expect(uniformOf(new Uint8Array(32).fill(255))).toBeLessThan(1)
  expect(uniformOf(Uint8Array.of(128, 0, 0, 0, 0, 0, 0, 0))).toBeCloseTo(0.5, 12)
  expect(() => uniformOf(new Uint8Array(7))).toThrow(RangeError)
})

test('bytes are read where they lie in a larger buffer', () => {
  const larger = Uint8Array.of(255, 255, 64, 0, 0, 0, 0, 0, 0, 0, 255)
  expect(uniformOf(larger.subarray(2, 10))).toBeCloseTo(0.25, 12)
})

const drawn = (names: Partial<ErrorNames>, cellKey = 7) =>
  figureError(noiseOf('round one'), cellKey, { statistic: 'overall', kin: null, weights: '', ...names })

test('the same people have the same error, other people, statistics and weights another', () => {
  expect(drawn({})).toBe(drawn({}))
  for (const other of [drawn({}, 8), drawn({ statistic: 'poor' }), drawn({ weights: 'census' })])
    expect(other).not.toBe(drawn({}))
  expect(drawn({ weights: 'census' })).not.toBe(drawn({ weights: 'census 2' }))
})

test('however many weights and likenesses one figure is shown in, their mean keeps the error of the figure', () => {
  const kin = { statistic: 'overall', sign: 1 } as const
  const likenesses = Array.from({ length: 400 }, (_, place) => [
    drawn({ weights: `fit ${place}` }),
    drawn({ statistic: `index:${place}`, kin }),
  ]).flat()
  const mean = likenesses.reduce((sum, error) => sum + error, 0) / likenesses.length
  expect(Math.abs(mean - drawn({}))).toBeLessThan(4 / Math.sqrt(likenesses.length))
  // And no two of them differ by nothing but what they are of.
  expect(new Set(likenesses.map((error) => error.toFixed(9))).size).toBe(likenesses.length)
})

test('what is left of a share carries its error the other way round', () => {
  const errors = Array.from({ length: 2000 }, (_, cellKey) => {
    const share = drawn({ statistic: 'state:victim' }, cellKey)
    const rest = drawn({ statistic: 'recovered', kin: { statistic: 'state:victim', sign: -1 } }, cellKey)
    return { share, rest }
  })
  const averaged = errors.map(({ share, rest }) => (share - rest) / 2)
  const spread = Math.sqrt(averaged.reduce((sum, error) => sum + error ** 2, 0) / averaged.length)
  // Half the difference of both is that error and half of another: no less.
  expect(spread).toBeGreaterThan(1)
})

test('the standard error counts every error that a figure carries', () => {
  for (const names of [
    { kin: null, weights: '' },
    { kin: { statistic: 'poor', sign: 1 }, weights: '' },
    { kin: { statistic: 'poor', sign: 1 }, weights: 'census' },
  ] as const) {
    const errors = Array.from({ length: 4000 }, (_, cellKey) => drawn(names, cellKey))
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length)
    // 0.969: the standard deviation of a normal variable cut at ±2.67.
    expect(spread / 0.969 / errorFactor(names)).toBeGreaterThan(0.95)
    expect(spread / 0.969 / errorFactor(names)).toBeLessThan(1.05)
  }
})
