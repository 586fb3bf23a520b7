import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { rounds } from './rounds'

/** What can become of a file. */
export const exportStates = [
  'waiting',
  'writing',
  'done',
  'cancelled',
  'stopped',
  'failed',
  'withdrawn',
] as const

/** Files of single answers that somebody asked for. They lie in the folder `exports`, encrypted, for a day. */
export const exportFiles = sqliteTable(
  'export_files',
  {
    id: text().primaryKey(),
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    /** Whoever asked, and gave the reason: nobody else takes the file. */
    accountId: text('account_id').notNull(),
    format: text().notNull(),
    language: text().notNull(),
    includesSensitive: integer('includes_sensitive', { mode: 'boolean' }).notNull(),
    includesText: integer('includes_text', { mode: 'boolean' }).notNull(),
    includesItemScores: integer('includes_item_scores', { mode: 'boolean' }).notNull(),
    state: text({ enum: exportStates }).notNull(),
    /** ISO 8601, UTC. */
    requestedAt: text('requested_at').notNull(),
    /** When the file and this row go. */
    expiresAt: text('expires_at').notNull(),
    rowsInAll: integer('rows_in_all').notNull(),
    rowsDone: integer('rows_done').notNull().default(0),
    /** Length of the file as it is downloaded; null until it is done. */
    bytes: integer(),
    /** Key of the file, sealed; null but for a file that is done. Without it the file is noise. */
    key: blob({ mode: 'buffer' }),
  },
  (table) => [
    index('export_files_by_round').on(table.roundId),
    index('export_files_by_expiry').on(table.expiresAt),
  ],
)
