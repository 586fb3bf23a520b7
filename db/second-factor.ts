import { randomBytes } from 'node:crypto'
import { and, count, eq, isNull, ne } from 'drizzle-orm'
import type { Actor, Grant } from '@/lib/permissions'
import { ProblemError, problem } from '@/lib/problem'
import { codeFrom, normalisedCode } from '@/lib/recovery-code'
import { checkPassword, grantsOf } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { eraseTokens } from './erase-tokens'
import { dateOf } from './identifiers'
import { appAddress, secretFrom, stepOfCode } from './one-time-codes'
import { ownSession } from './own-session'
import { accounts, recoveryCodes, sessions } from './schema/accounts'
import { auditEntries } from './schema/audit'
import type { SealedPlace } from './sealed-columns'
import { settingsNow } from './settings'
import { forgetTries, newKnownDevice, noteTry, triesOf } from './sign-in-tries'
import type { Transaction } from './write-queue'

const recoveryCodesAtOnce = 10

/** What a person puts into an authenticator app; nothing is kept until a code of it was given. */
export type OfferedSecret = { readonly secret: string; readonly address: string }

/** How the own account stands. */
export type OwnSecondFactor = {
  /** Whether the account has a password, which is asked for once more. */
  readonly hasPassword: boolean
  readonly isSetUp: boolean
  readonly recoveryCodesLeft: number
  /** Whether a role of theirs asks for it. */
  readonly isRequired: boolean
}

/** How the second factor of the own account stands. @throws not_signed_in */
export async function readSecondFactor(actor: Actor): Promise<OwnSecondFactor> {
  const { accountId } = ownSession(actor)
  const { reader } = store()
  const account = reader.select().from(accounts).where(eq(accounts.id, accountId)).get()
  const left = and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedOn))
  return {
    hasPassword: account !== undefined && account.passwordHash !== '',
    isSetUp: account?.totpSecret != null,
    recoveryCodesLeft: reader.select().from(recoveryCodes).where(left).all().length,
    isRequired: isSecondFactorRequired(grantsOf(accountId)),
  }
}

/** A secret for the own account, to be confirmed: the same one as long as the session lasts. @throws not_signed_in */
export async function offerSecondFactor(actor: Actor): Promise<OfferedSecret> {
  const { email } = ownSession(actor)
  const secret = offeredSecret(actor)
  return { secret, address: appAddress(secret, email) }
}

/**
 * Sets the second factor of the own account up, once a code shows that the app has the secret. Other sessions of the account end.
 *
 * @param password the own one once more, so that nobody does it in a browser that was left open; of no effect where the account has none
 *
 * @returns recovery codes, which are kept nowhere and so are told only now
 * @throws not_signed_in, input_invalid (code, password), too_many_requests, second_factor_set_up when there is one
 */
export async function setUpSecondFactor(
  actor: Actor,
  { code, password }: { readonly code: string; readonly password: string },
  now: Date,
): Promise<readonly string[]> {
  const { accountId, sessionId, email } = ownSession(actor)
  await refuseWrongPassword(accountId, email, sessionId, password)
  const secret = offeredSecret(actor)
  const step = stepOfCode(secret, code.replaceAll(/\s/g, ''), now, null)
  if (step === null) {
    const message =
      'This code is not right. Wait for the next one, and check that the clock of the phone is right.'
    throw problem('input_invalid', undefined, [{ path: 'code', code: 'code_wrong', message }])
  }
  const sealed = store().vault.seal(placeOf(accountId), Buffer.from(secret))
  return store().writes.transact(async (tx) => {
    const account = tx.db.select().from(accounts).where(eq(accounts.id, accountId)).get()
    if (account?.totpSecret != null) throw problem('second_factor_set_up')
    tx.db
      .update(accounts)
      .set({ totpSecret: sealed, totpLastStep: step })
      .where(eq(accounts.id, accountId))
      .run()
    tx.db.update(sessions).set({ isStrong: true }).where(eq(sessions.id, sessionId)).run()
    tx.db
      .delete(sessions)
      .where(and(eq(sessions.accountId, accountId), ne(sessions.id, sessionId)))
      .run()
    audit(tx, actor, 'account.second_factor', accountId, 'set up')
    return renewRecoveryCodes(tx, accountId)
  })
}

async function refuseWrongPassword(
  accountId: string,
  email: string,
  sessionId: string,
  password: string,
): Promise<void> {
  const account = store().reader.select().from(accounts).where(eq(accounts.id, accountId)).get()
  if (account?.passwordHash === '') return
  try {
    // Counted by session: strangers keep nobody from it.
    const device = newKnownDevice(`second factor ${sessionId}`, email)
    await checkPassword({ kind: 'public' }, { email, password }, device)
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'sign_in_failed')) throw error
    const message = 'This is not your password.'
    throw problem('input_invalid', undefined, [{ path: 'password', code: 'password_wrong', message }])
  }
}

/** New recovery codes in the place of all earlier ones. @throws not_signed_in, code_wrong, too_many_requests */
export async function makeRecoveryCodes(actor: Actor, code: string, now: Date): Promise<readonly string[]> {
  const { accountId } = ownSession(actor)
  await checkCode(accountId, code, now)
  return store().writes.transact(async (tx) => {
    audit(tx, actor, 'account.second_factor', accountId, 'new recovery codes')
    return renewRecoveryCodes(tx, accountId)
  })
}

/** Takes the second factor off the own account; its other sessions end. @throws not_signed_in, code_wrong, too_many_requests, second_factor_required */
export async function takeOffSecondFactor(actor: Actor, code: string, now: Date): Promise<void> {
  const { accountId, sessionId } = ownSession(actor)
  if (isSecondFactorRequired(grantsOf(accountId))) throw problem('second_factor_required')
  await checkCode(accountId, code, now)
  await store().writes.transact(async (tx) => {
    eraseSecondFactor(tx, actor, accountId)
    tx.db.update(sessions).set({ isStrong: false }).where(eq(sessions.id, sessionId)).run()
    const isOther = and(eq(sessions.accountId, accountId), ne(sessions.id, sessionId))
    tx.db.delete(sessions).where(isOther).run()
  })
}

/**
 * Takes the second factor off the account of somebody who has lost it: they sign in by password, and set up another. Their sessions
 * and access tokens end.
 *
 * @throws not_allowed, account_not_found
 */
export async function removeSecondFactor(actor: Actor, accountId: string): Promise<void> {
  authorise(actor, 'account.manage')
  await store().writes.transact(async (tx) => {
    if (tx.db.select().from(accounts).where(eq(accounts.id, accountId)).get() === undefined)
      throw problem('account_not_found')
    eraseSecondFactor(tx, actor, accountId)
    tx.db.delete(sessions).where(eq(sessions.accountId, accountId)).run()
    eraseTokens(tx, accountId)
  })
}

/** Whether one of the roles asks for a second factor. For `db` only. */
export function isSecondFactorRequired(grants: readonly Grant[]): boolean {
  const { secondFactorRoles } = settingsNow(store().reader)
  return grants.some(({ role }) => secondFactorRoles.includes(role))
}

/**
 * Checks a code of the app, or a recovery code, and uses it up. For `db` only.
 *
 * @throws code_wrong; too_many_requests after several failures, for a time that grows with them
 */
export async function checkCode(accountId: string, given: string, now: Date): Promise<void> {
  const { writes, vault } = store()
  const tries = triesOf('code', accountId, null)
  await writes.transact(async (tx) => noteTry(tx, tries, now.getTime()))
  const code = given.replaceAll(/\s/g, '')
  const isRight = await writes.transact(async (tx) => {
    const account = tx.db.select().from(accounts).where(eq(accounts.id, accountId)).get()
    if (account?.totpSecret == null) return false
    const secret = vault.open(placeOf(accountId), account.totpSecret).toString()
    const step = stepOfCode(secret, code, now, account.totpLastStep)
    if (step !== null) {
      tx.db.update(accounts).set({ totpLastStep: step }).where(eq(accounts.id, accountId)).run()
      return true
    }
    const isUnused = and(
      eq(recoveryCodes.accountId, accountId),
      eq(recoveryCodes.codeMac, recoveryMac(accountId, code)),
      isNull(recoveryCodes.usedOn),
    )
    return (
      tx.db
        .update(recoveryCodes)
        .set({ usedOn: dateOf(now) })
        .where(isUnused)
        .run().changes === 1
    )
  })
  if (!isRight) throw problem('code_wrong')
  await writes.transact(async (tx) => forgetTries(tx, tries))
}

/** Nobody can guess it, it is kept nowhere until it is confirmed, and one that was set up or taken off before is never offered again. */
function offeredSecret(actor: Actor): string {
  const { accountId, sessionId } = ownSession(actor)
  const { reader, vault } = store()
  const isOfIt = and(eq(auditEntries.action, 'account.second_factor'), eq(auditEntries.subject, accountId))
  const changes = reader.select({ n: count() }).from(auditEntries).where(isOfIt).get()?.n ?? 0
  return secretFrom(vault.mac('second-factor-offer', `${accountId} ${sessionId} ${changes}`))
}

function renewRecoveryCodes(tx: Transaction, accountId: string): readonly string[] {
  const codes = Array.from({ length: recoveryCodesAtOnce }, () => codeFrom(randomBytes(10)))
  tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).run()
  tx.db
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ accountId, codeMac: recoveryMac(accountId, code) })))
    .run()
  return codes
}

/** Removes secret and recovery codes. For `db` only. */
export function eraseSecondFactor(tx: Transaction, actor: Actor, accountId: string): void {
  tx.db.update(accounts).set({ totpSecret: null, totpLastStep: null }).where(eq(accounts.id, accountId)).run()
  tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).run()
  audit(tx, actor, 'account.second_factor', accountId, 'taken off')
}

function recoveryMac(accountId: string, code: string): string {
  return store()
    .vault.mac('recovery-code', `${accountId} ${normalisedCode(code)}`)
    .toString('hex')
}

function placeOf(accountId: string): SealedPlace {
  return { table: 'accounts', column: 'totp_secret', row: accountId }
}
