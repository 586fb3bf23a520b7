import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ProblemError } from '@/lib/problem'
import { readAudit } from './audit'
import { store } from './connection'
import { checkInstallation } from './doctor'
import { isRoundOpen, readOpenSurvey } from './open-surveys'
import { importResponses } from './response-import'
import { recordResponse } from './responses'
import { eraseExpiredResponses } from './retention'
import { closeRound, createRound, openRound, readRound } from './rounds'
import { resumeInterview, saveInterview } from './saved-interviews'
import { responses } from './schema/responses'
import { savedInterviews } from './schema/saved-interviews'
import { openFreshStore, operator, respondent } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
  for (const [slug, keptUntil] of [
    ['short-lived', '2099-01-31'],
    ['long-lived', '2199-01-31'],
  ] as const) {
    await createRound(operator, {
      title: slug,
      slug,
      questionnaireId: 'migrant-short',
      keptUntil,
      open: true,
    })
    for (let person = 0; person < 31; person += 1) {
      await recordResponse(respondent, slug, submission())
    }
  }
})
afterAll(() => fresh.remove())

function submission() {
  return { submissionId: randomUUID(), version: 1, language: 'en', consent: true, answers: {} }
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    ({ code, errors }: ProblemError) => [code, ...errors.map((fault) => fault.code)].join(' '),
  )
}

/** Does something on another day, as far as the calendar goes. */
async function on<T>(day: string, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T12:00:00Z`) })
  try {
    return await work()
  } finally {
    vi.useRealTimers()
  }
}

test('single answers are erased after the day that respondents were told, and not before; releases stay', async () => {
  expect(await eraseExpiredResponses(operator, new Date('2099-01-31T23:00:00Z'))).toBe(0)
  expect(await eraseExpiredResponses(operator, new Date('2099-02-01T00:00:00Z'))).toBe(31)
  const gone = await readRound(operator, 'short-lived')
  expect(gone).toMatchObject({ state: 'closed', counts: { inAll: 0 } })
  expect(gone.releases[0]?.responses).toBe(31)
  const rows = store().reader.select().from(responses).where(eq(responses.roundId, gone.id)).all()
  expect(rows).toEqual([])
  expect((await readRound(operator, 'long-lived')).counts?.inAll).toBe(31)
  expect((await checkInstallation(operator)).filter(({ ok }) => !ok)).toEqual([])
  expect((await readAudit(operator))[0]).toMatchObject({ action: 'response.purge', reason: '31 erased' })
  expect(await eraseExpiredResponses(operator, new Date('2099-02-02T00:00:00Z'))).toBe(0)
})

test('a round is open to the end of its last day and takes nothing after it, though nobody closed it', async () => {
  const slug = 'on-the-day'
  const keptUntil = '2098-03-31'
  await createRound(operator, { title: slug, slug, questionnaireId: 'migrant-short', keptUntil, open: true })
  const sent = submission()
  const interview = { submissionId: randomUUID(), version: 1, language: 'en', interview: '{}' }
  const code = await on(keptUntil, async () => {
    expect(await refusal(recordResponse(respondent, slug, sent))).toBe('accepted')
    expect(await isRoundOpen(respondent, slug)).toBe(true)
    return (await saveInterview(respondent, slug, interview, new Date())).code
  })
  await on('2098-04-01', async () => {
    expect(await refusal(recordResponse(respondent, slug, submission()))).toBe('round_not_open')
    expect(await recordResponse(respondent, slug, sent)).toMatchObject({ isRepeat: true })
    expect(await refusal(readOpenSurvey(respondent, slug))).toBe('round_not_open')
    expect(await isRoundOpen(respondent, slug)).toBe(false)
    expect(await refusal(saveInterview(respondent, slug, interview, new Date()))).toBe('round_not_open')
    expect(await refusal(resumeInterview(respondent, slug, code, randomUUID(), new Date()))).toBe(
      'round_not_open',
    )
    expect(await refusal(importResponses(operator, slug, [{ row: 2, id: 'a', answers: {} }]))).toBe(
      'input_invalid date_passed',
    )
    expect((await readRound(operator, slug)).counts?.inAll).toBe(1)
  })
})

test('a round past its last day is closed though nobody answered, what was saved in it is erased, and it does not open again', async () => {
  const slug = 'nobody-came'
  const keptUntil = '2098-01-31'
  await createRound(operator, { title: slug, slug, questionnaireId: 'migrant-short', keptUntil, open: true })
  const interview = { submissionId: randomUUID(), version: 1, language: 'en', interview: '{}' }
  await saveInterview(respondent, slug, interview, new Date('2098-01-31T12:00:00Z'))
  const { id } = await readRound(operator, slug)
  const saved = () =>
    store().reader.select().from(savedInterviews).where(eq(savedInterviews.roundId, id)).all()

  expect(await eraseExpiredResponses(operator, new Date('2098-01-31T23:00:00Z'))).toBe(0)
  expect(await readRound(operator, slug)).toMatchObject({ state: 'open' })
  expect(saved()).toHaveLength(1)
  expect(await eraseExpiredResponses(operator, new Date('2098-02-01T00:00:00Z'))).toBe(0)
  expect(await readRound(operator, slug)).toMatchObject({ state: 'closed' })
  expect(saved()).toEqual([])
  expect(await on('2098-02-01', () => refusal(openRound(operator, slug)))).toBe('input_invalid date_passed')
  expect(await readRound(operator, slug)).toMatchObject({ state: 'closed' })
})

test('a draft whose last day passed while it waited is not opened', async () => {
  const slug = 'too-late'
  const keptUntil = '2098-01-31'
  await createRound(operator, { title: slug, slug, questionnaireId: 'migrant-short', keptUntil })
  expect(await on('2098-02-01', () => refusal(openRound(operator, slug)))).toBe('input_invalid date_passed')
  expect(await on('2098-01-30', () => refusal(openRound(operator, slug)))).toBe('accepted')
  // What is open stays so, and closing is always possible.
  expect(await on('2098-02-01', () => refusal(openRound(operator, slug)))).toBe('accepted')
  expect(await on('2098-02-01', () => refusal(closeRound(operator, slug)))).toBe('accepted')
})
