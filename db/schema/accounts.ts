import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { staffRoles } from '../../lib/permissions'

export const accounts = sqliteTable('accounts', {
  id: text().primaryKey(),
  /** Lower case. */
  email: text().notNull().unique(),
  passwordHash: text('password_hash').notNull(),
  createdOn: text('created_on').notNull(),
})

export const grants = sqliteTable(
  'grants',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    role: text({ enum: staffRoles }).notNull(),
    /** '' holds the role in every round; else the id of one. */
    roundId: text('round_id').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.role, table.roundId] })],
)

export const sessions = sqliteTable('sessions', {
  id: text().primaryKey(),
  accountId: text('account_id')
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  /** Milliseconds since 1970. */
  startedAt: integer('started_at').notNull(),
  lastSeenAt: integer('last_seen_at').notNull(),
})

/** Set-up links and invitations: one mechanism. The token itself is never stored. */
export const invitations = sqliteTable('invitations', {
  tokenHash: text('token_hash').primaryKey(),
  kind: text({ enum: ['setup', 'invite'] }).notNull(),
  /** Lower case; '' when the invited person gives it. */
  email: text().notNull().default(''),
  role: text({ enum: staffRoles }).notNull(),
  roundId: text('round_id').notNull().default(''),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
})

/** Failed tries to sign in, for the delay before the next; by a keyed hash of the address, known or not. */
export const signInFailures = sqliteTable(
  'sign_in_failures',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    emailMac: text('email_mac').notNull(),
    at: integer().notNull(),
  },
  (table) => [index('sign_in_failures_by_email').on(table.emailMac, table.at)],
)
