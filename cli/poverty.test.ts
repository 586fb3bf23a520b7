import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { commandLine } from './testing/command-line'

// Each call starts a process, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-poverty-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function poverty(csv: string, ...args: readonly string[]) {
  const file = join(folder, 'people.csv')
  writeFileSync(file, csv)
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandLine, 'poverty', file, ...args], {
    encoding: 'utf8',
  })
  return {
    status,
    stderr: stderr.replaceAll(file, 'people.csv'),
    json: stdout === '' ? null : JSON.parse(stdout),
  }
}

const four = `income,school,health,insurance,place,w
0,0,0,0,a,1
0,1,0,TRUE,a,1
1,1,1,true,b,1
0,1,FALSE,0,b,1
`
const columns = ['--deprived', 'income,school,health,insurance']

test('the four people of Alkire and Foster, as a share and as a count, and by place', () => {
  const reference = JSON.parse(readFileSync('lib/estimation/fixtures/alkire-foster.json', 'utf8'))
  const { status, stderr, json } = poverty(four, ...columns, '--k', '0.5', '--by', 'place')
  expect([status, stderr]).toEqual([0, ''])
  expect(json).toMatchObject({ k: 0.5, n: 4, excluded: 0, H: 0.5, A: 0.75, M0: 0.375 })
  expect(Object.keys(json.contribution)).toEqual(['income', 'school', 'health', 'insurance'])
  for (const [position, value] of reference.results[1].contributions.entries())
    expect(Object.values(json.contribution)[position]).toBeCloseTo(value, 14)
  // H of four people is a mean: s² = 1/3, so SE = √(1/12).
  expect(json.se.H).toBeCloseTo(Math.sqrt(1 / 12), 14)
  expect(
    json.groups.map(({ group, H, M0, populationShare, shareOfM0 }: Record<string, unknown>) => [
      group,
      H,
      M0,
      populationShare,
      shareOfM0,
    ]),
  ).toEqual([
    [{ place: 'a' }, 0.5, 0.25, 0.5, 1 / 3],
    [{ place: 'b' }, 0.5, 0.5, 0.5, 2 / 3],
  ])
  const { json: counted } = poverty(four, ...columns, '--k', '2', '--by', 'place')
  expect(counted).toEqual(json)
})

test('weights of indicators and of people count; missing ones are left out and told', () => {
  const reference = JSON.parse(readFileSync('lib/estimation/fixtures/alkire-foster.json', 'utf8'))
  const weighted = poverty(four, ...columns, '--k', '0.35', '--weights', '4,2.5,2.5,1', '--weight', 'w')
  const wanted = reference.weighted.results[1]
  expect([weighted.json.H, weighted.json.A, weighted.json.M0]).toEqual([
    wanted.H,
    expect.closeTo(wanted.A, 12),
    expect.closeTo(wanted.M0, 12),
  ])
  const doubled = four.replace('1,1,1,true,b,1', '1,1,1,true,b,2').replace('0,1,FALSE,0,b,1', '0,1,NA,0,b,1')
  const { status, stderr, json } = poverty(doubled, ...columns, '--k', '1', '--weight', 'w')
  expect([status, json.n, json.excluded, json.excludedShare, json.H]).toEqual([0, 3, 1, 0.2, 0.5])
  expect(stderr).toMatch(/^20% of the people are left out/)
})

test('people with a weight of zero are told of, one or several', () => {
  const call = [...columns, '--k', '0.5', '--weight', 'w']
  const one = four.replace('b,1', 'b,0')
  expect(poverty(one, ...call).json.notes).toEqual(['1 row has a weight of 0 and counts for nothing.'])
  const two = one.replace('b,1', 'b,0')
  expect(poverty(two, ...call).json.notes).toEqual(['2 rows have a weight of 0 and count for nothing.'])
})

describe('a call that is wrong has status 2 and says what to do', () => {
  test.each([
    [[...columns], /--k K is missing/],
    [[...columns, '--k', '0,5'], /--k 0,5: this is not a positive number\. Write it as 0\.5/],
    [[...columns, '--k', '40'], /cut-off 40 is not above 0 and at most 4/],
    [[...columns, '--k', '0.5', '--weights', '1,2'], /2 weights and 4 columns/],
    [[...columns, '--k', '0.5', '--by', 'town'], /no column "town"\. There are: income, school/],
    [['--deprived', 'income,place', '--k', '0.5'], /line 2, column "place": "a" does not say.*Write 1/],
    [[...columns, '--k', '0.5', '--weight', 'place'], /line 2, column "place": "a" is not a number/],
    [['--deprived', 'income,income', '--k', '0.5'], /"income" stands twice/],
  ])('%j', (args, message) => {
    const { status, stderr, json } = poverty(four, ...args)
    expect([status, json]).toEqual([2, null])
    expect(stderr).toMatch(message)
  })

  test('a weight that is negative or missing, every such row with its line and column', () => {
    const wrong = four.replace('b,1', 'b,-1').replace('TRUE,a,1', 'TRUE,a,NA')
    const { status, stderr, json } = poverty(wrong, ...columns, '--k', '0.5', '--weight', 'w')
    expect([status, json]).toEqual([2, null])
    expect(stderr).toMatch(/people\.csv, line 3, column "w": there is no weight\. Give the row one/)
    expect(stderr).toMatch(/people\.csv, line 4, column "w": a weight cannot be negative, as -1 is/)
  })
})
