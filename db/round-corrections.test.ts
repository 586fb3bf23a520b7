import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ProblemError } from '@/lib/problem'
import { readAudit } from './audit'
import { store } from './connection'
import { showConsent } from './consent-texts'
import { recordResponse } from './responses'
import { eraseExpiredResponses } from './retention'
import { correctRound, readRoundToCorrect } from './round-corrections'
import { createRound, readRound } from './rounds'
import { consentTexts } from './schema/consent'
import { responses } from './schema/responses'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeEach(async () => {
  fresh = await openFreshStore()
  await createRound(operator, { ...told, slug: 'harbour', questionnaireId: 'migrant-short', open: true })
})
afterEach(() => fresh.remove())

const told = { title: 'Harbour', organisation: 'Harbor House', keptUntil: '2099-03-31' }
const correct = (change: object) => correctRound(operator, 'harbour', { ...told, ...change })

async function refusal(calling: Promise<unknown>): Promise<string> {
  try {
    await calling
    return ''
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return [error.code, ...error.errors.map(({ path, code }) => `${path} ${code}`)].join(' ')
  }
}

/** Reads the consent page, agrees and answers. @returns where the text that was agreed to is kept */
async function answer(): Promise<string> {
  const { id } = await showConsent(respondent, 'harbour', 'en')
  await recordResponse(respondent, 'harbour', {
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    consentText: id,
    answers: {},
  })
  return id
}

test('a manager of the round corrects it, the log says what changed and names nobody, and the address stays', async () => {
  for (const actor of [stranger, respondent])
    expect(await refusal(correctRound(actor, 'harbour', told))).toBe('not_signed_in')
  for (const actor of [await staffWith('researcher', 'everywhere'), await staffWith('manager', 'elsewhere')])
    expect(await refusal(correctRound(actor, 'harbour', told))).toBe('not_allowed')

  const manager = await staffWith('manager', 'everywhere')
  const corrected = { title: 'Harbour, spring', organisation: 'Harbour House', keptUntil: '2100-01-31' }
  expect(await correctRound(manager, 'harbour', corrected)).toMatchObject({ ...corrected, slug: 'harbour' })
  expect(await readRound(operator, 'harbour')).toMatchObject({ ...corrected, slug: 'harbour' })
  expect((await readAudit(operator, { limit: 1 }))[0]).toMatchObject({
    action: 'round.correct',
    reason: 'title, organisation, keptUntil 2099-03-31 to 2100-01-31',
  })
})

test('what is left as it is writes nothing', async () => {
  const last = async () => (await readAudit(operator, { limit: 1 }))[0]?.sequence
  const before = await last()
  await correct({})
  await correctRound(operator, 'harbour', { title: told.title, organisation: told.organisation })
  expect(await last()).toBe(before)
})

test('an input is held to the rules of a new round', async () => {
  expect(await refusal(correct({ title: ' ', organisation: 'x'.repeat(201), keptUntil: 'soon' }))).toBe(
    'input_invalid title too_small organisation too_big keptUntil invalid_format',
  )
  expect(await refusal(correct({ keptUntil: '2020-01-31' }))).toBe('input_invalid keptUntil date_passed')
  expect(await refusal(correctRound(operator, 'nowhere', told))).toBe('not_found')
})

test('before anybody was told the day it can be any day to come', async () => {
  expect((await readRoundToCorrect(operator, 'harbour')).isDayPromised).toBe(false)
  await correct({ keptUntil: '2100-01-31' })
  await correct({ keptUntil: '2098-01-31' })
  expect((await readRound(operator, 'harbour')).keptUntil).toBe('2098-01-31')
})

test('once the consent page was shown the day is never put later, though no answer has arrived yet', async () => {
  await showConsent(respondent, 'harbour', 'ar')
  expect((await readRoundToCorrect(operator, 'harbour')).isDayPromised).toBe(true)
  expect(await refusal(correct({ keptUntil: '2099-04-01', acceptsEarlierDay: true }))).toBe(
    'input_invalid keptUntil later_than_promised',
  )
  expect(await refusal(correct({ keptUntil: '2099-03-30' }))).toBe(
    'input_invalid acceptsEarlierDay earlier_not_accepted',
  )
  expect((await readRound(operator, 'harbour')).keptUntil).toBe('2099-03-31')
})

test('answers that came without our consent page bind the day too', async () => {
  const submission = { submissionId: randomUUID(), version: 1, language: 'en', consent: true, answers: {} }
  await recordResponse(respondent, 'harbour', submission)
  expect(store().reader.select().from(consentTexts).all()).toEqual([])
  expect(await refusal(correct({ keptUntil: '2100-01-31' }))).toBe(
    'input_invalid keptUntil later_than_promised',
  )
})

test('a day that is brought forward holds for those who answered before, and erases their answers then', async () => {
  await answer()
  await correct({ keptUntil: '2098-06-30', acceptsEarlierDay: true })
  expect(await refusal(correct({ acceptsEarlierDay: true }))).toBe(
    'input_invalid keptUntil later_than_promised',
  )
  expect(await eraseExpiredResponses(operator, new Date('2098-06-30T23:00:00Z'))).toBe(0)
  expect(await eraseExpiredResponses(operator, new Date('2098-07-01T00:00:00Z'))).toBe(1)
})

test('a corrected organisation is read by those who come later; what was agreed to before stays word for word', async () => {
  const first = await answer()
  await correct({ organisation: 'Harbour House' })
  const second = await answer()
  expect(second).not.toBe(first)
  const { reader } = store()
  const textOf = (id: string) =>
    reader.select().from(consentTexts).where(eq(consentTexts.id, id)).get()?.text ?? ''
  expect(textOf(first)).toContain('This survey is run by Harbor House.')
  expect(textOf(second)).toContain('This survey is run by Harbour House.')
  const agreed = reader.select({ id: responses.consentTextId }).from(responses).all()
  expect(agreed.map(({ id }) => id).sort()).toEqual([first, second].sort())
})
