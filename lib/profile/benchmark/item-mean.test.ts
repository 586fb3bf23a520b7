import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShareFigure } from '../figure'
import { meanOfShares } from './item-mean'

function share(p: number | null, n: number, shareText: ShareFigure['shareText'] = null): ShareFigure {
  const se = p === null ? null : Math.sqrt((p * (1 - p)) / n)
  return {
    share: p,
    se,
    ci: null,
    reason: p === null ? 'too_few_answers' : null,
    shareText,
    qualityMarks: [],
  }
}

test('half at 100, a quarter at 60, a quarter at 0: 65, with the standard error of 400 people', () => {
  const found = meanOfShares(
    [
      { score: 100, figure: share(0.5, 400) },
      { score: 60, figure: share(0.25, 400) },
      { score: 0, figure: share(0.25, 400) },
    ],
    2,
  )
  expect(found.mean).toBe(65)
  // Σ p s² − mean² = 5000 + 900 − 4225 = 1675; √(1675 / 400) = 2.0463
  expect(found.se).toBeCloseTo(2.0463, 4)
  expect(found.ci?.[0]).toBeCloseTo(65 - 2 * 2.0463, 3)
})

test('an answer of fewer than 3 people counts as none; what is hidden for another reason leaves no mean', () => {
  const rare = { score: 0, figure: share(null, 400, 'fewer_than_3') }
  const rest = [
    { score: 100, figure: share(0.6, 400) },
    { score: 50, figure: share(0.4, 400) },
  ]
  expect(meanOfShares([...rest, rare], 2).mean).toBeCloseTo(80, 9)
  expect(meanOfShares([...rest, { score: 0, figure: share(null, 400) }], 2)).toMatchObject({
    mean: null,
    reason: 'too_few_answers',
  })
  expect(meanOfShares([], 2).mean).toBeNull()
})

test('of people drawn one by one it is their mean and its standard error', () => {
  const answers = fc.array(fc.constantFrom<number>(0, 25, 50, 75, 100), { minLength: 30, maxLength: 300 })
  fc.assert(
    fc.property(answers, (given) => {
      const n = given.length
      const counts = [0, 25, 50, 75, 100].map((score) => ({
        score,
        count: given.filter((one) => one === score).length,
      }))
      const found = meanOfShares(
        counts.map(({ score, count }) => ({ score, figure: share(count / n, n) })),
        2,
      )
      const mean = given.reduce((sum, one) => sum + one, 0) / n
      const variance = given.reduce((sum, one) => sum + (one - mean) ** 2, 0) / n ** 2
      expect(found.mean).toBeCloseTo(mean, 9)
      if (found.se !== null) expect(found.se).toBeCloseTo(Math.sqrt(variance), 7)
    }),
  )
})
