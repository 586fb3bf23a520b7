import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MeanFigure } from '../figure'
import { gapOf, parityRatio, verdictOf } from './gap'

/** A mean with the interval of so large a sample that t is 1.96. */
function figure(mean: number, se: number): MeanFigure {
  const half = 1.959964 * se
  return { mean, se, ci: [mean - half, mean + half], reason: null, qualityMarks: [] }
}

test('migrants 48 ± 3, hosts 60 ± 4: 12 lower with a standard error of 5, and a parity ratio of 0.8', () => {
  const gap = gapOf(figure(48, 3), figure(60, 4))
  expect(gap.gap).toBe(-12)
  expect(gap.se).toBe(5)
  // −12 ± 1.96 · 5
  expect(gap.ci?.[0]).toBeCloseTo(-21.8, 3)
  expect(gap.ci?.[1]).toBeCloseTo(-2.2, 3)
  expect(gap.verdict).toBe('lower')
  const ratio = parityRatio(figure(48, 3), figure(60, 4))
  expect(ratio?.ratio).toBe(0.8)
  // 0.8 · √((3/48)² + (4/60)²) = 0.8 · √(0.00390625 + 0.00444444) = 0.8 · √0.00835069 = 0.0731057
  expect(ratio?.se).toBeCloseTo(0.0731057, 7)
})

test('the t is the larger of both: a sample of two units widens the gap as it widens its own interval', () => {
  const few: MeanFigure = { mean: 50, se: 1, ci: [50 - 12.7, 50 + 12.7], reason: null, qualityMarks: [] }
  const gap = gapOf(few, figure(50, 0))
  expect(gap.ci?.[1]).toBeCloseTo(12.7, 10)
  // An interval that was cut off at 100 tells its t at the other end.
  const cut: MeanFigure = { ...few, mean: 95, ci: [95 - 12.7, 100] }
  expect(gapOf(cut, figure(95, 0)).ci?.[0]).toBeCloseTo(-12.7, 10)
})

test.each([
  [[-4.9, 4.9], 'comparable'],
  [[-5, 5], 'comparable'],
  // Away from zero, and yet within the band: too small to matter.
  [[1, 4], 'comparable'],
  [[-5.1, 4], 'no_difference'],
  [[-1, 9], 'no_difference'],
  [[0, 9], 'no_difference'],
  [[0.1, 9], 'higher'],
  [[-12, -0.1], 'lower'],
] as const)('%j is %s', (ci, verdict) => {
  expect(verdictOf(ci)).toBe(verdict)
})

test('what is not shown of one leaves nothing of the gap', () => {
  const hidden: MeanFigure = { mean: null, se: null, ci: null, reason: 'too_few_answers', qualityMarks: [] }
  expect(gapOf(figure(50, 1), hidden)).toMatchObject({ gap: null, reason: 'too_few_answers', verdict: null })
  expect(parityRatio(hidden, figure(50, 1))).toBeNull()
  expect(parityRatio(figure(50, 1), figure(0, 1))).toBeNull()
})

test('turned round, a gap changes its sign and nothing else; beside itself it is zero and its ratio 1', () => {
  const one = fc.record({
    mean: fc.double({ min: 1, max: 99, noNaN: true }),
    se: fc.double({ min: 0.01, max: 9, noNaN: true }),
  })
  fc.assert(
    fc.property(one, one, (a, b) => {
      const [first, second] = [figure(a.mean, a.se), figure(b.mean, b.se)]
      const [gap, turned] = [gapOf(first, second), gapOf(second, first)]
      expect(gap.gap).toBeCloseTo(-(turned.gap ?? Number.NaN), 9)
      expect(gap.se).toBe(turned.se)
      expect(gap.ci?.[0]).toBeCloseTo(-(turned.ci?.[1] ?? Number.NaN), 9)
      expect(gap.se).toBeGreaterThanOrEqual(Math.max(a.se, b.se))
      expect(gapOf(first, first).gap).toBe(0)
      expect(parityRatio(first, first)?.ratio).toBe(1)
    }),
  )
})
