import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Data keys, each wrapped by the master key, which is never in the database. */
export const dataKeys = sqliteTable('data_keys', {
  id: text().primaryKey(),
  /** 0 for the first, from which the keys of hashes are made; the highest one seals. */
  sequence: integer().notNull().default(0),
  wrapped: blob({ mode: 'buffer' }).notNull(),
  createdOn: text('created_on').notNull(),
})
