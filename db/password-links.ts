import { and, eq, gt, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { hashOfToken, makeInvitation, readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { eraseTokens } from './erase-tokens'
import { hashNewPassword } from './password-hashing'
import { accounts, invitations, sessions } from './schema/accounts'
import { untie } from './untie'

const lifeOfLink = 24 * 3_600_000

export const newPasswordSchema = z.object({ token: z.string().max(200), password: z.string() })

/**
 * A one-time link by which a person sets a new password: for a day. Earlier ones of the account stop working.
 *
 * @returns its path, `/password/TOKEN`
 * @throws not_allowed, account_not_found (also for a closed one)
 */
export async function makePasswordLink(actor: Actor, accountId: string): Promise<string> {
  authorise(actor, 'account.manage')
  return store().writes.transact(async (tx) => {
    const isOpen = and(eq(accounts.id, accountId), isNull(accounts.closedOn))
    if (tx.db.select().from(accounts).where(isOpen).get() === undefined) throw problem('account_not_found')
    const earlier = and(eq(invitations.kind, 'password'), eq(invitations.accountId, accountId))
    tx.db.delete(invitations).where(earlier).run()
    // The role is of no effect: who has the account holds its roles.
    const offer = { kind: 'password', email: '', role: 'enumerator', roundId: '', accountId } as const
    const token = makeInvitation(tx, offer, lifeOfLink)
    audit(tx, actor, 'account.password_link', accountId)
    return `/password/${token}`
  })
}

/** Whose password a link sets. @throws link_not_valid when it was used, expired or never made */
export async function readPasswordLink(actor: Actor, token: string): Promise<{ readonly email: string }> {
  authorise(actor, 'invitation.accept')
  return { email: openLink(store().reader, token).email }
}

/**
 * Sets a new password by a link, and uses the link up. A second factor stays; every session of the account ends, and so does a tie to a sign-in
 * service: whoever had the password could have made it.
 *
 * @throws link_not_valid, input_invalid (password)
 */
export async function setPasswordByLink(
  actor: Actor,
  input: z.input<typeof newPasswordSchema>,
): Promise<void> {
  authorise(actor, 'invitation.accept')
  const { token, password } = readInput(newPasswordSchema, input)
  const { email } = openLink(store().reader, token)
  const passwordHash = await hashNewPassword(password, email)
  await store().writes.transact(async (tx) => {
    const { accountId } = openLink(tx.db, token)
    tx.db
      .update(invitations)
      .set({ usedAt: Date.now() })
      .where(eq(invitations.tokenHash, hashOfToken(token)))
      .run()
    tx.db.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId)).run()
    untie(tx, actor, accountId)
    tx.db.delete(sessions).where(eq(sessions.accountId, accountId)).run()
    eraseTokens(tx, accountId)
    audit(tx, actor, 'account.password', accountId, 'by a link')
  })
}

function openLink(db: Database, token: string): { readonly accountId: string; readonly email: string } {
  const found = db
    .select({ accountId: accounts.id, email: accounts.email })
    .from(invitations)
    .innerJoin(accounts, eq(accounts.id, invitations.accountId))
    .where(
      and(
        eq(invitations.kind, 'password'),
        eq(invitations.tokenHash, hashOfToken(token)),
        isNull(invitations.usedAt),
        gt(invitations.expiresAt, Date.now()),
        isNull(accounts.closedOn),
      ),
    )
    .get()
  if (found === undefined) throw problem('link_not_valid')
  return found
}
