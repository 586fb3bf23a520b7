import { afterEach, beforeEach, expect, test } from 'vitest'
import { ProblemError } from '@/lib/problem'
import { acceptInvitation, addAccount, invite, makeSetupLink, readInvitation } from './accounts'
import { readAudit } from './audit'
import { listPeople } from './people'
import { resumeSession, signIn, signOut } from './sessions'
import { openFreshStore, operator, stranger } from './testing/actors'

const password = 'quiet river under stones'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeEach(async () => {
  fresh = await openFreshStore()
})
afterEach(() => fresh.remove())

const tokenOf = (link: string | null) => link?.split('/').at(-1) ?? ''

async function refusal(calling: Promise<unknown>): Promise<string> {
  try {
    await calling
    return ''
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return [error.code, ...error.errors.map(({ path }) => path)].join(' ')
  }
}

test('the set-up link makes one administrator and no second', async () => {
  const earlier = tokenOf(await makeSetupLink(operator))
  const token = tokenOf(await makeSetupLink(operator))
  const first = { token, email: 'First@Example.org', password }
  expect(await refusal(acceptInvitation(stranger, { ...first, token: earlier }))).toBe('link_not_valid')
  expect(await refusal(acceptInvitation(stranger, { ...first, password: 'short' }))).toBe(
    'input_invalid password',
  )
  await acceptInvitation(stranger, first)
  expect(await refusal(acceptInvitation(stranger, { ...first, email: 'second@example.org' }))).toBe(
    'link_not_valid',
  )
  expect(await makeSetupLink(operator)).toBeNull()
  expect(await listPeople(operator)).toMatchObject([
    { email: 'first@example.org', grants: [{ role: 'administrator', roundId: null }] },
  ])
})

test('an invitation holds for the address it was made for, once', async () => {
  const token = tokenOf(await invite(operator, { email: 'invited@example.org', role: 'researcher' }))
  expect(await readInvitation(stranger, token)).toMatchObject({ email: 'invited@example.org' })
  expect(await refusal(acceptInvitation(stranger, { token, email: 'other@example.org', password }))).toBe(
    'input_invalid email',
  )
  await acceptInvitation(stranger, { token, email: 'invited@example.org', password })
  expect(await refusal(readInvitation(stranger, token))).toBe('link_not_valid')
  expect(await refusal(invite(operator, { email: 'invited@example.org', role: 'manager' }))).toBe(
    'email_taken',
  )
})

test('the wrong password and the unknown address are refused in the same words, and written down', async () => {
  await addAccount(operator, { email: 'known@example.org', role: 'manager', password })
  const wrong = 'another river entirely'
  expect(await refusal(signIn(stranger, { email: 'known@example.org', password: wrong }))).toBe(
    'sign_in_failed',
  )
  expect(await refusal(signIn(stranger, { email: 'nobody@example.org', password: wrong }))).toBe(
    'sign_in_failed',
  )
  const failures = (await readAudit(operator)).filter(({ action }) => action === 'sign_in.fail')
  expect(failures).toHaveLength(2)
  expect(JSON.stringify(failures)).not.toContain('nobody@example.org')
})

test('tries that come at the same moment are counted before they are checked', async () => {
  const tries = Array.from({ length: 12 }, () =>
    refusal(signIn(stranger, { email: 'hurried@example.org', password: 'wrong all the time' })),
  )
  const outcomes = await Promise.all(tries)
  expect(outcomes.filter((outcome) => outcome === 'sign_in_failed')).toHaveLength(5)
  expect(outcomes.filter((outcome) => outcome === 'too_many_requests')).toHaveLength(7)
})

test('five failures in a minute ask for patience, even from who then knows the password', async () => {
  const email = 'known@example.org'
  await addAccount(operator, { email, role: 'manager', password })
  for (let tries = 0; tries < 5; tries += 1) {
    await refusal(signIn(stranger, { email, password: 'wrong all the time' }))
  }
  expect(await refusal(signIn(stranger, { email, password }))).toBe('too_many_requests')
  expect(await refusal(signIn(stranger, { email: 'other@example.org', password }))).toBe('sign_in_failed')
})

test('a session ends when its owner signs out', async () => {
  await addAccount(operator, { email: 'known@example.org', role: 'manager', password })
  const { sessionId } = await signIn(stranger, { email: 'KNOWN@example.org', password })
  const actor = await resumeSession(stranger, sessionId)
  if (actor === null) throw new Error('The session did not begin.')
  await signOut(actor)
  expect(await resumeSession(stranger, sessionId)).toBeNull()
})
