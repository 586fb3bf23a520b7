import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, isNull, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor, Grant, StaffRole } from '@/lib/permissions'
import { staffRoles } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf, newId } from './identifiers'
import { hashNewPassword, isPasswordOf } from './password-hashing'
import { accounts, grants, invitations } from './schema/accounts'
import { rounds } from './schema/rounds'
import { forgetTries, noteTry, triesOf } from './sign-in-tries'
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

/** Whose password was right, and which: whoever goes on asks in their own transaction whether it is that still (`isStillPassword`). */
export type CheckedPassword = { readonly accountId: string; readonly passwordHash: string }

/** Whether a password that was right when it was checked is that still, of an account that is open. For `db` only. */
export function isStillPassword(tx: Transaction, { accountId, passwordHash }: CheckedPassword): boolean {
  const account = tx.db.select().from(accounts).where(eq(accounts.id, accountId)).get()
  return account?.closedOn === null && account.passwordHash === passwordHash
}

/**
 * Checks an address and a password. Takes the same time and says the same whether or not the account exists.
 *
 * @param device what this browser kept of an earlier sign-in; null for none
 * @throws sign_in_failed; too_many_requests after several failures, for a time that grows with them
 */
export async function checkPassword(
  actor: Actor,
  input: z.input<typeof signInSchema>,
  device: string | null = null,
): Promise<CheckedPassword> {
  authorise(actor, 'session.start')
  const parsed = signInSchema.safeParse(input)
  if (!parsed.success) throw problem('sign_in_failed')
  const { email, password } = parsed.data
  const { writes, reader } = store()
  const tries = triesOf('password', email, device)
  await writes.transact(async (tx) => noteTry(tx, tries, Date.now()))
  const account = reader.select().from(accounts).where(eq(accounts.email, email)).get()
  const isRight = await isPasswordOf(account?.passwordHash ?? null, password)
  if (account !== undefined && account.closedOn === null && isRight) {
    await writes.transact(async (tx) => forgetTries(tx, tries))
    return { accountId: account.id, passwordHash: account.passwordHash }
  }
  await writes.transact(async (tx) => audit(tx, actor, 'sign_in.fail', account?.id ?? '', 'password'))
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

/** Makes a one-time link of a kind; only its hash is stored. For `db` only. @param life milliseconds @returns the token */
export function makeInvitation(
  tx: Transaction,
  offer: Pick<typeof invitations.$inferInsert, 'kind' | 'email' | 'role' | 'roundId' | 'accountId'>,
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
        ne(invitations.kind, 'password'),
        isNull(invitations.usedAt),
        gt(invitations.expiresAt, Date.now()),
      ),
    )
    .get()
  if (found === undefined) throw problem('link_not_valid')
  return found
}

/** A token has 256 random bits: a plain hash cannot be searched. For `db` only. */
export function hashOfToken(token: string): string {
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
