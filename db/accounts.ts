import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import { passwordProblem } from '@/lib/passwords'
import type { Actor, Grant, StaffRole } from '@/lib/permissions'
import { staffRoles } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf, newId } from './identifiers'
import { accounts, grants, invitations, signInFailures } from './schema/accounts'
import { rounds } from './schema/rounds'
import type { Transaction } from './write-queue'

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Give an e-mail address, such as name@example.org.'))

export const newAccountSchema = z.object({
  email,
  password: z.string(),
  role: z.enum(staffRoles),
  roundId: z.string().nullable().default(null),
})

export const invitationSchema = z.object({
  email,
  role: z.enum(staffRoles),
  roundId: z.string().nullable().default(null),
})

export const acceptanceSchema = z.object({
  token: z.string(),
  email,
  password: z.string(),
  /** On a set-up link: also run surveys, as a manager of every round. */
  alsoManager: z.boolean().default(false),
})

export const signInSchema = z.object({ email, password: z.string().max(1024) })

/** What an invitation offers to whoever holds its link. */
export type Invitation = {
  readonly kind: 'setup' | 'invite' | 'password'
  readonly role: StaffRole
  /** Address it was made for; '' when the person gives it. */
  readonly email: string
}

const hour = 3_600_000
const lifeOfSetupLink = 24 * hour
const lifeOfInvitation = 7 * 24 * hour
/** argon2id, 19 MiB, 2 passes, 1 lane: the least that OWASP recommends. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * A one-time link by which the first administrator is made. Earlier ones stop working.
 *
 * @returns its path, `/setup/TOKEN`; null once there is an account
 */
export async function makeSetupLink(actor: Actor): Promise<string | null> {
  authorise(actor, 'account.manage')
  return store().writes.transact(async (tx) => {
    if (tx.db.select().from(accounts).limit(1).get() !== undefined) return null
    tx.db.delete(invitations).where(eq(invitations.kind, 'setup')).run()
    const token = makeInvitation(
      tx,
      { kind: 'setup', email: '', role: 'administrator', roundId: '' },
      lifeOfSetupLink,
    )
    audit(tx, actor, 'account.setup_link', '')
    return `/setup/${token}`
  })
}

/**
 * A one-time link by which somebody makes an account with a role.
 *
 * @returns its path, `/invite/TOKEN`
 * @throws input_invalid, email_taken, not_found (round)
 */
export async function invite(actor: Actor, input: z.input<typeof invitationSchema>): Promise<string> {
  authorise(actor, 'account.manage')
  const { email: address, role, roundId } = readInput(invitationSchema, input)
  return store().writes.transact(async (tx) => {
    refuseTakenEmail(tx, address)
    refuseUnknownRound(tx, roundId)
    const token = makeInvitation(
      tx,
      { kind: 'invite', email: address, role, roundId: roundId ?? '' },
      lifeOfInvitation,
    )
    audit(tx, actor, 'account.invite', role)
    return `/invite/${token}`
  })
}

/** What a link offers. @throws link_not_valid when it was used, expired or never made */
export async function readInvitation(actor: Actor, token: string): Promise<Invitation> {
  authorise(actor, 'invitation.accept')
  const found = openInvitation(store().reader, token)
  return { kind: found.kind, role: found.role, email: found.email }
}

/**
 * Makes the account that a link offers, and uses the link up.
 *
 * @throws link_not_valid, email_taken, input_invalid (email: not the invited one; password)
 */
export async function acceptInvitation(
  actor: Actor,
  input: z.input<typeof acceptanceSchema>,
): Promise<{ readonly accountId: string }> {
  authorise(actor, 'invitation.accept')
  const acceptance = readInput(acceptanceSchema, input)
  const { kind, email: invited } = openInvitation(store().reader, acceptance.token)
  if (invited !== '' && invited !== acceptance.email) {
    const message = `This link is for ${invited}. Use that address, or ask for another link.`
    throw problem('input_invalid', undefined, [{ path: 'email', code: 'not_invited', message }])
  }
  const passwordHash = await hashNewPassword(acceptance.password, acceptance.email)
  return store().writes.transact(async (tx) => {
    const invitation = openInvitation(tx.db, acceptance.token)
    if (kind === 'setup' && tx.db.select().from(accounts).limit(1).get() !== undefined)
      throw problem('link_not_valid')
    tx.db
      .update(invitations)
      .set({ usedAt: Date.now() })
      .where(eq(invitations.tokenHash, invitation.tokenHash))
      .run()
    const held: Grant[] = [{ role: invitation.role, roundId: invitation.roundId || null }]
    if (kind === 'setup' && acceptance.alsoManager) held.push({ role: 'manager', roundId: null })
    return { accountId: insertAccount(tx, actor, acceptance.email, passwordHash, held) }
  })
}

/**
 * Makes an account at once; a role without a round holds in every round.
 *
 * @throws input_invalid (email, password), email_taken, not_found (round)
 */
export async function addAccount(
  actor: Actor,
  input: z.input<typeof newAccountSchema>,
): Promise<{ readonly accountId: string }> {
  authorise(actor, 'account.manage')
  const account = readInput(newAccountSchema, input)
  const passwordHash = await hashNewPassword(account.password, account.email)
  return store().writes.transact(async (tx) => {
    refuseUnknownRound(tx, account.roundId)
    const held = [{ role: account.role, roundId: account.roundId }]
    return { accountId: insertAccount(tx, actor, account.email, passwordHash, held) }
  })
}

/**
 * Checks an address and a password. Takes the same time and says the same whether or not the account exists.
 *
 * @throws sign_in_failed; too_many_requests after 5 failures in a minute or 20 in an hour, for that address
 */
export async function checkPassword(
  actor: Actor,
  input: z.input<typeof signInSchema>,
): Promise<{ readonly accountId: string }> {
  authorise(actor, 'session.start')
  const parsed = signInSchema.safeParse(input)
  if (!parsed.success) throw problem('sign_in_failed')
  const { writes, reader, vault } = store()
  const emailMac = vault.mac('sign-in', parsed.data.email).toString('hex')
  // Counted as failed before it is checked: tries that come at the same moment are counted too.
  await writes.transact(async (tx) => noteTry(tx, emailMac))
  const account = reader.select().from(accounts).where(eq(accounts.email, parsed.data.email)).get()
  const isRight = await verify(account?.passwordHash || (await hashOfNobody()), parsed.data.password)
  if (account !== undefined && account.passwordHash !== '' && account.closedOn === null && isRight) {
    await writes.transact(async (tx) => {
      tx.db.delete(signInFailures).where(eq(signInFailures.emailMac, emailMac)).run()
    })
    return { accountId: account.id }
  }
  await writes.transact(async (tx) => audit(tx, actor, 'sign_in.fail', account?.id ?? ''))
  throw problem('sign_in_failed')
}

/** The roles that an account holds. For `db` only: sessions read them at each request. */
export function grantsOf(accountId: string): readonly Grant[] {
  return store().reader.select().from(grants).where(eq(grants.accountId, accountId)).all().map(asGrant)
}

/** The address of an account; null when there is none any more. For `db` only. */
export function emailOf(accountId: string): string | null {
  const account = store()
    .reader.select({ email: accounts.email })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .get()
  return account?.email ?? null
}

/** Gives an account a role in a round, in a transaction under way. For `db` only. */
export function grantRole(tx: Transaction, accountId: string, role: StaffRole, roundId: string): void {
  tx.db.insert(grants).values({ accountId, role, roundId }).onConflictDoNothing().run()
}

/** Input of a form or a command, read by its schema. @throws input_invalid with one problem for each field */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw problem(
    'input_invalid',
    undefined,
    parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      code: issue.code,
      message: issue.message,
    })),
  )
}

/** Notes a try to sign in, unless there were too many. @throws too_many_requests */
function noteTry({ db }: Transaction, emailMac: string): void {
  const now = Date.now()
  db.delete(signInFailures)
    .where(lt(signInFailures.at, now - hour))
    .run()
  const failures = db
    .select({ at: signInFailures.at })
    .from(signInFailures)
    .where(and(eq(signInFailures.emailMac, emailMac), gt(signInFailures.at, now - hour)))
    .all()
    .map((failure) => failure.at)
    .sort((a, b) => b - a)
  for (const [limit, span] of [
    [5, 60_000],
    [20, hour],
  ] as const) {
    const oldest = failures[limit - 1]
    if (oldest !== undefined && oldest > now - span) {
      throw problem('too_many_requests', { retryAfterSeconds: Math.ceil((oldest + span - now) / 1000) })
    }
  }
  db.insert(signInFailures).values({ emailMac, at: now }).run()
}

let unknownAccountHash: Promise<string> | undefined

/** Checked when there is no such account, so that the answer takes as long. */
function hashOfNobody(): Promise<string> {
  unknownAccountHash ??= hash(randomBytes(16), argon2)
  return unknownAccountHash
}

async function hashNewPassword(password: string, address: string): Promise<string> {
  const wrong = passwordProblem(password, address)
  if (wrong !== null) throw problem('input_invalid', undefined, [wrong])
  return hash(password, argon2)
}

function insertAccount(
  tx: Transaction,
  actor: Actor,
  address: string,
  passwordHash: string,
  held: readonly Grant[],
): string {
  refuseTakenEmail(tx, address)
  const now = new Date()
  const id = newId(now)
  tx.db
    .insert(accounts)
    .values({ id, email: address, passwordHash, createdOn: dateOf(now) })
    .run()
  for (const { role, roundId } of held) grantRole(tx, id, role, roundId ?? '')
  audit(tx, actor, 'account.create', id, held.map(({ role }) => role).join(', '))
  return id
}

function refuseTakenEmail(tx: Transaction, address: string): void {
  if (tx.db.select().from(accounts).where(eq(accounts.email, address)).get() !== undefined)
    throw problem('email_taken')
}

/** For `db` only. @throws not_found */
export function refuseUnknownRound(tx: Transaction, roundId: string | null): void {
  if (roundId === null) return
  if (tx.db.select().from(rounds).where(eq(rounds.id, roundId)).get() === undefined) {
    throw problem('not_found', { what: 'round' })
  }
}

function makeInvitation(
  tx: Transaction,
  offer: Pick<typeof invitations.$inferInsert, 'kind' | 'email' | 'role' | 'roundId'>,
  life: number,
): string {
  const token = randomBytes(32).toString('base64url')
  tx.db
    .insert(invitations)
    .values({ ...offer, tokenHash: hashOfToken(token), expiresAt: Date.now() + life })
    .run()
  return token
}

function openInvitation(db: Transaction['db'], token: string): typeof invitations.$inferSelect {
  const found = db
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.tokenHash, hashOfToken(token)),
        isNull(invitations.usedAt),
        gt(invitations.expiresAt, Date.now()),
      ),
    )
    .get()
  if (found === undefined) throw problem('link_not_valid')
  return found
}

/** A token has 256 random bits: a plain hash cannot be searched. */
function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** A role as it is stored. For `db` only. */
export function asGrant({ role, roundId, clearances }: typeof grants.$inferSelect): Grant {
  return {
    role,
    roundId: roundId === '' ? null : roundId,
    ...(clearances.length > 0 && { clearances }),
  }
}
