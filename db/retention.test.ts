import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAudit } from './audit'
import { store } from './connection'
import { checkInstallation } from './doctor'
import { recordResponse } from './responses'
import { eraseExpiredResponses } from './retention'
import { createRound, readRound } from './rounds'
import { responses } from './schema/responses'
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
      const submission = {
        submissionId: randomUUID(),
        version: 1,
        language: 'en',
        consent: true,
        answers: {},
      }
      await recordResponse(respondent, slug, submission)
    }
  }
})
afterAll(() => fresh.remove())

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
