import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { receiptFrom } from '@/lib/code'
import { ProblemError, problem } from '@/lib/problem'
import { readAudit } from './audit'
import { store } from './connection'
import { importResponses } from './response-import'
import { recordResponse, withdrawResponse } from './responses'
import { eraseExpiredResponses } from './retention'
import { createRound, roundRow } from './rounds'
import { grants } from './schema/accounts'
import { responseLinks, responses } from './schema/responses'
import { rounds } from './schema/rounds'
import { resumeSession } from './sessions'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>> | null = null
beforeEach(async () => {
  fresh?.remove()
  fresh = await openFreshStore()
  const round = { title: 'Round', questionnaireId: 'migrant-short', open: true }
  await createRound(operator, { ...round, slug: 'second', continues: 'spring' })
  await createRound(operator, { ...round, slug: 'third', continues: 'second' })
  await createRound(operator, { ...round, slug: 'other' })
})
afterAll(() => fresh?.remove())

type Answered = { readonly submissionId: string; readonly receipt: string }

async function answer(slug: string, more: Record<string, unknown> = {}): Promise<Answered> {
  const submission = {
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    answers: {},
    ...more,
  }
  const { submissionId, receipt } = await recordResponse(respondent, slug, submission)
  return { submissionId, receipt }
}

/** Which submissions are linked, as `later < earlier`, by the names that they were given. */
function linksBetween(names: Readonly<Record<string, Answered>>): readonly string[] {
  const { reader } = store()
  const nameOf = (responseId: string) => {
    const row = reader.select().from(responses).where(eq(responses.id, responseId)).get()
    return Object.entries(names).find(([, { submissionId }]) => submissionId === row?.submissionId)?.[0]
  }
  return reader
    .select()
    .from(responseLinks)
    .all()
    .map(({ responseId, earlierResponseId }) => `${nameOf(responseId)} < ${nameOf(earlierResponseId)}`)
    .sort()
}

describe('a code that leads nowhere stops nothing and is answered like any other', () => {
  test.each<[string, () => Promise<{ readonly slug: string; readonly earlierReceipt: string }>]>([
    ['of nobody', async () => ({ slug: 'second', earlierReceipt: receiptFrom(new Uint8Array(10).fill(7)) })],
    ['of another study', async () => ({ slug: 'second', earlierReceipt: (await answer('other')).receipt })],
    ['of the same wave', async () => ({ slug: 'second', earlierReceipt: (await answer('second')).receipt })],
    ['of a later wave', async () => ({ slug: 'second', earlierReceipt: (await answer('third')).receipt })],
    ['in a first wave', async () => ({ slug: 'spring', earlierReceipt: (await answer('spring')).receipt })],
    [
      'that was withdrawn',
      async () => {
        const { receipt } = await answer('spring')
        await withdrawResponse(respondent, receipt)
        return { slug: 'second', earlierReceipt: receipt }
      },
    ],
    [
      'that somebody gave before',
      async () => {
        const { receipt } = await answer('spring')
        await answer('second', { earlierReceipt: receipt })
        await store().writes.transact(async (tx) => tx.db.delete(responseLinks).run())
        await answer('third', { earlierReceipt: receipt })
        return { slug: 'second', earlierReceipt: receipt }
      },
    ],
  ])('%s', async (_, give) => {
    const { slug, earlierReceipt } = await give()
    const before = store().reader.select().from(responseLinks).all()
    const submissionId = randomUUID()
    const submission = {
      submissionId,
      version: 1,
      language: 'en',
      consent: true,
      answers: {},
      earlierReceipt,
    }
    const outcome = await recordResponse(respondent, slug, submission)
    expect(Object.keys(outcome).sort()).toEqual(['isRepeat', 'receipt', 'submissionId'])
    expect(outcome.isRepeat).toBe(false)
    expect(store().reader.select().from(responseLinks).all()).toEqual(before)
  })

  test('one with a slip of the pen is refused at its field, before anything is stored', async () => {
    const { receipt } = await answer('spring')
    const first = receipt.startsWith('A') ? 'B' : 'A'
    const refusal = await answer('second', { earlierReceipt: first + receipt.slice(1) }).catch(
      (error) => error,
    )
    expect(refusal).toBeInstanceOf(ProblemError)
    expect(refusal.errors).toEqual([
      {
        path: 'earlierReceipt',
        code: 'custom',
        message: 'This code is not right. Check the letters and try again.',
      },
    ])
    expect(store().reader.select().from(responses).all()).toHaveLength(1)
  })

  test('tries are counted alike for right and wrong codes, and not for a repeat', async () => {
    const { receipt } = await answer('spring')
    let tries = 0
    const send = (earlierReceipt: string, submissionId: string = randomUUID()) =>
      recordResponse(
        respondent,
        'second',
        { submissionId, version: 1, language: 'en', consent: true, answers: {}, earlierReceipt },
        'api',
        () => {
          tries += 1
          if (tries > 2) throw problem('too_many_requests', { retryAfterSeconds: 9 })
        },
      )
    const id = randomUUID()
    await send(receipt, id)
    await send(receiptFrom(new Uint8Array(10).fill(9)))
    await expect(send(receipt)).rejects.toMatchObject({ code: 'too_many_requests' })
    // What was acknowledged stays acknowledged.
    expect((await send(receipt, id)).isRepeat).toBe(true)
  })
})

describe('a code that is right', () => {
  test('links the two responses, however it is written', async () => {
    const first = await answer('spring')
    const written = ` ${first.receipt.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `
    const second = await answer('second', { earlierReceipt: written })
    expect(linksBetween({ first, second })).toEqual(['second < first'])
  })

  test('leads from wave to wave, and over one that was left out', async () => {
    const first = await answer('spring')
    const second = await answer('second', { earlierReceipt: first.receipt })
    const third = await answer('third', { earlierReceipt: second.receipt })
    const absent = await answer('spring')
    const back = await answer('third', { earlierReceipt: absent.receipt })
    expect(linksBetween({ first, second, third, absent, back })).toEqual([
      'back < absent',
      'second < first',
      'third < second',
    ])
  })

  test('may be the first one of all, at every wave', async () => {
    const first = await answer('spring')
    const second = await answer('second', { earlierReceipt: first.receipt })
    const third = await answer('third', { earlierReceipt: first.receipt })
    expect(linksBetween({ first, second, third })).toEqual(['second < first', 'third < second'])
  })

  test('counts for the first who gives it in a wave', async () => {
    const first = await answer('spring')
    const second = await answer('second', { earlierReceipt: first.receipt })
    const another = await answer('second', { earlierReceipt: first.receipt })
    expect(linksBetween({ first, second, another })).toEqual(['second < first'])
  })

  test('is neither stored nor told in the log', async () => {
    const first = await answer('spring')
    await answer('second', { earlierReceipt: first.receipt })
    const { reader } = store()
    reader.$client.pragma('wal_checkpoint(TRUNCATE)')
    const bare = first.receipt.replaceAll('-', '')
    const dump = JSON.stringify([reader.select().from(responses).all(), await readAudit(operator)])
    expect(dump).not.toContain(bare)
    expect(dump).not.toContain(first.receipt)
  })
})

describe('a link ends with either response', () => {
  test.each(['first', 'second'])('withdrawn is the %s', async (which) => {
    const first = await answer('spring')
    const second = await answer('second', { earlierReceipt: first.receipt })
    await withdrawResponse(respondent, which === 'first' ? first.receipt : second.receipt)
    expect(linksBetween({ first, second })).toEqual([])
    expect(store().reader.select().from(responses).all()).toHaveLength(1)
  })

  test('the one in the middle takes both of its links with it, and the first can be linked again', async () => {
    const first = await answer('spring')
    const second = await answer('second', { earlierReceipt: first.receipt })
    const third = await answer('third', { earlierReceipt: second.receipt })
    await withdrawResponse(respondent, second.receipt)
    const again = await answer('second', { earlierReceipt: first.receipt })
    expect(linksBetween({ first, third, again })).toEqual(['again < first'])
  })

  test('the last day of the earlier round has passed', async () => {
    const first = await answer('spring')
    const second = await answer('second', { earlierReceipt: first.receipt })
    const { reader } = store()
    const days = reader.$client.prepare('select kept_until from rounds').pluck().all().map(String)
    await eraseExpiredResponses(
      operator,
      new Date(`${Math.max(...days.map((day) => Number(day.slice(0, 4)))) + 1}-01-01`),
    )
    expect(linksBetween({ first, second })).toEqual([])
  })
})

describe('files', () => {
  /** The rounds that responses are linked back to. */
  const earlierSlugs = () =>
    store()
      .reader.select({ slug: rounds.slug })
      .from(responseLinks)
      .innerJoin(responses, eq(responses.id, responseLinks.earlierResponseId))
      .innerJoin(rounds, eq(rounds.id, responses.roundId))
      .orderBy(rounds.slug)
      .all()
      .map(({ slug }) => slug)

  const rows = (...ids: readonly string[]) =>
    ids.map((id, place) => ({ row: place + 2, id, answers: { feel_safe: 'always' } }))

  test('the same id in an earlier wave is the same person; in another study it is not', async () => {
    await importResponses(operator, 'other', rows('a', 'b', 'c'))
    expect(await importResponses(operator, 'spring', rows('a', 'b'))).toMatchObject({ added: 2, linked: 0 })
    expect(await importResponses(operator, 'second', rows('b', 'c'))).toMatchObject({ added: 2, linked: 1 })
    // a comes back after a wave, b goes on, d is new.
    expect(await importResponses(operator, 'third', rows('a', 'b', 'd'))).toMatchObject({
      added: 3,
      linked: 2,
    })
    expect(store().reader.select().from(responseLinks).all()).toHaveLength(3)
  })

  test('a look without storing links nothing, and a file that comes again links what came in since', async () => {
    await importResponses(operator, 'second', rows('a', 'b'))
    await importResponses(operator, 'spring', rows('a'))
    expect(await importResponses(operator, 'second', rows('a', 'b'), { dryRun: true })).toMatchObject({
      linked: 0,
    })
    expect(store().reader.select().from(responseLinks).all()).toEqual([])
    // The latest wave before it, though the first has the id too and nothing links the two yet.
    await importResponses(operator, 'third', rows('a'))
    expect(earlierSlugs()).toEqual(['second'])
    expect(await importResponses(operator, 'second', rows('a', 'b'))).toMatchObject({ added: 0, linked: 1 })
    expect(earlierSlugs()).toEqual(['second', 'spring'])
    expect(await importResponses(operator, 'second', rows('a', 'b'))).toMatchObject({ added: 0, linked: 0 })
  })

  test('how many were linked is not told to whoever may not import into the earlier wave', async () => {
    await importResponses(operator, 'spring', rows('a'))
    const manager = await staffWith('manager', 'elsewhere')
    await store().writes.transact(async (tx) =>
      tx.db
        .update(grants)
        .set({ roundId: roundRow('second').id })
        .where(eq(grants.accountId, manager.kind === 'staff' ? manager.accountId : ''))
        .run(),
    )
    const again =
      manager.kind === 'staff' && manager.sessionId !== null
        ? await resumeSession(stranger, manager.sessionId)
        : null
    const report = await importResponses(again ?? stranger, 'second', rows('a', 'b'))
    expect(report).toMatchObject({ added: 2, linked: null })
    expect(earlierSlugs()).toEqual(['spring'])
  })
})
