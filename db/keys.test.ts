import { createDecipheriv, hkdfSync, randomUUID } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeBackup } from './backup'
import { store } from './connection'
import { finishKeyRotation, readDataKeys, rotateDataKey } from './data-keys'
import { checkInstallation } from './doctor'
import { readEnvironment } from './environment'
import { layWaitingMasterKey } from './master-key'
import { changeMasterKey, confirmKeyBackup, exportMasterKey, importMasterKey } from './master-key-care'
import { recordResponse, withdrawResponse } from './responses'
import { restoreBackup } from './restore'
import { resumeInterview, saveInterview } from './saved-interviews'
import { responses } from './schema/responses'
import { codedAnswersOf } from './sealed-answers'
import { sealedColumns } from './sealed-columns'
import { lockForServer } from './server-lock'
import { readSettings } from './settings'
import { SqliteFile } from './sqlite'
import { openFreshStore, operator, respondent } from './testing/actors'
import { killedAfter } from './testing/killed'
import { openVault } from './vault'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let elsewhere = ''
beforeEach(async () => {
  fresh = await openFreshStore()
  elsewhere = mkdtempSync(join(tmpdir(), 'foothold-keys-'))
})
afterEach(() => {
  fresh.remove()
  rmSync(elsewhere, { recursive: true, force: true })
})

async function answer(): Promise<string> {
  const answers = { gender: 'woman' }
  const submission = { submissionId: randomUUID(), version: 1, language: 'en', consent: true, answers }
  return (await recordResponse(respondent, 'spring', submission, 'web')).receipt
}

const everyResponse = () => store().reader.select().from(responses).all()
const masterKey = () => join(fresh.folder, 'keys', 'master.key')

/** Opens a value by its description alone: HKDF and AES-256-GCM, and nothing of ours. */
function openedByHand(secret: string, table: string, column: string, row: string, sealed: Buffer): string {
  const keyId = sealed.subarray(1, 17).toString('hex')
  const wrapped = store()
    .reader.$client.prepare<[string], { id: string; wrapped: Buffer }>(
      "select id, wrapped from data_keys where replace(id, '-', '') = ?",
    )
    .get(keyId)
  const unsealed = (key: Buffer, bound: string, value: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', key, value.subarray(17, 29))
    decipher.setAAD(Buffer.from(bound))
    decipher.setAuthTag(value.subarray(29, 45))
    return Buffer.concat([decipher.update(value.subarray(45)), decipher.final()])
  }
  const wrapping = Buffer.from(hkdfSync('sha256', secret, 'foothold', 'wrap data keys', 32))
  const key = unsealed(wrapping, `data_keys/wrapped/${wrapped?.id}`, wrapped?.wrapped ?? Buffer.alloc(64))
  return unsealed(key, `${table}/${column}/${row}`, sealed).toString()
}

test('every sealed column of the database is known, so that none is forgotten', () => {
  const columns = store()
    .reader.$client.prepare<[], { place: string }>(
      `select m.name || '.' || c.name as place from sqlite_schema m join pragma_table_info(m.name) c
       where m.type = 'table' and upper(c.type) = 'BLOB'`,
    )
    .all()
  const inClear = ['cell_sums.sums', 'release_cells.sums', 'questionnaire_media.bytes', 'data_keys.wrapped']
  const sealed = sealedColumns.map(({ table, column }) => `${table}.${column}`)
  expect(columns.map(({ place }) => place).sort()).toEqual([...inClear, ...sealed].sort())
})

test('a rotation seals everything anew, and everything opens as before', async () => {
  const receipts = [await answer(), await answer(), await answer()]
  const { code } = await saveInterview(
    respondent,
    'spring',
    { submissionId: randomUUID(), version: 1, language: 'en', interview: '{"answers":{}}' },
    new Date(),
  )
  const before = everyResponse()
  const [first] = await readDataKeys(operator)
  const seen: number[] = []
  expect(await rotateDataKey(operator, (done) => seen.push(done))).toMatchObject({
    isNew: true,
    savedInterviews: 1,
  })
  expect(seen.at(-1)).toBeGreaterThanOrEqual(3)
  const [, second] = await readDataKeys(operator)
  expect(await readDataKeys(operator)).toMatchObject([
    { id: first?.id, values: 0, savedInterviews: 1 },
    { sequence: 1, savedInterviews: 0 },
  ])
  const secret = readFileSync(masterKey(), 'utf8').trim()
  for (const [index, row] of everyResponse().entries()) {
    expect(row.answers.subarray(1, 17).toString('hex')).toBe(second?.id.replaceAll('-', ''))
    expect(codedAnswersOf(row)).toMatchObject({ gender: 'woman' })
    expect(JSON.parse(openedByHand(secret, 'responses', 'answers', row.id, row.answers))).toMatchObject({
      gender: 'woman',
    })
    // What the old key opened has left the disk.
    const old = before[index]?.answers ?? Buffer.alloc(0)
    for (const file of readdirSync(fresh.folder).filter((name) => name.startsWith('foothold.db')))
      expect(readFileSync(join(fresh.folder, file)).includes(old)).toBe(false)
  }
  // What people hold works on: codes and receipts.
  const resumed = await resumeInterview(respondent, 'spring', code, randomUUID(), new Date())
  expect(resumed.interview).toBe('{"answers":{}}')
  await withdrawResponse(respondent, receipts[0] ?? '')
  expect(everyResponse()).toHaveLength(2)
  expect((await checkInstallation(operator)).filter(({ ok }) => !ok)).toEqual([])
}, 30_000)

test('another process that serves the folder goes over to the new key', async () => {
  const file = new SqliteFile(join(fresh.folder, 'foothold.db'))
  const theirs = openVault(drizzle(file), readEnvironment())
  await answer()
  await rotateDataKey(operator)
  const [row] = everyResponse()
  if (row === undefined) throw new Error('no response')
  const place = { table: 'responses', column: 'answers', row: row.id } as const
  // A key that it has not seen yet …
  expect(theirs.open(place, row.answers).toString()).toContain('woman')
  // … is the one that it seals under, by now.
  expect(theirs.seal(place, Buffer.from('x')).subarray(1, 17)).toEqual(row.answers.subarray(1, 17))
  file.close()
}, 30_000)

test('a rotation that is killed goes on, and an old key is removed when nothing needs it', async () => {
  for (let person = 0; person < 250; person += 1) await answer()
  store().close()
  const program = `import { rotateDataKey } from './db/data-keys'
    await rotateDataKey({ kind: 'operator' })`
  for (const milliseconds of [2_300, 2_500, 2_700]) {
    await killedAfter(milliseconds, program, fresh.folder)
    expect((await checkInstallation(operator)).filter(({ ok }) => !ok)).toEqual([])
    for (const row of everyResponse()) expect(codedAnswersOf(row)).toMatchObject({ gender: 'woman' })
    store().close()
  }
  await rotateDataKey(operator)
  await rotateDataKey(operator)
  const keys = await readDataKeys(operator)
  expect(keys.slice(0, -1).every(({ values }) => values === 0)).toBe(true)
  await finishKeyRotation(operator, new Date())
  expect(await readDataKeys(operator)).toHaveLength(keys.length)
  const later = new Date(Date.now() + 3 * 86_400_000)
  await finishKeyRotation(operator, later)
  // The first stays for the hashes.
  expect((await readDataKeys(operator)).map(({ id }) => id)).toEqual([keys[0]?.id, keys.at(-1)?.id])
  store().close()
  expect(everyResponse().map((row) => codedAnswersOf(row))).toHaveLength(250)
}, 60_000)

test('a new master key opens everything, and only it does', async () => {
  const receipt = await answer()
  const before = readFileSync(masterKey(), 'utf8')
  const old = await changeMasterKey(operator)
  expect(readFileSync(old ?? '', 'utf8')).toBe(before)
  expect(readFileSync(masterKey(), 'utf8')).not.toBe(before)
  expect(statSync(masterKey()).mode & 0o777).toBe(0o600)
  // Also without opening anew.
  await answer()
  await rotateDataKey(operator)
  store().close()
  expect(everyResponse().map((row) => codedAnswersOf(row))).toHaveLength(2)
  await withdrawResponse(respondent, receipt)
  store().close()
  const after = readFileSync(masterKey())
  writeFileSync(masterKey(), before)
  expect(() => store()).toThrow('The key does not fit this database.')
  expect(await importMasterKey(operator, masterKey()).catch(String)).toContain(
    'is not the key of this database',
  )
  writeFileSync(masterKey(), after)
}, 30_000)

test('a change of the master key that is interrupted leaves the one or the other in force', async () => {
  await answer()
  // Laid, and nothing more.
  layWaitingMasterKey(readEnvironment())
  store().close()
  expect(codedAnswersOf(everyResponse()[0] ?? missing)).toMatchObject({ gender: 'woman' })
  const before = readFileSync(masterKey())
  await changeMasterKey(operator)
  store().close()
  // The database has gone over, the files have not.
  cpSync(masterKey(), `${masterKey()}.next`)
  writeFileSync(masterKey(), before)
  expect(codedAnswersOf(everyResponse()[0] ?? missing)).toMatchObject({ gender: 'woman' })
  expect(existsSync(`${masterKey()}.next`)).toBe(false)
  store().close()
  const program = `import { changeMasterKey } from './db/master-key-care'
    for (;;) await changeMasterKey({ kind: 'operator' })`
  for (const milliseconds of [300, 400, 500, 600]) {
    await killedAfter(milliseconds, program, fresh.folder)
    expect(codedAnswersOf(everyResponse()[0] ?? missing)).toMatchObject({ gender: 'woman' })
    store().close()
  }
}, 60_000)

const missing = { id: '', answers: Buffer.alloc(0) }

test('an older backup opens with the key of then', async () => {
  await answer()
  const file = join(elsewhere, 'one.backup')
  await makeBackup(operator, file)
  const old = await changeMasterKey(operator)
  store().close()
  const folder = join(elsewhere, 'data')
  process.env.FOOTHOLD_DATA_DIR = folder
  try {
    await expect(restoreBackup(operator, file)).rejects.toThrow()
    expect(await importMasterKey(operator, old ?? '')).toBe(true)
    expect((await restoreBackup(operator, file)).responses).toBe(1)
    store().close()
  } finally {
    process.env.FOOTHOLD_DATA_DIR = fresh.folder
  }
})

test('keys that the environment holds are changed there', async () => {
  const secret = 'a secret of the environment, quite long'
  store().close()
  process.env.FOOTHOLD_SECRET = secret
  process.env.FOOTHOLD_DATA_DIR = join(elsewhere, 'data')
  try {
    const next = join(elsewhere, 'next.key')
    writeFileSync(next, 'another one of the environment, as long\n')
    const { vault } = store()
    const place = { table: 'responses', column: 'answers', row: 'one' } as const
    const sealed = vault.seal(place, Buffer.from('yes'))
    await expect(changeMasterKey(operator)).rejects.toThrow(
      'Put a new one into a file and name it: --to FILE',
    )
    await expect(exportMasterKey(operator, join(elsewhere, 'x'))).rejects.toThrow(
      'comes from FOOTHOLD_SECRET',
    )
    expect(await changeMasterKey(operator, next)).toBeNull()
    store().close()
    expect(() => store()).toThrow('does not fit')
    delete process.env.FOOTHOLD_SECRET
    process.env.FOOTHOLD_SECRET_FILE = next
    expect(store().vault.open(place, sealed).toString()).toBe('yes')
    store().close()
  } finally {
    delete process.env.FOOTHOLD_SECRET
    delete process.env.FOOTHOLD_SECRET_FILE
    process.env.FOOTHOLD_DATA_DIR = fresh.folder
  }
})

test('a copy of the key brings a folder back that has lost it, and is confirmed only when it is the right one', async () => {
  await answer()
  const copy = join(elsewhere, 'copy.key')
  await exportMasterKey(operator, copy)
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  await expect(exportMasterKey(operator, copy)).rejects.toThrow('is there already')
  const wrong = join(elsewhere, 'wrong.key')
  writeFileSync(wrong, 'x'.repeat(44))
  await expect(confirmKeyBackup(operator, wrong)).rejects.toThrow('holds another key')
  await expect(confirmKeyBackup(operator, `${wrong}x`)).rejects.toThrow('there is no file')
  expect((await readSettings(operator)).keyBackedUpOn).toBeNull()
  await confirmKeyBackup(operator, copy)
  expect((await readSettings(operator)).keyBackedUpOn).toBe(new Date().toISOString().slice(0, 10))
  store().close()
  rmSync(join(fresh.folder, 'keys'), { recursive: true })
  // No new key is made where one is missing.
  expect(() => store()).toThrow('There is no master key')
  expect(existsSync(masterKey())).toBe(false)
  await expect(importMasterKey(operator, wrong)).rejects.toThrow('is not the key of this database')
  expect(await importMasterKey(operator, copy)).toBe(true)
  expect(await importMasterKey(operator, copy)).toBe(false)
  expect(codedAnswersOf(everyResponse()[0] ?? missing)).toMatchObject({ gender: 'woman' })
})

test('the master key is not changed under a server', async () => {
  const server = lockForServer(fresh.folder)
  await expect(changeMasterKey(operator)).rejects.toThrow('Another Foothold serves the data folder')
  server?.release()
})
