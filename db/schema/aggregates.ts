import { blob, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { releaseReasons } from '../../lib/disclosure/release'
import type { ScaleReliability } from '../../lib/profile/detail/scale-reliability'
import type { LinkedUpon, ReleasedWeighting } from '../../lib/profile/weighting'
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
    reason: text({ enum: releaseReasons }).notNull(),
    /** The version whose scoring its figures were made by; null: the one that people were asked. */
    scoringVersion: integer('scoring_version'),
    /** How people were weighted, in words and figures; null where every person counts once. */
    weighting: text({ mode: 'json' }).$type<ReleasedWeighting>(),
    /** Weights of the wave before, which linked people have; null in releases without details, as 0.1 made them. */
    linkedUpon: text('linked_upon', { mode: 'json' }).$type<LinkedUpon>(),
    /** Reliability of the scales, exact; null in releases made before it was reckoned. */
    reliability: text({ mode: 'json' }).$type<readonly ScaleReliability[]>(),
  },
  (table) => [primaryKey({ columns: [table.roundId, table.number] })],
)

/** The cell that a row of a release is of. */
const releasedAddress = {
  roundId: text('round_id').notNull(),
  release: integer().notNull(),
  ...cellAddress,
}

/** Sums of the profile by cell, as they stood when a release was made and as `encodeSums` writes them. */
export const releaseCells = sqliteTable(
  'release_cells',
  { ...releasedAddress, sums: blob({ mode: 'buffer' }).notNull() },
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

/**
 * Sums of detailed measures by cell, deflated (most of them are zero) and sealed: in a cell of one person they are that person's answers.
 * None in releases made before there were any.
 */
export const releaseDetails = sqliteTable(
  'release_details',
  { id: text().primaryKey(), ...releasedAddress, sums: blob({ mode: 'buffer' }).notNull() },
  (table) => [
    uniqueIndex('release_details_by_cell').on(
      table.roundId,
      table.release,
      table.breakdowns,
      table.bands,
      table.category,
      table.stratum,
      table.psu,
    ),
  ],
)
