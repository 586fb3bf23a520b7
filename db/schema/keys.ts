import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Data keys, each wrapped by the master key, which is never in the database. */
export const dataKeys = sqliteTable('data_keys', {
  id: text().primaryKey(),
  wrapped: blob({ mode: 'buffer' }).notNull(),
  createdOn: text('created_on').notNull(),
})
