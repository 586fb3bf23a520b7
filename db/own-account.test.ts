import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/permissions'
import { actorOfAccessToken, makeAccessToken } from './access-tokens'
import { resetAccount } from './account-reset'
import { addAccount } from './accounts'
import { codeOf, stepAt } from './one-time-codes'
import { changePassword, endOwnSessions, listOwnSessions } from './own-account'
import { makePasswordLink, readPasswordLink, setPasswordByLink } from './password-links'
import { closeAccount, endSessionsOf } from './people'
import { makeRecoveryCodes, offerSecondFactor, setUpSecondFactor, takeOffSecondFactor } from './second-factor'
import { finishSignIn, knownDevice, resumeSession, signIn } from './sessions'
import { changeSettings } from './settings'
import { waitAfter } from './sign-in-tries'
import { openFreshStore, operator, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

const password = 'quiet river under stones'
let made = 0

async function newPerson() {
  made += 1
  const email = `person-${made}@example.org`
  const { accountId } = await addAccount(operator, { email, role: 'researcher', password })
  return { email, accountId }
}

async function signedIn(email: string, with_ = password): Promise<Actor> {
  const actor = await resumeSession(stranger, (await signIn(stranger, { email, password: with_ })).sessionId)
  if (actor === null) throw new Error('The session did not begin.')
  return actor
}

const codeOfRefusal = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code,
  )

test('waits grow from fifteen seconds to a quarter of an hour, and never beyond', () => {
  const now = 10_000_000
  const waits = [4, 5, 6, 7, 11, 20, 500].map((failures) => waitAfter(Array(failures).fill(now), now))
  expect(waits).toEqual([0, 15, 30, 60, 900, 900, 900])
  expect(waitAfter(Array(5).fill(now - 15_000), now)).toBe(0)
})

test('strangers who fail keep the owner out nowhere but where the account was never used', async () => {
  const { email } = await newPerson()
  const device = await knownDevice(stranger, email)
  const wrong = { email, password: 'louder winds above sand' }
  for (let tries = 0; tries < 8; tries += 1) await codeOfRefusal(signIn(stranger, wrong))
  expect(await codeOfRefusal(signIn(stranger, { email, password }))).toBe('too_many_requests')
  expect(await codeOfRefusal(signIn(stranger, { email, password }, device))).toBe('accepted')
  // A known browser has one count, and a mark with something behind it is no mark.
  for (let tries = 0; tries < 5; tries += 1) await codeOfRefusal(signIn(stranger, wrong, device))
  for (const mark of [device, `${device}.x`, `${device}.`])
    expect(await codeOfRefusal(signIn(stranger, { email, password }, mark))).toBe('too_many_requests')
  // What another account was given opens no way around the wait.
  const foreign = await knownDevice(stranger, 'somebody-else@example.org')
  expect(await codeOfRefusal(signIn(stranger, { email, password }, foreign))).toBe('too_many_requests')
})

test('an account that is not there is refused as one that is, and waits as one that is', async () => {
  const { email } = await newPerson()
  const outcomes = async (address: string) => {
    const seen = []
    for (let tries = 0; tries < 6; tries += 1)
      seen.push(
        await codeOfRefusal(signIn(stranger, { email: address, password: 'louder winds above sand' })),
      )
    return seen
  }
  expect(await outcomes('nobody-at-all@example.org')).toEqual(await outcomes(email))
})

test('a second factor is asked for, each code works once, and a recovery code too', async () => {
  const { email } = await newPerson()
  const person = await signedIn(email)
  const elsewhere = await signIn(stranger, { email, password })
  const { secret } = await offerSecondFactor(person)
  const now = new Date()
  expect(await codeOfRefusal(setUpSecondFactor(person, { code: '000000', password }, now))).toBe(
    'input_invalid',
  )
  expect(
    await codeOfRefusal(
      setUpSecondFactor(person, { code: codeOf(secret, stepAt(now)), password: 'something else' }, now),
    ),
  ).toBe('input_invalid')
  const recovery = await setUpSecondFactor(person, { code: codeOf(secret, stepAt(now)), password }, now)
  expect(new Set(recovery).size).toBe(10)
  // Who was signed in by the password alone is no more.
  expect(await resumeSession(stranger, elsewhere.sessionId)).toBeNull()

  const waiting = (await signIn(stranger, { email, password })).sessionId
  expect(await resumeSession(stranger, waiting)).toBeNull()
  const spent = codeOf(secret, stepAt(now))
  expect(await codeOfRefusal(finishSignIn(stranger, waiting, spent))).toBe('code_wrong')
  const [first = ''] = recovery
  const { sessionId } = await finishSignIn(stranger, waiting, ` ${first.toLowerCase()} `)
  expect(sessionId).not.toBe(waiting)
  expect(await resumeSession(stranger, sessionId)).toMatchObject({ email })
  const again = (await signIn(stranger, { email, password })).sessionId
  expect(await codeOfRefusal(finishSignIn(stranger, again, first))).toBe('code_wrong')
  const next = codeOf(secret, stepAt(new Date()) + 1)
  expect(await codeOfRefusal(finishSignIn(stranger, again, next))).toBe('accepted')
})

test('other recovery codes end the earlier ones, and without the factor a password is enough again', async () => {
  const { email } = await newPerson()
  const person = await signedIn(email)
  const { secret } = await offerSecondFactor(person)
  const at = (steps: number) => codeOf(secret, stepAt(new Date()) + steps)
  const [old = ''] = await setUpSecondFactor(person, { code: at(-1), password }, new Date())
  const fresh = await makeRecoveryCodes(person, at(0), new Date())
  expect(await codeOfRefusal(takeOffSecondFactor(person, old, new Date()))).toBe('code_wrong')
  await takeOffSecondFactor(person, fresh[0] ?? '', new Date())
  expect(await signedIn(email)).toMatchObject({ email })
})

test('whose role asks for a second factor holds nothing until it is set up', async () => {
  const { email } = await newPerson()
  await changeSettings(operator, { secondFactorRoles: ['researcher'] })
  expect(await signedIn(email)).toMatchObject({ grants: [], lacksSecondFactor: true })
  await changeSettings(operator, { secondFactorRoles: [] })
  expect(await signedIn(email)).not.toMatchObject({ grants: [] })
})

test('a link sets a new password once, and signs out everywhere', async () => {
  const { email, accountId } = await newPerson()
  const before = await signIn(stranger, { email, password })
  const earlier = (await makePasswordLink(operator, accountId)).replace('/password/', '')
  const token = (await makePasswordLink(operator, accountId)).replace('/password/', '')
  const another = 'louder winds above sand'
  expect(await codeOfRefusal(readPasswordLink(stranger, earlier))).toBe('link_not_valid')
  expect(await readPasswordLink(stranger, token)).toEqual({ email })
  expect(await codeOfRefusal(setPasswordByLink(stranger, { token, password: 'short' }))).toBe('input_invalid')
  await setPasswordByLink(stranger, { token, password: another })
  expect(await codeOfRefusal(setPasswordByLink(stranger, { token, password: another }))).toBe(
    'link_not_valid',
  )
  expect(await resumeSession(stranger, before.sessionId)).toBeNull()
  expect(await codeOfRefusal(signIn(stranger, { email, password }))).toBe('sign_in_failed')
  expect(await signedIn(email, another)).toMatchObject({ email })
})

test('a link for a new password ends after a day, and with its account', async () => {
  const { accountId } = await newPerson()
  const token = (await makePasswordLink(operator, accountId)).replace('/password/', '')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 })
  expect(await codeOfRefusal(readPasswordLink(stranger, token))).toBe('link_not_valid')
  vi.useRealTimers()
  expect(await codeOfRefusal(readPasswordLink(stranger, token))).toBe('accepted')
  await closeAccount(operator, accountId, new Date())
  expect(await codeOfRefusal(readPasswordLink(stranger, token))).toBe('link_not_valid')
})

test('sessions are listed by handles that open nothing, and ended one by one or all but this one', async () => {
  const { email } = await newPerson()
  const person = await signedIn(email)
  const others = [await signIn(stranger, { email, password }), await signIn(stranger, { email, password })]
  const listed = await listOwnSessions(person)
  expect(listed).toHaveLength(3)
  expect(JSON.stringify(listed)).not.toContain(others[0]?.sessionId)
  const other = listed.find(({ isPresent }) => !isPresent)
  await endOwnSessions(person, other?.id ?? '')
  expect(await listOwnSessions(person)).toHaveLength(2)
  await endOwnSessions(person, 'others')
  expect(await listOwnSessions(person)).toMatchObject([{ isPresent: true }])
  for (const { sessionId } of others) expect(await resumeSession(stranger, sessionId)).toBeNull()
})

test('a password is changed by who knows the present one', async () => {
  const { email } = await newPerson()
  const person = await signedIn(email)
  const other = await signIn(stranger, { email, password })
  const another = 'louder winds above sand'
  expect(await codeOfRefusal(changePassword(person, { present: another, password: another }))).not.toBe(
    'accepted',
  )
  await changePassword(person, { present: password, password: another })
  expect(await resumeSession(stranger, other.sessionId)).toBeNull()
  expect(await signedIn(email, another)).toMatchObject({ email })
})

test('a token ends with the password of the time when it was made, and when a device was lost', async () => {
  const { email, accountId } = await newPerson()
  const newToken = async (with_: string) => {
    const actor = await signedIn(email, with_)
    const { token } = await makeAccessToken(
      actor,
      { name: 'by a stranger', role: 'researcher', days: 365 },
      now(),
    )
    expect(await isOver(token)).toBe(false)
    return { actor, token }
  }
  const now = () => new Date()
  const isOver = async (token: string) =>
    (await actorOfAccessToken(stranger, token, now()).catch(() => null)) === null

  const first = await newToken(password)
  await changePassword(first.actor, { present: password, password: 'seven kettles under a slow moon' })
  expect(await isOver(first.token)).toBe(true)

  const second = await newToken('seven kettles under a slow moon')
  const link = (await makePasswordLink(operator, accountId)).replace('/password/', '')
  await setPasswordByLink(stranger, { token: link, password: 'nine lanterns over a cold river' })
  expect(await isOver(second.token)).toBe(true)

  const third = await newToken('nine lanterns over a cold river')
  await endSessionsOf(operator, accountId)
  expect(await isOver(third.token)).toBe(true)

  const fourth = await newToken('nine lanterns over a cold river')
  await resetAccount(operator, { email, password: 'five baskets beside an old wall' })
  expect(await isOver(fourth.token)).toBe(true)
})

test('strangers who try the password keep its owner from nothing in the browser where they are signed in', async () => {
  const { email } = await newPerson()
  const actor = await signedIn(email)
  for (let tries = 0; tries < 8; tries += 1) {
    await codeOfRefusal(signIn(stranger, { email, password: 'something else entirely' }))
  }
  expect(await codeOfRefusal(signIn(stranger, { email, password }))).toBe('too_many_requests')
  expect(
    await codeOfRefusal(changePassword(actor, { present: password, password: 'louder winds above sand' })),
  ).toBe('accepted')
})

test('a sign-in by the old password that is under way when a new one is set lets nobody in', async () => {
  const { email } = await newPerson()
  const under = Array.from({ length: 4 }, () =>
    signIn(stranger, { email, password }).then(
      ({ sessionId }) => sessionId,
      () => null,
    ),
  )
  await resetAccount(operator, { email, password: 'louder winds above sand' })
  for (const sessionId of await Promise.all(under)) {
    if (sessionId !== null) expect(await resumeSession(stranger, sessionId)).toBeNull()
  }
})

test('a second factor that was taken off is never offered again', async () => {
  const { email } = await newPerson()
  const actor = await signedIn(email)
  const { secret } = await offerSecondFactor(actor)
  const now = new Date()
  await setUpSecondFactor(actor, { code: codeOf(secret, stepAt(now)), password }, now)
  const later = new Date(now.getTime() + 60_000)
  await takeOffSecondFactor(actor, codeOf(secret, stepAt(later)), later)
  expect((await offerSecondFactor(actor)).secret).not.toBe(secret)
})
