import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { store } from './connection'
import { countNow } from './live-sums'
import { recordResponse, withdrawResponse } from './responses'
import { discardInterview, saveInterview } from './saved-interviews'
import { responses } from './schema/responses'
import { savedInterviews } from './schema/saved-interviews'
import { openFreshStore, respondent } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

/** How often bytes stand in the files of the database, pages that are free and its log included. */
function copiesOf(bytes: Buffer): number {
  const files = ['foothold.db', 'foothold.db-wal'].map((name) => join(fresh.folder, name)).filter(existsSync)
  return files.map((file) => readFileSync(file).indexOf(bytes)).filter((at) => at >= 0).length
}

async function answered(): Promise<{ readonly receipt: string; readonly sealed: Buffer }> {
  const submissionId = randomUUID()
  const sent = { submissionId, version: 1, language: 'en', consent: true, answers: { length_stay: 'y1_4' } }
  const { receipt } = await recordResponse(respondent, 'spring', sent, 'web')
  await countNow()
  const row = store().reader.select().from(responses).where(eq(responses.submissionId, submissionId)).get()
  if (row === undefined) throw new Error('not stored')
  return { receipt, sealed: row.answers.subarray(0, 60) }
}

test('what was withdrawn is in no page of the file and in no part of its log', async () => {
  const { receipt, sealed } = await answered()
  expect(copiesOf(sealed)).toBeGreaterThan(0)
  await withdrawResponse(respondent, receipt)
  expect(copiesOf(sealed)).toBe(0)
})

test('where somebody reads an older state the withdrawal is not kept waiting, and the rest goes soon after', async () => {
  const { receipt, sealed } = await answered()
  const older = store().snapshot()
  await withdrawResponse(respondent, receipt)
  expect(copiesOf(sealed)).toBeGreaterThan(0)
  older.close()
  await expect.poll(() => copiesOf(sealed), { timeout: 10_000 }).toBe(0)
})

test('so is an interview that was put aside and is not wanted any more', async () => {
  const submissionId = randomUUID()
  const interview = { submissionId, interview: 'x'.repeat(400), version: 1, language: 'en' }
  await saveInterview(respondent, 'spring', interview, new Date())
  const row = store().reader.select().from(savedInterviews).get()
  const sealed = row?.interview.subarray(0, 60) ?? Buffer.alloc(0)
  expect(copiesOf(sealed)).toBeGreaterThan(0)
  await discardInterview(respondent, 'spring', submissionId)
  expect(copiesOf(sealed)).toBe(0)
})
