import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { rounds } from './rounds'

/** Every wording of the consent page that was shown. A row never changes; responses point at the one that was agreed to. */
export const consentTexts = sqliteTable('consent_texts', {
  /** SHA-256 of round, version, language and text. */
  id: text().primaryKey(),
  roundId: text('round_id')
    .notNull()
    .references(() => rounds.id),
  version: integer().notNull(),
  language: text().notNull(),
  text: text().notNull(),
  firstShownOn: text('first_shown_on').notNull(),
})
