import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { rounds } from './rounds'

const cellAddress = {
  breakdowns: text().notNull(),
  bands: text().notNull(),
  category: text().notNull(),
  stratum: text().notNull(),
  psu: text().notNull(),
}

/** Live sums by cell of the reporting lattice, of all responses but those in `uncounted_responses`. */
export const cellSums = sqliteTable(
  'cell_sums',
  {
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    ...cellAddress,
    /** As `encodeSums` writes them. */
    sums: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.roundId, table.breakdowns, table.bands, table.category, table.stratum, table.psu],
    }),
  ],
)

export const releases = sqliteTable(
  'releases',
  {
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    number: integer().notNull(),
    responses: integer().notNull(),
    madeOn: text('made_on').notNull(),
    reason: text({ enum: ['first', 'doubled', 'round_closed', 'manager_decided', 'withdrawal'] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.roundId, table.number] })],
)

/** The sums as they stood when a release was made. */
export const releaseCells = sqliteTable(
  'release_cells',
  {
    roundId: text('round_id').notNull(),
    release: integer().notNull(),
    ...cellAddress,
    sums: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.roundId,
        table.release,
        table.breakdowns,
        table.bands,
        table.category,
        table.stratum,
        table.psu,
      ],
    }),
  ],
)
