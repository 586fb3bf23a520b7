import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NoiseSource } from './noise'
import {
  type Crowd,
  type ExactFigure,
  minimumCellFor,
  protectCount,
  protectFigure,
  protectIntensity,
} from './protect'

/** Bytes that read as this uniform number. */
function bytesOf(u: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8))
  const steps = Math.floor(u * 2 ** 53)
  view.setUint32(0, Math.floor(steps / 2 ** 26) * 2 ** 5)
  view.setUint32(4, (steps % 2 ** 26) * 2 ** 6)
  return new Uint8Array(view.buffer)
}
// Φ(−0.81), and the place of −0.81 in the normal distribution that is cut at ±2.67.
const uOfExample = (0.20897008787160165 - 0.003792562347685491) / (1 - 2 * 0.003792562347685491)
const always =
  (u: number): NoiseSource =>
  () =>
    bytesOf(u)

const crowd = (n: number, u = 0.5): Crowd => ({
  n,
  recordKey: 12,
  minimumCell: 10,
  noise: always(u),
  weights: '',
})
const score = (n: number, estimate: number, se: number | null): ExactFigure => ({
  statistic: 'dimension:legal_status',
  n,
  estimate,
  se,
  kishDeff: 1,
  largestWeight: 1,
  about: n,
  designEffect: 1,
  scale: { kind: 'score' },
})
const share = (n: number, positive: number, full = positive): ExactFigure => ({
  statistic: 'poor',
  n,
  estimate: positive / n,
  se: 0.1,
  kishDeff: 1,
  largestWeight: 1,
  about: n,
  designEffect: 1,
  scale: { kind: 'share', positive, full },
})

test('the worked example: 80 people, mean 31.25 and standard error 2.9, leave as 30.49 and 3.0', () => {
  const shown = protectFigure(crowd(80, uOfExample), score(80, 31.25, 2.9))
  if (!shown.isShown) throw new Error('80 people are enough')
  expect(shown.estimate).toBeCloseTo(30.49, 2)
  expect(Math.hypot(2.9, shown.protectionSe)).toBeCloseTo(3.05, 2)
  expect(shown.se).toBe(3)
})

test.each([
  [9, 0.99, null],
  [10, 0.5, 10],
  [10, 0.2, null],
  [11, 0.01, null],
  [12, 0.1, 10],
  [13, 0.001, 10],
  [10, 0.99, 13],
])('a count of %i with the error at %f of its distribution leaves as %s', (n, u, shown) => {
  expect(protectCount(crowd(n, u))).toBe(shown)
})

test('a mean over fewer people than a cell must have is withheld though the cell is shown', () => {
  expect(protectFigure(crowd(12), score(3, 50, 5))).toEqual({ isShown: false, reason: 'too_few_answers' })
})

test.each([
  [0, 'fewer_than_3'],
  [2, 'fewer_than_3'],
  [38, 'nearly_all'],
  [40, 'nearly_all'],
])('a share with %i of 40 people behind it is said in words: %s', (positive, reason) => {
  expect(protectFigure(crowd(40), share(40, positive))).toEqual({ isShown: false, reason })
})

test.each([3, 37])('a share with %i of 40 people behind it is a figure', (positive) => {
  expect(protectFigure(crowd(40), share(40, positive)).isShown).toBe(true)
})

test('M0 of people who are nearly all poor, but not in every dimension, is a figure', () => {
  const parts = share(40, 40, 10)
  const scale = { ...parts.scale, meanSquare: (mean: number) => mean }
  expect(protectFigure(crowd(40), { ...parts, scale }).isShown).toBe(true)
})

test('errors are as large as the rule says, and figures stay in their range', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 500 }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 10, max: 30 }).map((tenths) => tenths / 10),
      (n, u, level, kishDeff) => {
        const mean = protectFigure(crowd(n, u), { ...score(n, 100 * level, 5), kishDeff })
        if (!mean.isShown) throw new Error('enough people')
        expect(mean.protectionSe).toBeCloseTo((75 * Math.sqrt(kishDeff)) / n, 9)
        expect(Math.abs(mean.estimate - 100 * level)).toBeLessThanOrEqual(2.67 * mean.protectionSe + 1e-9)
        expect(mean.estimate >= 0 && mean.estimate <= 100).toBe(true)
        const part = protectFigure(crowd(n, u), { ...share(n, 5), kishDeff })
        // Five stand behind it; where the error leaves fewer than three of them it is withheld.
        if (!part.isShown) return
        expect(part.estimate * n).toBeGreaterThanOrEqual(3 - 1e-9)
        expect(part.protectionSe).toBeCloseTo((1.5 * Math.sqrt(kishDeff)) / n, 9)
        expect(part.estimate >= 0 && part.estimate <= 1).toBe(true)
      },
    ),
  )
})

test('the smallest cell is larger for harmed migrants by origin, host country or place', () => {
  expect(minimumCellFor(['category', 'gender'], 'victim', 10)).toBe(10)
  for (const name of ['origin_region', 'host_country', 'area_type']) {
    expect(minimumCellFor(['category', name], 'victim', 10)).toBe(20)
    expect(minimumCellFor([name], '', 10)).toBe(10)
    expect(minimumCellFor([name], 'average', 10)).toBe(10)
  }
  expect(minimumCellFor(['area_type'], 'victim', 30)).toBe(30)
})

test('the smallest cell cannot be set under five', () => {
  for (const minimum of [4, 0, Number.NaN]) expect(() => minimumCellFor([], '', minimum)).toThrow(RangeError)
})

test('intensity is formed from what is shown, and withheld with either part', () => {
  const headcount = protectFigure(crowd(100, 0.6), share(100, 40))
  const adjusted = protectFigure(crowd(100, 0.3), { ...share(100, 40, 5), estimate: 0.28 })
  const sample = { about: 100, designEffect: 1 }
  const intensity = protectIntensity(headcount, adjusted, 0.5, sample)
  if (!headcount.isShown || !adjusted.isShown) throw new Error('both are shown')
  expect(intensity?.estimate).toBeCloseTo(adjusted.estimate / headcount.estimate, 12)
  expect(intensity?.se).toBeGreaterThan(0.02)
  expect(protectIntensity(protectFigure(crowd(100), share(100, 2)), adjusted, 0.5, sample)).toBeNull()
})

test('who counts for most of a mean is hidden as well as one of ten who count alike', () => {
  const alike = protectFigure(crowd(10, 0.9), score(10, 50, 8))
  // Nine of weight 1 and one of weight 100: Kish's effect 10 · 10009 / 109² = 8.42.
  const dominated = protectFigure(crowd(10, 0.9), {
    ...score(10, 50, 8),
    kishDeff: (10 * 10_009) / 109 ** 2,
    largestWeight: (10 * 100) / 109,
  })
  if (!alike.isShown || !dominated.isShown) throw new Error('ten people are enough')
  // Standard error over what the heaviest person moves the mean by: 7.5 points over a tenth, and no less where one is nearly all.
  expect(alike.protectionSe).toBeCloseTo(7.5, 9)
  expect(dominated.protectionSe / (100 / 109)).toBeCloseTo(75, 0)
})

test('what is said of an error is the same for every number of people who are shown as so many', () => {
  for (const about of [20, 25, 60]) {
    for (const figureOf of [(n: number) => score(n, 50, null), (n: number) => share(n, n / 2)]) {
      const errors = [-3, -2, -1, 0, 1, 2, 3].map((error) => {
        const n = about - error
        const shown = protectFigure(crowd(n), { ...figureOf(n), about })
        if (!shown.isShown) throw new Error('enough people')
        return shown.protectionSe
      })
      expect(new Set(errors).size, `${about}`).toBe(1)
    }
  }
})
