import { behindTheScenes, expect, expectAccessible, type Foothold, signIn, test } from './fixtures'

const people = 60

/** A round of made-up people with its first release, and a second version that turns the scale of one question round. */
function scoredWrongly({ dataFolder }: Foothold): void {
  behindTheScenes(
    dataFolder,
    `const { importResponses } = await import('./db/response-import')
     const { madeUpPerson } = await import('./cli/demo/people')
     const { seededRandom } = await import('./cli/demo/random')
     const asked = await questionnaires.readQuestionnaire(operator, 'migrant-short')
     const copy = { ...asked, id: 'turned-scale' }
     await questionnaires.importQuestionnaire(operator, copy)
     await questionnaires.importQuestionnaire(operator, {
       ...copy,
       version: 2,
       items: asked.items.map((item) => item.id !== 'income_enough' ? item
         : { ...item, choices: item.choices.map((option) => ({ ...option, score: 100 - option.score })) }),
     })
     await questionnaires.importQuestionnaire(operator, JSON.parse(JSON.stringify({ ...copy, version: 3 }).replaceAll('feel_safe', 'feel_safer')))
     await rounds.createRound(operator, { title: 'Turned', slug: 'turned', questionnaireId: 'turned-scale', version: 1, open: true })
     const random = seededRandom(12)
     await importResponses(operator, 'turned', Array.from({ length: ${people} }, (_, place) => ({ row: place + 1, id: 'p' + place, ...madeUpPerson(copy, random) })))`,
  )
}

test('a manager scores a round anew; the round, its profile and its codebook say so', async ({
  page,
  foothold,
}) => {
  scoredWrongly(foothold)
  await signIn(page, foothold, 'manager')
  await page.goto('/rounds/turned')
  await page.getByRole('link', { name: 'Score anew' }).click()
  await expect(page.getByRole('heading', { name: 'Score anew', level: 1 })).toBeVisible()
  const changes = page.getByRole('region', { name: 'What version 2 scores otherwise' })
  await expect(changes.getByRole('listitem')).toHaveCount(4)
  await expect(changes).toContainText('income_enough')
  await page.getByText('Version 3: 1 reason').click()
  await expect(page.getByText('scores by the item "feel_safer", which version 1 did not ask')).toBeVisible()
  await expectAccessible(page)

  const button = page.getByRole('button', { name: 'Score 60 responses anew' })
  await button.click()
  const summary = page.getByRole('alert').filter({ hasText: 'Please check this' })
  await expect(summary).toBeFocused()
  await expect(summary).toContainText('Choose the version whose scoring is to be used.')
  await expect(summary).toContainText('Say in 3 words or more why')
  await expectAccessible(page)

  await page.getByRole('radio', { name: /Version 2/ }).check()
  await page.getByLabel('Why').fill('The scale stood the wrong way round.')
  await button.click()
  await expect(page.getByText('The answers were scored anew.')).toBeVisible()
  const row = page.getByRole('row', { name: /1 to 2/ })
  await expect(row).toContainText('manager@example.org')
  await expect(row).toContainText('The scale stood the wrong way round.')
  await expect(page.getByText('Researchers see release 2, of 60 responses')).toBeVisible()
  await expectAccessible(page)

  await page.goto('/profiles/turned')
  await expect(
    page.getByText('Their answers are scored by version 2.').filter({ visible: true }).first(),
  ).toBeVisible()
  await page.goto('/rounds/turned/codebook')
  await expect(page.getByText('Version whose scoring the scores are by').first()).toBeVisible()
})
