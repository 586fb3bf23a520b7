import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort } from './fixtures'

const isServing = (url: string) =>
  fetch(`${url}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  )

test('npm start that is killed without a warning leaves no server behind, and the next one starts by itself', async () => {
  test.setTimeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'foothold-start-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = { ...process.env, FOOTHOLD_DATA_DIR: folder, PORT: String(port) }
  const start = () => spawn('npm', ['start'], { env, stdio: 'ignore', detached: true })
  const first = start()
  const second: { pid?: number | undefined } = {}
  try {
    await expect.poll(() => isServing(url), { timeout: 60_000 }).toBe(true)
    first.kill('SIGKILL')
    await once(first, 'exit')
    await expect.poll(() => isServing(url), { timeout: 10_000 }).toBe(false)
    second.pid = start().pid
    await expect.poll(() => isServing(url), { timeout: 60_000 }).toBe(true)
  } finally {
    for (const pid of [first.pid, second.pid]) {
      try {
        if (pid !== undefined) process.kill(-pid, 'SIGKILL')
      } catch {
        // Gone already.
      }
    }
    rmSync(folder, { recursive: true, force: true })
  }
})
