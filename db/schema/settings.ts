import { sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What administrators decide for the installation; a setting without a row has its default. */
export const settings = sqliteTable('settings', {
  name: text().primaryKey(),
  value: text({ mode: 'json' }).$type<unknown>().notNull(),
})
