import { spawnSync } from 'node:child_process'
import { expect, test } from '@playwright/test'

for (const [mode, size] of [
  ['kill', '--kills 3 --responses 120 --clients 8'],
  ['same', ''],
  ['malformed', '--inputs 600'],
] as const)
  test(`a little of npm run chaos: ${mode}`, () => {
    test.setTimeout(120_000)
    const call = `--conditions=react-server --import tsx bench/chaos/chaos.ts --mode ${mode} --seed 5 ${size}`
    const { status, stdout, stderr } = spawnSync(process.execPath, call.trim().split(' '), {
      encoding: 'utf8',
    })
    expect(stdout, stderr).not.toContain('WRONG')
    expect(status, stderr).toBe(0)
  })
