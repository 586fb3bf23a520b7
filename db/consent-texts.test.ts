import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consentVersion } from '@/lib/consent'
import { store } from './connection'
import { showConsent } from './consent-texts'
import { recordResponse } from './responses'
import { createRound } from './rounds'
import { consentTexts } from './schema/consent'
import { responses } from './schema/responses'
import { openFreshStore, operator, respondent } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
  await createRound(operator, {
    title: 'Named',
    slug: 'named',
    questionnaireId: 'migrant-short',
    organisation: 'Harbour House',
    keptUntil: '2099-03-31',
    open: true,
  })
})
afterAll(() => fresh.remove())

async function answeredAfter(consentText: string | null, language = 'en') {
  const submissionId = randomUUID()
  const submission = { submissionId, version: 1, language, consent: true, consentText, answers: {} }
  await recordResponse(respondent, 'named', submission)
  const row = store().reader.select().from(responses).where(eq(responses.submissionId, submissionId)).get()
  return { textId: row?.consentTextId, version: row?.consentVersion }
}

test('what a person agreed to is kept word for word, with its version and language, and stands with the response', async () => {
  const shown = await showConsent(respondent, 'named', 'es')
  expect(await answeredAfter(shown.id, 'es')).toEqual({ textId: shown.id, version: consentVersion })
  const kept = store().reader.select().from(consentTexts).where(eq(consentTexts.id, shown.id)).get()
  expect(kept).toMatchObject({ version: consentVersion, language: 'es' })
  for (const { title, text } of shown.parts) {
    expect(kept?.text).toContain(title)
    for (const sentences of text) expect(kept?.text).toContain(sentences)
  }
  expect(kept?.text).toContain('Harbour House')
  expect(kept?.text).toContain('31 de marzo de 2099')
})

test('the consent page says what is asked, why, who sees it, how long it is kept, that it is free, how to withdraw', async () => {
  const { lead, parts, adult, agree } = await showConsent(respondent, 'named', 'en')
  expect(lead.at(-1)).toBe('This survey is run by Harbour House.')
  expect(parts.map(({ title }) => title)).toEqual([
    'Why we ask',
    'What we ask about',
    'You are free to say no',
    'Who sees your answers',
    'What we keep',
    'If you change your mind later',
  ])
  expect(parts.flatMap(({ text }) => text)).toContain(
    'Your answers are kept until 31 March 2099. After that day they are erased. Figures about groups stay.',
  )
  expect([adult, agree]).toEqual([
    'This survey is for people who are 18 or older.',
    'I agree and I am 18 or older',
  ])
})

test('showing the same page again keeps nothing more', async () => {
  const count = () => store().reader.select().from(consentTexts).all().length
  const first = await showConsent(respondent, 'named', 'ar')
  const before = count()
  expect((await showConsent(respondent, 'named', 'ar')).id).toBe(first.id)
  expect(count()).toBe(before)
})

test('a text that was never shown here, and none, leave the version alone', async () => {
  expect(await answeredAfter('no such text')).toEqual({ textId: null, version: consentVersion })
  expect(await answeredAfter(null)).toEqual({ textId: null, version: consentVersion })
})
