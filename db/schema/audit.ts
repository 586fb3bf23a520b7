import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Who did what, chained by hashes. Triggers refuse update and delete. */
export const auditEntries = sqliteTable('audit_entries', {
  sequence: integer().primaryKey(),
  /** ISO 8601, UTC; the day alone where somebody who answered acted. */
  at: text().notNull(),
  /** Account id; 'operator', 'public' or 'respondent' for people without an account. */
  account: text().notNull(),
  action: text().notNull(),
  /** Id of what it was done to; never an answer, a name or a code. */
  subject: text().notNull(),
  reason: text().notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text().notNull(),
})
