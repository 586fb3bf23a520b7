import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { ProblemError } from '@/lib/problem'
import { store } from './connection'
import { checkInstallation } from './doctor'
import { recordResponse } from './responses'
import { readRound } from './rounds'
import { responseScores, responses, tombstones } from './schema/responses'
import { openFreshStore, operator, respondent } from './testing/actors'
import type { Transaction } from './write-queue'

/*
 * SQLite gives the same SQLITE_FULL for `max_page_count` as for a disk without room: a tmpfs of 600 kB gave it too, and each time
 * the whole transaction was rolled back by then.
 */

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())
beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue())
afterEach(async () => {
  await leaveRoom('enough')
  vi.restoreAllMocks()
})

/** Lets the file grow by so many pages of 4 kB and no more. */
async function leaveRoom(pages: number | 'enough'): Promise<void> {
  await store().writes.transact(async (tx) => {
    const { $client } = tx.db
    const most =
      pages === 'enough' ? 1_000_000 : Number($client.pragma('page_count', { simple: true })) + pages
    $client.pragma(`max_page_count = ${most}`)
  })
}

function fill(tx: Transaction, submissionId: string, kilobytes = 0): void {
  const withdrawnOn = '2026-01-01'.padEnd(kilobytes * 1024, ' ')
  tx.db.insert(tombstones).values({ submissionId, roundId: 'r', withdrawnOn, afterRelease: 0 }).run()
}

function withdrawn(): readonly string[] {
  const rows = store().reader.select().from(tombstones).all()
  return rows.map(({ submissionId }) => submissionId)
}

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'kept',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  )
}

test('work for which there is no room is refused as such, and the queue goes on', async () => {
  const { writes } = store()
  const begun: string[] = []
  const undone: string[] = []
  const write = (name: string, kilobytes: number) =>
    outcomeOf(
      writes.transact(async (tx) => {
        begun.push(name)
        tx.onUndo(() => undone.push(name))
        fill(tx, name, kilobytes)
      }),
    )
  await leaveRoom(2)
  const outcomes = await Promise.all([write('before', 0), write('large', 200), write('after', 0)])
  expect(outcomes[1]).toBe('storage_full')
  for (const [at, name] of ['before', 'large', 'after'].entries()) {
    expect(withdrawn().includes(name), name).toBe(outcomes[at] === 'kept')
  }
  expect(undone.sort()).toEqual(begun.filter((name) => !withdrawn().includes(name)))
  expect(console.error).toHaveBeenCalledWith(JSON.stringify({ level: 'error', error: 'storage_full' }))
  await leaveRoom('enough')
  expect(await write('large', 200)).toBe('kept')
  expect(withdrawn()).toContain('large')
})

test.each([
  ['rolled everything back by itself', true],
  ['left the transaction open', false],
])(
  'when a full disk %s, nobody in the commit is told that it was kept unless it was',
  async (_, isRolledBack) => {
    const { writes } = store()
    const names = ['a', 'b', 'c'].map((name) => `${name} ${isRolledBack}`)
    const outcomes = await Promise.all(
      names.map((name, at) =>
        outcomeOf(
          writes.transact(async (tx) => {
            fill(tx, name)
            if (at !== 1) return
            if (isRolledBack) tx.db.$client.exec('rollback')
            throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
          }),
        ),
      ),
    )
    expect(outcomes).toEqual(
      isRolledBack ? ['storage_full', 'storage_full', 'storage_full'] : ['kept', 'storage_full', 'kept'],
    )
    expect(names.filter((name) => withdrawn().includes(name))).toEqual(
      names.filter((_, at) => outcomes[at] === 'kept'),
    )
  },
)

test('while the disk fills up, a response is whole and acknowledged, or refused and not there; later all are taken once', async () => {
  const people = Array.from({ length: 120 }, () => ({
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    answers: { feel_safe: 'always' },
  }))
  const { reader } = store()
  const isStored = (submissionId: string) => {
    const row = reader.select().from(responses).where(eq(responses.submissionId, submissionId)).get()
    if (row === undefined) return false
    const scores = reader.select().from(responseScores).where(eq(responseScores.responseId, row.id)).all()
    expect(scores).toHaveLength(1)
    return true
  }
  const seen = new Set<string>()
  // Little by little, so that it is a response, its counting or a release that first finds no room.
  for (let first = 0; first < people.length; first += 4) {
    await leaveRoom(first % 12)
    const group = people.slice(first, first + 4)
    const outcomes = await Promise.all(
      group.map((sent) => outcomeOf(recordResponse(respondent, 'spring', sent))),
    )
    for (const [at, { submissionId }] of group.entries()) {
      seen.add(outcomes[at] ?? '')
      expect(isStored(submissionId), outcomes[at]).toBe(outcomes[at] === 'kept')
    }
  }
  expect([...seen].sort()).toEqual(['kept', 'storage_full'])

  await leaveRoom('enough')
  for (const sent of people) await recordResponse(respondent, 'spring', sent)
  expect((await readRound(operator, 'spring')).counts?.inAll).toBe(people.length)
  expect((await checkInstallation(operator)).filter(({ ok }) => !ok)).toEqual([])
})
