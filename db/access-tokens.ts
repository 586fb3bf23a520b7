import { createHash, randomBytes } from 'node:crypto'
import { and, desc, eq, gte, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { type Actor, type Grant, grantsOfToken, type StaffRole, staffRoles } from '@/lib/permissions'
import { isDiskProblem, problem } from '@/lib/problem'
import { grantsOf, readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf, newId } from './identifiers'
import { accessTokens } from './schema/access-tokens'
import { accounts, sessions } from './schema/accounts'
import { rounds } from './schema/rounds'
import { isSecondFactorRequired } from './second-factor'
import type { Transaction } from './write-queue'

/** For how many days a token can be made. */
export const lifetimesInDays = [30, 90, 365] as const

export const newAccessTokenSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Name what will use the token, such as "monthly report".')
    .max(80, 'Use 80 characters at most.'),
  role: z.enum(staffRoles, 'Choose a role.'),
  /** Null for every round in which the role is held. */
  roundId: z.string().max(64).nullable().default(null),
  days: z.literal(lifetimesInDays, 'Choose for how long it works.'),
})

export type AccessToken = {
  readonly id: string
  readonly name: string
  readonly role: StaffRole
  /** Null where it is for every round in which the role is held. */
  readonly round: { readonly slug: string; readonly title: string } | null
  readonly madeOn: string
  /** Last day on which it works, UTC. */
  readonly expiresOn: string
  /** UTC; null before the first use. */
  readonly lastUsedOn: string | null
  /** Why it does not work, although nobody revoked it; null when it works. */
  readonly fault: 'expired' | 'role_not_held' | null
}

const day = 86_400_000
const prefix = 'fh_'

/**
 * Makes a token by which a program acts for the actor's account, in one role and at most the rounds in which it is held.
 *
 * @returns the token, which is kept nowhere and so is told only now
 * @throws input_invalid, also when the account does not hold the role there
 */
export async function makeAccessToken(
  actor: Actor,
  input: z.input<typeof newAccessTokenSchema>,
  now: Date,
): Promise<{ readonly id: string; readonly token: string; readonly expiresOn: string }> {
  authorise(actor, 'accessToken.manage')
  const accountId = accountOf(actor)
  const { days, ...scope } = readInput(newAccessTokenSchema, input)
  refuseScopeNotHeld(grantsOf(accountId), scope)
  const id = newId(now)
  const token = `${prefix}${randomBytes(32).toString('base64url')}`
  const expiresOn = dateOf(new Date(now.getTime() + days * day))
  await store().writes.transact(async (tx) => {
    // It may have been ended since this call began, and every token with it.
    if (!isOpenSession(tx, actor)) throw problem('not_signed_in')
    tx.db
      .insert(accessTokens)
      .values({ ...scope, id, accountId, tokenHash: hashOfToken(token), madeOn: dateOf(now), expiresOn })
      .run()
    audit(tx, actor, 'accessToken.make', id, `${scope.role} in ${scope.roundId ?? 'every round'}`)
  })
  return { id, token, expiresOn }
}

/** The actor's own tokens, newest first; none of them can be read again. */
export async function listAccessTokens(actor: Actor, now: Date): Promise<readonly AccessToken[]> {
  authorise(actor, 'accessToken.manage')
  const accountId = accountOf(actor)
  const held = grantsOf(accountId)
  return store()
    .reader.select({ token: accessTokens, slug: rounds.slug, title: rounds.title })
    .from(accessTokens)
    .leftJoin(rounds, eq(rounds.id, accessTokens.roundId))
    .where(eq(accessTokens.accountId, accountId))
    .orderBy(desc(accessTokens.madeOn), desc(accessTokens.id))
    .all()
    .map(({ token: { id, name, role, roundId, madeOn, expiresOn, lastUsedOn }, slug, title }) => ({
      id,
      name,
      role,
      round: slug === null || title === null ? null : { slug, title },
      madeOn,
      expiresOn,
      lastUsedOn,
      fault:
        expiresOn < dateOf(now)
          ? 'expired'
          : grantsOfToken(held, { role, roundId }).length === 0
            ? 'role_not_held'
            : null,
    }))
}

/** Ends one of the actor's own tokens at once. @throws access_token_not_found, also for those of other accounts */
export async function revokeAccessToken(actor: Actor, id: string): Promise<void> {
  authorise(actor, 'accessToken.manage')
  const isOwn = and(eq(accessTokens.id, id), eq(accessTokens.accountId, accountOf(actor)))
  await store().writes.transact(async (tx) => {
    const { changes } = tx.db.delete(accessTokens).where(isOwn).run()
    if (changes === 0) throw problem('access_token_not_found')
    audit(tx, actor, 'accessToken.revoke', id)
  })
}

/**
 * Who acts by a token: its account, with as much of the token's role as is held now.
 *
 * @param token as it was sent, whatever it is
 * @returns null when it was never made, has expired or was revoked, and when its account or the role in it has gone
 */
export async function actorOfAccessToken(actor: Actor, token: string, now: Date): Promise<Actor | null> {
  authorise(actor, 'session.start')
  const { reader, writes } = store()
  const today = dateOf(now)
  const found = reader
    .select({
      token: accessTokens,
      email: accounts.email,
      totpSecret: accounts.totpSecret,
    })
    .from(accessTokens)
    .innerJoin(accounts, eq(accounts.id, accessTokens.accountId))
    .where(
      and(
        eq(accessTokens.tokenHash, hashOfToken(token)),
        gte(accessTokens.expiresOn, today),
        isNull(accounts.closedOn),
      ),
    )
    .get()
  if (found === undefined) return null
  const { id, accountId, role, roundId, lastUsedOn } = found.token
  const grants = grantsOfToken(grantsOf(accountId), { role, roundId })
  if (grants.length === 0) return null
  // Held back like its owner, who has to set up a second factor first. One that a sign-in service asks for is known of a session alone.
  const hasFactor = found.totpSecret !== null
  if (!hasFactor && isSecondFactorRequired(grantsOf(accountId))) return null
  if (lastUsedOn !== today) {
    try {
      await writes.transact(async (tx) => {
        tx.db.update(accessTokens).set({ lastUsedOn: today }).where(eq(accessTokens.id, id)).run()
      })
    } catch (error) {
      // Reading goes on where nothing can be written.
      if (!isDiskProblem(error)) throw error
    }
  }
  return { kind: 'staff', accountId, sessionId: null, email: found.email, grants }
}

/** @throws input_invalid naming the role or the round */
function refuseScopeNotHeld(held: readonly Grant[], { role, roundId }: Grant): void {
  if (grantsOfToken(held, { role, roundId }).length > 0) return
  const fault = !held.some((grant) => grant.role === role)
    ? { path: 'role', code: 'role_not_held', message: 'Choose a role that you hold.' }
    : role === 'administrator'
      ? {
          path: 'roundId',
          code: 'role_without_round',
          message: 'An administrator’s role is not held by round. Choose every round.',
        }
      : {
          path: 'roundId',
          code: 'role_not_held',
          message: 'You do not hold this role in that round. Choose another.',
        }
  throw problem('input_invalid', undefined, [fault])
}

function isOpenSession(tx: Transaction, actor: Actor): boolean {
  if (actor.kind !== 'staff' || actor.sessionId === null) return false
  return tx.db.select().from(sessions).where(eq(sessions.id, actor.sessionId)).get() !== undefined
}

function accountOf(actor: Actor): string {
  if (actor.kind !== 'staff') throw problem('not_signed_in')
  return actor.accountId
}

/** A token has 256 random bits: a plain hash cannot be searched. */
function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
