import { afterAll, beforeAll, expect, test } from 'vitest'
import { readQuestionnaireToPrint } from './printed-questionnaires'
import { importQuestionnaire, readQuestionnaire } from './questionnaires'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

test('who answers, or is nobody, prints nothing', async () => {
  for (const actor of [stranger, respondent])
    await expect(readQuestionnaireToPrint(actor, 'migrant-short', {})).rejects.toMatchObject({
      code: 'not_signed_in',
    })
})

test('whoever reads questionnaires prints one, in its default language or another', async () => {
  const enumerator = await staffWith('enumerator')
  const read = await readQuestionnaireToPrint(enumerator, 'migrant-short', {})
  expect(read).toMatchObject({ language: 'en', questionnaire: { id: 'migrant-short' } })
  expect(read.publishedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect(await readQuestionnaireToPrint(enumerator, 'migrant-short', { language: 'ar' })).toMatchObject({
    language: 'ar',
  })
})

test('an earlier version is printed as it was', async () => {
  const first = await readQuestionnaire(operator, 'migrant-short', 1)
  await importQuestionnaire(operator, { ...first, version: 2, title: { ...first.title, en: 'Reworded' } })
  const printed = async (version?: number) =>
    (await readQuestionnaireToPrint(operator, 'migrant-short', { version })).questionnaire.title.en
  expect(await printed()).toBe('Reworded')
  expect(await printed(1)).toBe(first.title.en)
})

test('a language that it has not is refused by name, and so is a questionnaire that is not there', async () => {
  await expect(readQuestionnaireToPrint(operator, 'migrant-short', { language: 'sw' })).rejects.toMatchObject(
    {
      code: 'input_invalid',
      errors: [{ path: 'language', code: 'unknown_language' }],
    },
  )
  await expect(readQuestionnaireToPrint(operator, 'nothing', {})).rejects.toMatchObject({ code: 'not_found' })
  await expect(readQuestionnaireToPrint(operator, 'migrant-short', { version: 99 })).rejects.toMatchObject({
    code: 'not_found',
  })
})
