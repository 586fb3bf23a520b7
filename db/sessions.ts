import { randomUUID } from 'node:crypto'
import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Actor, Grant } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { checkPassword, grantsOf } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { accounts, sessions } from './schema/accounts'

const minute = 60_000
const longestSession = 12 * 60 * minute
/** Managers and administrators are signed out after this long without a request. */
const longestPause = 30 * minute

/**
 * Signs a person in.
 *
 * @returns the session, to be kept in a signed cookie
 * @throws sign_in_failed, too_many_requests
 */
export async function signIn(
  actor: Actor,
  credentials: { readonly email: string; readonly password: string },
): Promise<{ readonly sessionId: string; readonly accountId: string }> {
  const { accountId } = await checkPassword(actor, credentials)
  return store().writes.transact(async (tx) => {
    const now = Date.now()
    tx.db
      .delete(sessions)
      .where(lt(sessions.startedAt, now - longestSession))
      .run()
    const sessionId = randomUUID()
    tx.db.insert(sessions).values({ id: sessionId, accountId, startedAt: now, lastSeenAt: now }).run()
    audit(tx, { kind: 'staff', accountId, sessionId, email: '', grants: [] }, 'sign_in', accountId)
    return { sessionId, accountId }
  })
}

/**
 * Who a session belongs to, with the roles held now.
 *
 * @returns null when it ended: signed out, too old, or idle for too long
 */
export async function resumeSession(actor: Actor, sessionId: string): Promise<Actor | null> {
  authorise(actor, 'session.start')
  const { reader, writes } = store()
  const found = reader
    .select({ session: sessions, email: accounts.email })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(
      and(
        eq(sessions.id, sessionId),
        // Only one factor of two was given yet: that lets nobody in.
        eq(sessions.awaitsSecondFactor, false),
        isNull(accounts.closedOn),
      ),
    )
    .get()
  if (found === undefined) return null
  const { session, email } = found
  const now = Date.now()
  const grants = grantsOf(session.accountId)
  const isIdle = now - session.lastSeenAt > longestPause && grants.some(mustNotIdle)
  if (isIdle || now - session.startedAt > longestSession) return null
  if (now - session.lastSeenAt > minute) {
    await writes.transact(async (tx) => {
      tx.db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, sessionId)).run()
    })
  }
  return { kind: 'staff', accountId: session.accountId, sessionId, email, grants }
}

/** Ends the actor's own session at once. */
export async function signOut(actor: Actor): Promise<void> {
  if (actor.kind !== 'staff' || actor.sessionId === null) throw problem('not_signed_in')
  const { sessionId } = actor
  await store().writes.transact(async (tx) => {
    tx.db.delete(sessions).where(eq(sessions.id, sessionId)).run()
    audit(tx, actor, 'sign_out', actor.accountId)
  })
}

/** The secret that signs session cookies, of this installation alone. */
export async function sessionCookieSecret(actor: Actor): Promise<string> {
  authorise(actor, 'session.start')
  return store().vault.mac('session-cookie', 'secret').toString('hex')
}

function mustNotIdle({ role }: Grant): boolean {
  return role === 'manager' || role === 'administrator'
}
