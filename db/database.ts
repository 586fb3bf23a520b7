import type Sqlite from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

/** A connection to the database file. */
export type Database = BetterSQLite3Database & { readonly $client: Sqlite.Database }
