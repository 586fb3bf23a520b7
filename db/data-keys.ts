import { asc, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { dateOf } from './identifiers'
import { dataKeys } from './schema/keys'
import { type SealedPlace, sealedColumns } from './sealed-columns'
import { bytesOfId, keyIdAt, keyIdOf } from './sealing'
import { longestOldKey } from './vault'

/** A data key, and what is sealed under it. */
export type DataKeyUse = {
  readonly id: string
  /** 0 for the first, from which the keys of hashes are made; the highest one seals. */
  readonly sequence: number
  readonly createdOn: string
  /** Values that we can seal anew. */
  readonly values: number
  /** Interviews that people saved: only their codes open them, and they end by themselves. */
  readonly savedInterviews: number
}

/** What came of a rotation. */
export type Rotation = {
  /** Whether a new key was made; otherwise an earlier rotation was brought to its end. */
  readonly isNew: boolean
  /** How many values were sealed anew. */
  readonly values: number
  /** Saved interviews that stay under an older key until they end. */
  readonly savedInterviews: number
}

/** Values in one commit: others who write wait for no more than that. */
const lot = 100

/** The data keys of this installation, the first one first. */
export async function readDataKeys(actor: Actor): Promise<readonly DataKeyUse[]> {
  authorise(actor, 'settings.manage')
  return usesOf(store().reader)
}

/**
 * Makes a new data key and seals everything under it, while others read and write. One that was interrupted is brought to its end instead;
 * values open under their old keys until then.
 *
 * @param onProgress called with the values done, and the values in all
 */
export async function rotateDataKey(
  actor: Actor,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Rotation> {
  authorise(actor, 'settings.manage')
  const isNew = pendingValues(store().reader) === 0
  if (isNew) {
    await addDataKey(actor)
  }
  const values = await sealAnew(onProgress)
  return { isNew, values, savedInterviews: olderInterviews() }
}

/**
 * Makes a new data key, or goes on with a rotation that was interrupted, and seals everything anew in the background. Whatever interrupts that,
 * it is gone on with within the hour.
 */
export async function beginKeyRotation(actor: Actor): Promise<void> {
  authorise(actor, 'settings.manage')
  if (pendingValues(store().reader) === 0) await addDataKey(actor)
  sealAnew(() => undefined).catch(() => {
    console.error(JSON.stringify({ level: 'error', work: 'key rotation' }))
  })
}

/** Goes on with a rotation that was interrupted, and removes keys under which nothing lies any more. */
export async function finishKeyRotation(actor: Actor, now: Date): Promise<void> {
  authorise(actor, 'settings.manage')
  if (pendingValues(store().reader) > 0) await sealAnew(() => undefined)
  await removeUnused(actor, now)
}

async function addDataKey(actor: Actor): Promise<void> {
  await store().writes.transact(async (tx) => audit(tx, actor, 'key.rotate', store().vault.addKey(tx)))
}

async function sealAnew(onProgress: (done: number, total: number) => void): Promise<number> {
  let done = 0
  for (;;) {
    // Whoever else serves this folder may seal under the last key for so long.
    await new Promise((resolve) => setTimeout(resolve, 2 * longestOldKey))
    const total = pendingValues(store().reader)
    if (total === 0) break
    const before = done
    for (const column of sealedColumns) {
      if (column.isUnderSecret) continue
      for (let after: string | null = ''; after !== null; ) {
        const sealed = await sealLotAnew(column, after)
        done += sealed.values
        after = sealed.last
        if (sealed.values > 0) onProgress(done, before + total)
      }
    }
  }
  if (done > 0) await store().forgetErased()
  return done
}

type OurColumn = Exclude<(typeof sealedColumns)[number], { readonly isUnderSecret: true }>

/** @returns how many values there were, and the last row; null when no more follow */
async function sealLotAnew(
  { table, column, rowColumn }: OurColumn,
  after: string,
): Promise<{ readonly values: number; readonly last: string | null }> {
  const { vault, writes } = store()
  return writes.transact(async ({ db }) => {
    const rows = db.$client
      .prepare<[string, Buffer, number], { row: string; sealed: Buffer }>(
        `select ${rowColumn} as row, ${column} as sealed from ${table}
         where ${rowColumn} > ? and ${column} is not null and ${keyIdIn(column)} <> ? order by ${rowColumn} limit ?`,
      )
      .all(after, newestKeyId(db), lot)
    const update = db.$client.prepare(`update ${table} set ${column} = ? where ${rowColumn} = ?`)
    for (const { row, sealed } of rows) {
      const place = { table, column, row } as SealedPlace
      update.run(vault.seal(place, vault.open(place, sealed)), row)
    }
    return { values: rows.length, last: rows.length < lot ? null : (rows.at(-1)?.row ?? null) }
  })
}

/**
 * A key goes when nothing lies under it and its successor is two days old: by then nobody still holds a value that was sealed under it and is
 * not yet stored. The first one stays, because the keys of hashes come from it.
 */
async function removeUnused(actor: Actor, now: Date): Promise<void> {
  const uses = usesOf(store().reader)
  const unused = uses.filter(({ sequence, values, savedInterviews }, index) => {
    const successor = uses[index + 1]
    const isOld = successor !== undefined && successor.createdOn < dateOf(new Date(now.getTime() - 2 * day))
    return sequence > 0 && isOld && values + savedInterviews === 0
  })
  for (const { id } of unused) {
    await store().writes.transact(async (tx) => {
      const use = usesOf(tx.db).find((one) => one.id === id)
      if (use === undefined || use.values + use.savedInterviews > 0) return
      tx.db.delete(dataKeys).where(eq(dataKeys.id, id)).run()
      audit(tx, actor, 'key.remove', id)
    })
  }
}

const day = 86_400_000

function usesOf(db: Database): readonly DataKeyUse[] {
  const counts = new Map<string, { values: number; savedInterviews: number }>()
  for (const { table, column, isUnderSecret } of sealedColumns) {
    const rows = db.$client
      .prepare<[], { sealed: Buffer; n: number }>(
        `select substr(${column}, 1, ${keyIdAt.from + keyIdAt.length}) as sealed, count(*) as n from ${table}
         where ${column} is not null group by ${keyIdIn(column)}`,
      )
      .all()
    for (const { sealed, n } of rows) {
      const id = keyIdOf(sealed)
      const count = counts.get(id) ?? { values: 0, savedInterviews: 0 }
      counts.set(id, count)
      count[isUnderSecret ? 'savedInterviews' : 'values'] += n
    }
  }
  return db
    .select({ id: dataKeys.id, sequence: dataKeys.sequence, createdOn: dataKeys.createdOn })
    .from(dataKeys)
    .orderBy(asc(dataKeys.sequence))
    .all()
    .map((key) => ({ ...key, ...(counts.get(key.id) ?? { values: 0, savedInterviews: 0 }) }))
}

/** How many values lie under other keys than the newest, and could lie under that. */
function pendingValues(db: Database): number {
  return usesOf(db)
    .slice(0, -1)
    .reduce((sum, { values }) => sum + values, 0)
}

function olderInterviews(): number {
  return usesOf(store().reader)
    .slice(0, -1)
    .reduce((sum, { savedInterviews }) => sum + savedInterviews, 0)
}

function keyIdIn(column: string): string {
  return `substr(${column}, ${keyIdAt.from}, ${keyIdAt.length})`
}

function newestKeyId(db: Database): Buffer {
  const newest = db.$client
    .prepare<[], { id: string }>('select id from data_keys order by sequence desc limit 1')
    .get()
  return bytesOfId(newest?.id ?? '')
}
