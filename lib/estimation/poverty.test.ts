import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codedColumn } from './columns'
import { surveyDesign } from './design'
import type { DesignEstimate } from './estimate'
import { everyEntry, expectNear } from './fixtures/every-entry'
import { column, readJson, table } from './fixtures/reference'
import { countDeprivations, type Indicator, type PovertyMeasures, povertyOf } from './poverty'

function solved(input: Parameters<typeof povertyOf>[0]) {
  const result = povertyOf(input)
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'))
  return result.value
}

const figure = (actual: DesignEstimate | null, what: string) => (wanted: number) =>
  expectNear(actual?.estimate, wanted, 1e-8, what)

const valuesOf = (
  { indicators }: PovertyMeasures,
  name: 'censoredHeadcount' | 'uncensoredHeadcount' | 'contribution',
) => indicators.map((indicator) => indicator[name]?.estimate)

function expectList(actual: readonly (number | null | undefined)[], wanted: readonly number[], what: string) {
  expect(actual).toHaveLength(wanted.length)
  for (const [position, value] of wanted.entries())
    expectNear(actual[position], value, 1e-8, `${what} ${position + 1}`)
}

describe('the four people of Alkire and Foster', () => {
  const reference = readJson('alkire-foster.json')
  const matrix: readonly (readonly number[])[] = reference.achievements.map((person: number[]) =>
    person.map((achieved, dimension) => Number(achieved < reference.cutoffs[dimension])),
  )
  const design = surveyDesign({ n: matrix.length })
  const indicators = (weights: readonly number[]): readonly Indicator[] =>
    weights.map((weight, dimension) => ({
      name: `d${dimension}`,
      weight,
      deprived: matrix.map((person) => person[dimension] ?? null),
    }))

  const expectResult = (weights: readonly number[]) => (result: Record<string, unknown> & { k: number }) => {
    const poverty = solved({ design, indicators: indicators(weights), k: result.k })
    const people = countDeprivations(indicators(weights), result.k, design.n)
    everyEntry(result, {
      // The same cut-off in the words of the source, where weights sum to the number of dimensions; 1 is a share here.
      k_dimensions: (count: number) => {
        if (count === 1) return
        const counted = solved({ design, indicators: indicators(weights), k: count })
        expect(counted).toEqual(poverty)
      },
      k: (k: number) => expect(poverty.k).toBe(k),
      deprivation_scores: (wanted: readonly number[]) => expectList(people.scores, wanted, 'score'),
      poor: (wanted: readonly boolean[]) => expect(people.isPoor).toEqual(wanted.map(Number)),
      H: figure(poverty.all.H, 'H'),
      A: figure(poverty.all.A, 'A'),
      M0: figure(poverty.all.M0, 'M0'),
      uncensored_headcounts: (wanted: readonly number[]) =>
        expectList(valuesOf(poverty.all, 'uncensoredHeadcount'), wanted, 'uncensored'),
      censored_headcounts: (wanted: readonly number[]) =>
        expectList(valuesOf(poverty.all, 'censoredHeadcount'), wanted, 'censored'),
      contributions: (wanted: readonly number[]) =>
        expectList(valuesOf(poverty.all, 'contribution'), wanted, 'contribution'),
    })
  }

  test.each(Object.keys(reference))('%s', (name) => {
    const equal = reference.weights
    const checks: Readonly<Record<string, (entry: never) => void>> = {
      source: () => {},
      by_hand: () => {},
      achievements: () => {},
      cutoffs: () => {},
      deprivation_matrix: (wanted: unknown) => expect(matrix).toEqual(wanted),
      weights: (wanted: readonly number[]) => expect(wanted).toEqual([0.25, 0.25, 0.25, 0.25]),
      published: ({ k, ...measures }: Record<string, number>) => {
        const { all } = solved({ design, indicators: indicators(equal), k: k ?? Number.NaN })
        expect({ H: all.H?.estimate, A: all.A?.estimate, M0: all.M0?.estimate }).toEqual(measures)
      },
      results: (results: readonly never[]) => {
        expect(results).toHaveLength(4)
        for (const result of results) expectResult(equal)(result)
      },
      weighted: (weighted: Record<string, unknown> & { weights: readonly number[] }) =>
        everyEntry(weighted, {
          weights: (weights: readonly number[]) => expect(weights).toHaveLength(4),
          results: (results: readonly never[]) => {
            expect(results).toHaveLength(4)
            for (const result of results) expectResult(weighted.weights)(result)
          },
        }),
    }
    everyEntry({ [name]: reference[name] }, checks)
  })
})

test('the worked examples of the framework, at three cut-offs', () => {
  const { examples, poverty } = JSON.parse(
    readFileSync(new URL('../scoring/fixtures/golden.json', import.meta.url), 'utf8'),
  )
  const deprivedOf = new Map<string, Record<string, boolean | null>>(
    examples.map(
      ({ id, expected }: { id: string; expected: { deprived?: Record<string, boolean | null> } }) => [
        id,
        expected.deprived ?? {},
      ],
    ),
  )
  expect(poverty).toHaveLength(3)
  for (const { examples: ids, result } of poverty) {
    const names = Object.keys(result.contribution)
    const { all } = solved({
      design: surveyDesign({ n: ids.length }),
      k: result.k,
      indicators: names.map((name) => ({
        name,
        deprived: ids.map((id: string) => {
          const flag = deprivedOf.get(id)?.[name] ?? null
          return flag === null ? null : Number(flag)
        }),
      })),
    })
    const expectNamed = (name: Parameters<typeof valuesOf>[1]) => (wanted: Record<string, number>) =>
      expectList(valuesOf(all, name), Object.values(wanted), name)
    everyEntry(result, {
      k: () => {},
      n: (n: number) => expect(all.n).toBe(n),
      excluded: (count: number) => expect(all.excluded).toBe(count),
      H: figure(all.H, 'H'),
      A: figure(all.A, 'A'),
      M0: figure(all.M0, 'M0'),
      uncensoredHeadcount: expectNamed('uncensoredHeadcount'),
      censoredHeadcount: expectNamed('censoredHeadcount'),
      contribution: expectNamed('contribution'),
    })
  }
})

test('a stratified design, all and by group, as R', () => {
  const { poverty: reference } = readJson('poverty-transition.json')
  const rows = table('apistrat.csv')
  const of = (name: string) => column(rows, name)
  const tooLarge = of('enroll').map((pupils) => Number(pupils) > 1200)
  const flags: Readonly<Record<string, readonly (number | null)[]>> = {
    few_goals: of('sch.wide').map((met) => Number(met === 'No')),
    learners: of('ell').map((share) => Number(Number(share) > 25)),
    no_award: of('awards').map((award) => Number(award === 'No')),
    poor_area: of('meals').map((share, row) => (tooLarge[row] ? null : Number(Number(share) > 50))),
  }
  const actual = solved({
    design: surveyDesign({
      n: rows.length,
      weights: of('pw').map(Number),
      strata: of('stype'),
      fpc: [of('fpc').map(Number)],
    }),
    indicators: Object.entries(flags).map(([name, deprived], position) => ({
      name,
      deprived,
      weight: 10 * reference.weights[position],
    })),
    k: reference.k,
    groups: codedColumn(of('yr.rnd')),
  })
  const same =
    (ours: DesignEstimate | null | undefined, what: string) => (wanted: { estimate: number; se: number }) => {
      expectNear(ours?.estimate, wanted.estimate, 1e-8, what)
      expectNear(ours?.se, wanted.se, 1e-8, `${what} se`)
    }
  const measures = (ours: PovertyMeasures) => ({
    H: same(ours.H, 'H'),
    M0: same(ours.M0, 'M0'),
    A: same(ours.A, 'A'),
    indicators: (wanted: readonly Record<string, unknown>[]) => {
      expect(wanted).toHaveLength(ours.indicators.length)
      for (const [position, entry] of wanted.entries()) {
        const indicator = ours.indicators[position]
        everyEntry(entry, {
          name: (name: string) => expect(indicator?.name).toBe(name),
          weight: (weight: number) => expectNear(indicator?.weight, weight, 1e-8, 'weight'),
          uncensoredHeadcount: same(indicator?.uncensoredHeadcount, 'uncensored'),
          censoredHeadcount: same(indicator?.censoredHeadcount, 'censored'),
          contribution: same(indicator?.contribution, 'contribution'),
        })
      }
    },
  })
  everyEntry(reference, {
    k: (k: number) => expect(actual.k).toBe(k),
    weights: () => {},
    excludedShare: (share: number) => expectNear(actual.all.excludedShare, share, 1e-8, 'excluded'),
    all: (wanted: Record<string, unknown>) => everyEntry(wanted, measures(actual.all)),
    groups: (groups: readonly Record<string, unknown>[]) => {
      expect(groups).toHaveLength(2)
      for (const wanted of groups) {
        const ours = actual.groups.find(({ group }) => group === wanted.group)
        if (ours === undefined) throw new Error(`There is no group ${wanted.group}.`)
        everyEntry(wanted, {
          ...measures(ours),
          group: () => {},
          populationShare: same(ours.populationShare, 'population share'),
          shareOfM0: same(ours.shareOfM0, 'share of M0'),
        })
      }
    },
  })
})

const person = fc.record({
  flags: fc.tuple(...Array.from({ length: 4 }, () => fc.option(fc.constantFrom(0, 1), { freq: 9 }))),
  w: fc.double({ min: 0.1, max: 10, noNaN: true }),
  group: fc.option(fc.constantFrom('a', 'b', 'c'), { freq: 9 }),
})

test('contributions and shares of groups sum to 1; M0 is H times A and the mean of the groups', () => {
  let withPoor = 0
  fc.assert(
    fc.property(
      fc.array(person, { minLength: 4, maxLength: 50 }),
      fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: 0.1, max: 5, noNaN: true }))),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      (people, weights, k) => {
        const kept = people.filter(({ group }) => group !== null)
        fc.pre(weights.every((_, d) => kept.some(({ flags }) => flags[d] !== null)))
        const input = {
          design: surveyDesign({ n: kept.length, weights: kept.map(({ w }) => w) }),
          indicators: weights.map((weight, d) => ({
            name: `d${d}`,
            weight,
            deprived: kept.map(({ flags }) => flags[d] ?? null),
          })),
          groups: codedColumn(kept.map(({ group }) => group)),
        }
        const { all, groups } = solved({ ...input, k })
        const [H, A, M0] = [all.H?.estimate ?? 0, all.A?.estimate, all.M0?.estimate ?? 0]
        if (H === 0) {
          expect([A, M0, ...valuesOf(all, 'contribution')]).toEqual([
            undefined,
            0,
            ...weights.map(() => undefined),
          ])
          return
        }
        withPoor += 1
        const sum = (values: readonly (number | undefined)[]) =>
          values.reduce<number>((part, value) => part + (value ?? 0), 0)
        expect(M0).toBeCloseTo(H * (A ?? Number.NaN), 10)
        expect(sum(valuesOf(all, 'contribution'))).toBeCloseTo(1, 10)
        expect(sum(groups.map(({ shareOfM0 }) => shareOfM0?.estimate))).toBeCloseTo(1, 10)
        expect(
          sum(groups.map((g) => (g.populationShare?.estimate ?? 0) * (g.M0?.estimate ?? 0))),
        ).toBeCloseTo(M0, 10)
        for (const { censoredHeadcount, uncensoredHeadcount } of all.indicators)
          expect(censoredHeadcount?.estimate).toBeLessThanOrEqual(
            (uncensoredHeadcount?.estimate ?? 0) + 1e-12,
          )
        const stricter = solved({ ...input, k: Math.min(1, k + 0.1) }).all
        expect(stricter.H?.estimate).toBeLessThanOrEqual(H + 1e-12)
      },
    ),
  )
  expect(withPoor).toBeGreaterThan(20)
})

test('a score of exactly k is poor, whatever the last bit says', () => {
  // 0.1 + 0.2 is a hair more than 0.3, and 0.7 + 0.1 + 0.1 a hair less than 0.9.
  const { isPoor } = countDeprivations(
    [0.7, 0.1, 0.1, 0.1].map((weight, d) => ({ name: `d${d}`, weight, deprived: [d < 3 ? 1 : 0] })),
    0.9,
    1,
  )
  expect(isPoor).toEqual([1])
})

test.each([
  ['no indicators', [], 0.5, 'indicators_empty', /Name one column/],
  [
    'a negative weight',
    [{ name: 'work', deprived: [1, 0], weight: -1 }],
    0.5,
    'indicator_weight',
    /"work" is -1/,
  ],
  [
    'a flag of 2',
    [{ name: 'work', deprived: [1, 2] }],
    0.5,
    'indicator_not_flag',
    /Row 2 of "work" is 2\. Write 1/,
  ],
  ['a column of nobody', [{ name: 'work', deprived: [null, null] }], 0.5, 'indicator_empty', /"work".*Leave/],
  [
    'a short column',
    [{ name: 'work', deprived: [1] }],
    0.5,
    'indicator_length',
    /"work" has 1 rows, the design 2/,
  ],
  [
    'a cut-off of 0',
    [{ name: 'work', deprived: [1, 0] }],
    0,
    'cutoff_out_of_range',
    /cut-off 0 is not above 0/,
  ],
  [
    'a cut-off beyond all',
    [{ name: 'work', deprived: [1, 0] }],
    33,
    'cutoff_out_of_range',
    /at most 1\. Give a share/,
  ],
])('%s is refused', (_, indicators, k, code, message) => {
  const result = povertyOf({ design: surveyDesign({ n: 2 }), indicators, k })
  const problems = result.ok ? [] : result.problems
  expect(problems.map((problem) => problem.code)).toEqual([code])
  expect(problems[0]?.message).toMatch(message)
})

test('a group of nobody known is there, without figures', () => {
  const { groups } = solved({
    design: surveyDesign({ n: 3 }),
    indicators: [{ name: 'work', deprived: [1, 0, null] }],
    k: 0.5,
    groups: codedColumn(['a', 'a', 'b']),
  })
  const [, b] = groups
  expect([b?.group, b?.n, b?.excluded, b?.excludedShare, b?.H, b?.M0, b?.A]).toEqual([
    'b',
    0,
    1,
    1,
    null,
    null,
    null,
  ])
  expect(b?.populationShare?.estimate).toBe(0)
})
