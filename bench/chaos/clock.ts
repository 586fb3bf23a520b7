import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SqliteFile } from '@/db/sqlite'
import type { Finding } from './findings'
import { openSite, pause, type Scale } from './site'

const day = 86_400_000

/**
 * A clock that jumps ahead by a year and back while people answer: nothing is erased, nothing is lost, and ids stay unique. Then a day of that
 * clock passes, and what its last day has passed is erased, as people were told.
 */
export async function jumpingClock({ responses, clients, seed }: Scale): Promise<readonly Finding[]> {
  const clock = join(mkdtempSync(join(tmpdir(), 'foothold-clock-')), 'shift.json')
  const shift = (days: number, run = 0) => {
    writeFileSync(`${clock}.part`, JSON.stringify({ day: days * day, run: run * day }))
    renameSync(`${clock}.part`, clock)
  }
  shift(0)
  const preload = `--require ${join(import.meta.dirname, 'clock-shift.cjs')}`
  const site = await openSite(seed, tmpdir(), { CHAOS_CLOCK: clock, NODE_OPTIONS: preload })
  const stored = () => counted(site.dataFolder, 'select count(*) as n from responses')
  keptUntil(site.dataFolder, new Date(Date.now() + 100 * day).toISOString().slice(0, 10))
  const answering = site.answering(clients)
  let least = 0
  for (const days of [0, 3, -2, 0]) {
    shift(days)
    await site.until(site.acknowledged() + responses / 4)
    const now = stored()
    if (now < least - clients) return [{ what: 'erased by a jump', seen: least - now, holds: false }]
    least = now
  }
  await answering.stop()
  const before = stored()
  shift(400)
  // Several rounds of the hourly work.
  await pause(4_000)
  const after = stored()
  shift(0)
  await pause(1_500)
  const findings = await site.findings()
  return [
    { what: 'stored', seen: before, holds: before > 0 },
    { what: 'erased when the clock jumped ahead by 400 days', seen: before - after, holds: before === after },
    ...findings,
    ...(await purgedAfterADay(seed, shift, { CHAOS_CLOCK: clock, NODE_OPTIONS: preload })),
  ]
}

async function purgedAfterADay(
  seed: number,
  shift: (days: number, run?: number) => void,
  environment: Readonly<Record<string, string>>,
): Promise<readonly Finding[]> {
  shift(0)
  const site = await openSite(seed, tmpdir(), environment)
  keptUntil(site.dataFolder, new Date(Date.now() + 100 * day).toISOString().slice(0, 10))
  const answering = site.answering(4)
  await site.until(40)
  await answering.stop()
  shift(400)
  await pause(3_000)
  shift(401.5, 1.5)
  await pause(3_000)
  const left = counted(site.dataFolder, 'select count(*) as n from responses')
  const told = counted(
    site.dataFolder,
    "select count(*) as n from audit_entries where action = 'response.purge'",
  )
  const printed = site.server.printed()
  await site.server.stop()
  rmSync(site.dataFolder, { recursive: true, force: true })
  return [
    {
      what: 'works that failed',
      seen: /"work":"\w+"/.exec(printed)?.[0] ?? 0,
      holds: !printed.includes('"work"'),
    },
    { what: 'left after a day of the same clock, past the last day', seen: left, holds: left === 0 },
    { what: 'lines of the log that tell of it', seen: told, holds: told === 1 },
  ]
}

function keptUntil(dataFolder: string, date: string): void {
  const db = new SqliteFile(join(dataFolder, 'foothold.db'))
  db.pragma('busy_timeout = 5000')
  db.prepare('update rounds set kept_until = ?').run(date)
  db.close()
}

function counted(dataFolder: string, sql: string): number {
  const db = new SqliteFile(join(dataFolder, 'foothold.db'))
  const row = db.prepare<[], { n: number }>(sql).get()
  db.close()
  return row?.n ?? -1
}
