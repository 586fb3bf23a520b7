import { randomUUID } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { makeAccessToken } from './access-tokens'
import { readAudit } from './audit'
import { listBackups, makeBackup, makeDueBackup } from './backup'
import { readBackupHead } from './backup-file'
import { store } from './connection'
import { checkInstallation } from './doctor'
import { closeAccount } from './people'
import { recordResponse, withdrawResponse } from './responses'
import { restoreBackup } from './restore'
import { accessTokens } from './schema/access-tokens'
import { accounts, sessions } from './schema/accounts'
import { responses, tombstones } from './schema/responses'
import { lockForServer } from './server-lock'
import { changeSettings } from './settings'
import { SqliteFile } from './sqlite'
import { openFreshStore, operator, respondent, staffWith } from './testing/actors'
import { killedAfter } from './testing/killed'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let elsewhere = ''
beforeAll(async () => {
  fresh = await openFreshStore()
})
beforeEach(() => {
  elsewhere = mkdtempSync(join(tmpdir(), 'foothold-backup-'))
})
afterAll(() => {
  fresh.remove()
})

async function answer(): Promise<string> {
  const submission = { submissionId: randomUUID(), version: 1, language: 'en', consent: true, answers: {} }
  return (await recordResponse(respondent, 'spring', submission, 'web')).receipt
}

function storedIds(): readonly string[] {
  return store()
    .reader.select({ id: responses.submissionId })
    .from(responses)
    .all()
    .map(({ id }) => id)
    .sort()
}

/** Another machine: an empty data folder to which somebody has brought the key. */
function anotherMachine({ withKey }: { readonly withKey: boolean }): string {
  store().close()
  const folder = join(elsewhere, 'data')
  mkdirSync(folder)
  if (withKey) cpSync(join(fresh.folder, 'keys'), join(folder, 'keys'), { recursive: true })
  process.env.FOOTHOLD_DATA_DIR = folder
  return folder
}

function backHome(): void {
  store().close()
  process.env.FOOTHOLD_DATA_DIR = fresh.folder
}

test('a backup made while others write is whole, tells nothing, and comes back on another machine', async () => {
  await answer()
  const file = join(elsewhere, 'one.backup')
  const writing = Array.from({ length: 20 }, answer)
  const made = await makeBackup(operator, file)
  await Promise.all(writing)
  expect((await readAudit(operator))[0]).toMatchObject({ action: expect.stringMatching(/backup.make/) })
  expect(made.auditHead).toMatch(/^[0-9a-f]{64}$/)
  const bytes = readFileSync(file)
  for (const word of ['SQLite format', 'Spring', 'responses', 'CREATE TABLE'])
    expect(bytes.includes(word)).toBe(false)
  anotherMachine({ withKey: true })
  const restored = await restoreBackup(operator, file)
  expect(restored).toMatchObject({ responses: made.responses, withdrawnAgain: 0, before: null })
  expect((await checkInstallation(operator)).filter(({ ok }) => !ok)).toEqual([])
  expect((await readAudit(operator))[0]).toMatchObject({ action: 'backup.restore' })
  backHome()
})

test('without the key, or with another one, nothing is restored and the sentence says which key', async () => {
  const file = join(elsewhere, 'one.backup')
  await makeBackup(operator, file)
  const folder = anotherMachine({ withKey: false })
  await expect(restoreBackup(operator, file)).rejects.toThrow('There is no master key')
  mkdirSync(join(folder, 'keys'))
  writeFileSync(join(folder, 'keys', 'master.key'), 'another key that is quite long enough')
  await expect(restoreBackup(operator, file)).rejects.toThrow('is not the one with which')
  expect(readdirSync(folder).filter((name) => name.endsWith('.db'))).toEqual([])
  process.env.FOOTHOLD_DATA_DIR = fresh.folder
})

test('a changed or shortened backup is refused, and what is here stays', async () => {
  const file = join(elsewhere, 'one.backup')
  await makeBackup(operator, file)
  const before = storedIds()
  const whole = readFileSync(file)
  const head = whole.indexOf('\n')
  for (const damaged of [
    Buffer.concat([whole.subarray(0, -1_000)]),
    Buffer.concat([whole.subarray(0, -1), Buffer.from([(whole.at(-1) ?? 0) ^ 1])]),
    Buffer.concat([whole.subarray(0, head + 10), Buffer.from([0]), whole.subarray(head + 11)]),
    Buffer.from(whole.toString('latin1').replace('"auditHead":"', '"auditHead":"0'), 'latin1'),
    Buffer.from('nothing of ours'),
  ]) {
    writeFileSync(file, damaged)
    store().close()
    await expect(restoreBackup(operator, file, { replace: true })).rejects.toThrow()
    expect(storedIds()).toEqual(before)
  }
})

test('over a database only when that is said, and never under a running server', async () => {
  const file = join(elsewhere, 'one.backup')
  await makeBackup(operator, file)
  store().close()
  await expect(restoreBackup(operator, file)).rejects.toThrow('--replace')
  const lock = lockForServer(fresh.folder)
  expect(lock).not.toBeNull()
  expect(lockForServer(fresh.folder)).toBeNull()
  await expect(restoreBackup(operator, file, { replace: true })).rejects.toThrow('Another Foothold serves')
  lock?.release()
})

test('who withdrew since the backup is erased from what comes back, and later answers are put aside with the rest', async () => {
  const regretted = await answer()
  const file = join(elsewhere, 'one.backup')
  const made = await makeBackup(operator, file)
  await withdrawResponse(respondent, regretted)
  await answer()
  store().close()
  const restored = await restoreBackup(operator, file, { replace: true })
  expect(restored).toMatchObject({ withdrawnAgain: 1, responses: made.responses - 1 })
  expect(storedIds()).toHaveLength(made.responses - 1)
  expect(store().reader.select().from(tombstones).all().length).toBeGreaterThan(0)
  expect((await checkInstallation(operator)).filter(({ ok }) => !ok)).toEqual([])
  const aside = new SqliteFile(restored.before ?? '', { readonly: true })
  expect(aside.prepare('select count(*) as n from responses').get()).toEqual({ n: made.responses })
  aside.close()
})

test('a restoring gives no access back that was taken, and forgets no withdrawal of what the backup does not have', async () => {
  const kept = await staffWith('manager')
  const dismissed = await staffWith('manager')
  const [keptId, dismissedId] = [kept, dismissed].map((actor) =>
    actor.kind === 'staff' ? actor.accountId : '',
  )
  await makeAccessToken(kept, { name: 'x', role: 'manager', roundId: null, days: 30 }, new Date())
  const file = join(elsewhere, 'before.backup')
  await makeBackup(operator, file)
  const late = { submissionId: randomUUID(), version: 1, language: 'en', consent: true, answers: {} }
  await withdrawResponse(respondent, (await recordResponse(respondent, 'spring', late, 'web')).receipt)
  await closeAccount(operator, dismissedId ?? '', new Date())
  const before = store()
    .reader.select()
    .from(accounts)
    .where(eq(accounts.id, keptId ?? ''))
    .get()
  store().close()
  await restoreBackup(operator, file, { replace: true })
  const { reader } = store()
  expect(
    reader
      .select()
      .from(accounts)
      .where(eq(accounts.id, dismissedId ?? ''))
      .get()?.closedOn,
  ).not.toBeNull()
  expect(
    reader
      .select()
      .from(accounts)
      .where(eq(accounts.id, keptId ?? ''))
      .get(),
  ).toEqual(before)
  expect(reader.select().from(sessions).all()).toEqual([])
  expect(reader.select().from(accessTokens).all()).toEqual([])
  // A phone sends it again, late: it is not taken.
  const again = recordResponse(respondent, 'spring', late, 'web')
  await expect(again).rejects.toMatchObject({ code: 'response_withdrawn' })
})

test('a database that is older than the backup says nothing of who may sign in', async () => {
  const manager = await staffWith('manager')
  const id = manager.kind === 'staff' ? manager.accountId : ''
  const old = join(elsewhere, 'old.db')
  store().close()
  cpSync(join(fresh.folder, 'foothold.db'), old)
  await closeAccount(operator, id, new Date())
  const file = join(elsewhere, 'newer.backup')
  await makeBackup(operator, file)
  store().close()
  for (const end of ['-wal', '-shm']) rmSync(join(fresh.folder, `foothold.db${end}`), { force: true })
  cpSync(old, join(fresh.folder, 'foothold.db'))
  await restoreBackup(operator, file, { replace: true })
  expect(store().reader.select().from(accounts).where(eq(accounts.id, id)).get()?.closedOn).not.toBeNull()
})

test('a backup of a later schema is refused, and so is a database of one', async () => {
  const file = join(elsewhere, 'one.backup')
  const later = () =>
    store().writes.transact(async (tx) => {
      tx.db.$client.exec(
        "insert into __drizzle_migrations (hash, created_at) values ('later', 4102444800000)",
      )
    })
  await later()
  await makeBackup(operator, file)
  expect(readBackupHead(file).schema).toBe(4_102_444_800_000)
  store().close()
  expect(() => store()).toThrow('written by a later version')
  const folder = anotherMachineOf(elsewhere)
  await expect(restoreBackup(operator, file)).rejects.toThrow('written by a later version')
  expect(existsSync(join(folder, 'foothold.db'))).toBe(false)
  process.env.FOOTHOLD_DATA_DIR = fresh.folder
  const db = new SqliteFile(join(fresh.folder, 'foothold.db'))
  db.exec("delete from __drizzle_migrations where hash = 'later'")
  db.close()
  expect(storedIds().length).toBeGreaterThan(0)
})

/** As `anotherMachine`, when the store is closed already. */
function anotherMachineOf(parent: string): string {
  const folder = join(parent, 'data')
  mkdirSync(folder)
  cpSync(join(fresh.folder, 'keys'), join(folder, 'keys'), { recursive: true })
  process.env.FOOTHOLD_DATA_DIR = folder
  return folder
}

test('backups are made when due, and only as many are kept as was said', async () => {
  await changeSettings(operator, { backupEveryHours: 24, backupsKept: 2 })
  const before = (await listBackups(operator)).length
  expect(before).toBe(0)
  expect(await makeDueBackup(operator, new Date())).not.toBeNull()
  expect(await makeDueBackup(operator, new Date())).toBeNull()
  const day = 86_400_000
  for (const days of [2, 4, 6]) {
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(await makeDueBackup(operator, new Date(Date.now() + days * day))).not.toBeNull()
  }
  expect(await listBackups(operator)).toHaveLength(2)
  await changeSettings(operator, { backupEveryHours: 0 })
  expect(await makeDueBackup(operator, new Date(Date.now() + 90 * day))).toBeNull()
})

test('a backup of a clock that was ahead pushes out no other, and copies from before an upgrade go in time', async () => {
  await changeSettings(operator, { backupEveryHours: 24, backupsKept: 2 })
  const folder = join(fresh.folder, 'backups')
  const now = new Date()
  const copy = join(folder, 'before-upgrade-1-7.db')
  writeFileSync(copy, 'old')
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(now.getTime() + 400 * 86_400_000) })
  const ahead = await makeBackup(operator)
  vi.useRealTimers()
  expect(existsSync(copy)).toBe(false)
  const [first, second] = [new Date(now.getTime() + 1_000), new Date(now.getTime() + 2_000)]
  vi.useFakeTimers({ toFake: ['Date'], now: first })
  const one = await makeBackup(operator)
  vi.setSystemTime(second)
  await changeSettings(operator, { backupEveryHours: 6 })
  vi.setSystemTime(new Date(now.getTime() + 7 * 3_600_000))
  const two = await makeDueBackup(operator, new Date())
  vi.useRealTimers()
  expect([one, two, ahead].map((made) => existsSync(made?.file ?? ''))).toEqual([true, true, false])
  writeFileSync(copy, 'old')
  utimesSync(copy, new Date(0), new Date(now.getTime() - 15 * 86_400_000))
  await changeSettings(operator, { backupEveryHours: 0 })
  expect(await makeDueBackup(operator, new Date())).toBeNull()
  expect(existsSync(copy)).toBe(false)
})

test('a restoring that is killed at any moment leaves the state before or the state after', async () => {
  await answer()
  const file = join(elsewhere, 'one.backup')
  const made = await makeBackup(operator, file)
  await answer()
  await answer()
  const now = storedIds().length
  store().close()
  const seen = new Set<number>()
  const program = `import { closeAccount } from './people'
import { restoreBackup } from './db/restore'
    await restoreBackup({ kind: 'operator' }, process.argv[2] ?? '', { replace: true })`
  for (const milliseconds of [150, 250, 350, 450, 600, 5_000]) {
    await killedAfter(milliseconds, program, fresh.folder, [file])
    const stored = storedIds().length
    expect([now, made.responses]).toContain(stored)
    expect((await checkInstallation(operator)).filter(({ ok }) => !ok)).toEqual([])
    seen.add(stored)
    store().close()
  }
  // The last one had time enough.
  expect(seen.has(made.responses)).toBe(true)
})

test('leftovers of a backup that was cut short go within an hour', async () => {
  const folder = join(fresh.folder, 'backups')
  const left = join(folder, '1-2.copying')
  writeFileSync(left, 'half')
  await makeDueBackup(operator, new Date(Date.now() + 2 * 3_600_000))
  expect(existsSync(left)).toBe(false)
  rmSync(elsewhere, { recursive: true, force: true })
})
