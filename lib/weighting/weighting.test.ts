import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { surveyDesign } from '@/lib/estimation/design'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import type { Result } from '@/lib/result'
import { diagnosticsOf, type FitPlan, type FittedPerson, fitWeights } from './fit-weights'
import { writtenNumber } from './pasted-table'
import { readPopulationMargins } from './population-margins'
import { readWeightFile } from './weight-file'

const migrant = defaultInstruments().find(({ id }) => id === 'migrant-short')
if (migrant === undefined) throw new Error('the short form is one of the default instruments')
const marginsIn = (text: string) => solved(readPopulationMargins(text, migrant))

function solved<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(result.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  return result.value
}
const faultsOf = (result: Result<unknown>) =>
  result.ok ? [] : result.problems.map(({ path, code }) => `${path}: ${code}`)

describe('numbers as people write them', () => {
  test.each([
    ['1200', 1200],
    ['1 200', 1200],
    ['1\u202f200\u202f000', 1_200_000],
    ['48.5%', 0.485],
    ['48,5 %', 0.485],
    ['0,485', 0.485],
    ['1e-3', 0.001],
    ['12,345', null],
    ['1.200.000', null],
    ['', null],
    ['NA', null],
    ['-3', -3],
    ['1 2', null],
  ])('%s', (text, wanted) => {
    const read = writtenNumber(text, { isPartedByCommas: false })
    if (wanted === null) expect(read).toBeNull()
    else expect(read).toBeCloseTo(wanted, 12)
  })
})

describe('margins as they are pasted', () => {
  test('codes, labels of any language, joined and crossed bands, with a heading or without', () => {
    const commas = marginsIn('breakdown,band,population\ngender,woman,48%\ngender,"Man + another",52%')
    expect(commas).toEqual([
      {
        breakdowns: ['gender'],
        categories: [
          { cells: ['woman'], population: 0.48 },
          { cells: ['man', 'another'], population: 0.52 },
        ],
      },
    ])
    const tabs = marginsIn('gender*age_band\twoman*18–24\t1200\ngender*age_band\tman * 65+\t1 300')
    expect(tabs[0]).toEqual({
      breakdowns: ['age_band', 'gender'],
      categories: [
        { cells: ['a18_24*woman'], population: 1200 },
        { cells: ['a65p*man'], population: 1300 },
      ],
    })
    expect(marginsIn('age_band;65+;0,25')[0]?.categories[0]).toEqual({ cells: ['a65p'], population: 0.25 })
    expect(marginsIn('gender,امرأة,0.5')[0]?.categories[0]?.cells).toEqual(['woman'])
  })

  test('every fault is named by line and column', () => {
    const text = [
      'gender,woman,0.5',
      'gender,women,0.5',
      'sex,man,0.5',
      'gender,man,many',
      'gender,woman,0.2',
      'gender,man,-1',
      'gender*gender,man*man,1',
      'gender*age_band,man,1',
      'gender,,1',
      'gender,man,1,2',
      'category,victim,0.1',
    ].join('\n')
    expect(faultsOf(readPopulationMargins(text, migrant))).toEqual([
      'line 2, band: band_unknown',
      'line 3, breakdown: breakdown_unknown',
      'line 4, population: population_not_number',
      'line 5, band: band_repeated',
      'line 6, population: population_not_positive',
      'line 7, breakdown: breakdown_crossed',
      'line 8, band: band_not_crossed',
      'line 9, band: band_unknown',
      'line 10, population: too_many_cells',
      'line 11, breakdown: breakdown_unknown',
    ])
    expect(faultsOf(readPopulationMargins('', migrant))).toEqual(['line 1: margins_empty'])
    expect(faultsOf(readPopulationMargins('gender,"woman,0.5', migrant))[0]).toContain('table_unreadable')
  })
})

describe('a file of design weights', () => {
  test('columns in any order, others left alone, strata with one unit named', () => {
    const text =
      '\uFEFFregion;ID;Stratum;weight;psu;fpc\nx;a;north;1,5;v1;4\nx;b;north;2;v2;4\n\nx;c;south;1;v1;9'
    expect(solved(readWeightFile(text))).toEqual({
      rows: [
        { line: 2, id: 'a', weight: 1.5, stratum: 'north', psu: 'v1' },
        { line: 3, id: 'b', weight: 2, stratum: 'north', psu: 'v2' },
        { line: 5, id: 'c', weight: 1, stratum: 'south', psu: 'v1' },
      ],
      unitsInPopulation: { north: 4, south: 9 },
      lonelyStrata: ['south'],
    })
  })

  test.each([
    ['name,weight\na,1', ['line 1, id: column_missing']],
    ['id,id,weight\na,b,1', ['line 1, id: column_repeated']],
    ['id,weight', ['line 2: weights_empty']],
    ['', ['line 1, id: column_missing', 'line 1, weight: column_missing']],
    [
      'id,weight\na,0\nb,-2\nc,\nd,x\n,1\ne,inf',
      [
        'line 2, weight: weight_not_positive',
        'line 3, weight: weight_not_positive',
        'line 4, weight: weight_missing',
        'line 5, weight: weight_not_number',
        'line 6, id: id_missing',
        'line 7, weight: weight_not_number',
      ],
    ],
    ['id,weight,fpc\na,1,0.5\nb,1,1', ['line 2, fpc: fpc_not_count', 'line 3, fpc: fpc_below_sample']],
    ['id,weight,stratum,fpc\na,1,h,5\nb,1,h,6', ['line 3, fpc: fpc_differs']],
    ['id,weight,psu\na,1,', ['line 2, psu: psu_missing']],
  ])('%j is refused with its places', (text, faults) => {
    expect(faultsOf(readWeightFile(text))).toEqual(faults)
  })
})

const bandsOf = (gender: string, age: string) => ({ gender, age_band: age })
const age = fc.constantFrom('a18_24', 'a25_34', 'a35_49')
const gendered = fc.record({
  bands: fc.tuple(fc.constantFrom('woman', 'man'), age).map(([gender, own]) => bandsOf(gender, own)),
  base: fc.double({ min: 0.2, max: 5, noNaN: true }),
})
/** Of little weight: a share that they keep must leave the other margins room. */
const ungendered = fc.record({
  bands: age.map((own) => bandsOf('', own)),
  base: fc.double({ min: 0.002, max: 0.02, noNaN: true }),
})
const person = fc.oneof(gendered, gendered, ungendered)
/** Everybody of every cell at least once, so that the margins can be met. */
const oneOfEach: readonly FittedPerson[] = ['woman', 'man'].flatMap((gender) =>
  ['a18_24', 'a25_34', 'a35_49'].map((age) => ({ bands: bandsOf(gender, age), base: 1 })),
)
const crowd = fc.array(person, { maxLength: 60 }).map((others) => [...oneOfEach, ...others])
const plan: FitPlan = {
  method: 'raking',
  margins: marginsIn('gender,woman,0.55\ngender,man,0.45\nage_band,a18_24,30\nage_band,a25_34 + a35_49,70'),
  trimming: null,
}

describe('fitted weights', () => {
  test('meet the margins among those who have a band, and leave the share of those who have none', () => {
    fc.assert(
      fc.property(crowd, (people) => {
        const { weights, margins, diagnostics } = solved(fitWeights(people, plan))
        for (const { categories } of margins)
          for (const { wanted, after } of categories) expect(after).toBeCloseTo(wanted, 8)
        const without = (of: (place: number) => number) =>
          people.reduce((sum, { bands }, place) => sum + (bands.gender === '' ? of(place) : 0), 0)
        const total = people.reduce((sum, { base }) => sum + base, 0)
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(total, 8)
        expect(without((place) => weights[place] ?? 0)).toBeCloseTo(
          without((place) => people[place]?.base ?? 0),
          6,
        )
        expect(diagnostics.kishDeff).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  test('depend on ratios of weights only, and not on whether margins are shares, percent or people', () => {
    fc.assert(
      fc.property(crowd, fc.double({ min: 0.01, max: 100, noNaN: true }), (people, factor) => {
        const whole = solved(fitWeights(people, plan)).weights
        const scaled = people.map(({ bands, base }) => ({ bands, base: base * factor }))
        const counts = plan.margins.map((margin) => ({
          ...margin,
          categories: margin.categories.map((category) => ({
            ...category,
            population: category.population * (margin.breakdowns[0] === 'gender' ? 12_000 : 120),
          })),
        }))
        const others = solved(fitWeights(scaled, { ...plan, margins: counts })).weights
        for (const [place, weight] of whole.entries())
          expect((others[place] ?? 0) / factor / weight).toBeCloseTo(1, 6)
      }),
    )
  })

  test('are within their limits after trimming, and keep their sum', () => {
    fc.assert(
      fc.property(crowd, fc.double({ min: 1.5, max: 4, noNaN: true }), (people, upper) => {
        const { weights, diagnostics } = solved(
          fitWeights(people, { ...plan, trimming: { lower: null, upper } }),
        )
        const mean = people.reduce((sum, { base }) => sum + base, 0) / people.length
        expect(weights.reduce((sum, weight) => sum + weight, 0) / weights.length).toBeCloseTo(mean, 8)
        expect(Math.max(...weights)).toBeLessThanOrEqual(upper * mean * (1 + 1e-6))
        expect(diagnostics.largest).toBeLessThanOrEqual(upper * (1 + 1e-6))
      }),
    )
  })

  test('that cannot leave their share to people without a band say so', () => {
    const refusing = Array.from({ length: 12 }, () => ({ bands: bandsOf('', 'a18_24'), base: 1 }))
    expect(faultsOf(fitWeights([...oneOfEach, ...refusing], plan))).toEqual([
      'margins.gender: share_without_band',
    ])
  })

  test('by post-stratification are those of the formula N_h / Σ w', () => {
    const people = [
      { bands: bandsOf('woman', 'a18_24'), base: 1 },
      { bands: bandsOf('woman', 'a18_24'), base: 3 },
      { bands: bandsOf('man', 'a18_24'), base: 4 },
    ]
    const { weights } = solved(
      fitWeights(people, {
        method: 'poststratification',
        margins: marginsIn('gender,woman,750\ngender,man,250'),
        trimming: null,
      }),
    )
    expect([...weights]).toEqual([1.5, 4.5, 2])
  })

  test.each([
    ['gender,woman,0.5\ngender,man,0.3', 'raking', 'margins.gender: shares_do_not_sum'],
    [
      'gender,woman,0.5\ngender,man,0.4\ngender,another,0.1',
      'raking',
      'margins.gender.another: category_without_respondents',
    ],
    ['gender,woman,1', 'raking', 'margins.gender.man: category_without_margin'],
    [
      'gender,woman,600\ngender,man,400\nage_band,a18_24,700\nage_band,a25_34 + a35_49,500',
      'raking',
      'margins.age_band: margins_differ',
    ],
    [
      'gender,woman,50\ngender,man,50\nage_band,a18_24,30\nage_band,a25_34 + a35_49,70',
      'poststratification',
      'method: poststrata_not_one_table',
    ],
  ] as const)('%j by %s are refused', (text, method, fault) => {
    expect(faultsOf(fitWeights(oneOfEach, { method, margins: marginsIn(text), trimming: null }))).toContain(
      fault,
    )
  })

  test('that do not settle, limits without room and nobody at all are refused', () => {
    // Women are all young and men all old: no factors make young people three quarters and women a quarter.
    const apart = [
      { bands: bandsOf('woman', 'a18_24'), base: 1 },
      { bands: bandsOf('man', 'a25_34'), base: 1 },
    ]
    const contradicting = marginsIn('gender,woman,25\ngender,man,75\nage_band,a18_24,75\nage_band,a25_34,25')
    expect(faultsOf(fitWeights(apart, { ...plan, margins: contradicting }))[0]).toContain(
      'raking_not_converged',
    )
    expect(faultsOf(fitWeights(oneOfEach, { ...plan, trimming: { lower: 2, upper: 0.5 } }))).toEqual([
      'lower: trim_limits',
      'upper: trim_limits',
    ])
    expect(faultsOf(fitWeights([], plan))).toEqual(['people: weights_empty'])
  })
})

test('diagnostics are Kish’s, and those of nobody are those of equal weights', () => {
  const weights = [1, 2, 3, 10]
  const { kishDeff, effectiveN, largest } = diagnosticsOf(weights)
  expect(kishDeff).toBeCloseTo((4 * 114) / 256, 12)
  expect(effectiveN).toBeCloseTo(256 / 114, 12)
  expect(largest).toBe(2.5)
  expect(diagnosticsOf([])).toMatchObject({ n: 0, kishDeff: 1, effectiveN: 0 })
  expect(surveyDesign({ n: 4, weights }).weights).toHaveLength(4)
})
