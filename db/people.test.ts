import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Grant } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import { actorOfAccessToken, listAccessTokens, makeAccessToken } from './access-tokens'
import { acceptInvitation, addAccount, invite } from './accounts'
import { readAudit } from './audit'
import { store } from './connection'
import { listInvitations, revokeInvitation } from './pending-invitations'
import { changeRoles, closeAccount, endSessionsOf, listPeople, readPerson, reopenAccount } from './people'
import { readRound } from './rounds'
import { sessions } from './schema/accounts'
import { resumeSession, signIn } from './sessions'
import { openFreshStore, operator, staffWith, stranger } from './testing/actors'

const password = 'quiet river under stones'
const now = () => new Date()

let fresh: Awaited<ReturnType<typeof openFreshStore>>
let administrator: Actor
beforeEach(async () => {
  fresh = await openFreshStore()
  administrator = await staffWith('administrator', 'everywhere')
})
afterEach(() => fresh.remove())

async function refusal(calling: Promise<unknown>): Promise<string> {
  try {
    await calling
    return ''
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return error.code
  }
}

const idOf = (actor: Actor) => (actor.kind === 'staff' ? actor.accountId : '')
const isSignedIn = async (actor: Actor) =>
  (await resumeSession(stranger, actor.kind === 'staff' ? (actor.sessionId ?? '') : '')) !== null
const grantsOf = async (id: string): Promise<readonly Grant[]> =>
  (await readPerson(operator, id, now())).grants
const lastLine = async () => {
  const [{ action, subject, reason } = { action: '', subject: '', reason: '' }] = await readAudit(operator)
  return { action, subject, reason }
}

describe('roles', () => {
  test('a role that is taken away ends every session, and is gone from every access token', async () => {
    const manager = await staffWith('manager')
    const id = idOf(manager)
    const { token } = await makeAccessToken(manager, { name: 'script', role: 'manager', days: 30 }, now())
    const { id: roundId } = await readRound(operator, 'spring')
    await changeRoles(administrator, id, {
      give: [{ role: 'researcher', roundId }],
      take: [{ role: 'manager', roundId }],
    })
    expect(await isSignedIn(manager)).toBe(false)
    expect(await actorOfAccessToken(stranger, token, now())).toBeNull()
    expect(await grantsOf(id)).toEqual([{ role: 'researcher', roundId }])
    expect(await lastLine()).toEqual({
      action: 'account.roles',
      subject: id,
      reason: `took manager in ${roundId}; gave researcher in ${roundId}`,
    })
  })

  test('what is so already ends no session and is not written down', async () => {
    const manager = await staffWith('manager', 'everywhere')
    const before = await readAudit(operator)
    await changeRoles(administrator, idOf(manager), {
      give: [{ role: 'manager' }],
      take: [{ role: 'enumerator' }],
    })
    expect(await isSignedIn(manager)).toBe(true)
    expect(await readAudit(operator)).toEqual(before)
  })

  test('a manager is cleared by round, keeps it with the role, and nobody else is cleared', async () => {
    const manager = await staffWith('manager')
    const id = idOf(manager)
    const { id: roundId } = await readRound(operator, 'spring')
    const give = [{ role: 'manager' as const, roundId, clearances: ['text' as const, 'sensitive' as const] }]
    await changeRoles(administrator, id, { give })
    expect(await grantsOf(id)).toEqual([{ role: 'manager', roundId, clearances: ['sensitive', 'text'] }])
    expect((await lastLine()).reason).toBe(`gave manager in ${roundId}, cleared for sensitive and text`)
    const { sessionId } = await signIn(stranger, { email: await emailOf(id), password })
    expect(await resumeSession(stranger, sessionId)).toMatchObject({
      grants: [{ roundId, clearances: ['sensitive', 'text'] }],
    })

    await changeRoles(administrator, id, { give: [{ role: 'manager', roundId, clearances: ['text'] }] })
    expect(await resumeSession(stranger, sessionId)).toBeNull()
    expect(await grantsOf(id)).toEqual([{ role: 'manager', roundId, clearances: ['text'] }])

    await changeRoles(administrator, id, {
      give: [{ role: 'researcher', roundId, clearances: ['text'] }],
      take: [{ role: 'manager', roundId }],
    })
    expect(await grantsOf(id)).toEqual([{ role: 'researcher', roundId }])
  })

  test('the last administrator stays one, whoever tries, until somebody else is', async () => {
    const id = idOf(administrator)
    const take = [{ role: 'administrator' as const }]
    for (const actor of [administrator, operator]) {
      expect(await refusal(changeRoles(actor, id, { take }))).toBe('last_administrator')
      expect(await refusal(closeAccount(actor, id, now()))).toBe('last_administrator')
    }
    expect(await isSignedIn(administrator)).toBe(true)

    const second = await staffWith('administrator', 'everywhere')
    await changeRoles(administrator, id, { take })
    expect(await grantsOf(id)).toEqual([])
    expect(await isSignedIn(administrator)).toBe(false)
    expect(await refusal(closeAccount(second, idOf(second), now()))).toBe('last_administrator')
  })

  test('an administrator whose account is closed keeps nobody else from being the last', async () => {
    const second = await staffWith('administrator', 'everywhere')
    await closeAccount(administrator, idOf(second), now())
    expect(await refusal(closeAccount(administrator, idOf(administrator), now()))).toBe('last_administrator')
  })

  test('an administrator’s role is held everywhere, whatever round was named', async () => {
    const { id: roundId } = await readRound(operator, 'spring')
    const person = await staffWith('researcher')
    await changeRoles(administrator, idOf(person), {
      give: [{ role: 'administrator', roundId }],
      take: [{ role: 'researcher', roundId }],
    })
    expect(await grantsOf(idOf(person))).toEqual([{ role: 'administrator', roundId: null }])
  })

  test('an unknown account and an unknown round are refused, and nothing is changed', async () => {
    const person = await staffWith('researcher')
    const give = [{ role: 'manager' as const, roundId: 'nowhere' }]
    expect(await refusal(changeRoles(administrator, 'nobody', {}))).toBe('account_not_found')
    expect(await refusal(changeRoles(administrator, idOf(person), { give }))).toBe('not_found')
    expect(await isSignedIn(person)).toBe(true)
  })
})

describe('closed accounts', () => {
  test('nobody signs in to a closed account, its tokens are gone for good, and the log still names it', async () => {
    const manager = await staffWith('manager')
    const id = idOf(manager)
    const email = await emailOf(id)
    const { token } = await makeAccessToken(manager, { name: 'script', role: 'manager', days: 30 }, now())
    await closeAccount(administrator, id, now())
    expect(await isSignedIn(manager)).toBe(false)
    expect(await actorOfAccessToken(stranger, token, now())).toBeNull()
    expect(await refusal(signIn(stranger, { email, password }))).toBe('sign_in_failed')
    expect((await listPeople(administrator)).find((person) => person.id === id)?.closedOn).toMatch(
      /^\d{4}-\d\d-\d\d$/,
    )
    const lines = await readAudit(operator)
    expect(lines.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account.close', 'accessToken.make']),
    )
    expect(lines.some(({ account }) => account === id)).toBe(true)

    await reopenAccount(administrator, id)
    expect(await lastLine()).toEqual({ action: 'account.reopen', subject: id, reason: '' })
    const { sessionId } = await signIn(stranger, { email, password })
    const again = await resumeSession(stranger, sessionId)
    expect(again).toMatchObject({ grants: [{ role: 'manager' }] })
    expect(await listAccessTokens(again ?? stranger, now())).toEqual([])
    expect(await actorOfAccessToken(stranger, token, now())).toBeNull()
  })

  test('a session that begins while the account is being closed lets nobody in, then or later', async () => {
    const { accountId } = await addAccount(operator, { email: 'late@example.org', role: 'manager', password })
    await closeAccount(administrator, accountId, now())
    // The password was right a moment before the closing, and the row is written a moment after.
    const row = { id: 'late', accountId, startedAt: Date.now(), lastSeenAt: Date.now() }
    await store().writes.transact(async (tx) => tx.db.insert(sessions).values(row).run())
    expect(await resumeSession(stranger, 'late')).toBeNull()
    await reopenAccount(administrator, accountId)
    expect(await resumeSession(stranger, 'late')).toBeNull()
  })
})

test('signing a person out everywhere ends their sessions and nobody else’s', async () => {
  const manager = await staffWith('manager')
  const other = await staffWith('manager')
  const email = await emailOf(idOf(manager))
  await signIn(stranger, { email, password })
  expect((await readPerson(administrator, idOf(manager), now())).sessions).toBe(2)
  await endSessionsOf(administrator, idOf(manager))
  expect((await readPerson(administrator, idOf(manager), now())).sessions).toBe(0)
  expect(await isSignedIn(manager)).toBe(false)
  expect(await isSignedIn(other)).toBe(true)
  expect(await lastLine()).toMatchObject({
    action: 'account.sessions_end',
    reason: '2 ended, 0 tokens erased',
  })
})

test('an invitation is listed until it is used, and one that was taken back opens nothing', async () => {
  const linkFor = async (email: string) =>
    (await invite(administrator, { email, role: 'researcher' })).split('/').at(-1) ?? ''
  const used = await linkFor('used@example.org')
  const lost = await linkFor('lost@example.org')
  await acceptInvitation(stranger, { token: used, email: 'used@example.org', password })
  const pending = await listInvitations(administrator, now())
  expect(pending).toMatchObject([
    { kind: 'invite', email: 'lost@example.org', grant: { role: 'researcher', roundId: null } },
  ])
  expect(JSON.stringify(pending)).not.toContain(lost)
  const id = pending[0]?.id ?? ''
  await revokeInvitation(administrator, id, now())
  expect(await lastLine()).toEqual({ action: 'invitation.revoke', subject: 'researcher', reason: '' })
  expect(
    await refusal(acceptInvitation(stranger, { token: lost, email: 'lost@example.org', password })),
  ).toBe('link_not_valid')
  expect(await listInvitations(administrator, now())).toEqual([])
  expect(await refusal(revokeInvitation(administrator, id, now()))).toBe('invitation_not_open')
})

async function emailOf(id: string): Promise<string> {
  return (await readPerson(operator, id, now())).email
}
