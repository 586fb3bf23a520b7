import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProblemError } from '@/lib/problem'
import { store } from './connection'
import { checkInstallation } from './doctor'
import { countNow } from './live-sums'
import { readProfile, rebuildSums } from './profiles'
import { importResponses } from './response-import'
import { recordResponse, withdrawResponse } from './responses'
import { closeRound, createRound, openRound, readRound } from './rounds'
import { cellSums } from './schema/aggregates'
import { responseScores, responses } from './schema/responses'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

function submission(
  answers: Record<string, unknown> = { feel_safe: 'always' },
  submissionId: string = randomUUID(),
) {
  return { submissionId, version: 1, language: 'en', consent: true, answers }
}

async function refusal(work: Promise<unknown>): Promise<ProblemError['code'] | 'accepted'> {
  return work.then(
    () => 'accepted' as const,
    (error: ProblemError) => error.code,
  )
}

describe('recording', () => {
  test('the same submission fifty times at once is stored once, with one receipt', async () => {
    const sent = submission()
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => recordResponse(respondent, 'spring', sent)),
    )
    expect(new Set(outcomes.map(({ receipt }) => receipt)).size).toBe(1)
    expect(outcomes.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1)
    const rows = store()
      .reader.select()
      .from(responses)
      .where(eq(responses.submissionId, sent.submissionId))
      .all()
    expect(rows).toHaveLength(1)
  })

  test('other content under the same id is refused', async () => {
    const sent = submission({ gender: 'woman' })
    await recordResponse(respondent, 'spring', sent)
    expect(
      await refusal(recordResponse(respondent, 'spring', submission({ gender: 'man' }, sent.submissionId))),
    ).toBe('submission_differs')
  })

  test('a retry is answered with its receipt even after the round closed', async () => {
    await createRound(operator, {
      title: 'Short-lived',
      slug: 'short-lived',
      questionnaireId: 'migrant-short',
      open: true,
    })
    const sent = submission()
    const { receipt } = await recordResponse(respondent, 'short-lived', sent)
    await closeRound(operator, 'short-lived')
    expect(await recordResponse(respondent, 'short-lived', sent)).toMatchObject({ receipt, isRepeat: true })
    expect(await refusal(recordResponse(respondent, 'short-lived', submission()))).toBe('round_not_open')
  })

  test.each([
    ['another version', { ...submission(), version: 2 }, 'version_not_current'],
    ['a language that the questionnaire lacks', { ...submission(), language: 'xx' }, 'input_invalid'],
    ['no consent', { ...submission(), consent: false }, 'input_invalid'],
    ['a key that is not in the contract', { ...submission(), category: 'victim' }, 'input_invalid'],
    ['a choice that does not exist', submission({ gender: 'x' }), 'answers_invalid'],
  ])('%s is refused and nothing is stored', async (_, sent, code) => {
    const before = (await readRound(operator, 'spring')).counts
    expect(await refusal(recordResponse(respondent, 'spring', sent))).toBe(code)
    expect((await readRound(operator, 'spring')).counts).toEqual(before)
  })

  test('one refusal in a commit undoes only its own writes', async () => {
    const { writes, reader } = store()
    const [kept, undone] = await Promise.allSettled([
      recordResponse(respondent, 'spring', submission()),
      writes.transact(async (tx) => {
        tx.db.delete(responses).run()
        throw new Error('changed my mind')
      }),
    ])
    expect([kept.status, undone.status]).toEqual(['fulfilled', 'rejected'])
    expect(reader.select().from(responses).all().length).toBeGreaterThan(1)
  })

  test('a response and its scores stand or fall together', async () => {
    const { writes, reader } = store()
    const before = reader.select().from(responses).all().length
    await expect(
      writes.transact(async (tx) => {
        const [row] = tx.db.select().from(responses).limit(1).all()
        if (row === undefined) throw new Error('no row')
        const copy = { ...row, id: 'copy', submissionId: 'copy', receiptMac: 'copy' }
        tx.db.insert(responses).values(copy).run()
        tx.db
          .insert(responseScores)
          .values({ responseId: 'nobody' } as never)
          .run()
      }),
    ).rejects.toThrow()
    expect(reader.select().from(responses).all()).toHaveLength(before)
  })

  test('the wave is the round’s to say', async () => {
    await createRound(operator, {
      title: 'Second',
      slug: 'second',
      questionnaireId: 'migrant-short',
      wave: 2,
      open: true,
    })
    // In the first wave this is one moderate signal; from the second on a fixed fact of departure no longer counts.
    await recordResponse(
      respondent,
      'second',
      submission({ wave: 1, move_choice: 'forced', entry_channel: 'none', hard_events: ['none'] }),
    )
    const profile = await readProfile(operator, 'second', { exact: true })
    const harmed = profile.cells.find(({ group }) => group.category === 'victim')
    expect(harmed).toMatchObject({ n: 0 })
  })
})

describe('protection', () => {
  test('the files of a used data folder tell nothing of the answers', async () => {
    const long = await createRound(operator, {
      title: 'Long',
      slug: 'long',
      questionnaireId: 'migrant-long',
      open: true,
    })
    const words = 'a sentence that nobody else would write 7391'
    await recordResponse(
      respondent,
      long.slug,
      submission({ open_comment: words, hard_events: ['forced_work', 'held'] }),
    )
    store().reader.$client.pragma('wal_checkpoint(TRUNCATE)')
    for (const file of readdirSync(fresh.folder).filter((name) => name.startsWith('foothold.db'))) {
      const bytes = readFileSync(join(fresh.folder, file)).toString('latin1')
      expect(bytes.includes(words)).toBe(false)
      // The code stands in the published questionnaire; the answer would stand in a list.
      expect(bytes.includes('["forced_work"')).toBe(false)
    }
  })

  test('free text is sealed apart from coded answers', () => {
    const row = store()
      .reader.select()
      .from(responses)
      .all()
      .find(({ freeText }) => freeText !== null)
    if (row === undefined || row.freeText === null) throw new Error('no free text was stored')
    const { vault } = store()
    const coded = vault.open({ table: 'responses', column: 'answers', row: row.id }, row.answers).toString()
    const text = vault.open({ table: 'responses', column: 'free_text', row: row.id }, row.freeText).toString()
    expect(coded).not.toContain('sentence')
    expect(text).toContain('sentence')
    expect(() =>
      vault.open({ table: 'responses', column: 'answers', row: row.id }, row.freeText ?? Buffer.of()),
    ).toThrow()
  })

  test('ids and dates tell the day and no hour', () => {
    for (const { id, answeredOn } of store().reader.select().from(responses).all()) {
      const millisecond = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
      expect(new Date(millisecond).toISOString()).toBe(`${answeredOn}T00:00:00.000Z`)
    }
  })
})

describe('withdrawal', () => {
  test('erases the response, takes it out of every sum, and leaves only a tombstone', async () => {
    const sent = submission({ work_status: 'unpaid', gender: 'woman', age_band: 'a18_24' })
    await countNow()
    const before = store()
      .reader.select()
      .from(cellSums)
      .all()
      .map(({ sums }) => sums.toString('hex'))
      .sort()
    const { receipt } = await recordResponse(respondent, 'spring', sent)
    await withdrawResponse(respondent, receipt.toLowerCase())
    const after = store()
      .reader.select()
      .from(cellSums)
      .all()
      .map(({ sums }) => sums.toString('hex'))
      .sort()
    expect(after).toEqual(before)
    expect(
      store().reader.select().from(responses).where(eq(responses.submissionId, sent.submissionId)).all(),
    ).toEqual([])
    expect(await refusal(recordResponse(respondent, 'spring', sent))).toBe('response_withdrawn')
    expect(await refusal(withdrawResponse(respondent, receipt))).toBe('receipt_not_found')
  })

  test('a code that was never given is refused in the same words', async () => {
    expect(await refusal(withdrawResponse(stranger, '0000-0000-0000-0000'))).toBe('receipt_not_found')
    expect(await refusal(withdrawResponse(stranger, 'what?'))).toBe('receipt_not_found')
  })
})

describe('import', () => {
  const rows = [
    { row: 2, id: 'a', answers: { gender: 'woman', feel_safe: 'always' } },
    { row: 3, id: 'b', answers: { gender: 'man', feel_safe: 'never' } },
  ]

  test('is all or none, and names row and item', async () => {
    await createRound(operator, { title: 'File', slug: 'file', questionnaireId: 'migrant-short', open: true })
    const report = await importResponses(operator, 'file', [
      ...rows,
      { row: 4, id: 'c', answers: { gender: 'x' } },
      { row: 5, id: 'a', answers: {} },
    ])
    expect(report.added).toBe(0)
    expect(report.problems.map(({ row, errors }) => [row, errors[0]?.path])).toEqual([
      [4, 'answers.gender'],
      [5, 'id'],
    ])
    expect((await readRound(operator, 'file')).counts?.inAll).toBe(0)
  })

  test('adds nothing the second time, and refuses changed rows', async () => {
    expect(await importResponses(operator, 'file', rows, { dryRun: true })).toMatchObject({
      added: 2,
      alreadyThere: 0,
    })
    expect(await importResponses(operator, 'file', rows)).toMatchObject({ added: 2, alreadyThere: 0 })
    expect(await importResponses(operator, 'file', rows)).toMatchObject({ added: 0, alreadyThere: 2 })
    const changed = await importResponses(operator, 'file', [{ row: 2, id: 'a', answers: { gender: 'man' } }])
    expect(changed.problems[0]?.errors[0]?.code).toBe('submission_differs')
  })
})

describe('who may', () => {
  test('a researcher reads protected figures of the round and nothing else', async () => {
    const researcher = await staffWith('researcher')
    await closeRound(operator, 'spring')
    await openRound(operator, 'spring')
    expect(await readProfile(researcher, 'spring')).toMatchObject({ release: { number: 1 } })
    expect(await refusal(readProfile(researcher, 'spring', { exact: true }))).toBe('not_allowed')
    expect(await refusal(importResponses(researcher, 'spring', []))).toBe('not_allowed')
    expect((await readRound(researcher, 'spring')).counts).toBeNull()
    expect(await refusal(readProfile(await staffWith('researcher', 'elsewhere'), 'spring'))).toBe(
      'not_allowed',
    )
    expect(await refusal(readProfile(stranger, 'spring'))).toBe('not_signed_in')
  })

  test('an administrator runs the house and reads no figures', async () => {
    const administrator = await staffWith('administrator', 'everywhere')
    expect(await refusal(readProfile(administrator, 'spring'))).toBe('not_allowed')
    expect(await refusal(closeRound(administrator, 'spring'))).toBe('accepted')
  })
})

test('closing again makes no release at will', async () => {
  const slug = 'often-closed'
  await createRound(operator, { title: 'Often closed', slug, questionnaireId: 'migrant-short', open: true })
  await recordResponse(respondent, slug, submission())
  await closeRound(operator, slug)
  expect(await readProfile(operator, slug)).toMatchObject({ release: { number: 1, responses: 1 } })
  await openRound(operator, slug)
  await recordResponse(respondent, slug, submission())
  await closeRound(operator, slug)
  expect(await readProfile(operator, slug)).toMatchObject({ release: { number: 1, responses: 1 } })
})

test('aggregates agree with responses, and can be reckoned anew', async () => {
  await rebuildSums(operator, 'spring')
  const checks = await checkInstallation(operator)
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
})
