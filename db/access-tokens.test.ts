import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, isAllowed } from '@/lib/permissions'
import { actorOfAccessToken, listAccessTokens, makeAccessToken, revokeAccessToken } from './access-tokens'
import { readAudit } from './audit'
import { store } from './connection'
import { readRound } from './rounds'
import { accounts, grants } from './schema/accounts'
import { openFreshStore, operator, staffWith, stranger } from './testing/actors'

const now = new Date('2026-03-01T10:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let springId: string
beforeAll(async () => {
  fresh = await openFreshStore()
  springId = (await readRound(operator, 'spring')).id
})
afterAll(() => fresh.remove())

function accountOf(actor: Actor): string {
  if (actor.kind !== 'staff') throw new Error('Not of the staff.')
  return actor.accountId
}

const onToken = (token: string, at = now) => actorOfAccessToken(stranger, token, at)

test('a token acts as its account, in its role and round alone', async () => {
  const manager = await staffWith('manager', 'everywhere')
  const { token } = await makeAccessToken(
    manager,
    { name: 'report', role: 'manager', roundId: springId, days: 30 },
    now,
  )
  expect(token).toMatch(/^fh_[A-Za-z0-9_-]{43}$/)
  const actor = await onToken(token)
  expect(actor).toMatchObject({ accountId: accountOf(manager), sessionId: null })
  expect(actor?.kind === 'staff' && actor.grants).toEqual([{ role: 'manager', roundId: springId }])
  expect(isAllowed(actor ?? stranger, 'aggregate.exact', springId)).toBe(true)
  expect(isAllowed(actor ?? stranger, 'aggregate.exact', 'another')).toBe(false)
})

test('it works to the end of its last day, and not on the next', async () => {
  const researcher = await staffWith('researcher')
  const { token, expiresOn } = await makeAccessToken(
    researcher,
    { name: 'r', role: 'researcher', days: 90 },
    now,
  )
  expect(expiresOn).toBe('2026-05-30')
  expect(await onToken(token, new Date('2026-05-30T23:59:59Z'))).not.toBeNull()
  expect(await onToken(token, new Date('2026-05-31T00:00:00Z'))).toBeNull()
  const [listed] = await listAccessTokens(researcher, later(91))
  expect(listed).toMatchObject({ fault: 'expired', lastUsedOn: '2026-05-30' })
})

test('the day of its last use is kept, and nothing of single uses', async () => {
  const researcher = await staffWith('researcher')
  const { token } = await makeAccessToken(researcher, { name: 'r', role: 'researcher', days: 30 }, now)
  expect((await listAccessTokens(researcher, now))[0]?.lastUsedOn).toBeNull()
  const before = (await readAudit(operator, { limit: 1 }))[0]?.sequence
  await onToken(token)
  await onToken(token, later(2))
  await onToken(token, later(2))
  expect((await listAccessTokens(researcher, now))[0]?.lastUsedOn).toBe('2026-03-03')
  expect((await readAudit(operator, { limit: 1 }))[0]?.sequence).toBe(before)
})

test('revoking ends it at once; making and revoking are in the log, the token is nowhere', async () => {
  const manager = await staffWith('manager')
  const { id, token } = await makeAccessToken(manager, { name: 'm', role: 'manager', days: 365 }, now)
  const stranger2 = await staffWith('manager')
  await expect(revokeAccessToken(stranger2, id)).rejects.toMatchObject({ code: 'access_token_not_found' })
  expect(await listAccessTokens(stranger2, now)).toEqual([])
  await revokeAccessToken(manager, id)
  expect(await onToken(token)).toBeNull()
  await expect(revokeAccessToken(manager, id)).rejects.toMatchObject({ code: 'access_token_not_found' })
  const lines = (await readAudit(operator, { limit: 50 })).filter(({ subject }) => subject === id)
  expect(lines.map(({ action, account, reason }) => [action, account, reason])).toEqual([
    ['accessToken.revoke', accountOf(manager), ''],
    ['accessToken.make', accountOf(manager), 'manager in every round'],
  ])
  for (const file of ['foothold.db', 'foothold.db-wal']) {
    const bytes = readFileSync(join(fresh.folder, file))
    expect([file, bytes.includes(token), bytes.includes(token.slice(3))]).toEqual([file, false, false])
  }
})

test('a role that is taken away takes the token with it; what is given does not widen it', async () => {
  const manager = await staffWith('manager')
  const accountId = accountOf(manager)
  const { token } = await makeAccessToken(
    manager,
    { name: 'm', role: 'manager', roundId: springId, days: 30 },
    now,
  )
  await store().writes.transact(async (tx) => {
    tx.db.insert(grants).values({ accountId, role: 'administrator', roundId: '' }).run()
  })
  expect(isAllowed((await onToken(token)) ?? stranger, 'questionnaire.edit')).toBe(false)
  await store().writes.transact(async (tx) => {
    tx.db.delete(grants).where(eq(grants.role, 'manager')).run()
  })
  expect(await onToken(token)).toBeNull()
  expect(await listAccessTokens(manager, now)).toMatchObject([{ fault: 'role_not_held' }])
})

test('an account that is removed takes its tokens with it', async () => {
  const researcher = await staffWith('researcher')
  const { token } = await makeAccessToken(researcher, { name: 'r', role: 'researcher', days: 30 }, now)
  await store().writes.transact(async (tx) => {
    tx.db
      .delete(accounts)
      .where(eq(accounts.id, accountOf(researcher)))
      .run()
  })
  expect(await onToken(token)).toBeNull()
})

test.each([
  ['no name', { name: ' ', role: 'researcher', days: 30 }, 'name'],
  ['a role that is not held', { name: 'x', role: 'manager', days: 30 }, 'role'],
  [
    'a round in which it is not held',
    { name: 'x', role: 'researcher', roundId: 'other', days: 30 },
    'roundId',
  ],
  ['a life that is not offered', { name: 'x', role: 'researcher', days: 366 }, 'days'],
] as const)('%s is refused by its field', async (_, input, path) => {
  const researcher = await staffWith('researcher')
  // As a form sends it: whatever it is.
  const sent = JSON.parse(JSON.stringify(input))
  await expect(makeAccessToken(researcher, sent, now)).rejects.toMatchObject({
    code: 'input_invalid',
    errors: [{ path }],
  })
})

test('an administrator cannot make a token that seems to hold in one round', async () => {
  const administrator = await staffWith('administrator', 'everywhere')
  await expect(
    makeAccessToken(administrator, { name: 'a', role: 'administrator', roundId: springId, days: 30 }, now),
  ).rejects.toMatchObject({ errors: [{ path: 'roundId', code: 'role_without_round' }] })
})

test('a token makes no other, and what was never a token is nobody’s', async () => {
  const administrator = await staffWith('administrator', 'everywhere')
  const { token } = await makeAccessToken(administrator, { name: 'a', role: 'administrator', days: 30 }, now)
  const program = (await onToken(token)) ?? stranger
  await expect(
    makeAccessToken(program, { name: 'b', role: 'administrator', days: 30 }, now),
  ).rejects.toMatchObject({ code: 'not_allowed' })
  for (const wrong of [
    '',
    'fh_',
    token.slice(0, -1),
    `${token} `,
    token.toLowerCase(),
    '\u0000',
    'x'.repeat(100_000),
  ])
    expect(await onToken(wrong)).toBeNull()
})
