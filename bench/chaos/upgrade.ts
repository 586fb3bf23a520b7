import { join } from 'node:path'
import { SqliteFile } from '@/db/sqlite'
import type { Finding } from './findings'
import { openSite, pause, type Scale } from './site'

/** Kills the server while it brings a database of the version before to the present form, at moments of chance. */
export async function interruptedUpgrade({
  kills,
  responses,
  clients,
  seed,
}: Scale): Promise<readonly Finding[]> {
  const site = await openSite(seed)
  const answering = site.answering(clients)
  await site.until(responses)
  await answering.stop()
  await site.server.stop()
  const left = { before: 0, after: 0, between: 0 }
  for (let done = 0; done < kills; done += 1) {
    goBack(site.dataFolder)
    const starting = site.server.start().catch(() => undefined)
    await pause(300 + site.chance() * 1_500)
    await site.server.kill()
    await starting
    left[stateOf(site.dataFolder)] += 1
  }
  await site.server.start()
  const more = site.answering(clients)
  await site.until(responses + clients)
  await more.stop()
  return [
    { what: 'upgrades that were killed', seen: kills, holds: true },
    { what: 'left as before', seen: left.before, holds: true },
    { what: 'left as after', seen: left.after, holds: true },
    { what: 'left between', seen: left.between, holds: left.between === 0 },
    ...(await site.findings()),
  ]
}

const triggers = ['responses', 'response_scores', 'uncounted_responses', 'response_links', 'tombstones']

/** The database as the version before has left it: without the last migration. */
function goBack(dataFolder: string): void {
  const db = new SqliteFile(join(dataFolder, 'foothold.db'))
  db.exec('begin immediate')
  for (const table of triggers) db.exec(`drop trigger if exists ${table}_without_order`)
  db.exec(
    'delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations where created_at > 1795700000000)',
  )
  db.exec('commit')
  db.close()
}

/** Either everything of the migration is there, with its line in the list of migrations, or nothing. */
function stateOf(dataFolder: string): 'before' | 'after' | 'between' {
  const db = new SqliteFile(join(dataFolder, 'foothold.db'))
  const count = (sql: string) => db.prepare<[], { n: number }>(sql).get()?.n ?? 0
  const there = count("select count(*) as n from sqlite_schema where name like '%without_order'")
  const isListed =
    count('select count(*) as n from __drizzle_migrations where created_at > 1795700000000') > 0
  const isSound = db.pragma('integrity_check', { simple: true }) === 'ok'
  db.close()
  if (!isSound || there !== (isListed ? triggers.length : 0)) return 'between'
  return isListed ? 'after' : 'before'
}
