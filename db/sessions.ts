import { randomUUID } from 'node:crypto'
import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Actor, Grant } from '@/lib/permissions'
import { isDiskProblem, ProblemError, problem } from '@/lib/problem'
import { checkPassword, grantsOf, isStillPassword } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { accounts, sessions } from './schema/accounts'
import { checkCode, isSecondFactorRequired } from './second-factor'
import { longestPause, longestSession } from './session-times'
import { newKnownDevice } from './sign-in-tries'
import type { Transaction } from './write-queue'

const minute = 60_000

/** Whoever gave the password has so long for the code. */
const longestForCode = 5 * minute

/**
 * Signs a person in by password. Where the account has a second factor, the session lets nobody in until `finishSignIn`.
 *
 * @param device what this browser kept of an earlier sign-in; null for none
 * @returns the session, to be kept in a signed cookie
 * @throws sign_in_failed, too_many_requests
 */
export async function signIn(
  actor: Actor,
  credentials: { readonly email: string; readonly password: string },
  device: string | null = null,
): Promise<{ readonly sessionId: string; readonly accountId: string }> {
  const checked = await checkPassword(actor, credentials, device)
  const { accountId } = checked
  return store().writes.transact(async (tx) => {
    // A new password may have been set while the hash was reckoned: the old one opens nothing from then on.
    if (!isStillPassword(tx, checked)) throw problem('sign_in_failed')
    const now = Date.now()
    tx.db
      .delete(sessions)
      .where(lt(sessions.startedAt, now - longestSession))
      .run()
    const account = tx.db.select().from(accounts).where(eq(accounts.id, accountId)).get()
    const awaitsSecondFactor = account?.totpSecret != null
    const sessionId = begin(tx, accountId, { awaitsSecondFactor, isStrong: false, method: 'password' })
    if (!awaitsSecondFactor) audit(tx, staffOf(accountId, sessionId), 'sign_in', accountId)
    return { sessionId, accountId }
  })
}

/** Whether a session waits for the code of a second factor. */
export async function awaitsSecondFactor(actor: Actor, sessionId: string): Promise<boolean> {
  authorise(actor, 'session.start')
  return waitingSession(sessionId) !== null
}

/**
 * Lets a session in that waited for its second factor: under a new id, so that nobody who saw the first one has it.
 *
 * @param code of the app, or a recovery code
 * @throws sign_in_expired when the session does not wait, or has waited too long; code_wrong, too_many_requests
 */
export async function finishSignIn(
  actor: Actor,
  sessionId: string,
  code: string,
): Promise<{ readonly sessionId: string }> {
  authorise(actor, 'session.start')
  const waiting = waitingSession(sessionId)
  if (waiting === null) throw problem('sign_in_expired')
  const { accountId, method } = waiting
  try {
    await checkCode(accountId, code, new Date())
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'code_wrong')
      await store().writes.transact(async (tx) => audit(tx, actor, 'sign_in.fail', accountId, 'code'))
    throw error
  }
  return store().writes.transact(async (tx) => {
    const { changes } = tx.db.delete(sessions).where(eq(sessions.id, sessionId)).run()
    if (changes === 0) throw problem('sign_in_expired')
    const id = begin(tx, accountId, { awaitsSecondFactor: false, isStrong: true, method })
    audit(tx, staffOf(accountId, id), 'sign_in', accountId, 'with a second factor')
    return { sessionId: id }
  })
}

type Begun = Pick<typeof sessions.$inferSelect, 'awaitsSecondFactor' | 'isStrong' | 'method'>

function begin(tx: Transaction, accountId: string, begun: Begun): string {
  const now = Date.now()
  const id = randomUUID()
  tx.db
    .insert(sessions)
    .values({ id, accountId, startedAt: now, lastSeenAt: now, ...begun })
    .run()
  return id
}

function staffOf(accountId: string, sessionId: string): Actor {
  return { kind: 'staff', accountId, sessionId, email: '', grants: [] }
}

function waitingSession(sessionId: string): typeof sessions.$inferSelect | null {
  const found = store().reader.select().from(sessions).where(eq(sessions.id, sessionId)).get()
  if (found === undefined || !found.awaitsSecondFactor) return null
  return Date.now() - found.startedAt > longestForCode ? null : found
}

/**
 * Who a session belongs to, with the roles held now; with none where a role asks for a second factor that was not given.
 *
 * @returns null when it ended: signed out, too old, or idle for too long
 */
export async function resumeSession(actor: Actor, sessionId: string): Promise<Actor | null> {
  authorise(actor, 'session.start')
  const { reader } = store()
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
  if (now - session.lastSeenAt > minute) await noteSeen(sessionId, now)
  const { accountId } = session
  if (!session.isStrong && isSecondFactorRequired(grants))
    return { kind: 'staff', accountId, sessionId, email, grants: [], lacksSecondFactor: true }
  return { kind: 'staff', accountId, sessionId, email, grants }
}

async function noteSeen(sessionId: string, now: number): Promise<void> {
  try {
    await store().writes.transact(async (tx) => {
      tx.db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, sessionId)).run()
    })
  } catch (error) {
    // Reading goes on where nothing can be written.
    if (!isDiskProblem(error)) throw error
  }
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

/** What a browser keeps after a sign-in, so that the tries of strangers do not make it wait. */
export async function knownDevice(actor: Actor, email: string): Promise<string> {
  authorise(actor, 'session.start')
  return newKnownDevice(randomUUID(), email)
}

/** The secret that signs session cookies, of this installation alone. */
export async function sessionCookieSecret(actor: Actor): Promise<string> {
  authorise(actor, 'session.start')
  return store().vault.mac('session-cookie', 'secret').toString('hex')
}

function mustNotIdle({ role }: Grant): boolean {
  return role === 'manager' || role === 'administrator'
}
