import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { surveyDesign } from './design'
import {
  type DesignEstimate,
  estimateDifference,
  estimateMean,
  estimateRatio,
  estimateTotal,
  type Values,
} from './estimate'

type Cells = readonly Readonly<Record<string, string>>[]
type Term = {
  term: string
  estimate: number
  se: number
  ci_t?: [number, number]
  deff?: number | null
}
type ReferenceDesign = {
  design: string
  data: string
  svydesign: string
  results: { call: string; value: never }[]
}

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')
const tables = new Map<string, Cells>()
function table(name: string): Cells {
  const known = tables.get(name)
  if (known !== undefined) return known
  const rows: Cells = parse(fixture(name), { columns: true })
  tables.set(name, rows)
  return rows
}

const column = (rows: Cells, name: string): string[] => rows.map((row) => row[name] ?? '')
const numbers = (rows: Cells, name: string): Values =>
  column(rows, name).map((cell) => (cell === '' || cell === 'NA' ? null : Number(cell)))

/** The design of an R call, read from its own words. */
function designOf(rows: Cells, call: string) {
  const argument = (name: string) =>
    new RegExp(`${name} = ~([A-Za-z0-9_+ ]+)`)
      .exec(call)?.[1]
      ?.split('+')
      .map((part) => part.trim()) ?? []
  const ids = argument('id').filter((name) => name !== '1')
  const [weights] = argument('weights')
  const [strata] = argument('strata')
  return surveyDesign({
    n: rows.length,
    ...(weights !== undefined && weights !== '1' && { weights: numbers(rows, weights) }),
    ...(strata !== undefined && { strata: column(rows, strata) }),
    ...(ids.length > 0 && { clusters: ids.map((id) => column(rows, id)) }),
    fpc: argument('fpc').map((name) => column(rows, name).map(Number)),
  })
}

/** Relative to 1e-8; an error that R gives as zero is zero up to rounding. */
function expectSame(actual: number | null | undefined, wanted: number, what: string): void {
  expect(actual, what).not.toBeNull()
  const off = Math.abs((actual ?? Number.NaN) - wanted)
  expect(off, `${what}: ${actual} is not ${wanted}`).toBeLessThanOrEqual(
    wanted === 0 ? 1e-12 : 1e-8 * Math.abs(wanted),
  )
}

function expectTerm(actual: DesignEstimate | null, wanted: Term, what: string, degf?: number): void {
  expectSame(actual?.estimate, wanted.estimate, `${what} estimate`)
  expectSame(actual?.se, wanted.se, `${what} se`)
  // R keeps the design's degrees of freedom when missing values empty a unit; here such a unit is outside the domain.
  const isSameDf = degf === undefined || actual?.df === degf
  if (wanted.ci_t !== undefined && wanted.se > 0 && isSameDf) {
    expectSame(actual?.ci?.[0], wanted.ci_t[0], `${what} low`)
    expectSame(actual?.ci?.[1], wanted.ci_t[1], `${what} high`)
  }
}

const api: { designs: ReferenceDesign[] } = JSON.parse(fixture('survey-api.json'))

describe.each(api.designs)('$design, as R: $svydesign', ({ data, svydesign, results }) => {
  const rows = table(data)
  const design = designOf(rows, svydesign)
  const resultOf = <T>(start: string): T | undefined =>
    results.find(({ call }) => call.startsWith(start))?.value
  const degf = results.length > 0 ? resultOf<{ degf: number }>('svymean(~api00 + api99')?.degf : undefined
  const terms = (start: string): readonly Term[] => resultOf<{ estimates: Term[] }>(start)?.estimates ?? []

  test('means, and design effects against simple sampling with replacement', () => {
    const together = ['api00', 'api99', 'enroll'].map((name) => numbers(rows, name))
    const isComplete = (row: number) => together.every((values) => values[row] !== null)
    for (const term of terms('svymean(~api00 + api99 + enroll')) {
      expectTerm(
        estimateMean(design, numbers(rows, term.term), { domain: isComplete }),
        term,
        term.term,
        degf,
      )
    }
    const [replace] = terms('svymean(~api00, des, deff = "replace")')
    expect(replace).toBeDefined()
    expectSame(estimateMean(design, numbers(rows, 'api00'))?.deff, replace?.deff ?? Number.NaN, 'deff')
  })

  test('totals', () => {
    const wanted = terms('svytotal(~enroll')
    expect(wanted).toHaveLength(1)
    for (const term of wanted)
      expectTerm(estimateTotal(design, numbers(rows, 'enroll')), term, term.term, degf)
  })

  test('proportions of a category', () => {
    const wanted = [...terms('svymean(~stype'), ...terms('svymean(~sch.wide')]
    expect(wanted).toHaveLength(5)
    for (const term of wanted) {
      const [, name = '', code = ''] = /^(stype|sch\.wide)(.+)$/.exec(term.term) ?? []
      const y = column(rows, name).map((cell) => (cell === code ? 1 : 0))
      expectTerm(estimateMean(design, y), term, term.term)
    }
  })

  test('means of domains', () => {
    const stype = column(rows, 'stype')
    const awards = column(rows, 'awards')
    const improved = column(rows, 'comp.imp')
    const y = numbers(rows, 'api00')
    for (const term of terms('svyby(~api00, ~stype, des')) {
      expectTerm(estimateMean(design, y, { domain: (row) => stype[row] === term.term }), term, term.term)
    }
    for (const term of terms('svyby(~api00, ~stype + awards')) {
      const domain = (row: number) => `${stype[row]}.${awards[row]}` === term.term
      expectTerm(estimateMean(design, y, { domain }), term, term.term)
    }
    const [improvedOnly] = terms("svymean(~api00, subset(des, comp.imp == 'Yes'))")
    const [high] = terms("svymean(~api00, subset(des, stype == 'H' & comp.imp == 'Yes'))")
    if (improvedOnly === undefined || high === undefined) throw new Error('the reference lacks a domain')
    expectTerm(
      estimateMean(design, y, { domain: (row) => improved[row] === 'Yes' }),
      improvedOnly,
      'improved',
    )
    const both = (row: number) => improved[row] === 'Yes' && stype[row] === 'H'
    expectTerm(estimateMean(design, y, { domain: both }), high, 'improved high schools')
  })

  test('the difference of two domains, and a ratio', () => {
    const wide = column(rows, 'sch.wide')
    const wanted = resultOf<{ estimate: number; se: number }>('svycontrast(')
    const is = (code: string) => (row: number) => wide[row] === code
    const difference = estimateDifference(design, numbers(rows, 'api00'), is('Yes'), is('No'))
    expectTerm(
      difference,
      { term: 'difference', ...(wanted ?? { estimate: Number.NaN, se: Number.NaN }) },
      'difference',
    )
    const ratio = resultOf<Term>('svyratio(')
    expectTerm(
      estimateRatio(design, numbers(rows, 'api00'), numbers(rows, 'api99')),
      ratio ?? { term: '', estimate: Number.NaN, se: Number.NaN },
      'ratio',
    )
  })
})

describe('NHANES: strata of two units, nested ids, missing values', () => {
  const reference = JSON.parse(fixture('survey-nhanes.json'))
  const rows = table('nhanes.csv')
  const design = designOf(rows, reference.svydesign)
  const resultOf = (start: string) =>
    reference.results.find(({ call }: { call: string }) => call.startsWith(start)).value

  test('means and domains', () => {
    const y = numbers(rows, 'HI_CHOL')
    for (const term of resultOf('svymean(~HI_CHOL').estimates)
      expectTerm(estimateMean(design, y), term, 'all')
    const race = column(rows, 'race')
    for (const term of resultOf('svyby(~HI_CHOL, ~race, nh').estimates) {
      expectTerm(
        estimateMean(design, y, { domain: (row) => race[row] === term.term }),
        term,
        `race ${term.term}`,
      )
    }
  })

  test('degrees of freedom of small domains', () => {
    const race = column(rows, 'race')
    const everybody = rows.map(() => 1)
    for (const { race: code, degf, n } of resultOf('degf by domain')) {
      const estimate = estimateMean(design, everybody, { domain: (row) => race[row] === String(code) })
      expect([estimate?.df, estimate?.n]).toEqual([degf, n])
    }
  })
})

describe('strata with a single sampling unit', () => {
  const reference = JSON.parse(fixture('survey-lonely-psu.json'))
  const rows = table('nhanes-lonely.csv')
  const design = designOf(rows, reference.svydesign)
  const y = numbers(rows, 'HI_CHOL')

  test.each(['adjust', 'certainty', 'remove'] as const)('%s, as R', (option) => {
    const wanted = reference.options.find((entry: { option: string }) => entry.option === option)
    for (const term of wanted.mean.estimates)
      expectTerm(estimateMean(design, y, { lonelyPsu: option }), { ...term, ci_t: undefined }, option)
  })

  test('fail says which stratum', () => {
    expect(() => estimateMean(design, y, { lonelyPsu: 'fail' })).toThrow(/Stratum \((75|80)\)/)
  })
})

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

const people = fc.array(
  fc.record({
    y: fc.double({ min: 0, max: 100, noNaN: true }),
    w: fc.double({ min: 0.1, max: 50, noNaN: true }),
    unit: fc.nat(5),
  }),
  { minLength: 3, maxLength: 60 },
)

test('weights matter only by their ratios', () => {
  fc.assert(
    fc.property(people, fc.double({ min: 0.01, max: 100, noNaN: true }), (rows, factor) => {
      const estimateWith = (scale: number) =>
        estimateMean(
          surveyDesign({
            n: rows.length,
            weights: rows.map(({ w }) => w * scale),
            clusters: [rows.map(({ unit }) => String(unit))],
          }),
          rows.map(({ y }) => y),
        )
      const [one, other] = [estimateWith(1), estimateWith(factor)]
      expect(other?.estimate).toBeCloseTo(one?.estimate ?? Number.NaN, 8)
      if (one?.se != null) expect(other?.se).toBeCloseTo(one.se, 8)
    }),
  )
})

test('the order of rows does not matter', () => {
  fc.assert(
    fc.property(people, (rows) => {
      const estimateOf = (order: typeof rows) =>
        estimateMean(
          surveyDesign({
            n: order.length,
            weights: order.map(({ w }) => w),
            clusters: [order.map(({ unit }) => String(unit))],
          }),
          order.map(({ y }) => y),
        )
      const [forwards, backwards] = [estimateOf(rows), estimateOf([...rows].reverse())]
      expect(backwards?.estimate).toBeCloseTo(forwards?.estimate ?? Number.NaN, 8)
      if (forwards?.se != null) expect(backwards?.se).toBeCloseTo(forwards.se, 8)
    }),
  )
})
