import type { Page } from '@playwright/test'
import { respondent } from './answering'
import { expect, expectAccessible, type Foothold, signIn, test } from './fixtures'

async function makeRound(page: Page, foothold: Foothold, slug: string): Promise<void> {
  await page.goto(`${foothold.url}/rounds/new`)
  await page.getByLabel('Title').fill('Harbor clinic')
  await page.getByLabel('Address').fill(slug)
  await page.getByLabel('Questionnaire').selectOption('social-fabric')
  await page.getByLabel('Who runs the survey').fill('Harbor House')
  await page.getByLabel('Answers are kept until').fill('2099-03-31')
  await page.getByLabel('Now', { exact: true }).check()
  await page.getByRole('button', { name: 'Create the round' }).click()
  await page.waitForURL(`${foothold.url}/rounds/${slug}`)
}

async function openCorrection(page: Page, foothold: Foothold, slug: string): Promise<void> {
  await page.goto(`${foothold.url}/rounds/${slug}`)
  await page.getByRole('link', { name: 'Correct this round' }).click()
  await expect(page.getByRole('heading', { name: 'Correct the round' })).toBeVisible()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'with scripts off', () => {
    test.use({ javaScriptEnabled })

    test('a manager corrects a round, and can put its last day no later than people were told', async ({
      page,
      browser,
      foothold,
    }) => {
      const slug = javaScriptEnabled ? 'clinic' : 'clinic-plain'
      const eraseAll = 'Erase all answers of this round after the earlier day. This cannot be taken back.'
      const alert = page.locator('.problem-summary')
      const save = page.getByRole('button', { name: 'Save the correction' })
      const accessible = async (shown: Page = page) => {
        if (javaScriptEnabled) await expectAccessible(shown)
      }
      await signIn(page, foothold, 'manager')
      await makeRound(page, foothold, slug)

      await test.step('before anybody read the first page, everything can be put right', async () => {
        await openCorrection(page, foothold, slug)
        await expect(page.getByLabel('Title')).toHaveValue('Harbor clinic')
        await expect(page.getByLabel('Answers are kept until')).toHaveValue('2099-03-31')
        await expect(page.getByLabel(eraseAll)).toHaveCount(0)
        await accessible()
        await page.getByLabel('Title').fill(' ')
        await page.getByLabel('Answers are kept until').fill('2020-01-31')
        await save.click()
        await expect(alert).toContainText('Give the round a title')
        await page.getByLabel('Title').fill('Harbour clinic')
        await save.click()
        await expect(alert).toContainText('must lie ahead.')
        await expect(page.getByLabel('Title')).toHaveValue('Harbour clinic')
        await expect(page.getByLabel('Answers are kept until')).toHaveValue('2020-01-31')
        await accessible()
        await page.getByLabel('Answers are kept until').fill('2099-06-30')
        await save.click()
        await page.waitForURL(`${foothold.url}/rounds/${slug}`)
        await expect(page.getByRole('status').filter({ hasText: 'The round was corrected.' })).toBeFocused()
        await expect(page.getByRole('heading', { name: 'Harbour clinic' })).toBeVisible()
        await expect(page.getByText('30 June 2099')).toBeVisible()
      })

      const context = await browser.newContext({ baseURL: foothold.url, locale: 'en-GB' })
      const phone = await context.newPage()
      await test.step('a person reads who asks and until when', async () => {
        await respondent(phone).openSurvey(`/s/${slug}`)
        await expect(phone.getByText('This survey is run by Harbor House.')).toBeVisible()
      })

      await test.step('from then on the page says what a correction changes, and holds to the day', async () => {
        await openCorrection(page, foothold, slug)
        await expect(page.getByText('People have been told who asks and until when.')).toBeVisible()
        await expect(page.getByText('it can only be brought forward')).toBeVisible()
        await accessible()
        await page.getByLabel('Who runs the survey').fill('دار المرفأ')
        await page.getByLabel('Answers are kept until').fill('2099-07-01')
        await save.click()
        await expect(alert).toContainText('erased after 30 June 2099. Give that day or an earlier one.')
        await page.getByLabel('Answers are kept until').fill('2099-06-29')
        await save.click()
        await expect(alert).toContainText('Tick the box if you want that.')
        await expect(page.getByLabel(eraseAll)).toHaveAttribute('aria-invalid', 'true')
        await expect(page.getByLabel('Who runs the survey')).toHaveValue('دار المرفأ')
        await accessible()
        await page.getByLabel(eraseAll).check()
        await save.click()
        await page.waitForURL(`${foothold.url}/rounds/${slug}`)
        await expect(page.getByRole('status').filter({ hasText: 'The round was corrected.' })).toBeFocused()
        await expect(page.locator('bdi', { hasText: 'دار المرفأ' })).toBeVisible()
        await expect(page.getByText('29 June 2099')).toBeVisible()
        await accessible()
      })

      await test.step('whoever comes later reads the correction, the name set apart from the sentence', async () => {
        await respondent(phone).openSurvey(`/s/${slug}`)
        await expect(phone.getByText('This survey is run by دار المرفأ.')).toBeVisible()
        await expect(phone.locator('.lead bdi')).toHaveText('دار المرفأ')
        await phone.getByText('What we keep').click()
        await expect(phone.getByText('Your answers are kept until 29 June 2099.')).toBeVisible()
        await accessible(phone)
      })
      await context.close()
    })
  })
}

test('a researcher has no way there and is refused', async ({ page, foothold }) => {
  await signIn(page, foothold, 'researcher')
  await page.goto(`${foothold.url}/rounds/spring`)
  await expect(page.getByRole('link', { name: /^Correct/ })).toHaveCount(0)
  const answer = await page.goto(`${foothold.url}/rounds/spring/edit`)
  expect(answer?.status()).toBe(403)
  await expect(page.getByText('round.correct')).toBeVisible()
  await expectAccessible(page)
})
