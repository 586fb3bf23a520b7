import { expect, test } from 'vitest'
import { countUnits, meanOfSums } from './estimate'
import type { Interval } from './figure'
import { generator, noiseOf, normal } from './fixtures/population'
import { protectedFigures } from './protected-figures'
import { addPerson, emptySums } from './sums'

const figures = protectedFigures({ noise: noiseOf('coverage'), weights: '' }, false)
const draws = 1500

/** How often the protected interval of so many people holds what they were drawn from. */
function coverageOf(
  size: number,
  draw: (random: () => number) => number,
  truth: number,
  kind: 'mean' | 'share',
): number {
  const random = generator(size * 100 + Math.round(truth * 100))
  let held = 0
  let shown = 0
  for (let round = 0; round < draws; round++) {
    const sums = Array.from({ length: size }).reduce<ReturnType<typeof emptySums>>(
      (all) => addPerson(all, [draw(random)], 1, Math.floor(random() * 2 ** 32)),
      emptySums(1),
    )
    const units = sums.measures.map((measure) => ({ stratum: '', psu: '', people: size, measure }))
    const estimate = meanOfSums(units, countUnits([{ stratum: '', psu: '', n: size }]))
    const people = { n: size, recordKey: sums.recordKey, minimumCell: 10 }
    const figure =
      kind === 'mean'
        ? figures.mean(people, { statistic: 'y', estimate })
        : figures.share(people, { statistic: 'y', estimate, full: estimate?.positive ?? 0 })
    const ci: Interval | null = figure.ci
    if (ci === null) continue
    shown += 1
    if (ci[0] <= truth && truth <= ci[1]) held += 1
  }
  expect(shown).toBeGreaterThan(draws / 3)
  return held / shown
}

test.each([10, 30, 100])('the interval of a mean of %i people holds the truth 95 times of 100', (size) => {
  const score = (random: () => number) => 55 + 20 * normal(random)
  expect(coverageOf(size, score, 55, 'mean')).toBeGreaterThan(0.93)
})

test.each([
  [12, 0.5],
  [30, 0.3],
  [100, 0.5],
  [100, 0.1],
])('the interval of a share of %i people, in truth %f, holds it 95 times of 100', (size, truth) => {
  const answer = (random: () => number) => Number(random() < truth)
  expect(coverageOf(size, answer, truth, 'share')).toBeGreaterThan(0.93)
})
