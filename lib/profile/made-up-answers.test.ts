import { expect, test } from 'vitest'
import { countUnits, meanOfSums, type UnitCounts } from './estimate'
import { generator, noiseOf } from './fixtures/population'
import { protectedFigures } from './protected-figures'
import { addPerson, emptySums } from './sums'

/*
 * An outsider sends answers of their own beside one real person of a rare group, and reads the group's figures. What one person said must stay
 * as uncertain as the error of the mean leaves it, whatever else stands beside the mean.
 */

const figures = protectedFigures({ noise: noiseOf('made up'), weights: '' }, false)

function figuresOf(values: readonly number[], random: () => number) {
  const sums = values.reduce(
    (all, value) => addPerson(all, [value], 1, Math.floor(random() * 2 ** 32)),
    emptySums(1),
  )
  const units = sums.measures.map((measure) => ({ stratum: '', psu: '', people: values.length, measure }))
  const design: UnitCounts = countUnits([{ stratum: '', psu: '', n: values.length }])
  const people = { n: values.length, recordKey: sums.recordKey, minimumCell: 10 }
  const estimate = meanOfSums(units, design)
  return {
    about: figures.count(people),
    mean: figures.mean(people, { statistic: 'y', estimate }),
    share: figures.share(people, { statistic: 'b', estimate, full: estimate?.positive ?? 0 }),
  }
}

test('beside eleven answers that an outsider made up, mean and standard error together do not tell the twelfth', () => {
  const random = generator(11)
  const made = 0
  const misses: number[] = []
  for (let round = 0; round < 1500; round += 1) {
    const score = Math.round(1000 * random()) / 10
    const { mean, about } = figuresOf([...new Array<number>(11).fill(made), score], random)
    if (mean.mean === null || mean.se === null || about === null) continue
    misses.push(bestGuess(made, mean.mean, mean.se, about) - score)
  }
  expect(misses.length).toBeGreaterThan(500)
  const miss = Math.sqrt(misses.reduce((sum, one) => sum + one ** 2, 0) / misses.length)
  // Uniform scores have a spread of 28.9. Were the standard error exact, this guess would miss by 2.
  expect(miss).toBeGreaterThan(20)
})

/** The mean of what is believed of the twelfth score after mean and standard error, over a grid of scores, by Bayes. */
function bestGuess(made: number, mean: number, se: number, about: number): number {
  const n = 12
  let [weight, sum] = [0, 0]
  for (let score = 0; score <= 100; score += 1) {
    const exact = (11 * made + score) / n
    const squares = (11 / n) * (score - made) ** 2
    const seen = Math.max(0, (se ** 2 - (75 / about) ** 2) * n * (n - 1))
    const likelihood = Math.exp(-(((mean - exact) / (75 / n)) ** 2) / 2 - ((seen - squares) / 3750) ** 2 / 2)
    weight += likelihood
    sum += likelihood * score
  }
  return sum / weight
}

test('beside ten answers made up to stand just under a limit, a withheld share does not say what the eleventh answered', () => {
  const random = generator(12)
  const withheld = [0, 1].map((answer) => {
    const made = [1, 1, ...new Array<number>(9).fill(0)]
    const texts = Array.from({ length: 400 }, () => figuresOf([...made, answer], random).share.shareText)
    return texts.filter((text) => text === 'fewer_than_3').length / texts.length
  })
  expect(withheld[0]).toBe(1)
  // Where three stand behind it, it is withheld all the same in about half of all cases.
  expect(withheld[1]).toBeGreaterThan(0.3)
})
