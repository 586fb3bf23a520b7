import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { respondent } from './answering'
import { expect, expectAccessible, test } from './fixtures'

/** The receipt of a response that somebody sent. */
async function sentResponse(request: APIRequestContext): Promise<string> {
  const data = {
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    answers: { feel_safe: 'always' },
  }
  const response = await request.post('/api/v1/surveys/spring/responses', { data })
  return (await response.json()).receipt
}

test('answers are withdrawn by their code, as people write it, once', async ({ page, request }) => {
  const receipt = await sentResponse(request)
  await page.goto('/withdraw')
  await expectAccessible(page)
  const code = page.getByLabel('Your code')
  await code.fill(receipt.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Withdraw and erase my answers' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your answers are erased')
  await expectAccessible(page)

  await page.goto('/withdraw')
  await code.fill(receipt)
  await page.getByRole('button', { name: 'Withdraw and erase my answers' }).click()
  await expect(page.getByRole('alert')).toContainText('were withdrawn already')
})

test('whoever regrets at once withdraws beside the code, which stays in sight', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring/en')
  await person.press('agree')
  await person.hurryToReview()
  await person.press('send')
  const receipt = await person.receipt()
  await page.getByText('Withdraw my answers', { exact: true }).click()
  await expectAccessible(page)
  const [other] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Withdraw and erase my answers' }).click(),
  ])
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Your answers are erased')
  expect(await person.receipt()).toBe(receipt)
})

test('a wrong code is shown again, with what to do', async ({ page }) => {
  await page.goto('/withdraw')
  await page.getByRole('button', { name: 'Withdraw and erase my answers' }).click()
  await expect(page.getByRole('alert')).toContainText('Write your code first.')
  await page.getByLabel('Your code').fill('ABCD-EFGH-JKMN-PQRS')
  await page.getByRole('button', { name: 'Withdraw and erase my answers' }).click()
  const summary = page.getByRole('alert')
  await expect(summary).toContainText('This code is not right')
  await expect(summary).toBeFocused()
  await expect(page.getByLabel('Your code')).toHaveValue('ABCD-EFGH-JKMN-PQRS')
  await expect(page.getByLabel('Your code')).toHaveAccessibleDescription(/This code is not right/)
  await expectAccessible(page)
})

test.describe('without script, in Arabic', () => {
  test.use({ javaScriptEnabled: false, locale: 'ar' })

  test('withdrawing works by a plain form', async ({ page, request }) => {
    const receipt = await sentResponse(request)
    const response = await page.goto('/withdraw')
    expect(response?.headers()).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await page.getByLabel('رمزك').fill(receipt)
    await page.getByRole('button', { name: 'سحب إجاباتي ومحوها' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('مُحيت إجاباتك')
  })
})
