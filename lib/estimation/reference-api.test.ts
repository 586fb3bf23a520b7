import { describe, expect, test } from 'vitest'
import type { SurveyDesign } from './design'
import {
  type DesignEstimate,
  type EstimateOptions,
  estimateDifference,
  estimateMean,
  estimateRatio,
  estimateTotal,
  estimateVariance,
} from './estimate'
import { type Cells, column, designOf, expectSame, numbers, readJson, table } from './fixtures/reference'
import { meanInterval } from './interval'
import { type ProportionMethod, surveyProportionInterval } from './proportion'
import { estimateQuantile } from './quantile'
import { weightedAlpha } from './weighted-alpha'

// Every entry of survey-api.json and survey-nhanes.json, call by call. A call that nobody here knows fails, and so does a
// key of a result that nobody reads.

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Result = { readonly call: string; readonly value: never }
type ReferenceDesign = {
  readonly design: string
  readonly data: string
  readonly svydesign: string
  readonly degf: number
  readonly n: number
  readonly sum_weights?: number
  readonly results: readonly Result[]
}
type Scene = { readonly rows: Cells; readonly design: SurveyDesign; readonly reference: ReferenceDesign }

type Term = {
  readonly term: string
  readonly estimate: number
  readonly se: number
  readonly ci_normal?: readonly [number, number]
  readonly ci_t?: readonly [number, number]
  readonly ci_t_full_design_df?: readonly [number, number]
  readonly deff?: number | null
}
type Terms = {
  readonly level: number
  readonly degf: number
  readonly estimates: readonly Term[]
  readonly vcov?: readonly (number | readonly number[])[]
}

const nhanes = readJson('survey-nhanes.json')
const designs: readonly ReferenceDesign[] = [
  ...readJson('survey-api.json').designs,
  { ...nhanes, design: 'nhanes' },
]

const termKeys = ['term', 'estimate', 'se', 'ci_normal', 'ci_t', 'ci_t_full_design_df', 'deff']
const termsKeys = ['level', 'degf', 'estimates', 'vcov']

function expectKeys(value: Json, known: readonly string[], what: string): void {
  expect(
    Object.keys(value ?? {}).filter((key) => !known.includes(key)),
    `${what}: keys that nobody checks`,
  ).toEqual([])
}

/** @param withDf degrees of freedom of the whole design, for `svyby` */
function expectTerms(
  wanted: Terms,
  what: string,
  estimateOf: (term: string, options: EstimateOptions) => DesignEstimate | null,
  deff: 'deff' | 'deffWithoutReplacement' | null = null,
): void {
  expectKeys(wanted, termsKeys, what)
  expect(wanted.estimates.length).toBeGreaterThan(0)
  for (const [place, term] of wanted.estimates.entries()) {
    const name = `${what} ${term.term}`
    expectKeys(term, termKeys, name)
    const found = estimateOf(term.term, { level: wanted.level })
    expectSame(found?.estimate, term.estimate, `${name} estimate`)
    // Where the outcome is the stratum itself, the error is a zero up to rounding.
    expectSame(found?.se, term.se, `${name} se`, 1e-12 * Math.max(1, Math.abs(term.estimate)))
    const line = wanted.vcov?.[place]
    if (line !== undefined)
      expectSame(
        (found?.se ?? 0) ** 2,
        typeof line === 'number' ? line : (line[place] ?? null),
        `${name} vcov`,
      )
    if (term.ci_t !== undefined) {
      expect(found?.df, `${name} df`).toBe(wanted.degf)
      for (const side of [0, 1] as const) expectSame(found?.ci?.[side], term.ci_t[side], `${name} ci_t`)
    }
    const normal = estimateOf(term.term, { level: wanted.level, interval: 'normal' })
    for (const side of [0, 1] as const) {
      if (term.ci_normal !== undefined)
        expectSame(normal?.ci?.[side], term.ci_normal[side], `${name} ci_normal`)
    }
    if (term.ci_t_full_design_df !== undefined && found !== null) {
      // R's way of taking the whole design's degrees of freedom for a domain: the same error, another quantile.
      const [low, high] = meanInterval(found.estimate, found.se ?? 0, wanted.degf, wanted.level) ?? []
      expectSame(low, term.ci_t_full_design_df[0], `${name} full df low`)
      expectSame(high, term.ci_t_full_design_df[1], `${name} full df high`)
    }
    if (deff === null) expect(term.deff ?? null, `${name} deff`).toBeNull()
    else expectSame(found?.[deff], term.deff ?? null, `${name} deff`)
  }
}

const is = (rows: Cells, name: string, code: string) => (row: number) => rows[row]?.[name] === code
const indicator = (rows: Cells, name: string, code: string) =>
  column(rows, name).map((cell) => (cell === code ? 1 : 0))

/** Means of a category, `namecode` as R names the terms. */
function expectShares(scene: Scene, name: string, value: Terms, what: string, isDeffWanted: boolean): void {
  expectTerms(
    value,
    what,
    (term, options) =>
      estimateMean(scene.design, indicator(scene.rows, name, term.slice(name.length)), options),
    isDeffWanted ? 'deffWithoutReplacement' : null,
  )
}

function expectDomains(
  scene: Scene,
  y: readonly (number | null)[],
  by: readonly string[],
  value: Terms,
  what: string,
): void {
  const keys = scene.rows.map((row) => by.map((name) => row[name]).join('.'))
  expectTerms(value, what, (term, options) =>
    estimateMean(scene.design, y, { ...options, domain: (row) => keys[row] === term }),
  )
}

type Ciprop = {
  readonly method: ProportionMethod
  readonly level: number
  readonly df?: number
  readonly estimate?: number | null
  readonly ci?: readonly [number | null, number | null]
  readonly error?: string
}

function expectProportions(
  { design }: Scene,
  y: readonly (number | null)[],
  entries: readonly Ciprop[],
  what: string,
  domain?: (row: number) => boolean,
): void {
  const of = domain === undefined ? {} : { domain }
  const found = estimateMean(design, y, of)
  const hasMissing = y.some((value, row) => value === null && (domain === undefined || domain(row)))
  expect(entries).toHaveLength(12)
  for (const entry of entries) {
    const { method, level, df, estimate, ci, error, ...rest } = entry
    const name = `${what} ${method} ${level}`
    expectKeys(rest, [], name)
    const interval = found && surveyProportionInterval(design, y, found, method, { ...of, level })
    if (error !== undefined) {
      // R itself fails: there is no profile where nobody said yes.
      expect([found?.estimate, interval], name).toEqual([0, null])
      continue
    }
    expect(found?.df, `${name} df`).toBe(df)
    if (hasMissing && method !== 'logit' && method !== 'likelihood') {
      // Without na.rm R gives NA to all that stands on svymean; here they leave the missing out, as the model does. xlogit
      // is the same formula as logit, so R's figure for that one holds.
      expect([estimate, ci], name).toEqual([null, [null, null]])
      if (method !== 'xlogit') continue
      const twin = entries.find((other) => other.method === 'logit' && other.level === level)
      for (const side of [0, 1] as const) expectSame(interval?.[side], twin?.ci?.[side] ?? null, name)
      continue
    }
    // A fit to nobody stops at 3e-12 in R; nobody is 0.
    expectSame(found?.estimate, estimate ?? null, `${name} estimate`, 1e-11)
    for (const side of [0, 1] as const)
      expectSame(interval === null ? null : interval[side], ci?.[side] ?? null, `${name} ci`)
  }
}

const checks: Readonly<Record<string, (scene: Scene, value: never, what: string) => void>> = {
  'svymean(~api00 + api99 + enroll, des, na.rm = TRUE, deff = TRUE)': (
    { rows, design },
    value: Terms,
    what,
  ) => {
    const names = ['api00', 'api99', 'enroll']
    const columns = new Map(names.map((name) => [name, numbers(rows, name)]))
    // R leaves out a row that lacks one of the three.
    const complete = (name: string) =>
      columns
        .get(name)
        ?.map((y, row) => (names.every((other) => columns.get(other)?.[row] !== null) ? y : null)) ?? []
    expectTerms(
      value,
      what,
      (term, options) => estimateMean(design, complete(term), options),
      'deffWithoutReplacement',
    )
    const vcov = value.vcov ?? []
    for (const [i, a] of names.entries()) {
      for (const [j, b] of names.entries()) {
        // Covariances by polarisation: V(a + b) − V(a − b) = 4 C(a, b).
        const [plus, minus] = [1, -1].map((sign) =>
          estimateMean(
            design,
            complete(a).map((y, row) => (y === null ? null : y + sign * (complete(b)[row] ?? 0))),
          ),
        )
        const covariance = ((plus?.se ?? 0) ** 2 - (minus?.se ?? 0) ** 2) / 4
        const line = vcov[i]
        expectSame(covariance, typeof line === 'object' ? (line[j] ?? null) : null, `${what} vcov ${a} ${b}`)
      }
    }
  },
  'svymean(~api00, des, deff = "replace")': ({ rows, design }, value, what) =>
    expectTerms(value, what, (term, options) => estimateMean(design, numbers(rows, term), options), 'deff'),
  'svytotal(~enroll, des, na.rm = TRUE, deff = TRUE)': ({ rows, design }, value, what) =>
    expectTerms(
      value,
      what,
      (term, options) => estimateTotal(design, numbers(rows, term), options),
      'deffWithoutReplacement',
    ),
  'svymean(~stype, des, deff = TRUE)': (scene, value, what) =>
    expectShares(scene, 'stype', value, what, true),
  'svymean(~sch.wide, des, deff = TRUE)': (scene, value, what) =>
    expectShares(scene, 'sch.wide', value, what, true),
  'svyby(~api00, ~stype, des, svymean)': (scene, value, what) =>
    expectDomains(scene, numbers(scene.rows, 'api00'), ['stype'], value, what),
  'svyby(~api00, ~stype + awards, des, svymean)': (scene, value, what) =>
    expectDomains(scene, numbers(scene.rows, 'api00'), ['stype', 'awards'], value, what),
  "svyby(~I(awards == 'Yes'), ~stype, des, svymean): proportion by category": (scene, value, what) =>
    expectDomains(scene, indicator(scene.rows, 'awards', 'Yes'), ['stype'], value, what),
  "svymean(~api00, subset(des, comp.imp == 'Yes'))": ({ rows, design }, value, what) =>
    expectTerms(value, what, (term, options) =>
      estimateMean(design, numbers(rows, term), { ...options, domain: is(rows, 'comp.imp', 'Yes') }),
    ),
  "svymean(~api00, subset(des, stype == 'H' & comp.imp == 'Yes'))": ({ rows, design }, value, what) =>
    expectTerms(value, what, (term, options) =>
      estimateMean(design, numbers(rows, term), {
        ...options,
        domain: (row) => is(rows, 'comp.imp', 'Yes')(row) && is(rows, 'stype', 'H')(row),
      }),
    ),
  'svycontrast(svyby(~api00, ~sch.wide, des, svymean, covmat = TRUE), c(Yes = 1, No = -1)): difference of two domain means':
    ({ rows, design }, value: { estimate: number; se: number; degf: number }, what) => {
      expectKeys(value, ['estimate', 'se', 'degf'], what)
      const [yes, no] = [is(rows, 'sch.wide', 'Yes'), is(rows, 'sch.wide', 'No')]
      const found = estimateDifference(design, numbers(rows, 'api00'), yes, no)
      expectSame(found?.estimate, value.estimate, `${what} estimate`)
      expectSame(found?.se, value.se, `${what} se`)
      expect(found?.df).toBe(value.degf)
    },
  'svyratio(~api00, ~api99, des)': (
    { rows, design, reference },
    value: { estimate: number; se: number; ci_normal: [number, number]; ci_t: [number, number] },
    what,
  ) =>
    expectTerms(
      { level: 0.95, degf: reference.degf, estimates: [{ term: 'ratio', ...value }] },
      what,
      (_, options) => estimateRatio(design, numbers(rows, 'api00'), numbers(rows, 'api99'), options),
    ),
  'svyvar(~api00, des)': ({ rows, design }, value: { estimate: number; se: number }, what) => {
    expectKeys(value, ['estimate', 'se'], what)
    const found = estimateVariance(design, numbers(rows, 'api00'))
    expectSame(found?.estimate, value.estimate, `${what} estimate`)
    expectSame(found?.se, value.se, `${what} se`)
  },
  "svyquantile(~api00, des, c(0.25, 0.5, 0.75), ci = TRUE)  (qrule 'math', interval.type 'mean')": (
    { rows, design },
    value: { quantiles: number[]; estimate: number[]; se: number[]; ci: [number, number][] },
    what,
  ) => {
    expectKeys(value, ['quantiles', 'estimate', 'se', 'ci'], what)
    expect(value.quantiles).toHaveLength(3)
    for (const [place, p] of value.quantiles.entries()) {
      const found = estimateQuantile(design, numbers(rows, 'api00'), p)
      expectSame(found?.estimate, value.estimate[place] ?? Number.NaN, `${what} ${p}`)
      expectSame(found?.se, value.se[place] ?? Number.NaN, `${what} ${p} se`)
      expectSame(found?.ci?.[0], value.ci[place]?.[0] ?? Number.NaN, `${what} ${p} low`)
      expectSame(found?.ci?.[1], value.ci[place]?.[1] ?? Number.NaN, `${what} ${p} high`)
    }
  },
  "svyciprop(~I(comp.imp == 'Yes'), des, method, level)": (scene, value, what) =>
    expectProportions(scene, indicator(scene.rows, 'comp.imp', 'Yes'), value, what),
  "svyciprop(~I(stype == 'H'), des, method, level)": (scene, value, what) =>
    expectProportions(scene, indicator(scene.rows, 'stype', 'H'), value, what),
  "svyciprop(~I(awards == 'Yes'), subset(des, stype == 'M'), method, level): in a domain": (
    scene,
    value,
    what,
  ) =>
    expectProportions(
      scene,
      indicator(scene.rows, 'awards', 'Yes'),
      value,
      what,
      is(scene.rows, 'stype', 'M'),
    ),
  'svyciprop(~I(api00 > 900), des, method, level): rare': (scene, value, what) =>
    expectProportions(
      scene,
      numbers(scene.rows, 'api00').map((score) => ((score ?? 0) > 900 ? 1 : 0)),
      value,
      what,
    ),
  'svycralpha(~ell + mobility + meals + emer, des, na.rm = TRUE): weighted Cronbach alpha': (
    { rows, design },
    value: number,
    what,
  ) => {
    const items = ['ell', 'mobility', 'meals', 'emer'].map((name) => numbers(rows, name))
    expectSame(weightedAlpha(design, items), value, what)
  },
  'svymean(~HI_CHOL, nh, na.rm = TRUE, deff = TRUE)': ({ rows, design }, value, what) =>
    expectTerms(
      value,
      what,
      (term, options) => estimateMean(design, numbers(rows, term), options),
      'deffWithoutReplacement',
    ),
  'svyby(~HI_CHOL, ~race, nh, svymean, na.rm = TRUE)': (scene, value, what) =>
    expectDomains(scene, numbers(scene.rows, 'HI_CHOL'), ['race'], value, what),
  'svyby(~HI_CHOL, ~race + RIAGENDR, nh, svymean, na.rm = TRUE)': (scene, value, what) =>
    expectDomains(scene, numbers(scene.rows, 'HI_CHOL'), ['race', 'RIAGENDR'], value, what),
  'svymean(~agecat, nh)': (scene, value, what) => expectShares(scene, 'agecat', value, what, false),
  'svyciprop(~HI_CHOL, nh, method, level)': (scene, value, what) =>
    expectProportions(scene, numbers(scene.rows, 'HI_CHOL'), value, what),
  'svyciprop(~HI_CHOL, subset(nh, race == 3), method, level)': (scene, value, what) =>
    expectProportions(scene, numbers(scene.rows, 'HI_CHOL'), value, what, is(scene.rows, 'race', '3')),
  'svyciprop(~HI_CHOL, subset(nh, race == 4), method, level): small domain': (scene, value, what) =>
    expectProportions(scene, numbers(scene.rows, 'HI_CHOL'), value, what, is(scene.rows, 'race', '4')),
  'degf by domain: degf(subset(nh, race == r)), r = 1..4': (
    { rows, design },
    value: { race: number; degf: number; n: number }[],
    what,
  ) => {
    expect(value).toHaveLength(4)
    for (const { race, degf, n, ...rest } of value) {
      expectKeys(rest, [], what)
      const domain = is(rows, 'race', String(race))
      const everybody = estimateMean(
        design,
        rows.map(() => 1),
        { domain },
      )
      expect([everybody?.df, everybody?.n], `${what} ${race}`).toEqual([degf, n])
    }
  },
}

describe.each(designs)('$design: $svydesign', (reference) => {
  const rows = table(reference.data)
  const scene: Scene = { rows, design: designOf(rows, reference.svydesign), reference }

  test('rows, weights and degrees of freedom', () => {
    expectKeys(
      { ...reference, versions: 0, tolerance: 0 },
      ['design', 'data', 'svydesign', 'degf', 'n', 'sum_weights', 'results', 'versions', 'tolerance'],
      reference.design,
    )
    const everybody = estimateTotal(
      scene.design,
      rows.map(() => 1),
    )
    expect([everybody?.n, everybody?.df]).toEqual([reference.n, reference.degf])
    if (reference.sum_weights !== undefined)
      expectSame(everybody?.estimate, reference.sum_weights, 'sum of weights')
  })

  test.each(reference.results)('$call', ({ call, value }) => {
    const check = checks[call]
    if (check === undefined) throw new Error(`No test knows the call ${call}.`)
    check(scene, value, `${reference.design}: ${call}`)
  })
})
