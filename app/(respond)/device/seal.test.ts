import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOpenSurvey } from '@/db/open-surveys'
import { recordResponse } from '@/db/responses'
import { closeRound, createRound, openRound } from '@/db/rounds'
import { openFreshStore, operator, respondent } from '@/db/testing/actors'
import { receiptFrom } from '@/lib/code'
import { type Envelope, envelopeText } from '@/lib/envelope'
import { ProblemError } from '@/lib/problem'
import { sealInterview } from './seal'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
  await createRound(operator, { title: 'Two', slug: 'two', questionnaireId: 'migrant-short', open: true })
})
afterAll(() => fresh.remove())

const inside = {
  language: 'en',
  consentText: null,
  receipt: '',
  answers: { stay_plan: 'short', life_control: 7 },
} as const

/** A receipt that no other test has: 15 characters and their check character. */
const receipts = ['000000000000001Y', '000000000000002W', '000000000000003T']

/** Sealed as a phone does it, by the browser's own cryptography, which Node has too. */
async function seal(slug: string, receipt: string, submissionId: string = randomUUID()): Promise<Envelope> {
  const { sealingKey, version } = await readOpenSurvey(respondent, slug)
  return sealInterview(sealingKey, { submissionId, slug, version, consentVersion: 2 }, { ...inside, receipt })
}

async function refusalOf(calling: Promise<unknown>): Promise<string> {
  try {
    await calling
    return 'none'
  } catch (error) {
    return error instanceof ProblemError ? error.code : String(error)
  }
}

test('what a phone sealed is opened, stored with its own receipt, and stored once', async () => {
  const [receipt = ''] = receipts
  const envelope = await seal('spring', receipt)
  const first = await recordResponse(respondent, 'spring', envelope)
  expect(first).toEqual({
    submissionId: envelope.submissionId,
    receipt: '0000-0000-0000-001Y',
    isRepeat: false,
  })
  expect(await recordResponse(respondent, 'spring', envelope)).toEqual({ ...first, isRepeat: true })
  // The same content sent openly is told to be the same: what was opened is what was sealed.
  const { answers, language } = inside
  const openly = {
    submissionId: envelope.submissionId,
    version: envelope.version,
    language,
    consent: true,
    receipt,
    answers,
  }
  expect((await recordResponse(respondent, 'spring', openly)).isRepeat).toBe(true)
})

test('sealed twice and sent twice, the same interview is one response', async () => {
  const [, receipt = ''] = receipts
  const envelope = await seal('spring', receipt)
  const again = await seal('spring', receipt, envelope.submissionId)
  expect(again.sealed.text).not.toBe(envelope.sealed.text)
  await recordResponse(respondent, 'spring', envelope)
  expect((await recordResponse(respondent, 'spring', again)).isRepeat).toBe(true)
})

test('another interview with a receipt that is taken is refused', async () => {
  const [receipt = ''] = receipts
  expect(await refusalOf(recordResponse(respondent, 'spring', await seal('spring', receipt)))).toBe(
    'receipt_taken',
  )
})

test('an envelope opens in its own round, as it was sealed, and nowhere else', async () => {
  const [, , receipt = ''] = receipts
  const envelope = await seal('spring', receipt)
  const { sealed } = envelope
  const changes: readonly [string, unknown][] = [
    ['two', envelope],
    ['spring', { ...envelope, submissionId: randomUUID() }],
    ['spring', { ...envelope, version: envelope.version + 1 }],
    ['spring', { ...envelope, consentVersion: 1 }],
    ['spring', { ...envelope, sealed: { ...sealed, text: `${sealed.text.slice(0, -4)}AAAA` } }],
    ['spring', { ...envelope, sealed: { ...sealed, nonce: 'AAAAAAAAAAAAAAAA' } }],
    ['spring', { ...envelope, sealed: { ...sealed, key: `B${'A'.repeat(86)}` } }],
  ]
  for (const [slug, changed] of changes) {
    expect(await refusalOf(recordResponse(respondent, slug, changed))).toBe('envelope_unreadable')
  }
  expect(await refusalOf(recordResponse(respondent, 'spring', { ...envelope, more: 1 }))).toBe(
    'input_invalid',
  )
  expect(await refusalOf(recordResponse(respondent, 'spring', { ...envelope, sealed: 'text' }))).toBe(
    'input_invalid',
  )
})

test('a round that closed refuses what was sealed for it, and takes it when it is open again', async () => {
  const [, , receipt = ''] = receipts
  const envelope = await seal('spring', receipt)
  await closeRound(operator, 'spring')
  expect(await refusalOf(recordResponse(respondent, 'spring', envelope))).toBe('round_not_open')
  await openRound(operator, 'spring')
  expect((await recordResponse(respondent, 'spring', envelope)).receipt).toBe('0000-0000-0000-003T')
})

test('the code of an earlier wave travels inside the envelope, and is read there', async () => {
  const round = { title: 'Next', slug: 'next', questionnaireId: 'migrant-short', open: true }
  await createRound(operator, { ...round, continues: 'spring' })
  const { sealingKey, version } = await readOpenSurvey(respondent, 'next')
  let tries = 0
  const sendWith = async (earlierReceipt: string, byte: number) => {
    const facts = { submissionId: randomUUID(), slug: 'next', version, consentVersion: 4 }
    const receipt = receiptFrom(new Uint8Array(10).fill(byte))
    const sealed = await sealInterview(sealingKey, facts, { ...inside, receipt, earlierReceipt })
    expect(JSON.stringify(sealed)).not.toContain(earlierReceipt)
    return refusalOf(
      recordResponse(respondent, 'next', sealed, 'web', () => {
        tries += 1
      }),
    )
  }
  const [earlierReceipt = ''] = receipts
  expect([await sendWith(earlierReceipt, 5), tries]).toEqual(['none', 1])
  expect([await sendWith('000000000000001Z', 6), tries]).toEqual(['input_invalid', 1])
})

test('the length of an envelope does not tell how much was answered', () => {
  const short = envelopeText({ ...inside, answers: {} }).length
  const long = envelopeText({ ...inside, answers: { comment: 'x'.repeat(700) } }).length
  expect([short, long]).toEqual([1024, 1024])
  expect(envelopeText({ ...inside, answers: { comment: 'x'.repeat(1_000) } }).length).toBe(2048)
})
