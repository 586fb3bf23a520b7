import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../result'
import { type SurveyDesign, surveyDesign } from '../design'
import { normalQuantile } from '../distributions'
import { type DesignEstimate, estimateMean, estimateRatio, estimateTotal } from '../estimate'
import { everyEntry, expectNear } from '../fixtures/every-entry'
import { type Cells, column, numbers, readJson, table } from '../fixtures/reference'
import { meanInterval } from '../interval'
import { calibrateLinear } from './calibrate'
import type { Margin } from './margins'
import { postStratify } from './post-stratify'
import { rake } from './rake'
import { trimWeights } from './trim-weights'
import { type Weighting, weightedDesign } from './weighting'

function solved<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'))
  return result.value
}
const codesOf = (result: Result<unknown>) => (result.ok ? [] : result.problems.map(({ code }) => code))
const messageOf = (result: Result<unknown>) =>
  result.ok ? '' : result.problems.map(({ message }) => message).join('\n')

function expectWeights(actual: Float64Array, wanted: readonly number[]) {
  expect(actual).toHaveLength(wanted.length)
  for (const [row, weight] of wanted.entries()) expectNear(actual[row], weight, 1e-8, `weight ${row + 1}`)
}

type Term = { readonly term: string }
type Terms = {
  readonly level: number
  readonly degf: number
  readonly estimates: readonly Term[]
  readonly vcov?: readonly (number | readonly number[])[]
}

const stypeCounts = new Map([
  ['E', 4421],
  ['H', 755],
  ['M', 1018],
])
const wideCounts = new Map([
  ['No', 1072],
  ['Yes', 5122],
])
const awardCounts = new Map([
  ['No', 2027],
  ['Yes', 4167],
])

describe('weightings of a sample of clusters, as R', () => {
  const reference = readJson('survey-weighting.json')
  const rows = table(reference.data)
  const weights = numbers(rows, 'pw')
  const stype: Margin = { name: 'stype', categories: column(rows, 'stype'), population: stypeCounts }
  const wide: Margin = { name: 'sch.wide', categories: column(rows, 'sch.wide'), population: wideCounts }
  const api99 = { name: 'api99', values: numbers(rows, 'api99'), total: 3_914_069 }
  const plain = { n: rows.length, weights, clusters: [column(rows, 'dnum')] }
  const withFpc = surveyDesign({ ...plain, fpc: [column(rows, 'fpc').map(Number)] })

  const weightings: Readonly<
    Record<string, { readonly design: SurveyDesign; readonly weighting: Result<Weighting>; se: number }>
  > = {
    'postStratify(clus1, ~stype, population)': {
      design: withFpc,
      weighting: postStratify({ weights, cells: stype }),
      se: 1e-8,
    },
    'postStratify(clus1 without fpc, ~stype, population)': {
      design: surveyDesign(plain),
      weighting: postStratify({ weights, cells: stype }),
      se: 1e-8,
    },
    'rake(clus1, list(~stype, ~sch.wide), list(population stype, population sch.wide), control = list(maxit = 1000, epsilon = 1e-12))':
      { design: withFpc, weighting: rake({ weights, margins: [stype, wide] }), se: 1e-6 },
    'calibrate(clus1, ~stype + api99, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069))':
      {
        design: withFpc,
        weighting: calibrateLinear({ weights, margins: [stype], totals: [api99] }),
        se: 1e-8,
      },
  }

  test('every entry of the file is looked at', () => {
    everyEntry(reference, {
      versions: () => {},
      tolerance: (tolerance: number) => expect(tolerance).toBe(1e-8),
      data: () => expect(rows).toHaveLength(183),
      population: (population: Record<string, readonly Record<string, string | number>[]>) =>
        everyEntry(population, {
          stype: (counts: readonly { stype: string; Freq: number }[]) =>
            expect(new Map(counts.map((count) => [count.stype, count.Freq]))).toEqual(stypeCounts),
          'sch.wide': (counts: readonly { 'sch.wide': string; Freq: number }[]) =>
            expect(new Map(counts.map((count) => [count['sch.wide'], count.Freq]))).toEqual(wideCounts),
        }),
      designs: (designs: readonly { call: string }[]) =>
        expect(designs.map(({ call }) => call)).toEqual(Object.keys(weightings)),
    })
  })

  test.each(reference.designs as { call: string; note?: string; result: Record<string, unknown> }[])(
    '$call',
    ({ call, note: _, result, ...others }) => {
      expect(others).toEqual({})
      const ours = weightings[call]
      if (ours === undefined) throw new Error(`Nobody checks the design "${call}".`)
      const weighting = solved(ours.weighting)
      const design = weightedDesign(ours.design, weighting)
      const stypes = column(rows, 'stype')

      const expectTerms = (
        { level, degf, estimates, vcov, ...rest }: Terms,
        ofTerm: (term: string) => DesignEstimate | null,
      ) => {
        expect(rest).toEqual({})
        for (const [position, { term, ...entries }] of estimates.entries()) {
          const actual = ofTerm(term)
          const [estimate, se] = [actual?.estimate ?? Number.NaN, actual?.se ?? Number.NaN]
          const z = normalQuantile((1 + level) / 2)
          const expectInterval = (low: number, high: number, [wantedLow, wantedHigh]: [number, number]) => {
            expectNear(low, wantedLow, ours.se, `${term} low`)
            expectNear(high, wantedHigh, ours.se, `${term} high`)
          }
          everyEntry(entries, {
            estimate: (wanted: number) => expectNear(estimate, wanted, 1e-8, `${term} estimate`),
            se: (wanted: number) => expectNear(se, wanted, ours.se, `${term} se`),
            ci_normal: (wanted: [number, number]) =>
              expectInterval(estimate - z * se, estimate + z * se, wanted),
            ci_t: (wanted: [number, number]) => {
              expect(actual?.df).toBe(degf)
              expectInterval(actual?.ci?.[0] ?? Number.NaN, actual?.ci?.[1] ?? Number.NaN, wanted)
            },
            // R takes the degrees of freedom of the whole design; here a domain has its own.
            ci_t_full_design_df: (wanted: [number, number]) => {
              const ci = meanInterval(estimate, se, degf, level)
              expectInterval(ci?.[0] ?? Number.NaN, ci?.[1] ?? Number.NaN, wanted)
            },
            // svymean was not asked for a design effect.
            deff: (wanted: unknown) => expect(wanted).toBeNull(),
          })
          const row = vcov?.[position]
          if (row !== undefined) {
            const wanted = typeof row === 'number' ? row : (row[position] ?? Number.NaN)
            expectNear(se ** 2, wanted, 2 * ours.se, `${term} variance`)
          }
        }
      }
      everyEntry(result, {
        weights: (wanted: readonly number[]) => expectWeights(weighting.weights, wanted),
        mean_api00: (wanted: Terms) =>
          expectTerms(wanted, (term) => estimateMean(design, numbers(rows, term))),
        total_enroll: (wanted: Terms) =>
          expectTerms(wanted, (term) => estimateTotal(design, numbers(rows, term))),
        mean_stype: (wanted: Terms) => {
          expectTerms(wanted, (term) =>
            estimateMean(
              design,
              stypes.map((code) => Number(`stype${code}` === term)),
            ),
          )
          // The margin is known: its covariances are rounding, as its variances are.
          for (const covariance of (wanted.vcov ?? []).flat())
            expect(Math.abs(covariance)).toBeLessThan(1e-20)
        },
        by_stype: (wanted: Terms) =>
          expectTerms(wanted, (term) =>
            estimateMean(design, numbers(rows, 'api00'), { domain: (row) => stypes[row] === term }),
          ),
      })
    },
  )
})

describe('weightings of samples with unequal weights, as R', () => {
  const reference: {
    designs: { call: string; data: string; limits?: [number, number]; result: Record<string, unknown> }[]
  } = readJson('survey-weighting-unequal.json')
  const strat = table('apistrat.csv')
  const clus2 = table('apiclus2.csv')
  const samples = {
    'apistrat.csv': {
      rows: strat,
      design: surveyDesign({
        n: strat.length,
        weights: numbers(strat, 'pw'),
        strata: column(strat, 'stype'),
        fpc: [column(strat, 'fpc').map(Number)],
      }),
    },
    'apiclus2.csv': {
      rows: clus2,
      design: surveyDesign({
        n: clus2.length,
        clusters: [column(clus2, 'dnum'), column(clus2, 'snum')],
        fpc: [column(clus2, 'fpc1').map(Number), column(clus2, 'fpc2').map(Number)],
      }),
    },
  }

  const designOf = (
    call: string,
    { rows, design }: { rows: Cells; design: SurveyDesign },
    limits: [number, number] | undefined,
  ): SurveyDesign => {
    const weights = design.weights
    const margin = (name: string, population: ReadonlyMap<string, number>): Margin => ({
      name,
      categories: column(rows, name),
      population,
    })
    const [stype, wide] = [margin('stype', stypeCounts), margin('sch.wide', wideCounts)]
    const awards = margin('awards', awardCounts)
    const totals = [{ name: 'api99', values: numbers(rows, 'api99'), total: 3_914_069 }]
    const stratified = () =>
      weightedDesign(design, solved(postStratify({ weights: design.weights, cells: wide })))
    const trimmed = (strict: boolean) => {
      const [lower, upper] = limits ?? [Number.NaN, Number.NaN]
      const before = stratified()
      return {
        ...before,
        weights: solved(trimWeights({ weights: before.weights, lower, upper, strict })).weights,
      }
    }
    const makers: Readonly<Record<string, () => SurveyDesign>> = {
      'postStratify(~sch.wide)': stratified,
      'rake(~stype, ~sch.wide, ~awards)': () =>
        weightedDesign(design, solved(rake({ weights, margins: [stype, wide, awards] }))),
      'calibrate(~stype + api99)': () =>
        weightedDesign(design, solved(calibrateLinear({ weights, margins: [stype], totals }))),
      'calibrate(~stype + api99, bounds)': () =>
        weightedDesign(
          design,
          solved(
            calibrateLinear({
              weights,
              margins: [stype],
              totals,
              ...(limits !== undefined && { bounds: limits }),
            }),
          ),
        ),
      'rake(postStratify(~sch.wide), ~stype)': () => {
        const first = stratified()
        return weightedDesign(first, solved(rake({ weights: first.weights, margins: [stype] })))
      },
      'trimWeights(postStratify(~sch.wide), strict = FALSE)': () => trimmed(false),
      'trimWeights(postStratify(~sch.wide), strict = TRUE)': () => trimmed(true),
    }
    const make = makers[call]
    if (make === undefined) throw new Error(`Nobody checks the design "${call}".`)
    return make()
  }

  test.each(reference.designs)('$data: $call', ({ call, data, limits, result, ...others }) => {
    expect(others).toEqual({})
    const sample = samples[data as keyof typeof samples]
    const design = designOf(call, sample, limits)
    const of = (name: string) => numbers(sample.rows, name)
    const stypes = column(sample.rows, 'stype')
    // As in the other file: raking is compared to 1e-6, since R ends its rounds where it does.
    const tolerance = call.startsWith('rake') ? 1e-6 : 1e-8
    const expectPair = (actual: DesignEstimate | null, [estimate, se]: [number, number], what: string) => {
      expectNear(actual?.estimate, estimate, 1e-8, `${what} estimate`)
      expectNear(actual?.se, se, tolerance, `${what} se`)
    }
    everyEntry(result, {
      weights: (wanted: readonly number[]) => expectWeights(design.weights, wanted),
      mean_api00: (wanted: [number, number]) => expectPair(estimateMean(design, of('api00')), wanted, 'mean'),
      total_enroll: (wanted: [number, number]) =>
        expectPair(estimateTotal(design, of('enroll')), wanted, 'total'),
      ratio: (wanted: [number, number]) =>
        expectPair(estimateRatio(design, of('api00'), of('api99')), wanted, 'ratio'),
      by_stype: (wanted: readonly { term: string; estimate: number; se: number }[]) => {
        for (const { term, estimate, se } of wanted) {
          const actual = estimateMean(design, of('api00'), { domain: (row) => stypes[row] === term })
          expectPair(actual, [estimate, se], term)
        }
      },
    })
  })
})

const people = fc.array(
  fc.record({
    w: fc.double({ min: 0.2, max: 5, noNaN: true }),
    gender: fc.constantFrom('woman', 'man'),
    place: fc.constantFrom('city', 'town', 'rural'),
    rooms: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 30, maxLength: 80 },
)
type People = ReadonlyArray<{ w: number; gender: string; place: string; rooms: number }>

/** A population somewhat unlike the sample: every second person counted twice. */
function marginOf(sample: People, name: 'gender' | 'place'): Margin {
  const population = new Map<string, number>()
  for (const [row, person] of sample.entries())
    population.set(person[name], (population.get(person[name]) ?? 0) + 100 * person.w * (1 + (row % 2)))
  return { name, categories: sample.map((person) => person[name]), population }
}

function totalsBy({ categories }: Margin, weights: Float64Array): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const [row, category] of categories.entries())
    sums.set(category ?? '', (sums.get(category ?? '') ?? 0) + (weights[row] ?? 0))
  return sums
}

function expectMargin(margin: Margin, weights: Float64Array) {
  for (const [category, size] of totalsBy(margin, weights))
    expectNear(size, margin.population.get(category) ?? Number.NaN, 1e-8, `${margin.name} ${category}`)
}

describe('laws', () => {
  test('raking meets every margin, keeps weights positive, and does not mind the scale of the old weights', () => {
    fc.assert(
      fc.property(people, fc.double({ min: 0.01, max: 100, noNaN: true }), (sample, factor) => {
        const margins = [marginOf(sample, 'gender'), marginOf(sample, 'place')]
        const { weights, diagnostics } = solved(rake({ weights: sample.map(({ w }) => w), margins }))
        for (const margin of margins) expectMargin(margin, weights)
        expect(diagnostics.smallest).toBeGreaterThan(0)
        const scaled = solved(rake({ weights: sample.map(({ w }) => w * factor), margins }))
        for (const [row, weight] of scaled.weights.entries())
          expectNear(weight, weights[row] ?? Number.NaN, 1e-7, 'scaled')
      }),
    )
  })

  test('raking to one margin is post-stratification, in shares or in counts', () => {
    fc.assert(
      fc.property(people, (sample) => {
        const weights = sample.map(({ w }) => w)
        const cells = marginOf(sample, 'place')
        const total = [...cells.population.values()].reduce((sum, size) => sum + size, 0)
        const shares = new Map([...cells.population].map(([code, size]) => [code, size / total]))
        const stratified = solved(postStratify({ weights, cells }))
        const inShares = solved(
          postStratify({ weights, cells: { ...cells, population: shares, unit: 'shares' }, total }),
        )
        const raked = solved(rake({ weights, margins: [cells] }))
        expectMargin(cells, stratified.weights)
        for (const [row, weight] of stratified.weights.entries()) {
          expectNear(raked.weights[row], weight, 1e-10, 'raked')
          expectNear(inShares.weights[row], weight, 1e-10, 'in shares')
        }
      }),
    )
  })

  test('calibration reproduces its totals, which then have no standard error', () => {
    fc.assert(
      fc.property(people, (sample) => {
        const weights = sample.map(({ w }) => w)
        const margin = marginOf(sample, 'gender')
        fc.pre(margin.population.size === 2)
        const rooms = sample.map(({ rooms: count }) => count)
        const total = sample.reduce(
          (sum, { w, rooms: count }, row) => sum + 100 * w * count * (1 + (row % 2)),
          0,
        )
        const result = calibrateLinear({
          weights,
          margins: [margin],
          totals: [{ name: 'rooms', values: rooms, total }],
        })
        // A sample may need a negative weight; that is refused, and another matter.
        fc.pre(
          result.ok ||
            !codesOf(result).some(
              (code) => code === 'calibration_negative' || code === 'calibration_collinear',
            ),
        )
        const weighting = solved(result)
        expectMargin(margin, weighting.weights)
        const design = weightedDesign(surveyDesign({ n: sample.length, weights }), weighting)
        const estimate = estimateTotal(design, rooms)
        expectNear(estimate?.estimate, total, 1e-8, 'total')
        expect((estimate?.se ?? Number.NaN) / total).toBeLessThan(1e-9)
      }),
    )
  })

  test('bounded calibration stays within its bounds, or says that it cannot', () => {
    let met = 0
    fc.assert(
      fc.property(people, (sample) => {
        const weights = sample.map(({ w }) => 150 * w)
        const margins = [marginOf(sample, 'gender'), marginOf(sample, 'place')]
        const result = calibrateLinear({ weights, margins, bounds: [0.8, 1.25] })
        if (!result.ok) {
          expect(['calibration_not_converged', 'calibration_collinear']).toContain(codesOf(result)[0])
          return
        }
        met += 1
        for (const margin of margins) expectMargin(margin, result.value.weights)
        const [least, most] = result.value.diagnostics.factorRange
        expect(least).toBeGreaterThanOrEqual(0.8 - 1e-12)
        expect(most).toBeLessThanOrEqual(1.25 + 1e-12)
      }),
    )
    expect(met).toBeGreaterThan(10)
  })

  test('trimming keeps the sum, and strictly also the limits', () => {
    fc.assert(
      fc.property(people, (sample) => {
        const weights = sample.map(({ w }) => w)
        const sum = weights.reduce((whole, w) => whole + w, 0)
        const mean = sum / weights.length
        const trimmed = solved(trimWeights({ weights, lower: 0.5 * mean, upper: 1.5 * mean, strict: true }))
        expectNear(trimmed.diagnostics.sum, sum, 1e-9, 'sum')
        expect(trimmed.diagnostics.smallest).toBeGreaterThanOrEqual(0.5 * mean * (1 - 1e-9))
        expect(trimmed.diagnostics.largest).toBeLessThanOrEqual(1.5 * mean * (1 + 1e-9))
        const cut = solved(trimWeights({ weights, upper: mean, redistribute: false }))
        expect([...cut.weights]).toEqual(weights.map((w) => Math.min(w, mean)))
      }),
    )
  })
})

describe('what cannot be weighted says which and what to do', () => {
  const categories = ['woman', 'man', 'woman', 'man']
  const gender = (population: [string, number][], more: Partial<Margin> = {}): Margin => ({
    name: 'gender',
    categories,
    population: new Map(population),
    ...more,
  })
  const place: Margin = {
    name: 'place',
    categories: ['city', 'city', 'rural', 'rural'],
    population: new Map([
      ['city', 30],
      ['rural', 90],
    ]),
  }
  const even = gender([
    ['woman', 50],
    ['man', 50],
  ])
  const ones = [1, 1, 1, 1]

  test.each([
    ['a missing weight', [1, null, 1, 1], /^Row 2 has no weight\. Give/],
    ['a negative weight', [1, 1, -2, 1], /^Row 3 has a weight that is not a positive number\. Correct/],
    ['a weight of zero', [0, 1, 1, 0], /^Rows 1 and 4 have a weight that is not a positive/],
    ['no respondents', [], /^There are no respondents/],
  ])('%s', (_, weights, message) => {
    const cells = { ...even, categories: categories.slice(0, weights.length) }
    expect(messageOf(postStratify({ weights, cells }))).toMatch(message)
    expect(messageOf(rake({ weights, margins: [cells] }))).toMatch(message)
    expect(messageOf(calibrateLinear({ weights, margins: [cells] }))).toMatch(message)
    expect(messageOf(trimWeights({ weights }))).toMatch(message)
  })

  test.each([
    [
      'a category of the margin in which nobody answered',
      gender([
        ['woman', 40],
        ['man', 40],
        ['another', 3],
      ]),
      'margins.gender.another',
      /Nobody who answered is in the category "another" of "gender".* Join it/,
    ],
    [
      'a category of respondents that has no margin',
      gender([['woman', 40]]),
      'margins.gender.man',
      /2 respondents are in the category "man" of "gender", which has no margin\. Add/,
    ],
    [
      'a margin of nothing',
      gender([
        ['woman', 40],
        ['man', 0],
      ]),
      'margins.gender.man',
      /The population of "man" in "gender" is 0\. Give a positive number/,
    ],
    [
      'shares that do not sum to 1',
      gender(
        [
          ['woman', 0.4],
          ['man', 0.5],
        ],
        { unit: 'shares' },
      ),
      'margins.gender',
      /The shares of "gender" sum to 0\.9, not to 1\. Add/,
    ],
    [
      'a respondent whose category is not known',
      { ...even, categories: ['woman', null, 'man', 'man'] },
      'margins.gender',
      /Row 2 has no category of "gender"\. Put/,
    ],
  ])('%s', (_, margin, path, message) => {
    const result = rake({ weights: ones, margins: [margin] })
    expect(result.ok ? [] : result.problems.map((problem) => problem.path)).toEqual([path])
    expect(messageOf(result)).toMatch(message)
  })

  test('margins of different populations', () => {
    const result = rake({ weights: ones, margins: [even, place] })
    expect(codesOf(result)).toEqual(['margins_differ'])
    expect(messageOf(result)).toMatch(/The margin "place" sums to 120, but "gender" to 100\. Both/)
  })

  test('counts that differ by rounding are one population, and shares take the counts of another margin', () => {
    const rounded = {
      ...place,
      population: new Map([
        ['city', 30.05],
        ['rural', 70],
      ]),
    }
    expectNear(solved(rake({ weights: ones, margins: [even, rounded] })).diagnostics.sum, 100, 1e-9, 'sum')
    const shares = {
      ...place,
      population: new Map([
        ['city', 0.3],
        ['rural', 0.7],
      ]),
    }
    expectNear(solved(rake({ weights: ones, margins: [shares, even] })).diagnostics.sum, 100, 1e-9, 'counts')
    expectNear(solved(rake({ weights: [2, 2, 2, 2], margins: [shares] })).diagnostics.sum, 8, 1e-9, 'weights')
  })

  test('margins that no weights can meet together', () => {
    const sameSplit: Margin = {
      name: 'sex',
      categories,
      population: new Map([
        ['woman', 70],
        ['man', 30],
      ]),
    }
    const result = rake({ weights: ones, margins: [even, sameSplit] })
    expect(codesOf(result)).toEqual(['raking_not_converged'])
    expect(messageOf(result)).toMatch(/"(woman|man)" of "gender" is at (70|30)[.\d]*, not 50\. Join/)
    expect(codesOf(calibrateLinear({ weights: ones, margins: [even, sameSplit] }))).toEqual([
      'calibration_collinear',
    ])
  })

  test('calibration with more conditions than respondents, useless bounds, and negative weights', () => {
    const totals = ['a', 'b', 'c', 'd', 'e'].map((name, index) => ({
      name,
      values: [1, index, index ** 2, 1],
      total: 10,
    }))
    expect(messageOf(calibrateLinear({ weights: ones, totals }))).toMatch(/4 respondents cannot meet 5/)
    expect(codesOf(calibrateLinear({ weights: ones, margins: [even], bounds: [1.5, 2] }))).toEqual([
      'bounds_not_around_one',
    ])
    const far = [
      { name: 'people', values: ones, total: 4 },
      { name: 'rooms', values: [1, 2, 3, 10], total: 60 },
    ]
    expect(messageOf(calibrateLinear({ weights: ones, totals: far }))).toMatch(/zero or less.*Set bounds/)
    expect(messageOf(calibrateLinear({ weights: ones, totals: far, bounds: [0.5, 2] }))).toMatch(
      /Within these bounds.*Widen/,
    )
    expect(messageOf(trimWeights({ weights: [1, 2, 9], upper: 3 }))).toBe('')
    expect(messageOf(trimWeights({ weights: [1, 2, 9], upper: 3, strict: true }))).toMatch(/their mean is 4/)
  })
})
