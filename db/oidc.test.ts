import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import { resetAccount } from './account-reset'
import { addAccount, invite } from './accounts'
import { readAudit } from './audit'
import { store } from './connection'
import { type Claims, confirmTying, readTie, signInByService, tieAccount, untieAccount } from './oidc'
import { closeAccount, listPeople, unlinkAccount } from './people'
import { accounts, sessions } from './schema/accounts'
import { resumeSession, signIn } from './sessions'
import { changeSettings } from './settings'
import { openFreshStore, operator, staffWith, stranger } from './testing/actors'

const issuer = 'https://login.example.org'
const password = 'quiet river under stones'
const now = () => new Date()
const person: Claims = { iss: issuer, sub: '24400320', email: 'amina@example.org', email_verified: true }

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeEach(async () => {
  process.env.FOOTHOLD_URL = 'https://survey.example.org'
  process.env.FOOTHOLD_OIDC_ISSUER = issuer
  process.env.FOOTHOLD_OIDC_CLIENT_ID = 'foothold'
  process.env.FOOTHOLD_OIDC_CLIENT_SECRET = 'secret'
  fresh = await openFreshStore()
})
afterEach(() => {
  fresh.remove()
  for (const name of ['URL', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])
    delete process.env[`FOOTHOLD_${name}`]
})

async function refusal(calling: Promise<unknown>): Promise<string> {
  try {
    await calling
    return ''
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return error.code
  }
}

const comeIn = (claims: Claims = person) => signInByService(stranger, claims, now())
const sessionRow = (id: string) =>
  store()
    .reader.select()
    .from(sessions)
    .all()
    .find((session) => session.id === id)

describe('who comes in', () => {
  test('an invited person gets the account of the invitation, and later signs in by issuer and subject', async () => {
    await invite(operator, { email: 'amina@example.org', role: 'manager' })
    const first = await comeIn()
    expect(await resumeSession(stranger, first.sessionId)).toMatchObject({
      email: 'amina@example.org',
      grants: [{ role: 'manager', roundId: null }],
    })
    // The address at the service changed: who it is did not.
    const second = await comeIn({ ...person, email: 'other@example.org', email_verified: false })
    expect(second.accountId).toBe(first.accountId)
    expect(sessionRow(second.sessionId)).toMatchObject({ method: 'oidc', awaitsSecondFactor: false })
    const actions = (await readAudit(operator)).map(({ action }) => action)
    expect(actions.slice(0, 4)).toEqual(['sign_in', 'sign_in', 'account.link', 'account.create'])
  })

  test('nobody else does: unknown, unverified, an expired invitation, a taken one, another issuer, another kind of word', async () => {
    expect(await refusal(comeIn())).toBe('service_unknown_person')
    await invite(operator, { email: 'amina@example.org', role: 'manager' })
    const { email: _email, ...nameless } = person
    for (const claims of [
      { ...person, email_verified: false },
      { iss: issuer, sub: '1', email: 'amina@example.org' },
      { ...person, iss: 'https://login.example.com' },
      { ...person, iss: `${issuer}/` },
      nameless,
    ]) {
      expect(await refusal(comeIn(claims)), JSON.stringify(claims)).toBe('service_unknown_person')
    }
    const nextMonth = new Date(Date.now() + 30 * 86_400_000)
    expect(await refusal(signInByService(stranger, person, nextMonth))).toBe('service_unknown_person')
    await comeIn()
    expect(await refusal(comeIn({ ...person, sub: 'somebody else' }))).toBe('service_unknown_person')
    const [line] = await readAudit(operator)
    expect(line).toMatchObject({ action: 'sign_in.fail', subject: '', reason: 'by another service' })
    expect(JSON.stringify(await readAudit(operator))).not.toContain('amina')
  })

  test('an account with a password is never taken over by an address, whatever the service says of it', async () => {
    const { accountId } = await addAccount(operator, {
      email: 'amina@example.org',
      role: 'administrator',
      password,
    })
    expect(await refusal(comeIn())).toBe('service_unknown_person')
    expect(store().reader.select().from(accounts).all()).toMatchObject([{ id: accountId, oidcSubject: null }])
  })

  test('a closed account stays closed for its subject, and an invitation for its address opens nothing', async () => {
    await staffWith('administrator', 'everywhere')
    await invite(operator, { email: 'amina@example.org', role: 'manager' })
    const { accountId } = await comeIn()
    await closeAccount(operator, accountId, now())
    expect(await refusal(comeIn())).toBe('service_unknown_person')
    await invite(operator, { email: 'new@example.org', role: 'manager' })
    expect(await refusal(comeIn({ ...person, email: 'new@example.org' }))).toBe('service_unknown_person')
    expect(await listPeople(operator)).toHaveLength(2)
  })

  test('an account without a password is not opened by an empty one, or any', async () => {
    await invite(operator, { email: 'amina@example.org', role: 'manager' })
    await comeIn()
    for (const word of ['', password])
      expect(await refusal(signIn(stranger, { email: 'amina@example.org', password: word }))).toBe(
        'sign_in_failed',
      )
  })

  test('an issuer that was set later does not inherit the accounts of the one before', async () => {
    await invite(operator, { email: 'amina@example.org', role: 'manager' })
    await comeIn()
    process.env.FOOTHOLD_OIDC_ISSUER = 'https://login.example.com'
    expect(await refusal(comeIn({ ...person, iss: 'https://login.example.com' }))).toBe(
      'service_unknown_person',
    )
    expect(await refusal(comeIn())).toBe('service_unknown_person')
  })
})

describe('the second factor', () => {
  test.each([
    [['pwd'], true],
    [undefined, true],
    [[], true],
    [['pwd', 'otp'], false],
    [['mfa'], false],
    [['hwk', 'pin'], false],
  ])('of a role that must have one, and a service that says %j: asked here %s', async (amr, isAsked) => {
    await changeSettings(operator, { secondFactorRoles: ['manager'] })
    await invite(operator, { email: 'amina@example.org', role: 'manager' })
    const { sessionId } = await comeIn(amr === undefined ? person : { ...person, amr })
    expect(sessionRow(sessionId)?.isStrong).toBe(!isAsked)
    const actor = await resumeSession(stranger, sessionId)
    if (actor?.kind !== 'staff') throw new Error('nobody came in')
    expect([actor.lacksSecondFactor ?? false, actor.grants.length === 0]).toEqual([isAsked, isAsked])
  })
})

describe('tying an account', () => {
  async function signedIn(): Promise<Actor> {
    return staffWith('manager')
  }

  test('a signed-in person gives the password, ties the account, and comes in by the service then', async () => {
    const actor = await signedIn()
    expect(await refusal(confirmTying(actor, 'not the password at all'))).toBe('sign_in_failed')
    await confirmTying(actor, password)
    await tieAccount(actor, { ...person, email: 'private@example.com' })
    expect(await readTie(actor)).toEqual({ isTied: true, hasPassword: true })
    const { accountId } = await comeIn()
    expect(actor).toMatchObject({ accountId })
    await untieAccount(actor)
    expect(await refusal(comeIn())).toBe('service_unknown_person')
  })

  test('nobody is tied to two, and no two to one', async () => {
    const [one, other] = [await signedIn(), await signedIn()]
    await tieAccount(one, person)
    expect(await refusal(tieAccount(other, person))).toBe('service_already_tied')
    expect(await refusal(tieAccount(one, { ...person, sub: 'second' }))).toBe('service_already_tied')
    expect(await refusal(tieAccount(other, { ...person, iss: 'https://login.example.com' }))).toBe(
      'service_unknown_person',
    )
  })

  test('a new password unties the account: whoever knew the old one could have tied it', async () => {
    const actor = await signedIn()
    await tieAccount(actor, person)
    const email = actor.kind === 'staff' ? actor.email : ''
    await resetAccount(operator, { email, password: 'louder winds above sand' })
    expect(await refusal(comeIn())).toBe('service_unknown_person')
  })

  test('who has no password keeps the only way in, unless an administrator decides', async () => {
    await invite(operator, { email: 'amina@example.org', role: 'manager' })
    const { sessionId, accountId } = await comeIn()
    const actor = (await resumeSession(stranger, sessionId)) ?? stranger
    expect(await refusal(untieAccount(actor))).toBe('password_needed')
    await unlinkAccount(operator, accountId)
    expect(await resumeSession(stranger, sessionId)).toBeNull()
    expect(await refusal(comeIn())).toBe('service_unknown_person')
  })
})
