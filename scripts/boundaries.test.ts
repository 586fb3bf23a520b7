import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

// Inside the checkout, so that packages are found above it: a link to them would be followed by whatever cleans up behind it.
const scratch = resolve('.foothold')
let copy: string
beforeEach(() => {
  mkdirSync(scratch, { recursive: true })
  copy = mkdtempSync(join(scratch, 'boundaries-'))
  for (const file of [
    'package.json',
    'tsconfig.json',
    '.dependency-cruiser.cjs',
    'scripts/read-tsx.mjs',
    'lib',
    'db',
  ]) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(file, join(copy, file), { recursive: true })
  }
})
afterEach(() => rmSync(copy, { recursive: true, force: true }))

function cruise(): { readonly status: number | null; readonly output: string } {
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      '--import',
      './scripts/read-tsx.mjs',
      resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'lib',
      'db',
    ],
    { cwd: copy, encoding: 'utf8' },
  )
  return { status, output: stdout }
}

// A checker that reads no file is green: each planted import must turn it red. They are planted together: a run takes seconds.
const planted = [
  [
    'lib-is-below-everything',
    'lib/planted.ts',
    "import { store } from '@/db/connection'\nexport const planted = store\n",
  ],
  [
    'lib-is-pure',
    'lib/planted-io.ts',
    "import { readFileSync } from 'node:fs'\nexport const planted = readFileSync\n",
  ],
  [
    'questionnaire-stands-alone',
    'lib/questionnaire/planted.tsx',
    "import { scoreResponse } from '../scoring/score'\nexport const Planted = () => <p>{String(scoreResponse)}</p>\n",
  ],
  [
    'storage-is-in-db-only',
    'lib/planted-storage.ts',
    "import Database from 'better-sqlite3'\nexport const planted = Database\n",
  ],
  [
    'formats-stand-apart',
    'lib/interchange/jsonl/planted.ts',
    "import { writeCsv } from '../csv/write'\nexport const planted = writeCsv\n",
  ],
  [
    'fixtures-are-for-tests',
    'lib/interchange/planted.ts',
    "import { sampleTable } from './fixtures/tables'\nexport const planted = sampleTable\n",
  ],
] as const

test('each rule turns red on an import planted against it', () => {
  for (const [, file, source] of planted) writeFileSync(join(copy, file), source)
  const { status, output } = cruise()
  expect(status).not.toBe(0)
  const faults = output.split('\n').filter((line) => line.includes('error'))
  for (const [rule, file] of planted)
    expect(faults, rule).toContainEqual(expect.stringMatching(new RegExp(`error ${rule}: ${file} `)))
}, 30_000)

test('without a planted import it is green, and has read the files', () => {
  const { status, output } = cruise()
  expect(output).toMatch(/no dependency violations found \(\d{2,} modules/)
  expect(status).toBe(0)
}, 30_000)
