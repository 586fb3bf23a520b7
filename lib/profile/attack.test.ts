import { expect, test } from 'vitest'
import {
  attackedMeasure as measure,
  priorMeansOf,
  publishedMeans,
  respondents,
} from './fixtures/attacked-release'
import { missLeft, type PublishedMean, reckon } from './fixtures/attacker'
import type { Person, Sampling } from './fixtures/population'

/*
 * The bounds of protection.md, section 5: an attacker knows everybody's bands and category, takes every cell of every
 * table that a researcher can ask for, knows the noise's distribution, and reckons as well as Bayes allows.
 */

// The conditions under which protection.md states its bounds: one host country, bands and categories alike in size.
const even: Sampling = { fall: 1, countries: 1 }
// Harsher: with four host countries an eighth breakdown has a say, and rare bands leave few people to hide among.
const uneven: Sampling = { fall: 0.6, countries: 4 }

test.each([
  { seed: 1, sampling: even, bound: 0.65 },
  { seed: 2, sampling: even, bound: 0.65 },
  { seed: 3, sampling: even, bound: 0.65 },
  { seed: 4, sampling: uneven, bound: 0.55 },
  { seed: 5, sampling: uneven, bound: 0.55 },
])('after one release $bound of the doubt about anyone is left ($sampling)', ({ seed, sampling, bound }) => {
  const people = respondents(300, seed, sampling)
  const published = publishedMeans(people, `round ${seed}`)
  expect(published.length).toBeGreaterThan(200)
  const { doubt, guesses } = reckon(people.length, published, priorMeansOf(people))
  expect(Math.min(...doubt)).toBeGreaterThan(bound)

  // The reckoning is not only theory: guesses from the figures really are as bad as that.
  const scores = people.map(({ scored }) => scored.dimensions[measure] ?? 0)
  expect(missLeft(scores, guesses, priorMeansOf(people))).toBeGreaterThan(bound)
})

test.each([
  { seed: 6, sampling: even, bound: 0.43 },
  { seed: 7, sampling: uneven, bound: 0.38 },
])('after all five releases $bound is left ($sampling)', ({ seed, sampling, bound }) => {
  const people = respondents(300, seed, sampling)
  const published = [30, 60, 120, 240, 300].flatMap((size) =>
    publishedMeans(people.slice(0, size), `round ${seed}`),
  )
  const { doubt } = reckon(people.length, published, priorMeansOf(people))
  expect(Math.min(...doubt)).toBeGreaterThan(bound)
})

test('a rule without the error would be broken at once', () => {
  // The attack itself works: were sums published exactly, hardly any doubt would be left about the worst-placed.
  const people = respondents(120, 8, uneven)
  const published = publishedMeans(people, 'round eight')
  const { doubt } = reckon(people.length, published, priorMeansOf(people), 0.01)
  expect(Math.min(...doubt)).toBeLessThan(0.05)
})

test('cells that differ by fewer than ten people tell nothing of those few', () => {
  const misses = [9, 10, 11, 12].flatMap((seed) => {
    const people = respondents(300, seed, uneven)
    return missesOfDifferences(people, publishedMeans(people, `round ${seed}`))
  })
  expect(misses.length).toBeGreaterThan(100)
  // In theory the sum of the few is missed by 75√2 · 0.969 = 103 points: more than the whole scale for one person, and
  // for nine together as much as four times the spread of a score.
  const typical = Math.sqrt(misses.reduce((sum, miss) => sum + miss ** 2, 0) / misses.length)
  expect(typical).toBeGreaterThan(85)
  expect(typical).toBeLessThan(125)
})

/** For each pair of cells of which one holds the other and 1 to 9 people more: how far their scores' sum is missed. */
function missesOfDifferences(
  people: readonly Person[],
  published: readonly PublishedMean[],
): readonly number[] {
  return published.flatMap((larger) => {
    const inside = new Set(larger.members)
    return published.flatMap((smaller) => {
      const few = larger.members.length - smaller.members.length
      if (few < 1 || few >= 10 || !smaller.members.every((i) => inside.has(i))) return []
      const known = new Set(smaller.members)
      const truth = larger.members
        .filter((i) => !known.has(i))
        .reduce((sum, i) => sum + (people[i]?.scored.dimensions[measure] ?? 0), 0)
      return [larger.mean * larger.members.length - smaller.mean * smaller.members.length - truth]
    })
  })
}
