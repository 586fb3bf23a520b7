import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAudit } from '@/db/audit'
import { readQuestionnaire } from '@/db/questionnaires'
import { importResponses } from '@/db/response-import'
import { openFreshStore, operator } from '@/db/testing/actors'
import { madeUpPerson } from './demo/people'
import { seededRandom } from './demo/random'
import { commandLine } from './testing/command-line'

const people = 2500

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let out: string
beforeAll(async () => {
  fresh = await openFreshStore()
  out = join(fresh.folder, 'out')
  mkdirSync(out)
  const questionnaire = await readQuestionnaire(operator, 'migrant-short')
  const random = seededRandom(11)
  const rows = Array.from({ length: people }, (_, place) => ({
    row: place + 1,
    id: `p${place}`,
    ...madeUpPerson(questionnaire, random),
  }))
  expect((await importResponses(operator, 'spring', rows)).problems).toEqual([])
}, 60_000)
afterAll(() => fresh.remove())

function run(...args: readonly string[]): { status: number; out: Buffer; said: string } {
  const env = { ...process.env, FOOTHOLD_DATA_DIR: fresh.folder }
  try {
    const options = { env, stdio: 'pipe', maxBuffer: 1e9 } as const
    return { status: 0, out: execFileSync(process.execPath, [...commandLine, ...args], options), said: '' }
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer }
    return { status, out: Buffer.alloc(0), said: stderr.toString() }
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

test('a file is written whole, for its owner alone, and the log keeps the reason', async () => {
  const file = join(out, 'spring.csv')
  const reason = 'Tables for the ministry'
  const { status } = run('export', '--survey', 'spring', '--format', 'csv', '--out', file, '--reason', reason)
  expect(status).toBe(0)
  expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(people + 1)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(out)).toEqual(['spring.csv'])
  expect((await readAudit(operator))[0]).toMatchObject({
    account: 'operator',
    action: 'microdata.export',
    reason: `${reason} [csv, en, ${people} responses, without sensitive items, without free text]`,
  })
}, 60_000)

test('the R script of a file reads it with labels and reasons', () => {
  const folder = join(out, 'r')
  mkdirSync(folder)
  for (const [format, name] of [
    ['csv', 'spring.csv'],
    ['r', 'spring.R'],
  ] as const)
    expect(run('export', '--survey', 'spring', '--format', format, '--out', join(folder, name)).status).toBe(
      0,
    )
  const script = readFileSync(join(folder, 'spring.R'), 'utf8')
  const [header = ''] = readFileSync(join(folder, 'spring.csv'), 'utf8').replace('\uFEFF', '').split('\r\n')
  expect([...script.matchAll(/^ {2}list\(name = "([^"]+)"/gm)].map(([, name]) => name)).toEqual(
    header.split(','),
  )
  expect(script).toContain('file <- "spring.csv"')
  rmSync(folder, { recursive: true })
}, 60_000)

test('standard output takes the bytes and nothing else', () => {
  const { out: bytes } = run(
    'export',
    '--survey',
    'spring',
    '--format',
    'jsonl',
    '--out',
    '-',
    '--with-sensitive',
  )
  const lines = bytes.toString('utf8').trim().split('\n')
  expect(lines).toHaveLength(people)
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('work_status')
}, 60_000)

test.each([
  [['--format', 'pdf', '--out', 'x'], '--format pdf: choose csv,'],
  [['--format', 'csv'], '--out FILE is missing'],
  [['--format', 'csv', '--out', 'x', '--language', 'de'], 'language: Choose one of: en,'],
  [['--format', 'csv', '--out', 'x', '--reason', 'why'], 'reason: Say in 3 words'],
  [['--format', 'csv', '--out', 'x', '--with-text'], '--with-text needs --reason'],
  [['--format', 'csv', '--out', '/no/such/folder/x.csv'], 'ENOENT'],
])(
  '%j is refused with a remedy, and nothing is written',
  (args, remedy) => {
    const before = readdirSync(out)
    const { status, said } = run('export', '--survey', 'spring', ...args)
    expect([status, said]).toEqual([2, expect.stringContaining(remedy)])
    expect(readdirSync(out)).toEqual(before)
  },
  60_000,
)

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s while a file is written leaves nothing behind',
  async (signal) => {
    const folder = join(out, signal)
    mkdirSync(folder)
    const args = ['export', '--survey', 'spring', '--format', 'sav', '--out', join(folder, 'x.sav')]
    const env = { ...process.env, FOOTHOLD_DATA_DIR: fresh.folder }
    const child = spawn(process.execPath, [...commandLine, ...args], { env, stdio: 'ignore' })
    const ended = new Promise((settle) => child.once('exit', settle))
    while (readdirSync(folder).length === 0 && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill(signal)
    expect(await ended).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  },
  60_000,
)

test('a package holds what its README lists, and every checksum is right', () => {
  const folder = join(out, 'package')
  const zip = join(out, 'package.zip')
  const call = [
    'archive',
    '--survey',
    'spring',
    '--reason',
    'Deposit at the data archive',
    '--licence',
    'CC BY 4.0',
  ]
  expect(run(...call, '--out', folder).status).toBe(0)
  expect(run(...call, '--out', zip).status).toBe(0)

  const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n')
  const readme = readFileSync(join(folder, 'README.txt'), 'utf8')
  expect(readme).toContain('LICENCE  CC BY 4.0')
  for (const line of sums) {
    const [sum = '', name = ''] = line.split(' *')
    expect(sha256(readFileSync(join(folder, name))), name).toBe(sum)
    expect(readme).toContain(name)
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  expect(files).toHaveLength(sums.length + 1)

  const packed = unzipSync(new Uint8Array(readFileSync(zip)))
  const zipSums = Buffer.from(packed['spring/SHA256SUMS'] ?? [])
    .toString('utf8')
    .trim()
    .split('\n')
  expect(zipSums).toHaveLength(sums.length)
  for (const line of zipSums) {
    const [sum, name] = line.split(' *')
    expect(sha256(packed[`spring/${name}`] ?? new Uint8Array()), name).toBe(sum)
  }
  // The same rows under the same ids in each format of one package.
  const csv = Buffer.from(packed['spring/data/spring.csv'] ?? []).toString('utf8')
  const sav = Buffer.from(packed['spring/data/spring.dta'] ?? [])
  const ids = csv
    .split('\r\n')
    .slice(1, 6)
    .map((line) => line.split(',')[0] ?? '')
  for (const id of ids) expect(sav.includes(id)).toBe(true)
  expect(readFileSync(join(folder, 'data', 'spring.csv'), 'utf8')).not.toContain(ids[0])
}, 120_000)

test('a package is not laid over something that is there', () => {
  const { status, said } = run('archive', '--survey', 'spring', '--reason', 'Once more for me', '--out', out)
  expect([status, said]).toEqual([2, expect.stringContaining('not empty')])
  expect(readdirSync(out)).toContain('spring.csv')
})
