import { and, eq, isNotNull } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import { audit } from './audit'
import { accounts } from './schema/accounts'
import type { Transaction } from './write-queue'

/** Unties an account from the sign-in service, where it is tied, in a transaction under way. For `db` only. */
export function untie(tx: Transaction, actor: Actor, accountId: string): void {
  const { changes } = tx.db
    .update(accounts)
    .set({ oidcSubject: null })
    .where(and(eq(accounts.id, accountId), isNotNull(accounts.oidcSubject)))
    .run()
  if (changes > 0) audit(tx, actor, 'account.unlink', accountId)
}
