import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { store } from './connection'
import { isReleaseUnderWay } from './release-making'
import { importResponses } from './response-import'
import { recordResponse } from './responses'
import { readRound } from './rounds'
import { openFreshStore, operator, respondent } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

function answer() {
  const submission = { submissionId: randomUUID(), version: 1, language: 'en', consent: true, answers: {} }
  return recordResponse(respondent, 'spring', submission, 'web')
}

test('who answers while a release is made is not counted among its people', async () => {
  const { id } = await readRound(operator, 'spring')
  for (const people of [400, 900]) {
    const rows = Array.from({ length: people }, (_, row) => ({
      row: row + 1,
      id: `${people} ${row}`,
      answers: {},
    }))
    // Each import makes a release due, and waits for it.
    const importing = importResponses(operator, 'spring', rows)
    while (!isReleaseUnderWay(id)) await new Promise((resolve) => setImmediate(resolve))
    await Promise.all(Array.from({ length: 20 }, answer))
    await importing
  }
  const perRelease = store()
    .reader.$client.prepare<[], { number: number; told: number; marked: number }>(
      `select number, responses as told,
        (select count(*) from response_scores where first_release <= releases.number) as marked from releases`,
    )
    .all()
  expect(perRelease.length).toBeGreaterThan(1)
  for (const { told, marked } of perRelease) expect(marked).toBe(told)
})
