import { join } from 'node:path'
import { SqliteFile } from '@/db/sqlite'
import { backToDetailsInClear, lastBefore } from '@/db/testing/before-sealed-details'
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
  // A release may have been overtaken by withdrawals again and again: one more answer, and then quiet, makes it.
  const last = site.answering(1)
  await site.until(responses + clients)
  await last.stop()
  for (let tries = 0; tries < 60 && detailsIn(site.dataFolder).sealed === 0; tries += 1) await pause(250)
  await site.server.stop()
  const { sealed } = detailsIn(site.dataFolder)
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
  const details = detailsIn(site.dataFolder)
  const more = site.answering(clients)
  await site.until(responses + 2 * clients)
  await more.stop()
  return [
    { what: 'upgrades that were killed', seen: kills, holds: true },
    { what: 'left as before', seen: left.before, holds: true },
    { what: 'left as after', seen: left.after, holds: true },
    { what: 'left between', seen: left.between, holds: left.between === 0 },
    {
      what: 'detailed sums that are sealed',
      seen: details.sealed,
      holds: details.sealed === sealed && sealed > 0 && details.inClear === 0,
    },
    ...(await site.findings()),
  ]
}

/** Migration 0008 and later. */
const isLast = `created_at > ${lastBefore}`

function goBack(dataFolder: string): void {
  process.env.FOOTHOLD_DATA_DIR = dataFolder
  backToDetailsInClear(join(dataFolder, 'foothold.db'))
}

/** Either everything of the migration is there, with its line in the list of migrations, or nothing. */
function stateOf(dataFolder: string): 'before' | 'after' | 'between' {
  const db = new SqliteFile(join(dataFolder, 'foothold.db'))
  const count = (sql: string) => db.prepare<[], { n: number }>(sql).get()?.n ?? 0
  const isListed = count(`select count(*) as n from __drizzle_migrations where ${isLast}`) > 0
  const isNew = count("select count(*) as n from pragma_table_info('release_details') where name = 'id'") > 0
  const hasOldColumn =
    count("select count(*) as n from pragma_table_info('response_scores') where name = 'subdimensions'") > 0
  const isSound = db.pragma('integrity_check', { simple: true }) === 'ok'
  db.close()
  if (!isSound || isNew !== isListed || hasOldColumn === isListed) return 'between'
  return isListed ? 'after' : 'before'
}

/** Detailed sums that are still in clear, and those that are sealed. */
function detailsIn(dataFolder: string): { readonly inClear: number; readonly sealed: number } {
  const db = new SqliteFile(join(dataFolder, 'foothold.db'))
  const count = (sql: string) => db.prepare<[], { n: number }>(sql).get()?.n ?? 0
  const inClear = count("select count(*) as n from sqlite_schema where name = 'release_details_in_clear'")
  const sealed = count("select count(*) as n from release_details where substr(sums, 1, 1) = x'01'")
  db.close()
  return { inClear, sealed }
}
