import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProblemError } from '@/lib/problem'
import { readAudit } from './audit'
import { store } from './connection'
import { recordResponse, withdrawResponse } from './responses'
import { closeRound, createRound, openRound } from './rounds'
import { discardInterview, eraseExpiredInterviews, resumeInterview, saveInterview } from './saved-interviews'
import { savedInterviews } from './schema/saved-interviews'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
  await createRound(operator, {
    title: 'Summer',
    slug: 'summer',
    questionnaireId: 'migrant-short',
    open: true,
  })
})
afterAll(() => fresh.remove())
beforeEach(() => store().writes.transact(async (tx) => void tx.db.delete(savedInterviews).run()))

const firstDay = new Date('2026-03-01T22:00:00Z')

function interview(answers: object = { feel_safe: 'never' }, submissionId: string = randomUUID()) {
  return { submissionId, version: 1, language: 'ar', interview: JSON.stringify({ submissionId, answers }) }
}

function save(input: Parameters<typeof saveInterview>[2], now = firstDay) {
  return saveInterview(respondent, 'spring', input, now)
}

function resume(code: string, now = firstDay) {
  return resumeInterview(respondent, 'spring', code, randomUUID(), now)
}

function rows() {
  return store().reader.select().from(savedInterviews).all()
}

async function refusal(work: Promise<unknown>): Promise<ProblemError['code'] | 'accepted'> {
  return work.then(
    () => 'accepted' as const,
    (error: ProblemError) => error.code,
  )
}

test('a code opens what was saved, as people write it', async () => {
  const input = interview()
  const { code, expiresOn } = await save(input)
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
  expect(expiresOn).toBe('2026-03-15')
  const opened = await resume(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `)
  expect(opened).toEqual({ interview: input.interview, language: 'ar' })
  expect(await resume(code), 'opening does not use it up').toEqual(opened)
})

test('saved again with its code, an interview is renewed under the same code', async () => {
  const input = interview()
  const first = await save(input)
  const changed = { ...interview({ feel_safe: 'always' }, input.submissionId), code: first.code }
  const second = await save(changed, new Date('2026-03-09T01:00:00Z'))
  expect(second).toEqual({ code: first.code, expiresOn: '2026-03-23' })
  expect((await resume(first.code)).interview).toBe(changed.interview)
  expect(rows()).toHaveLength(1)
})

describe('whoever else knows the code of an interview that somebody went on with', () => {
  async function planted() {
    const theirs = interview({ feel_safe: 'never' })
    const { code } = await save(theirs)
    const own = randomUUID()
    await resumeInterview(respondent, 'spring', code, own, firstDay)
    return { code, theirs, later: interview({ feel_safe: 'always' }, own) }
  }

  test('reads nothing that was answered since: stopping again gives a new code, and the old one is dead', async () => {
    const { code, later } = await planted()
    const renewed = await save(later)
    expect(renewed.code).not.toBe(code)
    expect(await refusal(resume(code))).toBe('saved_interview_not_found')
    expect((await resume(renewed.code)).interview).toBe(later.interview)
  })

  test('cannot keep it from being erased by opening it once more', async () => {
    const { code, later } = await planted()
    await resume(code)
    await save(later)
    expect(await refusal(resume(code))).toBe('saved_interview_not_found')
    expect(rows()).toHaveLength(1)
  })

  test('opens only what stood there before, as an interview of its own, and erases no other', async () => {
    const { code, theirs, later } = await planted()
    expect((await resume(code)).interview).toBe(theirs.interview)
    const renewed = await save(later)
    await save(theirs)
    await discardInterview(respondent, 'spring', theirs.submissionId)
    expect((await resume(renewed.code)).interview).toBe(later.interview)
  })
})

test('saved again without its code, it gets a new one, and the earlier code is dead', async () => {
  const input = interview()
  const first = await save(input)
  const second = await save(input)
  expect(second.code).not.toBe(first.code)
  expect(await refusal(resume(first.code))).toBe('saved_interview_not_found')
  expect(rows()).toHaveLength(1)
})

test('the code of another interview changes nothing of that one', async () => {
  const input = interview()
  const { code } = await save(input)
  const other = await save({ ...interview({ feel_safe: 'always' }), code })
  expect(other.code).not.toBe(code)
  expect((await resume(code)).interview).toBe(input.interview)
})

describe('a code opens nothing', () => {
  test.each([
    ['one that was never given', '0000-0000-0000'],
    ['one with a slip of the pen', '0000-0000-0001'],
    ['one that is none', 'what?'],
  ])('%s', async (_, code) => {
    expect(await refusal(resume(code))).toBe('saved_interview_not_found')
  })

  test('from the day after its last', async () => {
    const { code } = await save(interview())
    expect(await refusal(resume(code, new Date('2026-03-15T23:59:59Z')))).toBe('accepted')
    expect(await refusal(resume(code, new Date('2026-03-16T00:00:00Z')))).toBe('saved_interview_not_found')
  })

  test('in another round', async () => {
    const { code } = await save(interview())
    expect(await refusal(resumeInterview(respondent, 'summer', code, randomUUID(), firstDay))).toBe(
      'saved_interview_not_found',
    )
  })

  test('once the answers were sent: in the same commit', async () => {
    const { submissionId, ...input } = interview()
    const { code } = await save({ submissionId, ...input })
    const sent = {
      submissionId: submissionId.toUpperCase(),
      version: 1,
      language: 'en',
      consent: true,
      answers: {},
    }
    const { receipt } = await recordResponse(respondent, 'spring', sent)
    expect(rows()).toEqual([])
    expect(await refusal(resume(code))).toBe('saved_interview_not_found')
    expect(await refusal(save({ submissionId, ...input }))).toBe('submission_differs')
    await withdrawResponse(respondent, receipt)
    expect(await refusal(save({ submissionId, ...input }))).toBe('response_withdrawn')
    expect(rows()).toEqual([])
  })

  test('not so when sending was refused', async () => {
    const input = interview()
    const { code } = await save(input)
    const sent = { submissionId: input.submissionId, version: 1, language: 'en', consent: true }
    expect(
      await refusal(recordResponse(respondent, 'spring', { ...sent, answers: { feel_safe: 'so-so' } })),
    ).toBe('answers_invalid')
    expect(await refusal(resume(code))).toBe('accepted')
  })

  test('once its person does not want to take part', async () => {
    const { code } = await save(interview())
    const { submissionId } = interview()
    await discardInterview(respondent, 'spring', submissionId)
    expect(await refusal(resume(code)), 'that of another interview').toBe('accepted')
    const mine = interview()
    await save(mine)
    await discardInterview(respondent, 'summer', mine.submissionId)
    expect(rows()).toHaveLength(2)
    await discardInterview(respondent, 'spring', mine.submissionId)
    expect(rows()).toHaveLength(1)
  })
})

test('what is past its day is erased, and the log names nobody', async () => {
  const old = await save(interview())
  const young = await save(interview(), new Date('2026-03-05T00:00:00Z'))
  expect(await eraseExpiredInterviews(operator, new Date('2026-03-15T10:00:00Z'))).toBe(0)
  expect(await eraseExpiredInterviews(operator, new Date('2026-03-16T10:00:00Z'))).toBe(1)
  expect(await refusal(resume(young.code))).toBe('accepted')
  expect(await refusal(resume(old.code))).toBe('saved_interview_not_found')
  const entries = await readAudit(operator)
  expect(entries[0]).toMatchObject({
    account: 'operator',
    action: 'interview.expire',
    subject: '',
    reason: '1 erased',
  })
  expect(entries.filter(({ action }) => action.startsWith('interview'))).toHaveLength(1)
})

test('a closed round takes and gives nothing', async () => {
  const { code } = await save(interview())
  await closeRound(operator, 'spring')
  expect(await refusal(save(interview()))).toBe('round_not_open')
  expect(await refusal(resume(code))).toBe('round_not_open')
  await openRound(operator, 'spring')
  expect(await refusal(resume(code))).toBe('accepted')
})

test.each([
  ['another version', { ...interview(), version: 2 }, 'version_not_current'],
  ['a language that the questionnaire lacks', { ...interview(), language: 'xx' }, 'input_invalid'],
  ['no id', { ...interview(), submissionId: 'mine' }, 'input_invalid'],
  ['more than 256 kB', { ...interview(), interview: 'é'.repeat(140_000) }, 'body_too_large'],
])('%s is refused and nothing is stored', async (_, input, code) => {
  expect(await refusal(save(input))).toBe(code)
  expect(rows()).toEqual([])
})

test('anybody may save and go on; erasing by date is the operator’s', async () => {
  for (const actor of [stranger, respondent, await staffWith('enumerator')]) {
    const { code } = await saveInterview(actor, 'spring', interview(), firstDay)
    expect(await refusal(resumeInterview(actor, 'spring', code, randomUUID(), firstDay))).toBe('accepted')
  }
  expect(await refusal(eraseExpiredInterviews(stranger, firstDay))).toBe('not_signed_in')
})

test('the file tells neither code nor answer nor whose it is, and the keys alone do not open it', async () => {
  const words = 'a sentence that nobody else would write 4827'
  const input = interview({ open_comment: words })
  const { code } = await save(input)
  const [row] = rows()
  if (row === undefined) throw new Error('nothing was saved')
  store().reader.$client.pragma('wal_checkpoint(TRUNCATE)')
  const secrets = [words, 'open_comment', input.submissionId, code, code.replaceAll('-', '')]
  for (const file of readdirSync(fresh.folder).filter((name) => name.startsWith('foothold.db'))) {
    const bytes = readFileSync(join(fresh.folder, file)).toString('latin1')
    // The name of the item stands in the published questionnaire.
    for (const secret of secrets.filter((text) => text !== 'open_comment')) {
      expect(bytes.includes(secret)).toBe(false)
    }
  }
  expect(Object.values(row).some((value) => secrets.some((secret) => value.includes(secret)))).toBe(false)
  const { vault } = store()
  const place = { table: 'saved_interviews', column: 'interview', row: row.codeMac } as const
  expect(() => vault.open(place, row.interview)).toThrow()
  expect(() => vault.openUnder(Buffer.from(code.replaceAll('-', '')), place, row.interview)).toThrow()
})
