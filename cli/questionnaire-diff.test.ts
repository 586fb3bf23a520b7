import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLine } from './testing/command-line'

const first = 'docs/examples/first-questionnaire/questionnaire.json'
let folder: string
let second: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-diff-'))
  second = join(folder, 'second.json')
  const document = JSON.parse(readFileSync(first, 'utf8'))
  const [item, ...others] = document.items
  const items = [{ ...item, label: { ...item.label, en: 'Asked otherwise?' }, risk: 'high' }, ...others]
  writeFileSync(second, JSON.stringify({ ...document, version: 2, items }))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function foothold(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandLine, 'questionnaire', ...args], {
    encoding: 'utf8',
    env: { ...process.env, FOOTHOLD_DATA_DIR: join(folder, 'data') },
  })
  return { status, stdout, stderr }
}

test('warnings are printed and let a questionnaire pass', () => {
  const { status, stdout, stderr } = foothold('validate', second)
  expect(status).toBe(0)
  expect(stdout).toMatch(
    /^warning high_risk: items\[0\]\.risk: Item "\w+" asks for what could expose somebody\./m,
  )
  expect(stderr).toMatch(/no problem, \d+ warnings?\. Items: 3\./)
})

test('two versions differ in the same, as files and as they were published', () => {
  const files = foothold('diff', first, second)
  expect(files.status).toBe(0)
  expect(files.stdout.trim().split('\n')).toEqual([
    expect.stringMatching(/: the question in en was “.+” and is “Asked otherwise\?”$/),
    expect.stringMatching(/: is of high risk now\.$/),
  ])
  expect(files.stderr).toBe('2 changes.\n')
  const id = foothold('import', first).stdout.trim()
  foothold('import', second)
  expect(foothold('diff', id, '1', '2')).toEqual(files)
  expect(foothold('diff', id, '1', '1')).toEqual({ status: 0, stdout: '', stderr: 'No changes.\n' })
})

test('a call that names too little or nothing that is there is refused', () => {
  expect(foothold('diff', 'migrant-short', '1')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('V2 is missing'),
  })
  expect(foothold('diff', 'migrant-short', '1', '99').status).toBe(2)
  expect(foothold('diff', first).status).toBe(2)
})
