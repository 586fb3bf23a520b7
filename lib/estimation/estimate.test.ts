import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codedColumn } from './columns'
import { type DesignColumns, surveyDesign } from './design'
import {
  type DesignEstimate,
  estimateDifference,
  estimateMean,
  estimateRatio,
  estimateTotal,
  estimateVariance,
} from './estimate'
import { expectSame } from './fixtures/reference'
import { proportionInterval } from './interval'
import { estimateProportion, proportionMethods } from './proportion'
import { estimateQuantile } from './quantile'
import { weightedAlpha } from './weighted-alpha'

describe('the worked example of the framework', () => {
  const { columns, rows, ...wanted } = JSON.parse(
    readFileSync(new URL('../scoring/fixtures/golden.json', import.meta.url), 'utf8'),
  ).estimators
  const of = (name: string): (string | number)[] =>
    rows.map((row: (string | number)[]) => row[columns.indexOf(name)])
  const strata = of('stratum').map(String)
  const plain = {
    n: rows.length,
    weights: of('weight').map(Number),
    strata,
    clusters: [of('psu').map(String)],
  }

  test.each([
    ['mean_y', 'y', plain, undefined],
    [
      'mean_y_fpc',
      'y',
      { ...plain, fpc: [strata.map((name) => wanted.mean_y_fpc.fpcPsuPerStratum[name])] },
      undefined,
    ],
    ['mean_y_domain_b1', 'y', plain, (row: number) => Number(of('b')[row]) === 1],
  ] as const)('%s', (name, y, columnsOfDesign, domain) => {
    const estimate = estimateMean(
      surveyDesign(columnsOfDesign),
      of(y).map(Number),
      domain === undefined ? {} : { domain },
    )
    const { estimate: mean, se, df, deff, kishDeff, ci, n } = wanted[name]
    expect([estimate?.n, estimate?.df]).toEqual([n, df])
    for (const [actual, value, what] of [
      [estimate?.estimate, mean, 'mean'],
      [estimate?.se, se, 'se'],
      [estimate?.deff, deff, 'deff'],
      [estimate?.kishDeff, kishDeff, 'kishDeff'],
      [estimate?.ci?.[0], ci[0], 'low'],
      [estimate?.ci?.[1], ci[1], 'high'],
    ] as const) {
      expectSame(actual, value, `${name} ${what}`)
    }
  })
})

type Person = {
  readonly y: number
  readonly x: number
  readonly w: number
  readonly stratum: string
  readonly unit: string
  readonly group: number
}

const person = fc.record({
  y: fc.integer({ min: 0, max: 100 }),
  x: fc.integer({ min: 1, max: 50 }),
  w: fc.double({ min: 0.1, max: 50, noNaN: true }),
  stratum: fc.constantFrom('north', 'south'),
  unit: fc.constantFrom('1', '2', '3', '4'),
  group: fc.nat(2),
})
const people = fc.array(person, { minLength: 3, maxLength: 60 })

function designOfPeople(rows: readonly Person[], scale = 1, more: Partial<DesignColumns> = {}) {
  return surveyDesign({
    n: rows.length,
    weights: rows.map(({ w }) => w * scale),
    strata: rows.map(({ stratum }) => stratum),
    clusters: [rows.map(({ unit }) => unit)],
    ...more,
  })
}

const column = <K extends 'y' | 'x'>(rows: readonly Person[], name: K) => rows.map((row) => row[name])
const isInGroup = (rows: readonly Person[], group: number) => (row: number) => rows[row]?.group === group

function expectClose(
  actual: number | null | undefined,
  wanted: number | null | undefined,
  what: string,
): void {
  if (wanted == null) expect(actual ?? null, what).toBeNull()
  else
    expect(Math.abs((actual ?? Number.NaN) - wanted), `${what}: ${actual}, ${wanted}`).toBeLessThanOrEqual(
      1e-7 * Math.max(1, Math.abs(wanted)),
    )
}

/** @param scale by which the first stands to the second */
function expectSameEstimate(a: DesignEstimate | null, b: DesignEstimate | null, scale = 1): void {
  expect([a?.n, a?.df]).toEqual([b?.n, b?.df])
  expectClose(a?.estimate, b && b.estimate * scale, 'estimate')
  expectClose(a?.se, b?.se == null ? null : b.se * Math.abs(scale), 'se')
}

describe('laws', () => {
  test('weights matter only by their ratios to means, ratios, variances and quantiles; totals grow with them', () => {
    fc.assert(
      fc.property(people, fc.double({ min: 0.01, max: 100, noNaN: true }), (rows, scale) => {
        const [one, other] = [designOfPeople(rows), designOfPeople(rows, scale)]
        const [y, x] = [column(rows, 'y'), column(rows, 'x')]
        expectSameEstimate(estimateMean(other, y), estimateMean(one, y))
        expectSameEstimate(estimateRatio(other, y, x), estimateRatio(one, y, x))
        expectSameEstimate(estimateVariance(other, y), estimateVariance(one, y))
        expectSameEstimate(estimateTotal(other, y), estimateTotal(one, y), scale)
        expectClose(estimateMean(other, y)?.deff, estimateMean(one, y)?.deff, 'deff')
        expectClose(estimateMean(other, y)?.kishDeff, estimateMean(one, y)?.kishDeff, 'Kish')
      }),
    )
  })

  test('the order of rows does not matter', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const turned = [...rows].reverse()
        const [one, other] = [designOfPeople(rows), designOfPeople(turned)]
        expectSameEstimate(estimateMean(other, column(turned, 'y')), estimateMean(one, column(rows, 'y')))
        expectSameEstimate(
          estimateTotal(other, column(turned, 'y'), { domain: isInGroup(turned, 0) }),
          estimateTotal(one, column(rows, 'y'), { domain: isInGroup(rows, 0) }),
        )
        expect(weightedAlpha(other, [column(turned, 'y'), column(turned, 'x')])).toBeCloseTo(
          weightedAlpha(one, [column(rows, 'y'), column(rows, 'x')]) ?? Number.NaN,
          8,
        )
      }),
    )
  })

  test('y shifted and stretched shifts and stretches its mean; the error stretches', () => {
    fc.assert(
      fc.property(people, fc.integer({ min: -9, max: 9 }), (rows, stretch) => {
        const design = designOfPeople(rows)
        const changed = column(rows, 'y').map((y) => stretch * y + 7)
        const [one, other] = [estimateMean(design, column(rows, 'y')), estimateMean(design, changed)]
        expectClose(other?.estimate, one && stretch * one.estimate + 7, 'mean')
        expectClose(other?.se, one?.se == null ? null : Math.abs(stretch) * one.se, 'se')
      }),
    )
  })

  test('a domain is the same as a ratio to its own indicator, and as weights of zero outside it', () => {
    fc.assert(
      fc.property(people, fc.nat(2), (rows, group) => {
        const design = designOfPeople(rows)
        const isInside = isInGroup(rows, group)
        const inside = rows.map((_, row) => (isInside(row) ? 1 : 0))
        const y = column(rows, 'y')
        const domain = estimateMean(design, y, { domain: isInside })
        const ratio = estimateRatio(
          design,
          y.map((value, row) => value * (inside[row] ?? 0)),
          inside,
        )
        const zero = designOfPeople(rows, 1, { weights: rows.map(({ w }, row) => w * (inside[row] ?? 0)) })
        expectSameEstimate(estimateMean(zero, y), domain)
        expectClose(ratio?.estimate, domain?.estimate, 'as a ratio')
        // The whole sample has more units, so it may have an error where the domain alone has none.
        if (domain?.se != null) expectClose(ratio?.se, domain.se, 'its error')
      }),
    )
  })

  test('a domain given by its rows is the domain given by a test; missing values are a domain too', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const design = designOfPeople(rows)
        const isInside = isInGroup(rows, 1)
        const members = [...rows.keys()].filter(isInside)
        const y = column(rows, 'y')
        expectSameEstimate(
          estimateMean(design, y, { domain: members }),
          estimateMean(design, y, { domain: isInside }),
        )
        const blanked = y.map((value, row) => (isInside(row) ? value : null))
        const [found, wanted] = [estimateMean(design, blanked), estimateMean(design, y, { domain: isInside })]
        expect(found?.n).toBe(wanted?.n)
        if (wanted?.se != null) expectClose(found?.se, wanted.se, 'se')
        const asNaN = Float64Array.from(blanked, (value) => value ?? Number.NaN)
        expectSameEstimate(estimateMean(design, asNaN), found)
      }),
    )
  })

  test('totals of domains add up to the total', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const design = designOfPeople(rows)
        const y = column(rows, 'y')
        const parts = [0, 1, 2].map((group) => estimateTotal(design, y, { domain: isInGroup(rows, group) }))
        expectClose(
          parts.reduce((sum, part) => sum + (part?.estimate ?? 0), 0),
          estimateTotal(design, y)?.estimate,
          'total',
        )
      }),
    )
  })

  test('a difference turned round has the other sign and the same error; from itself it is nothing', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const design = designOfPeople(rows)
        const y = column(rows, 'y')
        const [a, b] = [isInGroup(rows, 0), isInGroup(rows, 1)]
        expectSameEstimate(estimateDifference(design, y, b, a), estimateDifference(design, y, a, b), -1)
        const none = estimateDifference(design, y, a, a)
        if (none !== null) expect([Math.abs(none.estimate), none.se ?? 0]).toEqual([0, 0])
      }),
    )
  })

  test('every row twice, in the same unit, changes no mean and no error', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const twice = [...rows, ...rows]
        const [one, other] = [designOfPeople(rows), designOfPeople(twice)]
        const [a, b] = [estimateMean(one, column(rows, 'y')), estimateMean(other, column(twice, 'y'))]
        expectClose(b?.estimate, a?.estimate, 'mean')
        expectClose(b?.se, a?.se, 'se')
      }),
    )
  })

  test('a sample of all there is has no sampling error', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const units = (stratum: string) =>
          new Set(rows.filter((row) => row.stratum === stratum).map(({ unit }) => unit)).size
        const design = designOfPeople(rows, 1, { fpc: [rows.map(({ stratum }) => units(stratum))] })
        const found = estimateMean(design, column(rows, 'y'))
        if (found?.se != null) expect(found.se).toBe(0)
      }),
    )
  })

  test('a quantile lies among the values, never falls as p grows, and its ends hold it', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(people, share, share, (rows, p, q) => {
        const design = designOfPeople(rows)
        const y = column(rows, 'y')
        const [low, high] = [Math.min(p, q), Math.max(p, q)].map((at) => estimateQuantile(design, y, at))
        expect(y).toContain(low?.estimate)
        expect(low?.estimate).toBeLessThanOrEqual(high?.estimate ?? Number.NaN)
        const [from, to] = low?.ci ?? []
        if (from != null && to != null) expect(from).toBeLessThanOrEqual(to)
      }),
    )
  })

  test.each(proportionMethods)('%s: no and yes change places, and so do the ends', (method) => {
    fc.assert(
      fc.property(people, (rows) => {
        const design = designOfPeople(rows)
        const yes = rows.map(({ y }) => (y > 50 ? 1 : 0))
        const no = yes.map((value) => 1 - value)
        const [a, b] = [yes, no].map((y) => estimateProportion(design, y, { method }))
        // The profile is drawn through points that do not mirror each other to the last digit.
        const tolerance = method === 'likelihood' ? 1e-3 : 1e-6
        if (a?.ci == null || b?.ci == null) expect([a?.ci ?? null, b?.ci ?? null]).toEqual([null, null])
        else {
          expect(Math.abs(a.ci[0] - (1 - b.ci[1]))).toBeLessThanOrEqual(tolerance)
          expect(Math.abs(a.ci[1] - (1 - b.ci[0]))).toBeLessThanOrEqual(tolerance)
          if (method !== 'mean') expect(a.ci[0] >= 0 && a.ci[1] <= 1).toBe(true)
        }
      }),
    )
  })

  test('an interval of sums is the interval of rows, to what a fit leaves open', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const found = estimateProportion(
          designOfPeople(rows),
          rows.map(({ y }) => (y > 50 ? 1 : 0)),
          { method: 'xlogit' },
        )
        if (found?.se == null) return
        const { estimate, se, df, n, kishDeff, ci } = found
        expect(proportionInterval(estimate, se, df, n, kishDeff)).toEqual(ci)
      }),
    )
  })
})

describe('a proportion of nobody or everybody', () => {
  const design = surveyDesign({ n: 10 })
  const nobody = new Float64Array(10)

  test.each([
    ['logit', true],
    ['xlogit', true],
    ['wilson', true],
    ['mean', true],
    ['asin', false],
    ['beta', false],
    ['likelihood', false],
  ] as const)('%s has an interval: %s', (method, has) => {
    const found = estimateProportion(design, nobody, { method })
    expect(found?.estimate).toBe(0)
    expect(found?.ci !== null).toBe(has)
  })

  test('it is that of Wilson with t, as if n people were asked', () => {
    const [low, high] = estimateProportion(design, nobody)?.ci ?? []
    const t = 2.2621571627982
    expectSame(low, 0, 'low')
    expectSame(high, t ** 2 / (10 + t ** 2), 'high')
  })

  test('a value that is neither yes nor no is refused', () => {
    expect(() =>
      estimateProportion(
        design,
        Float64Array.from({ length: 10 }, (_, row) => row),
      ),
    ).toThrow(/0 and 1/)
  })
})

describe('a design that contradicts itself is refused by name', () => {
  const strata = ['a', 'a', 'b', 'b']
  test.each([
    [
      'fewer units than were drawn',
      { strata, fpc: [[9, 9, 1.5, 1.5]] },
      /Stratum \(b\): 2 units were drawn of 1\.5/,
    ],
    [
      'two counts in a stratum',
      { strata, fpc: [[9, 8, 9, 9]] },
      /Stratum \(a\) has two population counts, 9 and 8/,
    ],
    ['counts and fractions', { strata, fpc: [[9, 9, 0.5, 0.5]] }, /mix fractions \(below 1\) with counts/],
    ['a correction that is missing', { strata, fpc: [[9, 9, null, 9]] }, /Row 3, in stratum \(b\).*missing/],
    ['a correction of nothing', { strata, fpc: [[0.5, 0.5, 0, 0]] }, /Row 3.*must be above 0/],
    ['a negative weight', { weights: [1, 1, -2, 1] }, /Row 3: a weight must be a positive number, not -2/],
    ['an endless weight', { weights: [1, 1, Number.POSITIVE_INFINITY, 1] }, /Row 3/],
    ['columns of two lengths', { strata: ['a'] }, /has 1 rows, not 4/],
    ['a row without a stratum', { strata: codedColumn(['a', null, 'b', 'b']) }, /Row 2 has no stratum/],
    [
      'a row without a unit',
      { strata, clusters: [codedColumn(['1', '2', null, '2'])] },
      /Row 3, in stratum \(b\), has no sampling unit/,
    ],
  ] as const)('%s', (_, columns, message) => {
    expect(() => surveyDesign({ n: 4, ...columns })).toThrow(message)
  })

  test('an empty domain has no estimate', () => {
    const design = surveyDesign({ n: 4 })
    const y = [1, 2, 3, 4]
    const nobody = { domain: () => false }
    expect([
      estimateMean(design, y, nobody),
      estimateTotal(design, y, nobody),
      estimateRatio(design, y, y, nobody),
      estimateRatio(design, y, [0, 0, 0, 0]),
      estimateVariance(design, y, { domain: [2] }),
      estimateDifference(design, y, [0], () => false),
      estimateQuantile(design, y, 0.5, nobody),
      estimateProportion(design, [0, 1, 1, 0], nobody),
    ]).toEqual(Array(8).fill(null))
  })

  test('a stratum drawn whole needs no second unit, whatever the option', () => {
    const design = surveyDesign({ n: 3, strata: ['a', 'a', 'b'], fpc: [[8, 8, 1]] })
    const found = estimateMean(design, [1, 2, 6], { lonelyPsu: 'fail' })
    expect([found?.estimate, found?.df]).toEqual([2, 1])
    // Two of eight people with weight 4: V = (1 − 2/8) · 2 · Σ(z − z̄)², z = 4 (y − 2) / 9.
    expectSame(found?.se, Math.sqrt(0.75 * 2 * 2 * (2 / 9) ** 2), 'se')
  })

  test('where everybody has the same value there is no spread, whatever the weights', () => {
    const design = surveyDesign({ n: 3, weights: [0.1, 0.2, 0.4] })
    const found = estimateMean(design, [0.3, 0.3, 0.3])
    expect([found?.estimate, found?.se, found?.ci, found?.deff]).toEqual([0.3, 0, [0.3, 0.3], null])
  })

  test('one unit leaves no degree of freedom: an estimate without an error', () => {
    const design = surveyDesign({ n: 3, clusters: [['1', '1', '1']] })
    const found = estimateMean(design, [1, 2, 6])
    expect([found?.estimate, found?.df, found?.se, found?.ci, found?.deff]).toEqual([3, 0, null, null, null])
    expect(estimateQuantile(design, [1, 2, 6], 0.5)).toMatchObject({ estimate: 2, se: null, ci: null })
  })
})
