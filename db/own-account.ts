import { and, desc, eq, gt, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '@/lib/permissions'
import { ProblemError, problem } from '@/lib/problem'
import { checkPassword, readInput } from './accounts'
import { audit } from './audit'
import { store } from './connection'
import { eraseTokens } from './erase-tokens'
import { ownSession } from './own-session'
import { hashNewPassword } from './password-hashing'
import { accounts, sessions } from './schema/accounts'
import { longestSession } from './session-times'

/** Where the own account is signed in. Nothing is kept of the browser. */
export type OwnSession = {
  /** By which it is ended; no cookie can be made of it. */
  readonly id: string
  readonly startedAt: Date
  readonly lastSeenAt: Date
  readonly isPresent: boolean
  readonly method: 'password' | 'oidc'
}

import { newKnownDevice } from './sign-in-tries'

export const passwordChangeSchema = z.object({
  present: z.string().max(1024),
  password: z.string(),
})

/** Where the own account is signed in, the newest first. @throws not_signed_in */
export async function listOwnSessions(actor: Actor): Promise<readonly OwnSession[]> {
  const { accountId, sessionId } = ownSession(actor)
  const isOpen = and(
    eq(sessions.accountId, accountId),
    eq(sessions.awaitsSecondFactor, false),
    gt(sessions.startedAt, Date.now() - longestSession),
  )
  return store()
    .reader.select()
    .from(sessions)
    .where(isOpen)
    .orderBy(desc(sessions.lastSeenAt))
    .all()
    .map(({ id, startedAt, lastSeenAt, method }) => ({
      id: handleOf(id),
      startedAt: new Date(startedAt),
      lastSeenAt: new Date(lastSeenAt),
      isPresent: id === sessionId,
      method,
    }))
}

/**
 * Ends a session of the own account at once, or all but the present one.
 *
 * @param which as `listOwnSessions` names it
 * @throws not_signed_in; one that has ended already is no fault
 */
export async function endOwnSessions(actor: Actor, which: string | 'others'): Promise<void> {
  const { accountId, sessionId } = ownSession(actor)
  await store().writes.transact(async (tx) => {
    const own = tx.db.select().from(sessions).where(eq(sessions.accountId, accountId)).all()
    const ended = own.filter(({ id }) => (which === 'others' ? id !== sessionId : handleOf(id) === which))
    for (const { id } of ended) tx.db.delete(sessions).where(eq(sessions.id, id)).run()
    if (ended.length > 0) audit(tx, actor, 'account.sessions_end', accountId, `${ended.length} ended`)
  })
}

/**
 * Changes the password of the own account. Every other session of it ends. Wrong tries are counted by session: strangers keep nobody from it.
 *
 * @throws not_signed_in; input_invalid (present, password); too_many_requests
 */
export async function changePassword(
  actor: Actor,
  input: z.input<typeof passwordChangeSchema>,
): Promise<void> {
  const { accountId, sessionId, email } = ownSession(actor)
  const { present, password } = readInput(passwordChangeSchema, input)
  try {
    await checkPassword(
      { kind: 'public' },
      { email, password: present },
      newKnownDevice(handleOf(sessionId), email),
    )
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'sign_in_failed')) throw error
    const message = 'This is not your present password.'
    throw problem('input_invalid', undefined, [{ path: 'present', code: 'password_wrong', message }])
  }
  const passwordHash = await hashNewPassword(password, email)
  await store().writes.transact(async (tx) => {
    tx.db.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId)).run()
    tx.db
      .delete(sessions)
      .where(and(eq(sessions.accountId, accountId), ne(sessions.id, sessionId)))
      .run()
    eraseTokens(tx, accountId)
    audit(tx, actor, 'account.password', accountId)
  })
}

/** A name for a session that is no key to it. */
function handleOf(sessionId: string): string {
  return store().vault.mac('session-cookie', `handle ${sessionId}`).toString('hex').slice(0, 32)
}
