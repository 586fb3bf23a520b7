import 'server-only'
import { chmodSync, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { keepBeforeMigration } from './before-migration'
import { makeDataFolder, withRemedy } from './data-folder'
import type { Database } from './database'
import { type Environment, readEnvironment } from './environment'
import { laterSchema, schemaOfDatabase, schemaOfProgram } from './schema-version'
import { sealEarlierDetails } from './seal-earlier-details'
import { SqliteFile } from './sqlite'
import { openVault, type Vault } from './vault'
import { WriteQueue } from './write-queue'

/** An open data folder. */
export type Store = {
  /** For reading only: SQLite refuses a write on it. */
  readonly reader: Database
  /** Another connection for reading only, for work that holds one state of the data for long. Whoever opens it closes it. */
  readonly openReader: () => Database
  readonly writes: WriteQueue
  readonly vault: Vault
  /**
   * A connection of its own on the database as it is now, for reading at length: what is written meanwhile is not seen, and nobody is kept
   * waiting. Whoever asks closes it.
   */
  readonly snapshot: () => Snapshot
  /** Copies the database as it stands at the end to a file of its own, while others read and write. */
  readonly copyTo: (file: string) => Promise<void>
  /**
   * Has what was erased leave the disk: SQLite's log keeps pages as they were until it is copied into the file and cut off. Readers that
   * hold an older state put it off; it is tried again until it has come about.
   */
  readonly forgetErased: () => Promise<void>
  readonly close: () => void
}

function openedFile(environment: Environment): Database {
  return withRemedy(environment, () => {
    makeDataFolder(environment.dataFolder)
    return connect(environment.databaseFile)
  })
}

/** How long, in milliseconds, another process of this machine is waited for. */
const longestBusy = 10_000

export type Snapshot = { readonly db: Database; readonly close: () => void }

// Next loads a module once for each of its bundles; the file must be opened once for the process.
const opened = globalThis as { footholdStore?: Store | undefined }

/**
 * The data folder that the environment names: made, migrated and opened at the first call, and again at the first call after
 * `close`.
 *
 * @throws Error when the environment is wrong, a key is missing, or the database was written by a later Foothold
 */
export function store(): Store {
  opened.footholdStore ??= open(readEnvironment())
  return opened.footholdStore
}

function open(environment: Environment): Store {
  const writer = openedFile(environment)
  // Whoever else may look into the folder: the file, and with it SQLite's log beside it, is its owner's alone.
  chmodSync(environment.databaseFile, 0o600)
  bringForward(writer, environment)
  const openReader = () => {
    const connection = connect(environment.databaseFile)
    connection.$client.pragma('query_only = true')
    return connection
  }
  const reader = openReader()
  const vault = openVault(writer, environment, reader)
  sealEarlierDetails(writer.$client, vault)
  const writes = new WriteQueue(writer)
  return {
    reader,
    openReader,
    writes,
    copyTo: async (file) => {
      // On the writer's own connection: what it writes meanwhile is copied too, and nothing begins anew.
      await writer.$client.backup(file)
    },
    forgetErased: () => cutLog(writes, writer),
    vault,
    snapshot: () => {
      const db = connect(environment.databaseFile)
      db.$client.pragma('query_only = true')
      db.$client.exec('begin')
      // A transaction sees the database from its first reading on.
      db.$client.prepare('select count(*) from sqlite_schema').get()
      return { db, close: () => db.$client.close() }
    },
    close: () => {
      opened.footholdStore = undefined
      reader.$client.close()
      writer.$client.close()
    },
  }
}

/**
 * Brings the database to the form that this program keeps it in. What an older version has kept is copied first; all migrations together are
 * one transaction.
 *
 * @throws Error when it was written by a later Foothold
 */
function bringForward(writer: Database, environment: Environment): void {
  const folder = migrationsFolder()
  const [found, wanted] = [schemaOfDatabase(writer.$client), schemaOfProgram(folder)]
  if (found > wanted) throw new Error(`${environment.databaseFile}: ${laterSchema}`)
  if (found > 0 && found < wanted) keepBeforeMigration(writer.$client, environment, found)
  migrate(writer, { migrationsFolder: folder })
}

/** Milliseconds before the log is tried to be cut again, while somebody reads an older state. */
const pauses = [50, 200, 1_000, 5_000, 30_000, 120_000] as const

async function cutLog(writes: WriteQueue, writer: Database, tries = 0): Promise<void> {
  const isCut = await writes.between(() => {
    if (!writer.$client.open) return true
    // Not waited for here: whoever writes would wait too.
    writer.$client.pragma('busy_timeout = 0')
    try {
      const [state] = writer.$client.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[]
      return state?.busy === 0
    } catch {
      // What was erased is erased for whoever reads; only its trace in the log is still to go.
      return false
    } finally {
      writer.$client.pragma(`busy_timeout = ${longestBusy}`)
    }
  })
  const pause = pauses[tries]
  if (isCut || pause === undefined) return
  setTimeout(() => void cutLog(writes, writer, tries + 1), pause).unref()
}

function connect(file: string): Database {
  const client = new SqliteFile(file)
  // Another process of this machine (the command line) may be writing: wait for it.
  client.pragma(`busy_timeout = ${longestBusy}`)
  client.pragma('journal_mode = WAL')
  client.pragma('synchronous = FULL')
  // Live sums are written to the same pages again and again: copy them into the file every 16 MB, not every 4.
  client.pragma('wal_autocheckpoint = 4000')
  client.pragma('foreign_keys = ON')
  client.pragma('secure_delete = ON')
  return drizzle(client)
}

/** Found from the working folder upwards: a bundled module does not know where it came from. */
export function migrationsFolder(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const migrations = join(folder, 'db', 'migrations')
    if (existsSync(join(migrations, 'meta', '_journal.json'))) return migrations
    if (dirname(folder) === folder)
      throw new Error('Start Foothold in its own folder: db/migrations was not found.')
  }
}
