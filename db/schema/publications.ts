import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ReportedRound, RoundFigures } from '../../lib/profile/round-figures'
import { rounds } from './rounds'

/** What a publication holds for good: protected figures of one release, and what was said of the round when it was published. */
export type PublishedSnapshot = { readonly round: ReportedRound; readonly figures: RoundFigures }

export const publications = sqliteTable(
  'publications',
  {
    id: text().primaryKey(),
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    /** 1, 2, 3 … in each round. */
    version: integer().notNull(),
    release: integer().notNull(),
    languages: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    /** Account id. */
    madeBy: text('made_by').notNull(),
    madeOn: text('made_on').notNull(),
    title: text().notNull(),
    citation: text().notNull(),
    /** '' says nothing. */
    licence: text().notNull(),
    /** Never changed once it is stored. */
    snapshot: text({ mode: 'json' }).$type<PublishedSnapshot>().notNull(),
    withdrawnOn: text('withdrawn_on'),
  },
  (table) => [uniqueIndex('publications_by_version').on(table.roundId, table.version)],
)
