import { join } from 'node:path'
import { store } from '@/db/connection'
import { checkInstallation } from '@/db/doctor'
import { SqliteFile } from '@/db/sqlite'
import type { Ledger } from './clients'

/** One thing that has to hold, and what was seen. */
export type Finding = { readonly what: string; readonly seen: number | string; readonly holds: boolean }

/** Counts what is in the file of the database by plain SQL, and has Foothold check itself. The server has stopped. */
export async function findingsOf(dataFolder: string, ledger: Ledger): Promise<readonly Finding[]> {
  const db = new SqliteFile(join(dataFolder, 'foothold.db'), { readonly: true })
  const ids = (sql: string) =>
    db
      .prepare<[], { readonly id: string }>(sql)
      .all()
      .map(({ id }) => id)
  const stored = ids('select submission_id as id from responses')
  const tombstones = new Set(ids('select submission_id as id from tombstones'))
  const inRounds = db.prepare<[], { n: number }>('select sum(responses) as n from rounds').get()?.n ?? -1
  const integrity = String(db.pragma('integrity_check', { simple: true }))
  db.close()
  const storedOnce = new Set(stored)
  const known = [...ledger.entries()]
  const acknowledged = known.filter(([, { receipt }]) => receipt !== null)
  const kept = acknowledged.filter(([, { withdrawal }]) => withdrawal === 'none')
  const takenBack = acknowledged.filter(([, { withdrawal }]) => withdrawal === 'done')
  const zero = (what: string, seen: number): Finding => ({ what, seen, holds: seen === 0 })
  process.env.FOOTHOLD_DATA_DIR = dataFolder
  const checks = await checkInstallation({ kind: 'operator' })
  store().close()
  return [
    { what: 'responses acknowledged', seen: acknowledged.length, holds: acknowledged.length > 0 },
    zero('acknowledged and lost', kept.filter(([id]) => !storedOnce.has(id)).length),
    zero('stored twice', stored.length - storedOnce.size),
    zero('stored and never sent', stored.filter((id) => !ledger.has(id)).length),
    { what: 'withdrawn', seen: takenBack.length, holds: true },
    zero('withdrawn and still there', takenBack.filter(([id]) => storedOnce.has(id)).length),
    zero('withdrawn without a tombstone', takenBack.filter(([id]) => !tombstones.has(id)).length),
    zero('difference between what rounds count and what is stored', inRounds - stored.length),
    { what: 'integrity of the file', seen: integrity, holds: integrity === 'ok' },
    ...checks.map(({ name, ok, detail }) => ({ what: `doctor: ${name}`, seen: detail, holds: ok })),
  ]
}
