import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from './environment'
import type { SqliteFile } from './sqlite'

/**
 * Copies the database of an older version before it is changed, once for each version: whoever must go back has it. The copy holds what
 * the database holds, sealed columns sealed; it goes with the next backup that is made by schedule.
 */
export function keepBeforeMigration(
  connection: InstanceType<typeof SqliteFile>,
  { dataFolder }: Pick<Environment, 'dataFolder'>,
  schema: number,
): void {
  const folder = join(dataFolder, 'backups')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // An upgrade that was interrupted has made it already, from this very state: whoever went back and worked on has a longer log.
  const file = join(folder, `before-upgrade-${schema}-${entriesOf(connection)}.db`)
  if (existsSync(file)) return
  const part = `${file}.part`
  rmSync(part, { force: true })
  connection.prepare('vacuum into ?').run(part)
  const copied = openSync(part, 'r+')
  fsyncSync(copied)
  closeSync(copied)
  renameSync(part, file)
}

/** How many lines the audit log has; 0 for a database that has none yet. */
function entriesOf(connection: InstanceType<typeof SqliteFile>): number {
  const hasLog = connection
    .prepare("select 1 from sqlite_schema where type = 'table' and name = 'audit_entries'")
    .get()
  if (hasLog === undefined) return 0
  const newest = connection.prepare<[], { n: number | null }>('select max(sequence) as n from audit_entries')
  return newest.get()?.n ?? 0
}
