import { eq } from 'drizzle-orm'
import { accessTokens } from './schema/access-tokens'
import type { Transaction } from './write-queue'

/**
 * Erases every token of an account. A session in strange hands may have made one, and it would outlive the new password. For `db` only.
 *
 * @returns how many there were
 */
export function eraseTokens(tx: Transaction, accountId: string): number {
  return tx.db.delete(accessTokens).where(eq(accessTokens.accountId, accountId)).run().changes
}
