import { describe, expect, test } from 'vitest'
import type { SurveyDesign } from './design'
import {
  type DesignEstimate,
  type EstimateOptions,
  estimateMean,
  estimateRatio,
  estimateTotal,
  estimateVariance,
} from './estimate'
import { type Cells, designOf, expectSame, numbers, readJson, table } from './fixtures/reference'
import { estimateProportion, type ProportionMethod, surveyProportionInterval } from './proportion'
import { estimateQuantile, type QuantileMethod } from './quantile'
import type { LonelyPsu } from './variance'

// Every entry of two-stage.json: what R makes of an invented sample (make-two-stage.R).

type Stat = { readonly estimate: number; readonly se: number | null }
type Failed = { readonly error: string }
type Ends = {
  readonly estimate: number
  readonly ci: readonly [number | null, number | null]
  readonly se?: number | null
}
type Deff = { readonly replace: number | null; readonly without: number | null }
type Entry = { readonly design: string; readonly group: string } & (
  | {
      readonly what: 'lonely'
      readonly data: 'd' | 'lonely'
      readonly lonely: LonelyPsu
      readonly inDomain: boolean
      readonly mean: Stat | Failed
      readonly total: Stat | Failed
    }
  | { readonly what: 'ratio' | 'total'; readonly value: Stat; readonly deff: Deff }
  | { readonly what: 'variance'; readonly value: Stat }
  | {
      readonly what: 'quantile'
      readonly method: QuantileMethod
      readonly p: number
      readonly level: number
      readonly value: Ends
    }
  | {
      readonly what: 'proportion'
      readonly method: ProportionMethod
      readonly level: number
      readonly df: number
      readonly value: Ends
    }
)

const reference: { designs: Record<string, string>; results: Entry[] } = readJson('two-stage.json')
const everyone = table('two-stage.csv')
const lonely = everyone.filter(({ stratum, unit }) => !(stratum === 'south' && Number(unit) > 1))

function expectStat(found: () => DesignEstimate | null, wanted: Stat | Failed, what: string): void {
  if ('error' in wanted) {
    // "Stratum (south) has only one PSU at stage 1", "Stratum (north.north.2) has only one PSU at stage 2"
    const [, stratum = '', unit] = /^Stratum \((\w+)(?:\.\w+\.(\w+))?\)/.exec(wanted.error) ?? []
    expect(found, what).toThrow(
      unit === undefined
        ? `Stratum (${stratum}) has only one`
        : `unit ${unit} of stratum ${stratum}) has only one`,
    )
    return
  }
  if (wanted.se === null) {
    // R averages over nothing and gives NaN; here it is an error that says so.
    expect(found, what).toThrow(/to take the average of/)
    return
  }
  expectSame(found()?.estimate, wanted.estimate, `${what} estimate`)
  expectSame(found()?.se, wanted.se, `${what} se`)
}

function check(entry: Entry, rows: Cells, design: SurveyDesign): void {
  const what = JSON.stringify(entry)
  const domain = (row: number) => entry.group === '' || rows[row]?.group === entry.group
  const options: EstimateOptions = { domain }
  const [x, y] = [numbers(rows, 'x'), numbers(rows, 'y')]
  switch (entry.what) {
    case 'lonely': {
      const how = { domain, lonelyPsu: entry.lonely, adjustsLonelyInDomain: entry.inDomain }
      expectStat(() => estimateMean(design, x, how), entry.mean, what)
      expectStat(() => estimateTotal(design, y, how), entry.total, what)
      return
    }
    case 'ratio':
    case 'total': {
      const found =
        entry.what === 'ratio' ? estimateRatio(design, y, x, options) : estimateTotal(design, y, options)
      expectStat(() => found, entry.value, what)
      expectSame(found?.deff, entry.deff.replace, what)
      expectSame(found?.deffWithoutReplacement, entry.deff.without, what)
      return
    }
    case 'variance':
      expectStat(() => estimateVariance(design, x, options), entry.value, what)
      return
    case 'quantile': {
      const found = estimateQuantile(design, y, entry.p, { domain, method: entry.method, level: entry.level })
      expectSame(found?.estimate, entry.value.estimate, what)
      expectSame(found?.se, entry.value.se ?? null, what)
      for (const side of [0, 1] as const) expectSame(found?.ci?.[side] ?? null, entry.value.ci[side], what)
      return
    }
    case 'proportion': {
      const yes = numbers(rows, 'yes')
      const found = estimateProportion(design, yes, options)
      if (found === null) throw new Error('the domain is empty')
      const { method, level } = entry
      const ci = surveyProportionInterval(design, yes, found, method, { domain, level })
      expect(found.df).toBe(entry.df)
      expectSame(found.estimate, entry.value.estimate, what)
      for (const side of [0, 1] as const) expectSame(ci?.[side] ?? null, entry.value.ci[side], what)
      const shown = estimateProportion(design, yes, { domain, method, level })
      expect(shown?.ci).toEqual(ci)
      return
    }
  }
}

const cases = Object.entries(reference.designs).flatMap(([name, call]) =>
  ['lonely', 'ratio', 'total', 'variance', 'quantile', 'proportion'].map((what) => ({ name, call, what })),
)

describe('an invented two-stage sample, as R', () => {
  test.each(cases)('$name: $what, under $call', ({ name, call, what }) => {
    const [whole, cut] = [everyone, lonely].map((rows) => designOf(rows, call))
    if (whole === undefined || cut === undefined) throw new Error('no design')
    const entries = reference.results.filter((entry) => entry.design === name && entry.what === what)
    expect(entries.length).toBeGreaterThan(0)
    for (const entry of entries) {
      const isCut = entry.what === 'lonely' && entry.data === 'lonely'
      check(entry, isCut ? lonely : everyone, isCut ? cut : whole)
    }
  })

  test('no entry is passed over', () => {
    const known = cases.map(({ name, what }) => `${name} ${what}`)
    expect(reference.results.filter(({ design, what }) => !known.includes(`${design} ${what}`))).toEqual([])
  })
})
