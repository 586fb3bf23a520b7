import { describe, expect, test } from 'vitest'
import { clopperPearsonInterval, type Interval, wilsonCorrectedInterval, wilsonInterval } from './binomial'
import { effectiveSampleSize, kishDesignEffect } from './design'
import { normalQuantile, tQuantile } from './distributions'
import { estimateMean } from './estimate'
import { column, designOf, expectSame, numbers, readJson, table } from './fixtures/reference'
import { surveyProportionInterval } from './proportion'

// Every entry of intervals.json and kish.json.

type Pair = readonly [number, number]
type Binomial = {
  readonly x: number
  readonly n: number
  readonly level: number
  readonly estimate: number
  readonly clopper_pearson: Pair
  readonly wilson: Pair
  readonly wilson_continuity_corrected: Pair
}
type Published = { readonly x: number; readonly n: number; readonly ci: Pair }
type KornGraubard = {
  readonly data: string
  readonly design: string
  readonly variable: string
  readonly value: string
  readonly p: number
  readonly se: number
  readonly n: number
  readonly df: number
  readonly svyciprop_beta: Pair
  readonly written_out: {
    readonly n_eff: number
    readonly n_eff_df_adjusted: number
    readonly lower: number
    readonly upper: number
  }
}

const intervals: {
  published: { source: string; wilson: Published[]; clopper_pearson: Published[] }
  binomial: Binomial[]
  korn_graubard: KornGraubard[]
} = readJson('intervals.json')

const wilson = (x: number, n: number, level: number) =>
  wilsonInterval(x / n, n, normalQuantile((1 + level) / 2))

function expectPair(found: Interval | null, wanted: Pair, what: string): void {
  for (const side of [0, 1] as const) expectSame(found?.[side], wanted[side], `${what} ${side}`)
}

describe('intervals of a proportion of a simple random sample, as R', () => {
  test('the file has nothing that is not looked at', () => {
    expect(Object.keys(intervals)).toEqual([
      'versions',
      'tolerance',
      'calls',
      'published',
      'binomial',
      'korn_graubard',
    ])
    expect(Object.keys(intervals.published)).toEqual(['source', 'wilson', 'clopper_pearson'])
    expect(new Set(intervals.binomial.map(({ level }) => level))).toEqual(new Set([0.9, 0.95, 0.99]))
  })

  test.each(intervals.binomial)('$x of $n at $level', (entry) => {
    const {
      x,
      n,
      level,
      estimate,
      clopper_pearson,
      wilson: plain,
      wilson_continuity_corrected,
      ...rest
    } = entry
    expect(Object.keys(rest)).toEqual([])
    expectSame(x / n, estimate, 'estimate')
    expectPair(clopperPearsonInterval(x, n, level), clopper_pearson, 'Clopper–Pearson')
    expectPair(wilson(x, n, level), plain, 'Wilson')
    expectPair(wilsonCorrectedInterval(x, n, level), wilson_continuity_corrected, 'Wilson, corrected')
  })

  test.each([
    ['Wilson', intervals.published.wilson, wilson],
    ['Clopper–Pearson', intervals.published.clopper_pearson, clopperPearsonInterval],
  ] as const)('the published table of Newcombe (1998), to its four decimals: %s', (_, entries, interval) => {
    expect(entries).toHaveLength(4)
    for (const { x, n, ci } of entries)
      expect(interval(x, n, 0.95).map((end) => Math.round(end * 1e4) / 1e4)).toEqual(ci)
  })
})

describe('the interval of Korn and Graubard, as R', () => {
  const designs: { design: string; svydesign: string }[] = readJson('survey-api.json').designs

  test.each(intervals.korn_graubard)('$variable = $value', (entry) => {
    const { data, design: name, variable, value, p, se, n, df, svyciprop_beta, written_out, ...rest } = entry
    expect(Object.keys(rest)).toEqual([])
    const rows = table(data)
    const design = designOf(rows, designs.find((known) => known.design === name)?.svydesign ?? '')
    const y = column(rows, variable).map((cell) => (cell === value ? 1 : 0))
    const found = estimateMean(design, y)
    if (found === null) throw new Error('nobody')
    expect([found.n, found.df]).toEqual([n, df])
    expectSame(found.estimate, p, 'p')
    expectSame(found.se, se, 'se')
    const nEff = (found.estimate * (1 - found.estimate)) / (found.se ?? 0) ** 2
    expectSame(nEff, written_out.n_eff, 'n_eff')
    const adjusted = nEff * (tQuantile(0.975, n - 1) / tQuantile(0.975, df)) ** 2
    expectSame(adjusted, written_out.n_eff_df_adjusted, 'n_eff adjusted')
    const interval = surveyProportionInterval(design, y, found, 'beta')
    expectPair(interval, svyciprop_beta, 'svyciprop')
    expectPair(interval, [written_out.lower, written_out.upper], 'written out')
  })
})

describe('what Kish makes of weights', () => {
  type Case = {
    readonly weights?: number | readonly number[]
    readonly data?: string
    readonly column?: string
    readonly n: number
    readonly sum_w: number
    readonly sum_w2: number
    readonly n_eff: number
    readonly deff_w: number
    readonly cv2_population: number
  }
  const kish: { cases: Case[] } = readJson('kish.json')

  test.each(kish.cases)('$n weights of $data', (entry) => {
    const { weights, data, column: name, n, sum_w, sum_w2, n_eff, deff_w, cv2_population, ...rest } = entry
    expect(Object.keys(rest)).toEqual([])
    const w =
      data === undefined
        ? [weights ?? []].flat()
        : numbers(table(data), name ?? '').map((weight) => weight ?? Number.NaN)
    expect(w).toHaveLength(n)
    expectSame(
      w.reduce((sum, weight) => sum + weight, 0),
      sum_w,
      'sum',
    )
    expectSame(
      w.reduce((sum, weight) => sum + weight ** 2, 0),
      sum_w2,
      'sum of squares',
    )
    expectSame(effectiveSampleSize(w), n_eff, 'n_eff')
    expectSame(kishDesignEffect(w), deff_w, 'deff_w')
    expectSame(kishDesignEffect(w) - 1, cv2_population, 'cv²')
  })

  test('the file has nothing that is not looked at', () => {
    expect(Object.keys(kish)).toEqual(['source', 'formula', 'cases'])
  })
})
