import { expect, test } from 'vitest'
import { countError, cutNormal, uniformOf } from './noise'

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
