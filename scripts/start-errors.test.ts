import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockForServer } from '@/db/server-lock'
import { SqliteFile } from '@/db/sqlite'
import { bundledText, forServers } from './bundle'

/*
 * What whoever starts the program reads when it cannot start: each by a process of its own, as `npm start` begins it.
 */

let folder = ''
let program = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-start-'))
  program = bundledText({ file: 'scripts/prepare.ts' })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Started = { readonly status: number | null; readonly said: string }

function start(environment: Readonly<Record<string, string>>, uid?: number): Promise<Started> {
  const child = spawn(process.execPath, [forServers, '--input-type=module', '-'], {
    env: { ...process.env, PORT: '3987', ...environment },
    ...(uid !== undefined && { uid, gid: uid }),
  })
  child.stdin.end(program)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text
    })
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, said })))
}

const dataIn = (name: string) => join(folder, name)

test('a new folder is made ready, and the way in and the copy of the key are told', async () => {
  const { status, said } = await start({ FOOTHOLD_DATA_DIR: dataIn('new') })
  expect(said).toContain('/setup/')
  expect(said).toContain('keys export')
  expect(status).toBe(0)
})

test('each variable that is wrong is named, all at once, with what would be right', async () => {
  const { status, said } = await start({
    FOOTHOLD_DATA_DIR: dataIn('variables'),
    PORT: 'x',
    FOOTHOLD_SECRET: 'short',
    FOOTHOLD_URL: 'nowhere',
    FOOTHOLD_TRUSTED_PROXIES: 'many',
    FOOTHOLD_MINIMUM_CELL: '2',
    DATABASE_URL: 'postgres://elsewhere',
  })
  expect(status).toBe(1)
  for (const [name, remedy] of [
    ['PORT', 'such as 3000'],
    ['FOOTHOLD_SECRET', 'openssl rand'],
    ['FOOTHOLD_URL', 'https://'],
    ['FOOTHOLD_TRUSTED_PROXIES', 'such as 1'],
    ['FOOTHOLD_MINIMUM_CELL', 'such as 10'],
    ['DATABASE_URL', 'file:PATH'],
  ] as const) {
    const line = said.split('\n').find((one) => one.startsWith(`${name}:`))
    expect(line, name).toContain(remedy)
  }
  expect(said, 'no stack').not.toMatch(/^ +at /m)
})

test('a key file that is not there is named', async () => {
  const missing = join(folder, 'no-stick', 'key')
  const { status, said } = await start({ FOOTHOLD_DATA_DIR: dataIn('stick'), FOOTHOLD_SECRET_FILE: missing })
  expect([status, said]).toEqual([1, expect.stringContaining(`there is no file ${missing}`)])
})

test('a port in use is named, with another', async () => {
  const server = await new Promise<Server>((resolve) => {
    const listening = createServer().listen(0, () => resolve(listening))
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { status, said } = await start({ FOOTHOLD_DATA_DIR: dataIn('port'), PORT: String(port) })
  server.close()
  expect([status, said]).toEqual([1, expect.stringContaining(`PORT: something else uses port ${port}`)])
})

test('a folder that is a file, or that cannot be written, is named', async () => {
  const file = dataIn('file')
  writeFileSync(file, '')
  const asFile = await start({ FOOTHOLD_DATA_DIR: file })
  expect([asFile.status, asFile.said]).toEqual([1, expect.stringContaining('is a file, not a folder')])
  const closed = dataIn('closed')
  mkdirSync(closed)
  chmodSync(folder, 0o755)
  chmodSync(closed, 0o555)
  // Whoever may do everything is kept out by no mode.
  const isRoot = process.getuid?.() === 0
  const { status, said } = await start({ FOOTHOLD_DATA_DIR: closed }, isRoot ? 65_534 : undefined)
  expect([status, said]).toEqual([
    1,
    expect.stringContaining('Give the account that runs Foothold the right to write'),
  ])
})

test('a second server on one folder is refused', async () => {
  const lock = lockForServer(dataIn('served'))
  const { status, said } = await start({ FOOTHOLD_DATA_DIR: dataIn('served') })
  lock?.release()
  expect([status, said]).toEqual([1, expect.stringContaining('Another Foothold serves the data folder')])
})

test('a damaged database, and one of a later version, are left as they are', async () => {
  const damaged = dataIn('damaged')
  mkdirSync(damaged)
  writeFileSync(join(damaged, 'foothold.db'), 'this is no database, and was never one '.repeat(200))
  const broken = await start({ FOOTHOLD_DATA_DIR: damaged })
  expect([broken.status, broken.said]).toEqual([1, expect.stringContaining('restore your newest backup')])
  const later = dataIn('later')
  expect((await start({ FOOTHOLD_DATA_DIR: later })).status).toBe(0)
  const db = new SqliteFile(join(later, 'foothold.db'))
  db.exec("insert into __drizzle_migrations (hash, created_at) values ('later', 4102444800000)")
  db.close()
  const { status, said } = await start({ FOOTHOLD_DATA_DIR: later })
  expect([status, said]).toEqual([1, expect.stringContaining('written by a later version')])
})
