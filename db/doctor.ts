import type { Actor } from '@/lib/permissions'
import { findBrokenAuditLink } from './audit'
import { authorise } from './authorise'
import { newestBackupAt } from './backup'
import { store } from './connection'
import type { Database } from './database'
import { readEnvironment } from './environment'
import { countNow } from './live-sums'
import { masterKeySource } from './master-key'
import { sumsFault } from './profiles'
import { responses } from './schema/responses'
import { rounds } from './schema/rounds'
import { type SealedPlace, sealedColumns } from './sealed-columns'
import { settingsNow } from './settings'

export type Check = {
  readonly name:
    | 'database'
    | 'references'
    | 'keys'
    | 'audit log'
    | 'aggregates'
    | 'counts'
    | 'backups'
    | 'copy of the key'
  readonly ok: boolean
  /** What is wrong and what to do, or what was looked at. */
  readonly detail: string
  /** Nothing is wrong yet, but something is to be done. */
  readonly isWarning?: true
}

/**
 * Looks an installation over: the file, its references, what is sealed, the audit chain, aggregates against responses, backups and the copy of
 * the master key. While others write, too: what must agree is read as it was at one moment.
 */
export async function checkInstallation(actor: Actor, now = new Date()): Promise<readonly Check[]> {
  authorise(actor, 'installation.check')
  await countNow()
  const brokenLink = await findBrokenAuditLink(actor)
  const { db, close } = store().snapshot()
  try {
    const { keyBackedUpOn } = settingsNow(db)
    return [
      ...checksOf(db),
      brokenLink === null
        ? { name: 'audit log', ok: true, detail: 'the chain is whole' }
        : { name: 'audit log', ok: false, detail: `the chain breaks at entry ${brokenLink}` },
      backupCheck(db, now),
      keyBackedUpOn === null
        ? {
            name: 'copy of the key',
            ok: true,
            isWarning: true,
            detail: `nobody has confirmed one: without the key, everything is lost with this disk. ${remedyOfCopy()}`,
          }
        : { name: 'copy of the key', ok: true, detail: `confirmed on ${keyBackedUpOn}` },
    ]
  } finally {
    close()
  }
}

function remedyOfCopy(): string {
  const source = masterKeySource(readEnvironment())
  return source === 'data folder'
    ? 'Make one: foothold keys export FILE, then foothold keys confirm-backup FILE'
    : `Copy what ${source} holds to a file in another place, then: foothold keys confirm-backup FILE`
}

function checksOf(db: Database): readonly Check[] {
  const integrity = db.$client.pragma('integrity_check', { simple: true })
  const orphans = db.$client.pragma('foreign_key_check') as readonly unknown[]
  const everyRound = db.select().from(rounds).all()
  const sumFaults = everyRound.flatMap((round) => sumsFault(db, round) ?? [])
  const countFaults = everyRound.filter((round) => {
    const counted = db.$client.prepare('select count(*) as n from responses where round_id = ?').get(round.id)
    return (counted as { n: number }).n !== round.responses
  })
  const unreadable = firstUnreadable(db)
  return [
    {
      name: 'database',
      ok: integrity === 'ok',
      detail:
        integrity === 'ok'
          ? 'the file is whole'
          : `damaged: ${String(integrity)}. Restore a backup; do not delete the file.`,
    },
    {
      name: 'references',
      ok: orphans.length === 0,
      detail:
        orphans.length === 0
          ? 'every row belongs somewhere'
          : `${orphans.length} rows refer to rows that are gone`,
    },
    {
      name: 'keys',
      ok: unreadable === null,
      detail:
        unreadable === null
          ? 'what is sealed opens'
          : `${unreadable} does not open with the keys that are here. Bring back the right key, or restore a backup.`,
    },
    {
      name: 'aggregates',
      ok: sumFaults.length === 0,
      detail:
        sumFaults.length === 0
          ? `${everyRound.length} rounds agree with their responses`
          : `${sumFaults.join('; ')}. Reckon them anew: foothold doctor --rebuild SLUG`,
    },
    {
      name: 'counts',
      ok: countFaults.length === 0,
      detail:
        countFaults.length === 0
          ? 'every round counts its responses'
          : `rounds that count wrong: ${countFaults.map((round) => round.slug).join(', ')}`,
    },
  ]
}

/** Values of a column that are tried, from each end. */
const tried = 500

/** Where a sealed value lies that does not open, in words; null when all that were tried do. */
function firstUnreadable(db: Database): string | null {
  for (const { table, column, rowColumn, isUnderSecret } of sealedColumns) {
    // Only their owners' codes open them.
    if (isUnderSecret) continue
    for (const direction of ['asc', 'desc']) {
      const rows = db.$client
        .prepare<[number], { row: string; sealed: Buffer }>(
          `select ${rowColumn} as row, ${column} as sealed from ${table} where ${column} is not null
           order by ${rowColumn} ${direction} limit ?`,
        )
        .all(tried)
      for (const { row, sealed } of rows) {
        try {
          store().vault.open({ table, column, row } as SealedPlace, sealed)
        } catch {
          return `${column} of ${table} ${row}`
        }
      }
    }
  }
  return null
}

const hour = 3_600_000

function backupCheck(db: Database, now: Date): Check {
  const { backupEveryHours } = settingsNow(db)
  const newest = newestBackupAt()
  const name = 'backups'
  const hasResponses = db.select({ id: responses.id }).from(responses).limit(1).get() !== undefined
  if (newest === null)
    return hasResponses
      ? { name, ok: true, isWarning: true, detail: 'there is none yet. Make one: foothold backup FILE' }
      : { name, ok: true, detail: 'none yet, and nothing to lose yet' }
  const hours = Math.floor((now.getTime() - Date.parse(newest)) / hour)
  const isLate = backupEveryHours > 0 && hours > 2 * backupEveryHours
  const detail = `the newest in the data folder is of ${newest.slice(0, 16).replace('T', ' ')}`
  return isLate
    ? {
        name,
        ok: true,
        isWarning: true,
        detail: `${detail}, later than the schedule says. Does the server run?`,
      }
    : { name, ok: true, detail }
}
