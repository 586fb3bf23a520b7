import { and, count, eq, gt, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { type Actor, type Clearance, clearances, type Grant, staffRoles } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { asGrant, readInput, refuseUnknownRound } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { demoAccountsIn } from './demo-mark'
import { readEnvironment } from './environment'
import { eraseTokens } from './erase-tokens'
import { dateOf } from './identifiers'
import { accessTokens } from './schema/access-tokens'
import { accounts, grants, invitations, sessions } from './schema/accounts'
import { untie } from './untie'
import type { Transaction } from './write-queue'

const heldRole = z.object({
  role: z.enum(staffRoles, 'Choose a role.'),
  /** Null for every round; of an administrator always. */
  roundId: z.string().max(64).nullable().default(null),
})

export const roleChangeSchema = z.object({
  /** Roles to hold from now on, each with what a manager is cleared for in it: what is not named there is taken away. */
  give: z
    .array(heldRole.extend({ clearances: z.array(z.enum(clearances)).default([]) }))
    .max(100)
    .default([]),
  take: z.array(heldRole).max(100).default([]),
})

/** An account as administrators see it in a list. */
export type Person = {
  readonly id: string
  readonly email: string
  readonly createdOn: string
  /** Since when nobody signs in to it; null while it is open. */
  readonly closedOn: string | null
  readonly hasSecondFactor: boolean
  readonly grants: readonly Grant[]
}

export type PersonOverview = Person & {
  readonly hasPassword: boolean
  /** Whether the person comes in by the sign-in of another service. */
  readonly isLinked: boolean
  /** Browsers in which the person is signed in. */
  readonly sessions: number
  readonly accessTokens: number
}

/** A session lasts no longer, so an older row stands for nobody. */
const longestSession = 12 * 3_600_000

/** Every account with its roles, by address. */
export async function listPeople(actor: Actor): Promise<readonly Person[]> {
  authorise(actor, 'account.manage')
  const { reader } = store()
  const held = reader.select().from(grants).all()
  return reader
    .select()
    .from(accounts)
    .orderBy(accounts.email)
    .all()
    .map((account) => asPerson(account, held))
}

/** One account, with how its owner comes in. @throws account_not_found */
export async function readPerson(actor: Actor, accountId: string, now: Date): Promise<PersonOverview> {
  authorise(actor, 'account.manage')
  const { reader } = store()
  const account = accountIn(reader, accountId)
  const held = reader.select().from(grants).where(eq(grants.accountId, accountId)).all()
  const isOpen = and(
    eq(sessions.accountId, accountId),
    eq(sessions.awaitsSecondFactor, false),
    gt(sessions.startedAt, now.getTime() - longestSession),
  )
  const ownTokens = eq(accessTokens.accountId, accountId)
  return {
    ...asPerson(account, held),
    hasPassword: account.passwordHash !== '',
    isLinked: account.oidcSubject !== null,
    sessions: reader.select({ n: count() }).from(sessions).where(isOpen).get()?.n ?? 0,
    accessTokens: reader.select({ n: count() }).from(accessTokens).where(ownTokens).get()?.n ?? 0,
  }
}

/**
 * Gives roles to an account and takes others away. It works at once: sessions end, so that each begins anew with the roles held
 * then, and access tokens hold no more than the account does.
 *
 * @throws account_not_found, not_found (round), input_invalid; last_administrator when nobody could manage accounts any more
 */
export async function changeRoles(
  actor: Actor,
  accountId: string,
  change: z.input<typeof roleChangeSchema>,
): Promise<void> {
  authorise(actor, 'account.manage')
  const { give, take } = readInput(roleChangeSchema, change)
  await store().writes.transact(async (tx) => {
    accountIn(tx.db, accountId)
    const hadAdministrator = hasAdministrator(tx)
    const done: string[] = []
    for (const grant of take) if (takeRole(tx, accountId, grant)) done.push(`took ${inWords(grant)}`)
    for (const grant of give) {
      refuseUnknownRound(tx, placeOf(grant) || null)
      if (giveRole(tx, accountId, grant)) done.push(`gave ${inWords(grant)}`)
    }
    // What was so already ends no session and is not written down.
    if (done.length === 0) return
    if (hadAdministrator && !hasAdministrator(tx)) throw problem('last_administrator')
    endSessions(tx, accountId)
    audit(tx, actor, 'account.roles', accountId, done.join('; '))
  })
}

/**
 * Closes an account: nobody signs in to it, its sessions end, its access tokens are erased and its links stop working. It stays,
 * because the audit log names it. A closed account stays so.
 *
 * @throws account_not_found, last_administrator
 */
export async function closeAccount(actor: Actor, accountId: string, now: Date): Promise<void> {
  authorise(actor, 'account.manage')
  await store().writes.transact(async (tx) => {
    if (accountIn(tx.db, accountId).closedOn !== null) return
    const hadAdministrator = hasAdministrator(tx)
    shutAccount(tx, actor, accountId, now)
    if (hadAdministrator && !hasAdministrator(tx)) throw problem('last_administrator')
  })
}

/** Lets the owner of a closed account sign in again, with the roles as they were. @throws account_not_found, demo_account */
export async function reopenAccount(actor: Actor, accountId: string): Promise<void> {
  authorise(actor, 'account.manage')
  await store().writes.transact(async (tx) => {
    if (accountIn(tx.db, accountId).closedOn === null) return
    if (!readEnvironment().isDemo && demoAccountsIn(tx.db)?.includes(accountId)) throw problem('demo_account')
    // One that began while the account was being closed must not come alive now.
    endSessions(tx, accountId)
    tx.db.update(accounts).set({ closedOn: null }).where(eq(accounts.id, accountId)).run()
    audit(tx, actor, 'account.reopen', accountId)
  })
}

/** Signs an account out of every browser, and erases its access tokens: whoever has a lost device may have made one. @throws account_not_found */
export async function endSessionsOf(actor: Actor, accountId: string): Promise<void> {
  authorise(actor, 'account.manage')
  await store().writes.transact(async (tx) => {
    accountIn(tx.db, accountId)
    const ended = endSessions(tx, accountId)
    const erased = eraseTokens(tx, accountId)
    audit(tx, actor, 'account.sessions_end', accountId, `${ended} ended, ${erased} tokens erased`)
  })
}

/** Unties an account from the sign-in of another service; its sessions and access tokens end, and who has no password needs a link then. @throws account_not_found */
export async function unlinkAccount(actor: Actor, accountId: string): Promise<void> {
  authorise(actor, 'account.manage')
  await store().writes.transact(async (tx) => {
    if (accountIn(tx.db, accountId).oidcSubject === null) return
    untie(tx, actor, accountId)
    endSessions(tx, accountId)
    eraseTokens(tx, accountId)
  })
}

/** Closes an account in a transaction under way, whoever its owner is. For `db` only: the caller authorises. */
export function shutAccount(tx: Transaction, actor: Actor, accountId: string, now: Date): void {
  tx.db
    .update(accounts)
    .set({ closedOn: dateOf(now) })
    .where(eq(accounts.id, accountId))
    .run()
  endSessions(tx, accountId)
  eraseTokens(tx, accountId)
  tx.db
    .delete(invitations)
    .where(and(eq(invitations.accountId, accountId), isNull(invitations.usedAt)))
    .run()
  audit(tx, actor, 'account.close', accountId)
}

/** @returns how many sessions ended */
function endSessions(tx: Transaction, accountId: string): number {
  return tx.db.delete(sessions).where(eq(sessions.accountId, accountId)).run().changes
}

/** @returns whether the account did not hold it so before */
function giveRole(tx: Transaction, accountId: string, grant: Grant): boolean {
  const cleared = clearancesOf(grant)
  const row = { accountId, role: grant.role, roundId: placeOf(grant), clearances: cleared }
  const before = tx.db.select().from(grants).where(isGrant(accountId, grant)).get()
  if (before !== undefined && before.clearances.join() === cleared.join()) return false
  tx.db
    .insert(grants)
    .values(row)
    .onConflictDoUpdate({
      target: [grants.accountId, grants.role, grants.roundId],
      set: { clearances: cleared },
    })
    .run()
  return true
}

/** @returns whether the account held it */
function takeRole(tx: Transaction, accountId: string, grant: Grant): boolean {
  return tx.db.delete(grants).where(isGrant(accountId, grant)).run().changes > 0
}

function isGrant(accountId: string, grant: Grant) {
  return and(eq(grants.accountId, accountId), eq(grants.role, grant.role), eq(grants.roundId, placeOf(grant)))
}

/** The round as it is stored: an administrator's role holds everywhere. */
function placeOf({ role, roundId }: Grant): string {
  return role === 'administrator' ? '' : (roundId ?? '')
}

function inWords(grant: Grant): string {
  const where = grant.role === 'administrator' ? '' : ` in ${placeOf(grant) || 'every round'}`
  const cleared = clearancesOf(grant)
  return `${grant.role}${where}${cleared.length > 0 ? `, cleared for ${cleared.join(' and ')}` : ''}`
}

/** What is kept of them: a manager alone is cleared, in one order. */
function clearancesOf(grant: Grant): readonly Clearance[] {
  return clearances.filter((one) => grant.role === 'manager' && grant.clearances?.includes(one))
}

/** Whether somebody who can sign in manages accounts. */
function hasAdministrator(tx: Transaction): boolean {
  const found = tx.db
    .select({ id: accounts.id })
    .from(accounts)
    .innerJoin(grants, eq(grants.accountId, accounts.id))
    .where(and(eq(grants.role, 'administrator'), isNull(accounts.closedOn)))
    .limit(1)
    .get()
  return found !== undefined
}

/** @throws account_not_found */
function accountIn(db: Database, accountId: string): typeof accounts.$inferSelect {
  const found = db.select().from(accounts).where(eq(accounts.id, accountId)).get()
  if (found === undefined) throw problem('account_not_found')
  return found
}

function asPerson(
  { id, email, createdOn, closedOn, totpSecret }: typeof accounts.$inferSelect,
  held: readonly (typeof grants.$inferSelect)[],
): Person {
  return {
    id,
    email,
    createdOn,
    closedOn,
    hasSecondFactor: totpSecret !== null,
    grants: held.filter((grant) => grant.accountId === id).map(asGrant),
  }
}
