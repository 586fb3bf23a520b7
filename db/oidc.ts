import { randomUUID } from 'node:crypto'
import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { checkPassword, grantRole } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { readEnvironment } from './environment'
import { dateOf, newId } from './identifiers'
import { ownSession } from './own-session'
import { accounts, invitations, sessions } from './schema/accounts'
import { newKnownDevice } from './sign-in-tries'
import { untie } from './untie'
import type { Transaction } from './write-queue'

/**
 * What a sign-in service says of a person, after its token was checked (issuer, audience, signature, time, nonce).
 *
 * @see OpenID Connect Core 1.0, sections 2 and 5.1
 */
export const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().max(254).optional().catch(undefined),
  // A word instead of the truth value is not taken for it.
  email_verified: z.boolean().optional().catch(undefined),
  /** How the person showed who they are. */
  amr: z.array(z.string()).optional().catch(undefined),
})

export type Claims = z.output<typeof claimsSchema>

const longestSession = 12 * 3_600_000

/**
 * Methods that are a second factor, or more than one factor together.
 *
 * @see RFC 8176, section 2; `fido` is what some services say for a security key
 */
const strongMethods: readonly string[] = ['mfa', 'otp', 'hwk', 'sc', 'fido']

/**
 * Signs in whoever a sign-in service vouches for. An account is known by issuer and subject. One who is not known yet gets an account
 * only by an open invitation for an address that the service has verified; an account with that address is never taken over.
 *
 * @returns the session, to be kept in a signed cookie
 * @throws service_unknown_person: no account, no invitation, a closed account, another issuer; alike for each
 */
export async function signInByService(
  actor: Actor,
  given: Claims,
  now: Date,
): Promise<{ readonly sessionId: string; readonly accountId: string }> {
  authorise(actor, 'session.start')
  const claims = claimsSchema.parse(given)
  const begun = await store().writes.transact(async (tx) => {
    const accountId = knownAccount(tx, claims) ?? invitedAccount(tx, claims, now)
    if (accountId === null) {
      audit(tx, actor, 'sign_in.fail', '', 'by another service')
      return null
    }
    return { sessionId: beginSession(tx, accountId, claims, now), accountId }
  })
  if (begun === null) throw problem('service_unknown_person')
  return begun
}

/**
 * Lets the signed-in person tie their account to a sign-in service next: checks the password once more, so that a browser left
 * open ties it to nobody else.
 *
 * @throws not_signed_in, sign_in_failed, too_many_requests
 */
export async function confirmTying(actor: Actor, password: string): Promise<{ readonly sessionId: string }> {
  const { sessionId, email } = ownSession(actor)
  // Counted by session: strangers keep nobody from it.
  await checkPassword({ kind: 'public' }, { email, password }, newKnownDevice(`tying ${sessionId}`, email))
  return { sessionId }
}

/**
 * Ties the account of the signed-in person to whoever a sign-in service vouches for.
 *
 * @throws not_signed_in, service_unknown_person (another issuer); service_already_tied when either is tied elsewhere
 */
export async function tieAccount(actor: Actor, given: Claims): Promise<void> {
  const { accountId } = ownSession(actor)
  const claims = claimsSchema.parse(given)
  const subject = subjectOf(claims)
  if (subject === null) throw problem('service_unknown_person')
  await store().writes.transact(async (tx) => {
    const tied = tx.db.select().from(accounts).where(eq(accounts.oidcSubject, subject)).get()
    const own = tx.db.select().from(accounts).where(eq(accounts.id, accountId)).get()
    if (tied?.id === accountId) return
    if (tied !== undefined || own === undefined || own.oidcSubject !== null)
      throw problem('service_already_tied')
    tx.db.update(accounts).set({ oidcSubject: subject }).where(eq(accounts.id, accountId)).run()
    audit(tx, actor, 'account.link', accountId)
  })
}

/** Unties the account of the signed-in person. @throws not_signed_in; password_needed where they could not sign in any more */
export async function untieAccount(actor: Actor): Promise<void> {
  const { accountId } = ownSession(actor)
  await store().writes.transact(async (tx) => {
    const own = tx.db.select().from(accounts).where(eq(accounts.id, accountId)).get()
    if (own === undefined || own.oidcSubject === null) return
    if (own.passwordHash === '') throw problem('password_needed')
    untie(tx, actor, accountId)
  })
}

/** Whether the account of the signed-in person is tied to a sign-in service. @throws not_signed_in */
export async function readTie(
  actor: Actor,
): Promise<{ readonly isTied: boolean; readonly hasPassword: boolean }> {
  const { accountId } = ownSession(actor)
  const own = store().reader.select().from(accounts).where(eq(accounts.id, accountId)).get()
  return { isTied: own !== undefined && own.oidcSubject !== null, hasPassword: own?.passwordHash !== '' }
}

/** How the person stands in `accounts`; null for another issuer than the one that is set. */
function subjectOf({ iss, sub }: Claims): string | null {
  const issuer = readEnvironment().oidc?.issuer
  return issuer === undefined || issuer !== iss ? null : `${iss} ${sub}`
}

function knownAccount(tx: Transaction, claims: Claims): string | null {
  const subject = subjectOf(claims)
  if (subject === null) return null
  const isKnown = and(eq(accounts.oidcSubject, subject), isNull(accounts.closedOn))
  return tx.db.select({ id: accounts.id }).from(accounts).where(isKnown).get()?.id ?? null
}

/** Makes the account of somebody who is invited, with the roles of every open invitation; null where nobody is. */
function invitedAccount(tx: Transaction, claims: Claims, now: Date): string | null {
  const { email, email_verified: isVerified } = claims
  const subject = subjectOf(claims)
  if (subject === null || email === undefined || isVerified !== true) return null
  const hasAccount = tx.db.select().from(accounts).where(eq(accounts.email, email)).get() !== undefined
  const isTied = tx.db.select().from(accounts).where(eq(accounts.oidcSubject, subject)).get() !== undefined
  if (hasAccount || isTied) return null
  const isOpen = and(
    eq(invitations.kind, 'invite'),
    eq(invitations.email, email),
    isNull(invitations.usedAt),
    gt(invitations.expiresAt, now.getTime()),
  )
  const offers = tx.db.update(invitations).set({ usedAt: now.getTime() }).where(isOpen).returning().all()
  if (offers.length === 0) return null
  const id = newId(now)
  tx.db
    .insert(accounts)
    .values({ id, email, passwordHash: '', createdOn: dateOf(now), oidcSubject: subject })
    .run()
  for (const { role, roundId } of offers) grantRole(tx, id, role, roundId)
  const own: Actor = { kind: 'staff', accountId: id, sessionId: null, email, grants: [] }
  audit(tx, own, 'account.create', id, offers.map(({ role }) => role).join(', '))
  audit(tx, own, 'account.link', id)
  return id
}

function beginSession(tx: Transaction, accountId: string, claims: Claims, now: Date): string {
  const startedAt = now.getTime()
  tx.db
    .delete(sessions)
    .where(lt(sessions.startedAt, startedAt - longestSession))
    .run()
  const id = randomUUID()
  const strong = isStrong(claims)
  const awaitsSecondFactor = hasSecondFactor(tx, accountId) && !strong
  tx.db
    .insert(sessions)
    .values({
      id,
      accountId,
      startedAt,
      lastSeenAt: startedAt,
      awaitsSecondFactor,
      isStrong: strong,
      method: 'oidc',
    })
    .run()
  const own: Actor = { kind: 'staff', accountId, sessionId: id, email: '', grants: [] }
  // Who is still to give a code has not signed in yet.
  if (!awaitsSecondFactor) audit(tx, own, 'sign_in', accountId, 'by another service')
  return id
}

/** Whether the person has a second factor here. */
function hasSecondFactor(tx: Transaction, accountId: string): boolean {
  return tx.db.select().from(accounts).where(eq(accounts.id, accountId)).get()?.totpSecret != null
}

function isStrong({ amr }: Claims): boolean {
  return amr?.some((method) => strongMethods.includes(method)) ?? false
}
