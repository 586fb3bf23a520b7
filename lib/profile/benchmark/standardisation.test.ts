import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MeanFigure } from '../figure'
import { type Stratum, standardisedGap } from './standardisation'

function stratum(key: string, n: number, mean: number | null, se = 2): Stratum {
  const figure: MeanFigure =
    mean === null
      ? { mean: null, se: null, ci: null, reason: 'too_few_answers', qualityMarks: [] }
      : { mean, se, ci: [mean - 1.959964 * se, mean + 1.959964 * se], reason: null, qualityMarks: [] }
  return { key, n, figure }
}

test('hosts who are older than migrants: the worked example', () => {
  // Migrants: 60 young women at 40, 30 young men at 50; of 10 older ones nothing is shown. Hosts: 20 at 60, 20 at 50, 160 older at 80.
  const migrants = [stratum('young,woman', 60, 40, 3), stratum('young,man', 30, 50, 6)]
  const hosts = [
    stratum('young,woman', 20, 60, 6),
    stratum('young,man', 20, 50, 3),
    stratum('old,woman', 160, 80, 1),
  ]
  const found = standardisedGap(migrants, hosts, 100)
  expect(found.strata).toEqual([
    { key: 'young,woman', weight: 2 / 3 },
    { key: 'young,man', weight: 1 / 3 },
  ])
  expect(found.covered).toBe(0.9)
  // 2/3 · 40 + 1/3 · 50 and 2/3 · 60 + 1/3 · 50: a gap of 13.33, where hosts as they are would make it far wider.
  expect(found.migrants).toBeCloseTo(43.3333, 4)
  expect(found.hosts).toBeCloseTo(56.6667, 4)
  expect(found.gap).toBeCloseTo(-13.3333, 4)
  // √(4/9 · (9 + 36) + 1/9 · (36 + 9)) = √25
  expect(found.se).toBeCloseTo(5, 10)
  expect(found.verdict).toBe('lower')
})

test('a stratum that is hidden on either side is left out on both, and the covered share says so', () => {
  const migrants = [stratum('a', 50, 40), stratum('b', 30, null), stratum('c', 20, 90)]
  const found = standardisedGap(
    migrants,
    [stratum('a', 9, 50), stratum('b', 9, 99), stratum('c', 9, null)],
    100,
  )
  expect(found).toMatchObject({ migrants: 40, hosts: 50, gap: -10, covered: 0.5 })
})

test('with fewer than half of the migrants covered there is no standardised gap', () => {
  const found = standardisedGap([stratum('a', 49, 40)], [stratum('a', 49, 50)], 100)
  expect(found).toMatchObject({ gap: null, ci: null, verdict: null, strata: [] })
  expect(found.covered).toBe(0.49)
  expect(standardisedGap([], [], 0)).toMatchObject({ gap: null, covered: 0 })
})

const strata = fc
  .array(
    fc.record({ n: fc.integer({ min: 10, max: 500 }), mean: fc.double({ min: 0, max: 100, noNaN: true }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((people) => people.map(({ n, mean }, place) => stratum(`s${place}`, n, mean)))
const peopleOf = (people: readonly Stratum[]) => people.reduce((sum, { n }) => sum + n, 0)

test('weights sum to one, and standardising to the own make-up changes nothing', () => {
  fc.assert(
    fc.property(strata, (hosts) => {
      const people = peopleOf(hosts)
      const found = standardisedGap(hosts, hosts, people)
      expect(found.strata.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
      const mean = hosts.reduce((sum, { n, figure }) => sum + n * (figure.mean ?? 0), 0) / people
      expect(found.hosts).toBeCloseTo(mean, 9)
      expect(found.gap).toBeCloseTo(0, 9)
      expect(found.covered).toBe(1)
    }),
  )
})

test('how many hosts there are in a stratum changes nothing, and the same shift everywhere is the gap', () => {
  fc.assert(
    fc.property(
      strata,
      fc.double({ min: -40, max: 40, noNaN: true }),
      fc.integer({ min: 1, max: 9 }),
      (migrants, shift, times) => {
        const hosts = migrants.map(({ key, n, figure }, place) =>
          stratum(key, n * (times + place), (figure.mean ?? 0) + shift),
        )
        const found = standardisedGap(migrants, hosts, peopleOf(migrants))
        expect(found.gap).toBeCloseTo(-shift, 9)
      },
    ),
  )
})
