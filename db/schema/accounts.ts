import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { type Clearance, staffRoles } from '../../lib/permissions'

export const accounts = sqliteTable('accounts', {
  id: text().primaryKey(),
  /** Lower case. */
  email: text().notNull().unique(),
  /** '' where the person signs in by another service only. */
  passwordHash: text('password_hash').notNull(),
  createdOn: text('created_on').notNull(),
  /** Since when nobody signs in to it; the account stays, because the audit log names it. */
  closedOn: text('closed_on'),
  /** Shared secret of the second factor, sealed; null where there is none. */
  totpSecret: blob('totp_secret', { mode: 'buffer' }),
  /** Time step of the newest code that was used: no code works twice. */
  totpLastStep: integer('totp_last_step'),
  /** Issuer and subject by which another service (OpenID Connect) knows the person, as `ISSUER SUBJECT`. */
  oidcSubject: text('oidc_subject').unique(),
})

/** Codes for whoever lost the second factor, each for one use. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** Keyed hash; the code itself is never stored. */
    codeMac: text('code_mac').notNull(),
    usedOn: text('used_on'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.codeMac] })],
)

export const grants = sqliteTable(
  'grants',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    role: text({ enum: staffRoles }).notNull(),
    /** '' holds the role in every round; else the id of one. */
    roundId: text('round_id').notNull().default(''),
    /** What a manager may read of single responses beyond the role. */
    clearances: text({ mode: 'json' }).$type<readonly Clearance[]>().notNull().default([]),
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
  /** Only the password was given yet: such a session lets nobody in. */
  awaitsSecondFactor: integer('awaits_second_factor', { mode: 'boolean' }).notNull().default(false),
  /** Two factors were given, here or at the sign-in service. */
  isStrong: integer('is_strong', { mode: 'boolean' }).notNull().default(false),
  method: text({ enum: ['password', 'oidc'] })
    .notNull()
    .default('password'),
})

/** Set-up links, invitations and links for a new password: one mechanism. The token itself is never stored. */
export const invitations = sqliteTable('invitations', {
  tokenHash: text('token_hash').primaryKey(),
  kind: text({ enum: ['setup', 'invite', 'password'] }).notNull(),
  /** Lower case; '' when the invited person gives it. */
  email: text().notNull().default(''),
  role: text({ enum: staffRoles }).notNull(),
  roundId: text('round_id').notNull().default(''),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
  /** Of a link for a new password: whose. */
  accountId: text('account_id').references(() => accounts.id, { onDelete: 'cascade' }),
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
