import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { commandLine } from './testing/command-line'

// Each call starts a process, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const bfi = 'lib/estimation/fixtures/bfi.csv'

function reliability(input: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandLine, 'reliability', ...args], {
    input,
    encoding: 'utf8',
  })
  return { status, stderr, json: stdout === '' ? null : JSON.parse(stdout) }
}

test('a scale without reversed items, as R', () => {
  const { scales } = JSON.parse(readFileSync('lib/estimation/fixtures/reliability-bfi.json', 'utf8'))
  const { alpha_listwise: alpha, omega } = scales.find(
    ({ scale }: { scale: string }) => scale === 'neuroticism',
  )
  const { status, stderr, json } = reliability('', bfi, '--items', alpha.items.join())
  expect([status, stderr]).toEqual([0, ''])
  expect(json).toMatchObject({ rows: 2800, n: alpha.n_rows, missing: 'listwise', notes: [] })
  expect(json.alpha).toBeCloseTo(alpha.total.raw_alpha, 12)
  expect(json.omegaTotal).toBeCloseTo(omega.psych_omega.omega_tot, 4)
  for (const [position, wanted] of alpha.item_stats.entries()) {
    expect(json.items[position].item).toBe(wanted.item)
    expect(json.items[position].itemRest).toBeCloseTo(wanted['r.drop'], 12)
    expect(json.items[position].alphaIfDropped).toBeCloseTo(
      alpha.alpha_if_item_dropped[position].raw_alpha,
      12,
    )
  }
  const complete = reliability('', bfi, '--items', alpha.items.join(), '--factor', 'fiml')
  expect(complete.json.omegaTotal).toBeCloseTo(omega.lavaan_cfa_fiml.omega_raw, 2)
  const pairwise = reliability('', bfi, '--items', alpha.items.join(), '--missing', 'pairwise')
  const wanted = scales.find(({ scale }: { scale: string }) => scale === 'neuroticism').alpha_pairwise
  expect(pairwise.json.alpha).toBeCloseTo(wanted.total.raw_alpha, 12)
})

test('an item that does not vary leaves nulls, and both outputs say why', () => {
  const rows = Array.from({ length: 12 }, (_, row) => `${row % 5},${(row * 2) % 7},3`)
  const { status, stderr, json } = reliability(['a,b,c', ...rows].join('\n'), '-', '--items', 'a,b,c')
  expect([status, json.alpha, json.omegaTotal, json.notes[0].code]).toEqual([
    0,
    null,
    null,
    'item_without_variance',
  ])
  expect(stderr).toMatch(/the same answer to "c".*Leave it out/)
  const few = reliability(['a,b,c', ...rows.slice(0, 5)].join('\n'), '-', '--items', 'a,b')
  expect([few.status, few.json.alpha]).toEqual([0, null])
  expect(few.stderr).toMatch(/Only 5 people/)
})

test.each([
  [[bfi], /--items A,B,… is missing/],
  [[bfi, '--items', 'A1'], /name two columns or more/],
  [[bfi, '--items', 'A1,A9'], /no column "A9"\. There are: id, A1/],
  [[bfi, '--items', 'A1,A2', '--factor', 'pca'], /--factor pca: choose minres, ml, fiml/],
  [['nowhere.csv', '--items', 'A1,A2'], /nowhere\.csv: there is no such file/],
  [['--items', 'A1,A2'], /FILE\.csv is missing/],
])('%j has status 2 and says what to do', (args, message) => {
  const { status, stderr, json } = reliability('', ...args)
  expect([status, json]).toEqual([2, null])
  expect(stderr).toMatch(message)
})
