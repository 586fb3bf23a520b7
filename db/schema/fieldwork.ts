import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { rounds } from './rounds'

/** What those who ran a round counted, in persons; null where they did not count. */
export const fieldwork = sqliteTable('fieldwork', {
  roundId: text('round_id')
    .primaryKey()
    .references(() => rounds.id),
  /** Everybody who was asked, those below included. */
  asked: integer(),
  refused: integer(),
  notReached: integer('not_reached'),
  notEligible: integer('not_eligible'),
})
