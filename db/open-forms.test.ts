import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProblemError } from '@/lib/problem'
import { store } from './connection'
import { showConsent } from './consent-texts'
import { listOpenForms, readOpenForm, recordAssignedForm, recordForm } from './open-forms'
import { createRound } from './rounds'
import { responses } from './schema/responses'
import { openFreshStore, operator, respondent, staffWith } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

function instance(submissionId: string, start: string, slug = 'spring'): string {
  return `<data id="${slug}" version="1"><_start>${start}</_start><life><feel_safe>always</feel_safe></life><meta><instanceID>uuid:${submissionId}</instanceID></meta></data>`
}

async function refusal(work: Promise<unknown>): Promise<ProblemError['code'] | 'accepted'> {
  return work.then(
    () => 'accepted' as const,
    (error: ProblemError) => error.code,
  )
}

test('the consent page of each language is in the form as it is kept, and the answer refers to it', async () => {
  const { xml } = await readOpenForm(respondent, 'spring')
  const shown = await showConsent(respondent, 'spring', 'uk')
  expect(xml).toContain(`'${shown.id}'`)
  expect(xml).toContain(shown.adult)
  const submissionId = randomUUID()
  const start = `<_language>uk</_language><_agreed>yes</_agreed><_consent_text>${shown.id}</_consent_text>`
  await recordForm(respondent, 'spring', instance(submissionId, start))
  const row = store().reader.select().from(responses).where(eq(responses.submissionId, submissionId)).get()
  expect(row).toMatchObject({ consentTextId: shown.id, consentVersion: shown.version, language: 'uk' })
})

test('nothing is kept of a person who did not agree', async () => {
  for (const start of ['<_language>uk</_language>', '<_language>uk</_language><_agreed>no</_agreed>'])
    expect(await refusal(recordForm(respondent, 'spring', instance(randomUUID(), start)))).toBe(
      'input_invalid',
    )
})

test('nobody learns what a round asks from what is refused before it opens', async () => {
  await createRound(operator, { title: 'Draft', slug: 'draft', questionnaireId: 'migrant-short' })
  const start = '<_language>en</_language><_agreed>yes</_agreed>'
  const guessed = instance(randomUUID(), start, 'draft').replaceAll('feel_safe', 'guessed_name')
  for (const xml of [guessed, guessed.replace('version="1"', 'version="7"'), '<data'])
    expect(await refusal(recordForm(respondent, 'draft', xml))).toBe('round_not_open')
})

test('a form is listed and taken where the actor has a role, and nowhere else', async () => {
  await createRound(operator, {
    title: 'Autumn',
    slug: 'autumn',
    questionnaireId: 'migrant-short',
    open: true,
  })
  const enumerator = await staffWith('enumerator', 'spring')
  expect((await listOpenForms(enumerator)).map(({ slug }) => slug)).toEqual(['spring'])
  expect((await listOpenForms(operator)).map(({ slug }) => slug).sort()).toEqual(['autumn', 'spring'])
  const start = '<_language>en</_language><_agreed>yes</_agreed>'
  const sent = (slug: string) => refusal(recordAssignedForm(enumerator, instance(randomUUID(), start, slug)))
  expect(await sent('spring')).toBe('accepted')
  expect(await sent('autumn')).toBe('not_allowed')
  expect(await sent('winter')).toBe('not_found')
})
