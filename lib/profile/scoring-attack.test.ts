import { expect, test } from 'vitest'
import { mostScoredAnew } from '@/lib/disclosure/release'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { responseOptions } from '@/lib/questionnaire/options'
import { withScoringOf } from '@/lib/questionnaire/with-scoring'
import {
  attackedMeasure,
  priorMeansOf,
  publishedMeans,
  questionnaire,
  respondents,
} from './fixtures/attacked-release'
import { missLeft, type PublishedMean, reckon } from './fixtures/attacker'
import { noiseOf, type Person, type Sampling } from './fixtures/population'
import { noiseOfScoring } from './noise-of-scoring'

/*
 * As in attack.test.ts, but the round is scored anew, and the same people's scores are published by each scoring. At the worst every scoring
 * tells the same of everybody, and the attacker knows how to turn the one into the other.
 */

/** A version whose scores of a dimension's options are moved by some points. */
function moved(version: number, dimension: string, points: number): Questionnaire {
  const item = (one: Item): Item => {
    if (one.type !== 'single' || one.dimension !== dimension) return one
    const { choiceList: _list, ...own } = one
    const choices = responseOptions(questionnaire, one).map((option) =>
      typeof option.score === 'number' ? { ...option, score: Math.abs(option.score - points) } : option,
    )
    return { ...own, choices }
  }
  const other = { ...questionnaire, version, items: questionnaire.items.map(item) }
  const scored = withScoringOf(questionnaire, other)
  if (!scored.ok) throw new Error(scored.problems[0]?.message)
  return scored.value
}

/** The same people by a scoring that tells of each what the first one told, turned round. */
function turned(people: readonly Person[]): readonly Person[] {
  return people.map((person) => {
    const { dimensions } = person.scored
    const score = 100 - (dimensions[attackedMeasure] ?? 0)
    return {
      ...person,
      scored: { ...person.scored, dimensions: { ...dimensions, [attackedMeasure]: score } },
    }
  })
}

/** Every mean by every scoring, turned back: sums of the same scores, each with an error of its own. */
function looksOf(people: readonly Person[], noiseKey: string, scorings: number): readonly PublishedMean[] {
  const again = Array.from({ length: scorings }, (_, place) => moved(place + 2, attackedMeasure, place + 1))
  return [
    ...publishedMeans(people, noiseKey),
    ...again.flatMap((scored) =>
      publishedMeans(turned(people), noiseKey, '', scored).map(({ members, mean }) => ({
        members,
        mean: 100 - mean,
      })),
    ),
  ]
}

const even: Sampling = { fall: 1, countries: 1 }
const uneven: Sampling = { fall: 0.6, countries: 4 }

test.each([
  { seed: 31, sampling: even, scorings: mostScoredAnew, bound: 0.5 },
  { seed: 32, sampling: uneven, scorings: mostScoredAnew, bound: 0.41 },
  // A manager's release and that of the close are by further scorings.
  { seed: 31, sampling: even, scorings: mostScoredAnew + 2, bound: 0.43 },
  { seed: 32, sampling: uneven, scorings: mostScoredAnew + 2, bound: 0.35 },
])(
  'released by $scorings further scorings, $bound of the doubt about anyone is left ($sampling)',
  ({ seed, sampling, scorings, bound }) => {
    const people = respondents(300, seed, sampling)
    const published = looksOf(people, `round ${seed}`, scorings)
    const { doubt, guesses } = reckon(people.length, published, priorMeansOf(people))
    expect(Math.min(...doubt)).toBeGreaterThan(bound)
    // The errors are as independent as the reckoning takes them for.
    const scores = people.map(({ scored }) => scored.dimensions[attackedMeasure] ?? 0)
    const typical = Math.sqrt(doubt.reduce((sum, left) => sum + left ** 2, 0) / doubt.length)
    expect(missLeft(scores, guesses, priorMeansOf(people))).toBeGreaterThan(0.9 * typical)
  },
)

test('the difference of two scorings of one group is off by the errors of two figures, not exact', () => {
  const people = respondents(300, 33, even)
  const [first, second] = [publishedMeans(people, 'round'), looksOf(people, 'round', 1)]
  const again = second.slice(first.length)
  expect(again).toHaveLength(first.length)
  const misses = first.map(({ members, mean }, place) => ((again[place]?.mean ?? 0) - mean) * members.length)
  // Of a sum: 75√2 · 0.969 = 103 points, more than the whole scale for one person.
  const typical = Math.sqrt(misses.reduce((sum, miss) => sum + miss ** 2, 0) / misses.length)
  expect(typical).toBeGreaterThan(85)
  expect(typical).toBeLessThan(125)
})

test('with one error for all scorings their difference would tell the scores of every group exactly', () => {
  const people = respondents(120, 34, uneven)
  const first = publishedMeans(people, 'round')
  const again = publishedMeans(turned(people), 'round')
  for (const [place, { members, mean }] of first.entries()) {
    const sum = members.reduce((total, i) => total + (people[i]?.scored.dimensions[attackedMeasure] ?? 0), 0)
    const told = (100 - (again[place]?.mean ?? 0) + mean) / 2
    // Twice the score less 100, without any error, but where a figure is cut at an end of the scale.
    if (mean > 0 && mean < 100) expect(told * members.length).toBeCloseTo(sum, -0.5)
  }
})

test('an error changes with what the figure rests on, and with nothing else', () => {
  const noise = noiseOf('round')
  const drawn = (scored: Questionnaire, statistic: string) =>
    noiseOfScoring(noise, questionnaire, scored)(7, statistic).join()
  const own = (statistic: string) => drawn(questionnaire, statistic)
  const legal = moved(2, 'legal_status', 3)
  const same = moved(5, 'legal_status', 3)
  const further = moved(6, 'legal_status', 4)
  const unmoved = [
    'n',
    'answered:12',
    'answer:status_now=waiting',
    'status:status_now=refused',
    'spread of dimension:decent_work',
    'dimension:decent_work',
    'dimension:decent_work by census',
    'deprived:decent_work',
    'deprived@40:decent_work',
    'band:decent_work=3',
    'subdimension:employment_income',
    'category:victim',
    'signal:heavy_debt',
  ]
  for (const statistic of unmoved) expect(drawn(legal, statistic)).toBe(own(statistic))
  const reckoned = [
    'overall',
    'spread of overall',
    'poor',
    'dimension:legal_status',
    'deprived:legal_status',
    'band:legal_status=3',
    'band:overall=3',
    'subdimension:mobility',
    'alpha:legal_status',
    'benchmark',
  ]
  for (const statistic of reckoned) {
    expect(drawn(legal, statistic)).not.toBe(own(statistic))
    expect(drawn(same, statistic)).toBe(drawn(legal, statistic))
    expect(drawn(further, statistic)).not.toBe(drawn(legal, statistic))
  }
})
