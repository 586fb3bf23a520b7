import fc from 'fast-check'
import { expect, test } from 'vitest'
import { surveyDesign } from '@/lib/estimation/design'
import { estimateMean } from '@/lib/estimation/estimate'
import { column, readJson, table } from '@/lib/estimation/fixtures/reference'
import { proportionInterval } from '@/lib/estimation/interval'
import { countUnits, meanOfSums, ratioOfSums, type UnitSums } from './estimate'
import { addPerson, emptySums } from './sums'

type Unit = { stratum: string; psu: string; weight: number; y: number | null; isInside: boolean }

const unit = (hasClusters: boolean): fc.Arbitrary<Unit> =>
  fc.record({
    stratum: fc.constantFrom('', 'north', 'south'),
    psu: hasClusters ? fc.constantFrom('a', 'b', 'c', 'd') : fc.constant(''),
    weight: fc.double({ min: 0.2, max: 5, noNaN: true }),
    y: fc.option(fc.integer({ min: 0, max: 100 })),
    isInside: fc.boolean(),
  })
const samples = fc
  .boolean()
  .chain((hasClusters) => fc.array(unit(hasClusters), { minLength: 3, maxLength: 40 }))

function sumsOf({ stratum, psu, weight, y }: Unit): UnitSums {
  const measure = addPerson(emptySums(1), [y], weight, 0).measures[0]
  if (measure === undefined) throw new Error('one measure')
  return { stratum, psu, people: 1, measure }
}

const designOf = (people: readonly Unit[]) => countUnits(people.map((person) => ({ ...person, n: 1 })))

/** The formulas of measurement.md, section 10, person by person: z, its totals by unit, the spread of those. */
function byPerson(people: readonly Unit[]) {
  const domain = people.filter((person) => person.isInside && person.y !== null)
  const total = domain.reduce((sum, { weight }) => sum + weight, 0)
  const mean = domain.reduce((sum, { weight, y }) => sum + weight * (y ?? 0), 0) / total
  let variance = 0
  for (const stratum of new Set(people.map((person) => person.stratum))) {
    const totals = new Map<string, number>()
    for (const [index, person] of people.entries()) {
      if (person.stratum !== stratum) continue
      const id = person.psu === '' ? `person ${index}` : person.psu
      const z = domain.includes(person) ? (person.weight * ((person.y ?? 0) - mean)) / total : 0
      totals.set(id, (totals.get(id) ?? 0) + z)
    }
    const n = totals.size
    const centre = n === 1 ? 0 : [...totals.values()].reduce((a, b) => a + b, 0) / n
    const squares = [...totals.values()].reduce((sum, z) => sum + (z - centre) ** 2, 0)
    variance += n === 1 ? squares : (n / (n - 1)) * squares
  }
  return { n: domain.length, mean, se: Math.sqrt(variance) }
}

test('sums give the mean and standard error that people give', () => {
  fc.assert(
    fc.property(samples, (people) => {
      const expected = byPerson(people)
      const estimate = meanOfSums(people.filter(({ isInside }) => isInside).map(sumsOf), designOf(people))
      if (expected.n === 0) {
        expect(estimate).toBeNull()
        return
      }
      expect(estimate?.n).toBe(expected.n)
      expect(estimate?.estimate).toBeCloseTo(expected.mean, 9)
      // The square root of what rounding leaves of a zero variance is far larger than the rounding.
      if (estimate?.se != null) expect(Math.abs(estimate.se - expected.se)).toBeLessThan(1e-5)
      if (estimate?.se != null && expected.se > 0.01) expect(estimate.se).toBeCloseTo(expected.se, 9)
    }),
  )
})

test('a cell in many parts is estimated as in one', () => {
  const people: readonly Unit[] = Array.from({ length: 30 }, (_, index) => ({
    stratum: '',
    psu: '',
    weight: 1 + (index % 3),
    y: (index * 37) % 101,
    isInside: true,
  }))
  const merged = people.reduce(
    (sums, { y, weight }) => addPerson(sums, [y], weight, 0),
    emptySums(1),
  ).measures
  const design = designOf(people)
  const whole = meanOfSums(
    merged.map((measure) => ({ stratum: '', psu: '', people: people.length, measure })),
    design,
  )
  const parts = meanOfSums(people.map(sumsOf), design)
  expect(whole?.se).toBeCloseTo(parts?.se ?? Number.NaN, 12)
  expect(whole?.df).toBe(29)
})

test('with equal weights everybody drawn alone, the design effect is that of the domain only', () => {
  const people: readonly Unit[] = Array.from({ length: 20 }, (_, index) => ({
    stratum: '',
    psu: '',
    weight: 1,
    y: index,
    isInside: true,
  }))
  const estimate = meanOfSums(people.map(sumsOf), designOf(people))
  expect(estimate?.deff).toBeCloseTo(1, 12)
  expect(estimate?.kishDeff).toBe(1)
})

test('people who all score the same have a standard error of zero, whatever the last bit says', () => {
  const people: readonly Unit[] = Array.from({ length: 17 }, () => ({
    stratum: '',
    psu: '',
    weight: 0.7,
    y: 66,
    isInside: true,
  }))
  const estimate = meanOfSums(people.map(sumsOf), designOf(people))
  expect(estimate).toMatchObject({ se: 0, deff: null })
})

test('a single sampling unit leaves no standard error', () => {
  const people: readonly Unit[] = [1, 2, 3].map((y) => ({
    stratum: '',
    psu: 'a',
    weight: 1,
    y,
    isInside: true,
  }))
  expect(meanOfSums(people.map(sumsOf), designOf(people))).toMatchObject({ se: null, df: 0 })
})

test('a ratio is linearised: the intensity among the poor', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          weight: fc.double({ min: 0.2, max: 5, noNaN: true }),
          c: fc.constantFrom(0, 0.25, 0.5, 0.75, 1),
        }),
        { minLength: 4, maxLength: 40 },
      ),
      (people) => {
        const poor = (c: number) => Number(c >= 0.5)
        const total = people.reduce((sum, { weight, c }) => sum + weight * poor(c), 0)
        const pairs = people.map(({ weight, c }) => {
          const { measures } = addPerson(emptySums(2), [c * poor(c), poor(c)], weight, 0)
          const [y, x] = measures
          if (y === undefined || x === undefined) throw new Error('two measures')
          return { stratum: '', psu: '', people: 1, y, x }
        })
        const estimate = ratioOfSums(pairs, countUnits([{ stratum: '', psu: '', n: people.length }]))
        if (total === 0) {
          expect(estimate).toBeNull()
          return
        }
        const A = people.reduce((sum, { weight, c }) => sum + weight * c * poor(c), 0) / total
        const z = people.map(({ weight, c }) => (weight * (c - A) * poor(c)) / total)
        const variance = (people.length / (people.length - 1)) * z.reduce((sum, one) => sum + one ** 2, 0)
        expect(estimate?.estimate).toBeCloseTo(A, 12)
        expect(Math.abs((estimate?.se ?? 0) - Math.sqrt(variance))).toBeLessThan(1e-7)
      },
    ),
  )
})

test('a finite population leaves 1 − n/N of the variance of each stratum, as the estimators over people do', () => {
  fc.assert(
    fc.property(
      fc.array(unit(true), { minLength: 6, maxLength: 40 }),
      fc.record({ '': fc.integer({ min: 4, max: 9 }), north: fc.integer({ min: 4, max: 60 }) }),
      (people, population) => {
        const inside = people.filter(({ isInside, y }) => isInside && y !== null)
        fc.pre(inside.length > 1)
        const design = countUnits(
          people.map((person) => ({ ...person, n: 1 })),
          population,
        )
        const estimate = meanOfSums(people.filter(({ isInside }) => isInside).map(sumsOf), design)
        const known = new Map(Object.entries(population))
        const reference = estimateMean(
          surveyDesign({
            n: people.length,
            weights: people.map(({ weight }) => weight),
            strata: people.map(({ stratum }) => stratum),
            clusters: [people.map(({ psu }) => psu)],
            // Where the population is not known it is as good as without end.
            fpc: [people.map(({ stratum }) => known.get(stratum) ?? 1e15)],
          }),
          people.map(({ y }) => y),
          {
            domain: (row) => people[row]?.isInside ?? false,
            lonelyPsu: 'adjust',
          },
        )
        expect(estimate?.df).toBe(reference?.df)
        const [ours, theirs] = [estimate?.se ?? null, reference?.se ?? null]
        expect(ours === null).toBe(theirs === null)
        if (ours !== null && theirs !== null) expect(Math.abs(ours - theirs)).toBeLessThan(1e-5)
      },
    ),
  )
})

test('degrees of freedom are those of the domain, with who has no value: degf(subset(nh, race == 4)) in R', () => {
  const { results } = readJson('survey-nhanes.json')
  const rows = table('nhanes.csv')
  const of = (name: string) => column(rows, name)
  const [strata, psus, weights, races] = ['SDMVSTRA', 'SDMVPSU', 'WTMEC2YR', 'race'].map(of)
  const people = of('HI_CHOL').map(
    (value, row): Unit => ({
      stratum: strata?.[row] ?? '',
      psu: psus?.[row] ?? '',
      weight: Number(weights?.[row]),
      y: value === '' ? null : Number(value),
      isInside: races?.[row] === '4',
    }),
  )
  const estimate = meanOfSums(people.filter(({ isInside }) => isInside).map(sumsOf), designOf(people))
  const found = (call: string) =>
    results.find((result: { call: string }) => result.call.startsWith(call)).value
  const reference = found('svyciprop(~HI_CHOL, subset(nh, race == 4)').find(
    ({ method, level }: { method: string; level: number }) => method === 'logit' && level === 0.95,
  )
  const [, , , byRace] = found('svyby(~HI_CHOL, ~race, nh').estimates
  expect(estimate?.df).toBe(reference.df)
  expect(estimate?.se).toBeCloseTo(byRace.se, 10)
  if (estimate?.se == null) throw new Error('no standard error')
  const { estimate: p, se, df, n, kishDeff } = estimate
  // R's fit stops short of its limit by up to 1e-8.
  const ci = proportionInterval(p, se, df, n, kishDeff) ?? []
  expect(ci).toHaveLength(2)
  for (const [end, value] of ci.entries()) expect(Math.abs(value - reference.ci[end])).toBeLessThan(1e-7)
})
