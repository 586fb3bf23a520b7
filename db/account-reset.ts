import { and, eq, isNull } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { eraseTokens } from './erase-tokens'
import { hashNewPassword } from './password-hashing'
import { accounts, invitations, sessions } from './schema/accounts'
import { eraseSecondFactor } from './second-factor'
import { untie } from './untie'

/**
 * Gives an account another password and takes its second factor off: for who can sign in by neither, and nobody else could help. Its sessions
 * end, and links for a new password and a tie to a sign-in service with them.
 *
 * @throws not_allowed, account_not_found (also for a closed one), input_invalid (password)
 */
export async function resetAccount(
  actor: Actor,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  authorise(actor, 'account.manage')
  const address = email.trim().toLowerCase()
  const isIt = and(eq(accounts.email, address), isNull(accounts.closedOn))
  const find = (db = store().reader) => {
    const found = db.select({ id: accounts.id }).from(accounts).where(isIt).get()
    if (found === undefined) throw problem('account_not_found')
    return found.id
  }
  find()
  const passwordHash = await hashNewPassword(password, address)
  await store().writes.transact(async (tx) => {
    const id = find(tx.db)
    tx.db.update(accounts).set({ passwordHash }).where(eq(accounts.id, id)).run()
    eraseSecondFactor(tx, actor, id)
    untie(tx, actor, id)
    tx.db.delete(sessions).where(eq(sessions.accountId, id)).run()
    eraseTokens(tx, id)
    // Whoever holds a link of before would have the account again.
    tx.db
      .delete(invitations)
      .where(and(eq(invitations.kind, 'password'), eq(invitations.accountId, id)))
      .run()
    audit(tx, actor, 'account.password', id, 'reset')
  })
}
