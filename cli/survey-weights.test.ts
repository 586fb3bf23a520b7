import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { madeUpPerson } from './demo/people'
import { seededRandom } from './demo/random'
import { commandLine } from './testing/command-line'

// Each call starts a process, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let folder: string
const people = 60
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-weights-'))
  const questionnaire = defaultInstruments().find(({ id }) => id === 'migrant-short')
  if (questionnaire === undefined) throw new Error('the short form is one of the default instruments')
  const random = seededRandom(3)
  const lines = Array.from({ length: people }, (_, place) =>
    JSON.stringify({ id: `p${place}`, ...madeUpPerson(questionnaire, random) }),
  )
  written('people.jsonl', lines.join('\n'))
  const made = foothold(
    'survey',
    'create',
    '--questionnaire',
    'migrant-short',
    '--slug',
    'cli',
    '--title',
    'CLI',
  )
  expect(made.status).toBe(0)
  expect(foothold('responses', 'import', '--survey', 'cli', join(folder, 'people.jsonl')).status).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

function foothold(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandLine, ...args], {
    encoding: 'utf8',
    env: { ...process.env, FOOTHOLD_DATA_DIR: join(folder, 'data') },
  })
  return { status, stdout, stderr }
}

test('design weights, then raked ones upon them, come from files; faults leave everything as it was', () => {
  const partial = written(
    'half.csv',
    `id,weight\n${Array.from({ length: 30 }, (_, p) => `p${p},2`).join('\n')}`,
  )
  const refused = foothold('survey', 'weights', 'cli', '--file', partial)
  expect([refused.status, refused.stdout]).toEqual([2, ''])
  expect(refused.stderr).toContain('30 people of the round have no weight')

  const bad = foothold('survey', 'weights', 'cli', '--file', written('bad.csv', 'id,weight\np1,-3'))
  expect(bad.stderr).toContain('line 2, weight: The weight is -3.')

  const kept = foothold('survey', 'weights', 'cli', '--file', partial, '--leave-out')
  expect(kept.status).toBe(0)
  const design = JSON.parse(kept.stdout)
  expect(design).toMatchObject({ weighting: { title: 'half', withoutWeight: 30, diagnostics: { n: 30 } } })

  const margins = written('margins.csv', 'gender;woman;60 %\ngender;man + another;40 %')
  const preview = foothold('survey', 'weights', 'cli', '--rake', margins, '--upon', design.id, '--preview')
  expect(preview.status).toBe(0)
  expect(
    JSON.parse(preview.stdout).margins[0].categories.map(({ after }: { after: number }) => after.toFixed(9)),
  ).toEqual(['0.600000000', '0.400000000'])
  const raked = foothold('survey', 'weights', 'cli', '--rake', margins, '--title', 'Census')
  expect(raked.status).toBe(0)

  const shown = JSON.parse(foothold('survey', 'weights', 'cli', '--show').stdout)
  expect(shown.weightings.map(({ title, isInUse }: Record<string, unknown>) => [title, isInUse])).toEqual([
    ['Census', true],
    ['half', false],
  ])
  for (const format of ['table', 'csv']) {
    const { stdout, stderr } = foothold('profile', '--survey', 'cli', '--exact', '--format', format)
    expect(stderr).toContain('People count by the weights “Census”')
    expect(stdout).not.toContain('Census')
  }
  expect(foothold('survey', 'weights', 'cli', '--use', 'none').status).toBe(0)
  expect(JSON.parse(foothold('survey', 'weights', 'cli', '--show').stdout).inUse).toBeNull()
  expect(foothold('survey', 'weights', 'cli').status).toBe(2)
})
