import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { staffRoles } from '../../lib/permissions'
import { accounts } from './accounts'
import { rounds } from './rounds'

/** Personal access tokens, by which programs act for an account. The token itself is never stored; a revoked one is erased. */
export const accessTokens = sqliteTable(
  'access_tokens',
  {
    id: text().primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** What its owner calls it. */
    name: text().notNull(),
    role: text({ enum: staffRoles }).notNull(),
    /** Null where it is for every round in which the account holds the role. */
    roundId: text('round_id').references(() => rounds.id, { onDelete: 'cascade' }),
    /** SHA-256, hexadecimal. */
    tokenHash: text('token_hash').notNull().unique(),
    madeOn: text('made_on').notNull(),
    /** Last day on which it works, UTC. */
    expiresOn: text('expires_on').notNull(),
    /** Day of its last use, UTC; null before the first. */
    lastUsedOn: text('last_used_on'),
  },
  (table) => [index('access_tokens_by_account').on(table.accountId)],
)
