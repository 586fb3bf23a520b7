import { behindTheScenes, expect, expectAccessible, type Foothold, signIn, signOut, test } from './fixtures'

const people = 80

/** A round of made-up people with ids p0, p1 …, which has its first release. */
function madeUpRound({ dataFolder }: Foothold, slug: string): void {
  behindTheScenes(
    dataFolder,
    `const { importResponses } = await import('./db/response-import')
     const { madeUpPerson } = await import('./cli/demo/people')
     const { seededRandom } = await import('./cli/demo/random')
     await rounds.createRound(operator, { title: 'Weighted ${slug}', slug: '${slug}', questionnaireId: 'migrant-short', open: true })
     const questionnaire = await questionnaires.readQuestionnaire(operator, 'migrant-short')
     const random = seededRandom(11)
     await importResponses(operator, '${slug}', Array.from({ length: ${people} }, (_, place) => ({ row: place + 1, id: 'p' + place, ...madeUpPerson(questionnaire, random) })))`,
  )
}

const margins =
  'gender\twoman\t60 %\ngender\tman + another\t40 %\narea_type\tcity\t0.5\narea_type\ttown + rural\t0.5'
const line = (place: number) => `p${place},${1 + (place % 3)},s${place % 2}`
const fileOf = (count: number) =>
  ['id,weight,stratum', ...Array.from({ length: count }, (_, place) => line(place))].join('\n')

test('a manager fits weights to margins: faults, preview, use, and every figure says so', async ({
  page,
  foothold,
}) => {
  madeUpRound(foothold, 'fitted')
  await signIn(page, foothold, 'manager')
  await page.goto('/rounds/fitted')
  await page.getByRole('link', { name: 'Weights' }).click()
  await expect(page.getByRole('heading', { name: 'Weights', level: 1 })).toBeVisible()
  await expect(page.getByText('Every person counts once.')).toBeVisible()
  await expectAccessible(page)

  const fit = page.getByRole('region', { name: 'Fit weights to the population' })
  await fit.getByLabel('Title').fill('Census 2024')
  await fit.getByRole('textbox', { name: 'Margins' }).fill('gender, women, 60 %\nsex, man, 40 %')
  await fit.getByRole('button', { name: 'Preview the weights' }).click()
  const summary = page.getByRole('alert').filter({ hasText: 'Please check this' })
  await expect(summary).toBeFocused()
  await expect(summary).toContainText('Line 1, band: "gender" has no band "women".')
  await expect(summary).toContainText('Line 2, breakdown: There is no breakdown "sex".')
  await expect(fit.getByLabel('Title')).toHaveValue('Census 2024')
  await expectAccessible(page)

  await fit.getByRole('textbox', { name: 'Margins' }).fill(margins)
  await fit.getByLabel('Cut weights to at most').fill('3')
  await fit.getByRole('button', { name: 'Preview the weights' }).click()
  await expect(page.getByRole('heading', { name: 'Preview: Census 2024' })).toBeVisible()
  const gender = page.getByRole('table', { name: /^Gender, before and after/ })
  await expect(gender.getByRole('row', { name: /^Woman/ })).toContainText('60.0 %')
  await expect(page.getByRole('table', { name: /^Who counts most/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Use this weighting' }).click()
  await expect(page.getByText('The weights are in use: for exact figures from now on')).toBeFocused()
  await expect(page.getByRole('row', { name: /Census 2024/ })).toContainText('manager@example.org')
  await expectAccessible(page)

  await page.goto('/profiles/fitted?exact=true')
  await expect(page.getByText(/People count by the weights “Census 2024”/)).toBeVisible()
  // Protected figures are those of the release that was made before.
  await page.goto('/profiles/fitted')
  await expect(page.getByText('Every person counts once.')).toBeVisible()
  behindTheScenes(foothold.dataFolder, `await rounds.closeRound(operator, 'fitted')`)
  await page.reload()
  await expect(page.getByText(/People count by the weights “Census 2024”/)).toBeVisible()
  await expectAccessible(page)
})

test('design weights are uploaded or pasted, looked at, used and put aside; a researcher proposes', async ({
  page,
  foothold,
}) => {
  madeUpRound(foothold, 'drawn')
  await signIn(page, foothold, 'manager')
  await page.goto('/rounds/drawn/weights')
  const design = page.getByRole('region', { name: 'Upload design weights' })
  const upload = async (text: string) => {
    await design.getByLabel('Title').first().fill('Household sample')
    await design
      .getByLabel('File of weights')
      .setInputFiles({ name: 'weights.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await design.getByRole('button', { name: 'Upload the weights' }).click()
  }
  await upload(`${fileOf(2)}\nnobody,1,s1\np5,-1,s1`)
  const summary = page.getByRole('alert').filter({ hasText: 'Please check this' })
  await expect(summary).toBeFocused()
  await expect(summary).toContainText('Line 5, weight: The weight is -1.')
  await expectAccessible(page)
  await upload(fileOf(people - 1))
  await expect(summary).toContainText('1 person of the round has no weight in this file.')

  await upload(fileOf(people))
  await expect(page.getByText('The weights are kept.')).toBeFocused()
  const look = page.getByRole('region', { name: 'What Household sample does' })
  await expect(look).toContainText('Everybody who answered')
  await look.getByRole('button', { name: 'Use this weighting' }).click()
  await expect(page.getByText('The weights are in use')).toBeFocused()
  await expectAccessible(page)

  await design.getByText('Paste them instead').click()
  await design.getByLabel('Title').last().fill('Pasted')
  await design.getByLabel('Lines with weights').fill('id\tweight\tstratum\np0\t1\tx\np1\t2\ty')
  await design.getByLabel('Leave out people').last().check()
  await design.getByRole('button', { name: 'Keep the weights' }).click()
  await expect(page.getByText('The weights are kept.')).toBeFocused()
  await expect(page.getByText('The stratum "x" has one sampling unit only.')).toBeVisible()
  await expect(page.getByText('78 without a weight are left out')).toBeVisible()

  await page.getByRole('button', { name: 'Count every person once instead' }).click()
  await expect(page.getByText('Every person counts once again')).toBeFocused()

  await signOut(page, foothold)
  await signIn(page, foothold, 'researcher')
  await page.goto('/rounds/drawn/weights')
  await expect(page.getByRole('region', { name: 'Upload design weights' })).toHaveCount(0)
  await expect(page.getByRole('row', { name: /Household sample/ })).toContainText('a manager')
  expect(await page.content()).not.toContain('manager@example.org')
  await page.getByLabel('Title').fill('My proposal')
  await page.getByRole('textbox', { name: 'Margins' }).fill(margins)
  await page.getByRole('button', { name: 'Propose these weights' }).click()
  await expect(page.getByText('The proposal is kept.')).toBeFocused()
  await expect(page.getByRole('row', { name: /My proposal/ })).toContainText('researcher@example.org')
  await expectAccessible(page)
  const answer = await page.request.get('/rounds/drawn/weights?look=anything')
  expect(await answer.text()).not.toContain('design effect')
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('margins are previewed and used by plain forms', async ({ page, foothold }) => {
    madeUpRound(foothold, 'plain')
    await signIn(page, foothold, 'manager')
    await page.goto('/rounds/plain/weights')
    const fit = page.getByRole('region', { name: 'Fit weights to the population' })
    await fit.getByLabel('Title').fill('Register')
    await fit.getByRole('textbox', { name: 'Margins' }).fill(margins)
    await fit.getByRole('button', { name: 'Preview the weights' }).click()
    await expect(page.getByRole('heading', { name: 'Preview: Register' })).toBeVisible()
    await page.getByRole('button', { name: 'Use this weighting' }).click()
    await expect(page.getByText('The weights are in use')).toBeVisible()
    await expect(page.getByRole('row', { name: /Register/ })).toContainText('In use')
  })
})
