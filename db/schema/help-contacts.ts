import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Where people can find help: edited by administrators, none at first. */
export const helpContacts = sqliteTable('help_contacts', {
  id: text().primaryKey(),
  /** ISO 3166-1 alpha-2 of the host country; '' for every country. */
  country: text().notNull().default(''),
  /** Language that the texts are written in; '' is shown to readers of every language. */
  language: text().notNull().default(''),
  name: text().notNull(),
  /** What it helps with, and for whom. */
  description: text().notNull().default(''),
  phone: text().notNull().default(''),
  website: text().notNull().default(''),
  /** When somebody answers. */
  hours: text().notNull().default(''),
  /** Place in the list, from 0. */
  position: integer().notNull().default(0),
})
