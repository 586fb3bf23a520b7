import { existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import { audit } from './audit'
import { authorise } from './authorise'
import { type BackupHead, openBackupFile, readBackupHead } from './backup-file'
import { isClockTrusted } from './clock'
import { migrationsFolder, store } from './connection'
import { type Environment, readEnvironment } from './environment'
import { dateOf } from './identifiers'
import { keyFromMaster } from './master-key'
import { eraseWithdrawn } from './responses'
import { eraseExpiredResponses } from './retention'
import { responses } from './schema/responses'
import { laterSchema, schemaOfProgram } from './schema-version'
import { folderIsServed, lockForServer } from './server-lock'
import { type KnownHere, keepTombstone, knownHere, takeBackAccess } from './since-backup'
import { SqliteFile } from './sqlite'

/** What came of a restoring. */
export type Restored = {
  readonly madeAt: string
  readonly responses: number
  /** How many responses of the backup had been withdrawn since it was made, and were erased again. */
  readonly withdrawnAgain: number
  /** Where the database lies that was there before; null where there was none. */
  readonly before: string | null
}

/** What a restoring refuses because of how it was called: nothing was changed. */
export class RestoreRefused extends Error {}

/**
 * Puts the database of a backup in the place of the one that is here, all at once: whatever interrupts it leaves the one or the other.
 * Nobody's withdrawal is undone by it: what was withdrawn here since the backup is erased from what comes back, and so is every round whose
 * last day has passed. Nor does it give access back that was taken: everybody signs in anew, links and access tokens are gone, and what is known here
 * of closed accounts, roles and passwords holds.
 *
 * @param replace whether a database that is here may be put aside
 * @throws RestoreRefused while a server runs, over a database without `replace`, from a later schema; Error when the backup does not open
 */
export async function restoreBackup(
  actor: Actor,
  file: string,
  { replace = false }: { readonly replace?: boolean } = {},
): Promise<Restored> {
  authorise(actor, 'installation.check')
  const environment = readEnvironment()
  const lock = lockForServer(environment.dataFolder)
  if (lock === null) throw new RestoreRefused(folderIsServed(environment.dataFolder))
  try {
    const isThere = existsSync(environment.databaseFile) && statSync(environment.databaseFile).size > 0
    if (isThere && !replace) {
      throw new RestoreRefused(
        `${environment.databaseFile} is there already. Restore into an empty folder (FOOTHOLD_DATA_DIR), or say --replace: the database that is there is then put aside, not deleted.`,
      )
    }
    const head = readBackupHead(file)
    if (head.schema > schemaOfProgram(migrationsFolder())) throw new RestoreRefused(`${file}: ${laterSchema}`)
    const key = keyFromMaster(environment, 'backups')
    const known = isThere ? knownHere(environment.databaseFile) : null
    return await putInPlace(actor, file, key, head, environment, isThere, known)
  } finally {
    lock.release()
  }
}

async function putInPlace(
  actor: Actor,
  file: string,
  key: Buffer,
  head: BackupHead,
  environment: Environment,
  isThere: boolean,
  known: KnownHere | null,
): Promise<Restored> {
  const { dataFolder, databaseFile } = environment
  const beside = join(dataFolder, 'restoring')
  rmSync(beside, { recursive: true, force: true })
  mkdirSync(beside, { mode: 0o700 })
  const restored = join(beside, 'foothold.db')
  await openBackupFile(file, restored, key)
  const [count, withdrawnAgain] = await asStore(environment, beside, () => madeGood(actor, head, known))
  const before = isThere ? `${databaseFile}.before-${head.madeAt.slice(0, 10)}-${Date.now()}` : null
  if (before !== null) {
    try {
      mergeLog(databaseFile)
    } catch {
      // Too damaged to be read: it is put aside as it is, with its log.
      for (const end of ['-wal', '-shm'])
        if (existsSync(`${databaseFile}${end}`)) renameSync(`${databaseFile}${end}`, `${before}${end}`)
    }
    linkSync(databaseFile, before)
  }
  // From one moment to the next; what is under this name is always whole.
  renameSync(restored, databaseFile)
  rmSync(beside, { recursive: true, force: true })
  return { madeAt: head.madeAt, responses: count, withdrawnAgain, before }
}

/** Runs with a data folder of its own under the same keys, and closes it again. */
async function asStore<T>(environment: Environment, folder: string, work: () => Promise<T>): Promise<T> {
  const kept = { ...process.env }
  process.env.FOOTHOLD_DATA_DIR = folder
  delete process.env.DATABASE_URL
  if (environment.secret === null && environment.secretFile === null)
    process.env.FOOTHOLD_SECRET_FILE = join(environment.dataFolder, 'keys', 'master.key')
  try {
    const result = await work()
    store().close()
    mergeLog(join(folder, 'foothold.db'))
    return result
  } finally {
    for (const name of ['FOOTHOLD_DATA_DIR', 'DATABASE_URL', 'FOOTHOLD_SECRET_FILE'] as const) {
      if (kept[name] === undefined) delete process.env[name]
      else process.env[name] = kept[name]
    }
  }
}

/** @returns how many responses are left, and how many were erased again */
async function madeGood(
  actor: Actor,
  head: BackupHead,
  known: KnownHere | null,
): Promise<readonly [number, number]> {
  const { writes } = store()
  let again = 0
  for (const tombstone of known?.tombstones ?? []) {
    await writes.transactAlone(async (tx) => {
      const found = tx.db
        .select()
        .from(responses)
        .where(eq(responses.submissionId, tombstone.submission_id))
        .get()
      if (found === undefined) keepTombstone(tx, tombstone)
      else {
        eraseWithdrawn(tx, found, dateOf(new Date()))
        again += 1
      }
    })
  }
  const now = new Date()
  await writes.transact(async (tx) => takeBackAccess(tx, known))
  // A new computer may have a wrong clock: then the hourly work erases, when it has been believed.
  if (await isClockTrusted(actor, now)) await eraseExpiredResponses(actor, now)
  const unknown = known === null ? '; what was withdrawn since is not known here' : ''
  await writes.transact(async (tx) =>
    audit(tx, actor, 'backup.restore', '', `backup of ${head.madeAt}; ${again} withdrawn again${unknown}`),
  )
  return [store().reader.select({ id: responses.id }).from(responses).all().length, again]
}

/** Has everything that a database holds stand in its one file. */
function mergeLog(databaseFile: string): void {
  const db = new SqliteFile(databaseFile)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
