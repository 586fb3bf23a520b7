import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

test('a server that cannot serve says why and ends, whoever started it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-start-'))
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  const env = { ...process.env, FOOTHOLD_DATA_DIR: file }
  const port = String(await freePort())
  const server = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', port], { env })
  let said = ''
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [status] = await once(server, 'exit')
  expect(status).toBe(1)
  expect(said).toContain('FOOTHOLD_DATA_DIR')
  expect(said, 'no stack').not.toMatch(/^\s+at /m)
  rmSync(folder, { recursive: true, force: true })
})
