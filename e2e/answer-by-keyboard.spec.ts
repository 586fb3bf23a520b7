import type { Page } from '@playwright/test'
import { respondent } from './answering'
import { expect, expectAccessible, test } from './fixtures'

/** Presses Tab until the control with this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    const label = await focused.evaluate((element) =>
      element instanceof HTMLInputElement
        ? (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? '')
        : (element.textContent ?? ''),
    )
    if (name.test(label)) return
  }
  throw new Error(`Tab does not reach ${name}.`)
}

test('the whole way by keyboard alone', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await tabTo(page, /^I agree/)
  await page.keyboard.press('Enter')
  await expect(person.heading).toBeFocused()
  for (let pages = 0; pages < 60; pages += 1) {
    const title = await person.heading.textContent()
    if (title === 'Check your answers') break
    if (title?.startsWith('Next:')) await tabTo(page, /^Skip these/)
    else {
      await page.keyboard.press('Tab')
      while (!(await page.locator('main :focus').count())) await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      await tabTo(page, /^Next$/)
    }
    await page.keyboard.press('Enter')
    await expect(person.heading).not.toHaveText(title ?? '')
  }
  await tabTo(page, /^Send my answers$/)
  await page.keyboard.press('Enter')
  await expect(person.heading).toBeFocused()
  await person.receipt()
})

test('Enter in a field goes on, not back and not to another language', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/summer')
  await person.press('agree')
  while ((await page.getByRole('textbox').count()) === 0) await person.answerOnce()
  await page.getByRole('textbox').fill('40')
  const before = await person.heading.textContent()
  await page.keyboard.press('Enter')
  await expect(person.heading).not.toHaveText(before ?? '')
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await expect(page.getByRole('textbox')).toHaveValue('40')
})

test('a number out of range: the summary takes the focus, names the question, and leads to the field', async ({
  page,
}) => {
  const person = respondent(page)
  await person.openSurvey('/s/summer')
  await person.press('agree')
  while ((await page.getByRole('textbox').count()) === 0) await person.answerOnce()
  const field = page.getByRole('textbox')
  await field.fill('400')
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  const summary = page.getByRole('alert')
  await expect(summary).toBeFocused()
  await expect(summary).toContainText('How many hours do you usually work in a week')
  await expect(summary).toContainText('Enter a number from 0 to 168.')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveAccessibleDescription(/Enter a number from 0 to 168/)
  await expectAccessible(page)
  await summary.getByRole('link').click()
  await expect(field).toBeFocused()
  await field.fill('forty')
  await expect(summary).toContainText('Write a number in digits')
  await field.fill('٤٠')
  await expect(summary).toBeHidden()
  await person.press('next')
  await person.press('back')
  await expect(field).toHaveValue('40')
  await page.getByRole('checkbox', { name: "I don't know" }).check()
  await expect(field).toHaveValue('')
})

test('a text that is too long keeps every letter and says how many too many', async ({ page }) => {
  test.setTimeout(120_000)
  const person = respondent(page)
  await person.openSurvey('/s/summer')
  await person.press('agree')
  while ((await page.locator('textarea').count()) === 0) await person.answerOnce()
  const field = page.getByRole('textbox')
  await expect(page.getByText('You can write up to 1,000 characters.')).toBeVisible()
  await field.fill('é'.repeat(1003))
  await expect(page.getByText('3 characters too many.').first()).toBeVisible()
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('Write at most 1,000 characters.')
  await expect(field).toHaveValue('é'.repeat(1003))
  await expectAccessible(page)
})
