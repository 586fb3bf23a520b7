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
    /** Sealed under a key that is made from the code. */
    interview: blob({ mode: 'buffer' }).notNull(),
    /** Last day on which it opens. */
    expiresOn: text('expires_on').notNull(),
  },
  (table) => [index('saved_interviews_by_expiry').on(table.expiresOn)],
)

/** Under which submission ids a saved interview was begun and gone on with: it is erased when the answers of any are sent. */
export const interviewOpenings = sqliteTable(
  'interview_openings',
  {
    /** Keyed hash of the submission id. */
    submissionMac: text('submission_mac').primaryKey(),
    codeMac: text('code_mac')
      .notNull()
      .references(() => savedInterviews.codeMac, { onDelete: 'cascade' }),
  },
  (table) => [index('interview_openings_by_code').on(table.codeMac)],
)
