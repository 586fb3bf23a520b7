import { expect, test } from 'vitest'
import type { Benchmark } from '@/lib/profile/benchmark/benchmark'
import { gapWith } from '@/lib/profile/benchmark/gap'
import type { MeanFigure } from '@/lib/profile/figure'
import { instrument } from '@/lib/profile/fixtures/population'
import { benchmarkSentences } from './benchmark'
import { wordingIn } from './wording'

const migrant = instrument('migrant-short')
const mean = (value: number): MeanFigure => ({ mean: value, se: 1, ci: null, reason: null, qualityMarks: [] })

function sentence(gap: number, half: number, category?: string): string | undefined {
  const group = category === undefined ? {} : { category }
  const benchmark: Benchmark = {
    hosts: mean(60),
    groups: [
      { group, migrants: mean(60 + gap), gap: gapWith(gap, half / 2, 2), ratio: null, adjusted: null },
    ],
    items: [],
  }
  return benchmarkSentences(benchmark, wordingIn('en', migrant))[0]
}

test.each([
  [-12, 3, 'Migrants score 12 points lower than the host population, likely between 9.0 and 15.'],
  [12, 3, 'Migrants score 12 points higher than the host population, likely between 9.0 and 15.'],
  [
    -1.5,
    2,
    'Migrants score 1.5 points lower than the host population. The true difference likely lies between -3.5 and 0.5 points (below zero: lower than hosts), within 5 points either way: comparable.',
  ],
  [
    2,
    8,
    'Migrants score 2.0 points higher than the host population. The true difference likely lies between -6.0 and 10 points (below zero: lower than hosts), too unsure to call the two comparable: no difference was found.',
  ],
])('a gap of %d points, give or take %d, is said in its direction', (gap, half, words) => {
  expect(sentence(gap, half)).toBe(words)
})

test('a gap that is written as nothing has no direction, and a category is called by its people', () => {
  expect(sentence(-0.04, 2)).toMatch(/^Migrants and the host population score the same\. The true/)
  expect(sentence(-12, 3, 'victim')).toMatch(
    /^Harmed migrants score 12 points lower than the host population/,
  )
})
