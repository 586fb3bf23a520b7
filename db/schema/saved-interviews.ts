import { blob, index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { rounds } from './rounds'

/** Interviews that were begun and put aside under a code, for at most two weeks. Opened by the code alone. */
export const savedInterviews = sqliteTable(
  'saved_interviews',
  {
    /** Keyed hash of the code, which is never stored. */
    codeMac: text('code_mac').primaryKey(),
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    /** Keyed hash of the submission id: the interview is erased when its answers are sent. */
    submissionMac: text('submission_mac').notNull().unique(),
    /** Sealed under a key that is made from the code. */
    interview: blob({ mode: 'buffer' }).notNull(),
    /** Last day on which it opens. */
    expiresOn: text('expires_on').notNull(),
  },
  (table) => [index('saved_interviews_by_expiry').on(table.expiresOn)],
)
