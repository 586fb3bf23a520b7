import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProblemError } from '@/lib/problem'
import { readAudit } from './audit'
import { store } from './connection'
import { recordFieldwork } from './fieldwork'
import { recordResponse } from './responses'
import { eraseExpiredResponses } from './retention'
import { closeRound, openRound, readRound } from './rounds'
import { saveInterview } from './saved-interviews'
import { rounds } from './schema/rounds'
import { openFreshStore, operator, respondent, staffWith } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
  for (let person = 0; person < 6; person += 1) await answer()
})
afterAll(() => fresh.remove())

const nothing = { asked: null, refused: null, notReached: null, notEligible: null }

const sent = () => ({ submissionId: randomUUID(), version: 1, language: 'en' })

function answer() {
  return recordResponse(respondent, 'spring', { ...sent(), consent: true, answers: {} })
}

async function faultsOf(recording: Promise<unknown>): Promise<readonly string[]> {
  return recording.then(
    () => [],
    (error: ProblemError) =>
      error.errors.length > 0 ? error.errors.map(({ path, code }) => `${path} ${code}`) : [error.code],
  )
}

test('an administrator, a researcher and a manager of another round may not record', async () => {
  for (const actor of [
    await staffWith('administrator', 'everywhere'),
    await staffWith('researcher'),
    await staffWith('enumerator'),
    await staffWith('manager', 'elsewhere'),
  ]) {
    expect(await faultsOf(recordFieldwork(actor, 'spring', { ...nothing, asked: 50 }))).toEqual([
      'not_allowed',
    ])
  }
})

test.each([
  ['fewer asked than answered', { ...nothing, asked: 5 }, ['asked fewer_than_answers']],
  ['more said no than were asked', { ...nothing, asked: 20, refused: 21 }, ['refused more_than_asked']],
  [
    'together more than were asked',
    { ...nothing, asked: 20, refused: 9, notReached: 6 },
    ['asked fewer_than_told'],
  ],
  ['less than nobody', { ...nothing, refused: -1 }, ['refused too_small']],
  ['half a person', { ...nothing, notEligible: 2.5 }, ['notEligible invalid_type']],
])('%s is refused at its field', async (_, input, faults) => {
  expect(await faultsOf(recordFieldwork(operator, 'spring', input))).toEqual(faults)
  expect((await readRound(operator, 'spring')).fieldwork?.counted).toEqual(nothing)
})

test('a manager records, and the log says what changed', async () => {
  const manager = await staffWith('manager')
  const counted = { asked: 20, refused: 4, notReached: 6, notEligible: null }
  expect(await recordFieldwork(manager, 'spring', counted)).toEqual(counted)
  await recordFieldwork(manager, 'spring', counted)
  await recordFieldwork(manager, 'spring', { ...counted, asked: 24, notEligible: 4, refused: null })
  await recordFieldwork(manager, 'spring', { ...counted, asked: 24, notEligible: 4 })
  const lines = (await readAudit(operator)).filter(({ action }) => action === 'fieldwork.record')
  expect(lines.map(({ reason }) => reason)).toEqual([
    'refused not counted to 4',
    'asked 20 to 24, refused 4 to not counted, notEligible not counted to 4',
    'asked not counted to 20, refused not counted to 4, notReached not counted to 6',
  ])
})

test('a researcher reckons with the release, a manager with this moment, others are told nothing', async () => {
  const researcher = await staffWith('researcher')
  expect((await readRound(researcher, 'spring')).fieldwork).toMatchObject({
    counted: { asked: 24 },
    answers: null,
    isLive: false,
    rates: null,
    putAside: null,
  })
  await closeRound(operator, 'spring')
  await openRound(operator, 'spring')
  await answer()
  // 6 in the release, 7 now; 24 asked, 4 of them not eligible.
  expect((await readRound(researcher, 'spring')).fieldwork).toMatchObject({
    answers: 6,
    isLive: false,
    rates: {
      ok: true,
      value: { response: { share: 6 / 20 }, refusal: { share: 4 / 20 }, contact: { share: 10 / 20 } },
    },
  })
  expect((await readRound(operator, 'spring')).fieldwork).toMatchObject({
    answers: 7,
    isLive: true,
    rates: { ok: true, value: { response: { share: 7 / 20 } } },
  })
  for (const actor of [await staffWith('administrator', 'everywhere'), await staffWith('enumerator')]) {
    expect((await readRound(actor, 'spring')).fieldwork).toBeNull()
  }
})

test('interviews that were put aside and not sent are counted, for managers only, until they expire', async () => {
  const interview = JSON.stringify({})
  const putAside = async () => (await readRound(operator, 'spring')).fieldwork?.putAside
  expect(await putAside()).toBe(0)
  await saveInterview(respondent, 'spring', { ...sent(), interview }, new Date())
  await saveInterview(respondent, 'spring', { ...sent(), interview }, new Date(Date.now() - 30 * 86_400_000))
  expect(await putAside()).toBe(1)
  expect((await readRound(await staffWith('researcher'), 'spring')).fieldwork?.putAside).toBeNull()
})

test('answers that outgrow what was said to be asked are told, not reckoned with', async () => {
  await recordFieldwork(operator, 'spring', { ...nothing, asked: 7 })
  await answer()
  const { fieldwork } = await readRound(operator, 'spring')
  expect(fieldwork?.rates).toMatchObject({
    ok: false,
    problems: [{ path: 'asked', code: 'fewer_than_answers' }],
  })
})

test('once the answers are erased, everybody reckons with the last release', async () => {
  await recordFieldwork(operator, 'spring', { ...nothing, asked: 40 })
  const { keptUntil, fieldwork: before } = await readRound(operator, 'spring')
  expect(before).toMatchObject({ isLive: true, answers: 8 })
  await store().writes.transact(async (tx) =>
    tx.db.update(rounds).set({ keptUntil: '2026-01-31' }).where(eq(rounds.slug, 'spring')).run(),
  )
  await eraseExpiredResponses(operator, new Date())
  expect(keptUntil).not.toBe('2026-01-31')
  const { fieldwork, releases } = await readRound(operator, 'spring')
  expect(fieldwork).toMatchObject({ isLive: false, answers: releases[0]?.responses })
  expect(fieldwork?.answers).toBeGreaterThan(0)
  expect(await faultsOf(recordFieldwork(operator, 'spring', { ...nothing, asked: 1 }))).toEqual([
    'asked fewer_than_answers',
  ])
})
