import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { audit } from './audit'
import { authorise } from './authorise'
import { type BackupHead, readBackupHead, writeBackupFile } from './backup-file'
import { store } from './connection'
import { readEnvironment } from './environment'
import { keyFromMaster } from './master-key'
import { schemaOfDatabase } from './schema-version'
import { settingsNow } from './settings'
import { SqliteFile } from './sqlite'

/** A backup in the folder of backups. */
export type StoredBackup = {
  /** Name of the file, made by us. */
  readonly name: string
  /** ISO 8601, UTC. */
  readonly madeAt: string
  readonly bytes: number
}

/** What was written, and read back. */
export type MadeBackup = Pick<BackupHead, 'madeAt' | 'auditHead'> & {
  readonly file: string
  readonly bytes: number
  readonly responses: number
}

const hour = 3_600_000
/** How long a copy from before an upgrade is there at most. */
const longestCopy = 14 * 24 * hour
const nameOfBackup = /^foothold-\d{4}-\d{2}-\d{2}T\d{6}Z\.backup$/

/**
 * Writes everything that the database holds to one sealed file, while others read and write, and reads it back. The master key is not in
 * it.
 *
 * @param file a path; a name in the folder of backups when left out
 * @throws Error when the file is there already, there is no room, or the database is damaged
 */
export async function makeBackup(actor: Actor, file?: string): Promise<MadeBackup> {
  authorise(actor, 'installation.check')
  const madeAt = new Date().toISOString()
  const target = file === undefined ? join(backupFolder(), nameFor(madeAt)) : resolve(file)
  const copy = join(backupFolder(), `${process.pid}-${Date.now()}.copying`)
  const environment = readEnvironment()
  try {
    await store().copyTo(copy)
    const { responses, auditHead, schema } = lookedOver(copy)
    const key = keyFromMaster(environment, 'backups')
    await writeBackupFile(target, copy, key, { madeAt, schema, auditHead })
    await store().writes.transact(async (tx) => audit(tx, actor, 'backup.make', '', `${responses} responses`))
    await removeCopiesBeforeUpgrades(new Date())
    return { file: target, madeAt, auditHead, responses, bytes: statSync(target).size }
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) await rm(`${copy}${end}`, { force: true })
  }
}

/** The backups in the folder of backups, the newest first. */
export async function listBackups(actor: Actor): Promise<readonly StoredBackup[]> {
  authorise(actor, 'settings.manage')
  return storedBackups()
}

/** A backup to be taken away. The log says who took it. @throws not_found */
export async function openBackup(
  actor: Actor,
  name: string,
): Promise<StoredBackup & { readonly read: (from: number, to: number) => AsyncGenerator<Uint8Array> }> {
  authorise(actor, 'settings.manage')
  const found = storedBackups().find((backup) => backup.name === name)
  if (found === undefined) throw problem('not_found', { what: 'backup' })
  await store().writes.transact(async (tx) => audit(tx, actor, 'backup.take', name))
  return { ...found, read: (from, to) => readPart(join(backupFolder(), name), from, to) }
}

/**
 * Makes a backup when the newest is older than the schedule says, and removes those that are more than are kept.
 *
 * @returns null when none was due
 */
export async function makeDueBackup(actor: Actor, now: Date): Promise<MadeBackup | null> {
  authorise(actor, 'installation.check')
  await removeLeftovers(now)
  await removeCopiesBeforeUpgrades(new Date(now.getTime() - longestCopy))
  const { backupEveryHours, backupsKept } = settingsNow(store().reader)
  const [newest] = byAge(storedBackups(), now)
  const age = newest === undefined ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(newest.madeAt)
  // A clock that was set back makes one lie ahead: then one is due too.
  if (backupEveryHours === 0 || (age >= 0 && age < backupEveryHours * hour)) return null
  const made = await makeBackup(actor)
  const others = byAge(storedBackups(), now).filter(({ name }) => join(backupFolder(), name) !== made.file)
  for (const { name } of others.slice(backupsKept - 1)) await rm(join(backupFolder(), name), { force: true })
  return made
}

/** The newest first. Those of a clock that was ahead count as the oldest: they must not push out the others. */
function byAge(backups: readonly StoredBackup[], now: Date): readonly StoredBackup[] {
  const isAhead = ({ madeAt }: StoredBackup) => Date.parse(madeAt) > now.getTime() + hour
  return [...backups.filter((backup) => !isAhead(backup)), ...backups.filter(isAhead)]
}

/**
 * Copies from before an upgrade are of an older form, which may lie less sealed, and neither withdrawals nor last days reach them: they go
 * once there is a backup of what came after, and after two weeks in any case.
 *
 * @param until those that were made before
 */
async function removeCopiesBeforeUpgrades(until: Date): Promise<void> {
  for (const name of readdirSync(backupFolder())) {
    const file = join(backupFolder(), name)
    if (name.startsWith('before-upgrade-') && statSync(file).mtimeMs < until.getTime())
      await rm(file, { force: true })
  }
}

/** When the newest backup in the folder of backups was made, ISO 8601; null where there is none. For `db` only. */
export function newestBackupAt(): string | null {
  return byAge(storedBackups(), new Date())[0]?.madeAt ?? null
}

function backupFolder(): string {
  const folder = join(readEnvironment().dataFolder, 'backups')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

function nameFor(madeAt: string): string {
  return `foothold-${madeAt.slice(0, 19).replaceAll(':', '')}Z.backup`
}

function storedBackups(): readonly StoredBackup[] {
  return readdirSync(backupFolder())
    .filter((name) => nameOfBackup.test(name))
    .flatMap((name) => {
      const file = join(backupFolder(), name)
      try {
        return [{ name, madeAt: readBackupHead(file).madeAt, bytes: statSync(file).size }]
      } catch {
        // Not one of ours, or one that is being removed.
        return []
      }
    })
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
}

/** @throws Error when the copy is damaged: then the database is, and no good backup must make room for it */
function lookedOver(file: string): Pick<BackupHead, 'auditHead' | 'schema'> & { readonly responses: number } {
  const db = new SqliteFile(file)
  try {
    const state = db.pragma('integrity_check', { simple: true })
    if (state !== 'ok') {
      throw new Error(
        `The database is damaged (${String(state)}), so no backup was made. Run "foothold doctor", and keep the backups that you have.`,
      )
    }
    const count = db.prepare<[], { n: number }>('select count(*) as n from responses').get()
    const head = db.prepare<[], { hash: string }>(
      'select hash from audit_entries order by sequence desc limit 1',
    )
    return { responses: count?.n ?? 0, auditHead: head.get()?.hash ?? '', schema: schemaOfDatabase(db) }
  } finally {
    db.close()
  }
}

/** What a backup that was cut short has left. */
async function removeLeftovers(now: Date): Promise<void> {
  for (const name of readdirSync(backupFolder())) {
    const file = join(backupFolder(), name)
    const isLeft = /\.(copying|part)(-wal|-shm|-journal)?$/.test(name)
    if (isLeft && now.getTime() - statSync(file).mtimeMs > hour) await rm(file, { force: true })
  }
}

async function* readPart(file: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  const opened = await open(file, 'r')
  try {
    for (let at = from; at <= to; ) {
      const piece = Buffer.alloc(Math.min(65_536, to - at + 1))
      const { bytesRead } = await opened.read(piece, 0, piece.length, at)
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
      at += bytesRead
    }
  } finally {
    await opened.close()
  }
}
