import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrokenAuditLink, readAudit } from './audit'
import { store } from './connection'
import { makeDueReleases, makeRelease } from './releases'
import { recordResponse } from './responses'
import { closeRound, openRound } from './rounds'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

test('what happened is written down, newest first, without naming who answered', async () => {
  await closeRound(operator, 'spring')
  await openRound(operator, 'spring')
  const actions = (await readAudit(operator)).map(({ action }) => action)
  expect(actions.slice(0, 2)).toEqual(['round.open', 'release.make'])
  expect(actions).toContain('questionnaire.publish')
})

test('the log is for administrators', async () => {
  await expect(readAudit(stranger)).rejects.toMatchObject({ code: 'not_signed_in' })
  await expect(readAudit(await staffWith('manager'))).rejects.toMatchObject({ code: 'not_allowed' })
})

test('no one changes the log or a published version, not even with the database open', async () => {
  const { writes } = store()
  for (const statement of [
    "update audit_entries set account = 'nobody'",
    'delete from audit_entries',
    "update questionnaire_versions set document = '{}'",
    'delete from questionnaire_versions',
    'update releases set responses = 0',
  ]) {
    await expect(writes.transact(async (tx) => tx.db.$client.exec(statement))).rejects.toThrow(
      /append-only|never changes/,
    )
  }
})

test('a log changed behind the triggers is noticed, and where', async () => {
  expect(await findBrokenAuditLink(operator)).toBeNull()
  await store().writes.transact(async (tx) => {
    tx.db.$client.exec('drop trigger audit_entries_never_change')
    tx.db.$client.exec("update audit_entries set reason = 'another' where sequence = 3")
  })
  expect(await findBrokenAuditLink(operator)).toBe(3)
})

test('a release is made by hand once, and only when something changed', async () => {
  await expect(makeRelease(operator, 'spring')).rejects.toMatchObject({ code: 'release_not_due' })
  const sent = { submissionId: crypto.randomUUID(), version: 1, language: 'en', consent: true, answers: {} }
  await recordResponse(respondent, 'spring', sent)
  expect(await makeRelease(operator, 'spring')).toEqual({ number: 2 })
  await expect(makeRelease(operator, 'spring')).rejects.toMatchObject({ code: 'release_not_due' })
  expect(await makeDueReleases(operator, new Date())).toBe(0)
})
