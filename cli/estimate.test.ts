import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectSame, readJson } from '@/lib/estimation/fixtures/reference'
import { commandLine } from './testing/command-line'

type Estimate = {
  y: string
  value?: string
  p?: number
  group: Record<string, string>
  n: number
  estimate: number | null
  se: number | null
  ci: [number | null, number | null] | null
  deff: number | null
  df: number | null
}

const fixtures = 'lib/estimation/fixtures'
const strat = ['--strata', 'stype', '--weight', 'pw', '--fpc', 'fpc']
const nested = ['--strata', 'SDMVSTRA', '--cluster', 'SDMVPSU', '--weight', 'WTMEC2YR']

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-estimate-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Calls the command as somebody would. */
function call(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandLine, 'estimate', ...args], {
    input,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

function estimatesOf(args: readonly string[], input = ''): Estimate[] {
  const { status, stdout, stderr } = call(args, input)
  expect([status, stderr]).toEqual([0, ''])
  return JSON.parse(stdout).estimates
}

function resultOf(design: string, start: string) {
  const { results } = readJson('survey-api.json').designs.find(
    (known: { design: string }) => known.design === design,
  )
  return results.find((entry: { call: string }) => entry.call.startsWith(start)).value
}

function csv(text: string): string {
  const file = join(folder, 'table.csv')
  writeFileSync(file, text)
  return file
}

describe('estimate gives what R gives', () => {
  test('means and their design effects, in the order of the contract', () => {
    const [found, ...others] = estimatesOf([`${fixtures}/apistrat.csv`, '--y', 'api00', ...strat])
    expect(others).toEqual([])
    expect(Object.keys(found ?? {})).toEqual(['y', 'group', 'n', 'estimate', 'se', 'ci', 'deff', 'df'])
    expect([found?.y, found?.group, found?.n, found?.df]).toEqual(['api00', {}, 200, 197])
    const [wanted] = resultOf('strat', 'svymean(~api00, des, deff = "replace")').estimates
    expectSame(found?.estimate, wanted.estimate, 'estimate')
    expectSame(found?.se, wanted.se, 'se')
    expectSame(found?.deff, wanted.deff, 'deff')
    for (const side of [0, 1] as const) expectSame(found?.ci?.[side], wanted.ci_t[side], 'ci')
  })

  test('two stages, weights from their corrections, domains in their order', () => {
    const design = ['--cluster', 'dnum,snum', '--fpc', 'fpc1,fpc2']
    const args = [`${fixtures}/apiclus2.csv`, '--y', 'api00', ...design, '--ci-method', 'normal']
    const found = estimatesOf([...args, '--by', 'stype,awards'])
    const wanted = resultOf('clus2', 'svyby(~api00, ~stype + awards').estimates
    expect(found.map(({ group }) => `${group.stype}.${group.awards}`)).toEqual([
      'E.No',
      'E.Yes',
      'H.No',
      'H.Yes',
      'M.No',
      'M.Yes',
    ])
    for (const { term, estimate, se, ci_normal } of wanted) {
      const domain = found.find(({ group }) => `${group.stype}.${group.awards}` === term)
      expectSame(domain?.estimate, estimate, term)
      expectSame(domain?.se, se, term)
      for (const side of [0, 1] as const) expectSame(domain?.ci?.[side], ci_normal[side], term)
    }
  })

  test('totals of several columns, a ratio, without replacement', () => {
    const args = [`${fixtures}/apistrat.csv`, ...strat, '--deff', 'without']
    const totals = estimatesOf([...args, '--y', 'enroll,api00', '--type', 'total'])
    expect(totals.map(({ y }) => y)).toEqual(['enroll', 'api00'])
    const [wanted] = resultOf('strat', 'svytotal(~enroll').estimates
    expectSame(totals[0]?.estimate, wanted.estimate, 'total')
    expectSame(totals[0]?.deff, wanted.deff, 'deff')
    const [ratio] = estimatesOf([...args, '--y', 'api00/api99', '--type', 'ratio'])
    const { estimate, se, ci_t } = resultOf('strat', 'svyratio(')
    expect(ratio?.y).toBe('api00/api99')
    expectSame(ratio?.estimate, estimate, 'ratio')
    expectSame(ratio?.se, se, 'se')
    for (const side of [0, 1] as const) expectSame(ratio?.ci?.[side], ci_t[side], 'ci')
  })

  test.each(['logit', 'likelihood', 'asin', 'beta', 'mean', 'xlogit'])(
    'proportions of each level of a word, by %s',
    (method) => {
      const args = [`${fixtures}/apiclus1.csv`, '--cluster', 'dnum', '--weight', 'pw', '--fpc', 'fpc']
      const found = estimatesOf([
        ...args,
        ...['--y', 'comp.imp', '--type', 'proportion', '--ci-method', method, '--level', '0.9'],
      ])
      expect(found.map(({ value }) => value)).toEqual(['No', 'Yes'])
      const wanted = resultOf('clus1', "svyciprop(~I(comp.imp == 'Yes')").find(
        (entry: { method: string; level: number }) => entry.method === method && entry.level === 0.9,
      )
      expectSame(found[1]?.estimate, wanted.estimate, method)
      for (const side of [0, 1] as const) expectSame(found[1]?.ci?.[side], wanted.ci[side], method)
    },
  )

  test('a column of 0 and 1 is one proportion; rows without an answer are left out', () => {
    const args = ['--y', 'HI_CHOL', '--type', 'proportion', '--by', 'race', ...nested]
    const found = estimatesOf([`${fixtures}/nhanes.csv`, ...args])
    expect(found.map(({ group }) => group.race)).toEqual(['1', '2', '3', '4'])
    const { results } = readJson('survey-nhanes.json')
    const entries = results.find(({ call: words }: { call: string }) => words.includes('race == 4)')).value
    const [wanted] = entries.filter(
      (entry: { method: string; level: number }) => entry.method === 'logit' && entry.level === 0.95,
    )
    expect(found[3]?.df).toBe(wanted.df)
    expectSame(found[3]?.estimate, wanted.estimate, 'estimate')
    for (const side of [0, 1] as const) expectSame(found[3]?.ci?.[side], wanted.ci[side], 'ci')
  })

  test('quantiles', () => {
    const args = [`${fixtures}/apistrat.csv`, '--y', 'api00', '--type', 'quantile', '--p', '0.25,0.5,0.75']
    const found = estimatesOf([...args, ...strat])
    const { quantiles, estimate, se, ci } = resultOf('strat', 'svyquantile(')
    expect(found.map(({ p }) => p)).toEqual(quantiles)
    expect(found.map((one) => [one.estimate, one.ci])).toEqual(
      estimate.map((value: number, place: number) => [value, ci[place]]),
    )
    for (const [place, one] of found.entries()) expectSame(one.se, se[place], 'se')
  })

  test.each(['adjust', 'certainty', 'remove', 'average'])('a stratum of one unit, %s', (option) => {
    const args = ['--y', 'HI_CHOL', ...nested, '--lonely-psu', option]
    const [found] = estimatesOf([`${fixtures}/nhanes-lonely.csv`, ...args])
    const { mean } = readJson('survey-lonely-psu.json').options.find(
      (known: { option: string }) => known.option === option,
    )
    expectSame(found?.se, mean.estimates[0].se, option)
    for (const side of [0, 1] as const) expectSame(found?.ci?.[side], mean.estimates[0].ci_t[side], option)
  })

  test('from standard input, with semicolons; a row without a group belongs to none', () => {
    const found = estimatesOf(['-', '--y', 'y', '--by', 'g'], 'y;g\n1;a\n3;a\n100;\n5;b\n7;b\nNA;b\n')
    expect(found.map(({ group, n, estimate }) => [group, n, estimate])).toEqual([
      [{ g: 'a' }, 2, 2],
      [{ g: 'b' }, 2, 6],
    ])
  })

  test('a slash may stand in the names of a ratio', () => {
    const table = csv('home/income,home/rooms\n10,2\n20,3\n')
    const [found] = estimatesOf([table, '--y', 'home/income/home/rooms', '--type', 'ratio'])
    expect(found?.estimate).toBe(6)
  })

  test('a group of nobody is null and named; the others stand', () => {
    const { status, stdout, stderr } = call([csv('y,g\n1,a\n3,a\n,b\n'), '--y', 'y', '--by', 'g'])
    expect(status).toBe(0)
    expect(stderr).toMatch(/table\.csv: "y" for g = b cannot be estimated, for no row.* It is null\./)
    const { estimates } = JSON.parse(stdout)
    expect(estimates[1]).toEqual({
      ...{ y: 'y', group: { g: 'b' }, n: 0 },
      ...{ estimate: null, se: null, ci: null, deff: null, df: null },
    })
  })
})

describe('estimate refuses, with status 2, by place and remedy', () => {
  const table = 'y,w,h,N,g\n1,1,a,4,x\n2,1,a,4,x\n3,2,b,4,y\n4,2,b,4,\n'
  test.each<[string, string, string[], RegExp]>([
    ['no file', '', ['nowhere.csv', '--y', 'y'], /nowhere\.csv: there is no such file/],
    ['no --y', table, ['FILE'], /--y COL\[,COL…\] is missing/],
    [
      'an unknown column',
      table,
      ['FILE', '--y', 'z', '--by', 'k'],
      /no column "z", "k"\. There are: y, w, h, N, g\./,
    ],
    ['a word for a number', table, ['FILE', '--y', 'h'], /line 2, column "h": "a" is not a number/],
    [
      'a negative weight',
      'y,w\n1,1\n2,-3\n',
      ['FILE', '--y', 'y', '--weight', 'w'],
      /line 3, column "w": a weight cannot be negative, as -3 is/,
    ],
    [
      'missing weights, each',
      'y,w\n1,\n2,3\n3,NA\n',
      ['FILE', '--y', 'y', '--weight', 'w'],
      /line 2, column "w": there is no weight.*\n.*line 4, column "w": there is no weight/,
    ],
    [
      'weights of nothing',
      'y,w\n1,0\n2,0\n',
      ['FILE', '--y', 'y', '--weight', 'w'],
      /every weight in "w" is 0/,
    ],
    [
      'a row without a stratum',
      'y,h\n1,a\n2,\n',
      ['FILE', '--y', 'y', '--strata', 'h'],
      /line 3, column "h": there is no stratum/,
    ],
    [
      'a population smaller than the sample',
      table.replaceAll(',4,', ',1.5,'),
      ['FILE', '--y', 'y', '--strata', 'h', '--fpc', 'N'],
      /Stratum \(a\): 2 units were drawn of 1\.5/,
    ],
    [
      'a population that is missing',
      table.replace('b,4', 'b,'),
      ['FILE', '--y', 'y', '--strata', 'h', '--fpc', 'N'],
      /line 4, column "N": there is no population count/,
    ],
    [
      'a lonely stratum',
      table.replace('2,b,4,y', '2,c,4,y'),
      ['FILE', '--y', 'y', '--strata', 'h'],
      /Stratum \(c\) has only one sampling unit.*Choose adjust, certainty, remove or average.*--lonely-psu/,
    ],
    [
      'nobody',
      'y,g\n,a\n,b\n',
      ['FILE', '--y', 'y', '--by', 'g'],
      /"y" for g = a cannot be estimated.*Check the column/,
    ],
    ['no group', 'y,g\n1,\n2,\n', ['FILE', '--y', 'y', '--by', 'g'], /no row has a value in each of g/],
    [
      'an unknown type',
      table,
      ['FILE', '--y', 'y', '--type', 'mode'],
      /--type mode: choose mean, proportion/,
    ],
    [
      'a method of another type',
      table,
      ['FILE', '--y', 'y', '--ci-method', 'logit'],
      /--type mean --ci-method logit: choose t, normal/,
    ],
    [
      'a share of 50',
      table,
      ['FILE', '--y', 'y', '--type', 'quantile', '--p', '50'],
      /--p 50: give a number between/,
    ],
    ['a ratio of one', table, ['FILE', '--y', 'y', '--type', 'ratio'], /Write it as NUMERATOR\/DENOMINATOR/],
    [
      'a second stage without units',
      table,
      ['FILE', '--y', 'y', '--fpc', 'N,w'],
      /the second column is the second stage/,
    ],
    ['an unknown option', table, ['FILE', '--y', 'y', '--weights', 'w'], /--weights/],
    [
      'a proportion of numbers',
      `y\n${Array.from({ length: 101 }, (_, row) => row).join('\n')}\n`,
      ['FILE', '--y', 'y', '--type', 'proportion'],
      /column "y" has 101 different values.*Use --type mean/,
    ],
  ])('%s', (_, text, args, message) => {
    const file = csv(text)
    const { status, stdout, stderr } = call(args.map((arg) => (arg === 'FILE' ? file : arg)))
    expect(stderr).toMatch(message)
    expect([status, stdout]).toEqual([2, ''])
  })
})
