import type { Page } from '@playwright/test'
import { beRefused, respondent } from './answering'
import { everyAnswer } from './every-item-type'
import { expect, expectAccessible, storedAnswers, test } from './fixtures'

/** The way from the summary leads to the control with this id. */
async function expectWayTo(page: Page, id: string): Promise<void> {
  await page.getByRole('alert').getByRole('link').click()
  await expect(page.locator(':focus')).toHaveAttribute('id', id)
}

test('every type is refused, answered and stored, in English with script', async ({ page, foothold }) => {
  test.setTimeout(180_000)
  const person = respondent(page)
  const refused = (remedy: string | RegExp) => beRefused(page, 'Next', remedy)
  const summary = page.getByRole('alert')
  await person.openSurvey('/s/types/en')
  await person.press('agree')

  await test.step('one of a few', async () => {
    await expect(page.getByRole('group', { name: 'Do you work?' })).toBeVisible()
    await expectAccessible(page)
    await refused('This question needs an answer')
    await expectAccessible(page)
    await expectWayTo(page, 'answer')
    await person.choose('Yes, I do')
    await expect(summary).toBeHidden()
    await expectAccessible(page)
    await person.press('next')
  })

  await test.step('several, one of them alone', async () => {
    await expect(page.getByRole('group', { name: 'What do you speak at home?' })).toHaveCount(1)
    await expectAccessible(page)
    await refused('This question needs an answer')
    await expectAccessible(page)
    await person.choose('Arabic')
    await person.choose('French')
    await person.choose('None of these')
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1)
    await expect(page.getByRole('status').filter({ hasText: '2 other answers were taken back' })).toHaveCount(
      1,
    )
    await person.choose('Arabic')
    await expect(page.getByRole('checkbox', { name: 'None of these' })).not.toBeChecked()
    await expect(page.getByRole('status').filter({ hasText: '1 other answer was taken back' })).toHaveCount(1)
    await person.choose('French')
    await expectAccessible(page)
    await person.press('next')
  })

  await test.step('a number with its unit', async () => {
    const field = page.getByRole('textbox', { name: 'How many hours do you work in a week?' })
    await expect(field).toHaveAccessibleDescription('Write a number from 0 to 80. hours')
    await expectAccessible(page)
    await field.fill('81')
    await refused('Write a number from 0 to 80.')
    await expectAccessible(page)
    await expectWayTo(page, 'answer')
    await field.fill('40')
    await expect(summary).toBeHidden()
    await expectAccessible(page)
    await person.press('next')
  })

  await test.step('a scale', async () => {
    const scale = page.getByRole('group', { name: 'How much do you trust others?' })
    await expect(scale).toHaveCount(1)
    await expect(scale.getByRole('radio', { name: '0: No trust at all' })).toBeVisible()
    await expect(scale.getByRole('radio', { name: '10: Complete trust' })).toBeVisible()
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
    await expectAccessible(page)
    await refused('This question needs an answer')
    await expectAccessible(page)
    await person.choose("I don't know")
    await scale.getByRole('radio', { name: '7', exact: true }).check()
    // One group with the reserved answer: two can never stand.
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(1)
    await expectAccessible(page)
    await person.press('next')
  })

  await test.step('a text with its counter', async () => {
    const field = page.getByRole('textbox', { name: 'What would help you most?' })
    await expectAccessible(page)
    await field.fill('x'.repeat(31))
    await expect(page.getByText('1 character too many.').first()).toBeVisible()
    await refused('Write at most 30 characters.')
    await expectAccessible(page)
    await field.fill('A quiet room.')
    await expect(page.getByText('You can write 17 more characters.').first()).toBeVisible()
    await expectAccessible(page)
    await person.press('next')
  })

  await test.step('a date', async () => {
    const [day, month, year] = [
      page.getByRole('textbox', { name: 'Day' }),
      page.getByRole('combobox', { name: 'Month' }),
      page.getByRole('textbox', { name: 'Year' }),
    ]
    await expect(page.getByRole('group', { name: 'When did you arrive?' })).toHaveCount(1)
    await expect(page.getByText('Write a date from 10 March 2000 to 31 December 2026.')).toBeVisible()
    await expectAccessible(page)
    await day.fill('31')
    await refused('Choose the month too.')
    await expectAccessible(page)
    await expectWayTo(page, 'answer-month')
    await expect(month).toHaveAccessibleDescription('Choose the month too.')
    await expect(day).not.toHaveAttribute('aria-invalid')
    await month.selectOption('February')
    await expect(summary).toContainText('Write the year too, with four digits.')
    await year.fill('2024')
    await expect(summary).toContainText('There is no such date in the calendar.')
    await expectWayTo(page, 'answer-day')
    await day.fill('9')
    await expect(summary).toBeHidden()
    await year.fill('1999')
    await expect(summary).toContainText('This is too early. Write 10 March 2000 or later.')
    await expectWayTo(page, 'answer-year')
    await year.fill('2027')
    await expect(summary).toContainText('This is too late. Write 31 December 2026 or earlier.')
    // Digits of another script, and the leap day.
    await year.fill('٢٠٢٤')
    await day.fill('٢٩')
    await expect(summary).toBeHidden()
    await expectAccessible(page)
    await person.press('next')
    await person.press('back')
    await expect(day).toHaveValue('29')
    await expect(month).toHaveValue('2')
    await expect(year).toHaveValue('2024')
    await page.getByRole('checkbox', { name: "I don't know" }).check()
    await expect(day).toHaveValue('')
    await expect(month).toHaveValue('')
    await expect(year).toHaveValue('')
    await day.fill('29')
    await month.selectOption('February')
    await year.fill('2024')
    await refused("You gave an answer and also chose “I don't know”.")
    await page.getByRole('checkbox', { name: "I don't know" }).uncheck()
    await person.press('next')
  })

  await test.step('a month, and a year', async () => {
    await expect(page.getByRole('textbox', { name: 'Day' })).toHaveCount(0)
    await expect(page.getByText('Write a month and a year from March 2000 to December 2026.')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('textbox', { name: 'Year' }).fill('2000')
    await page.getByRole('combobox', { name: 'Month' }).selectOption('February')
    await refused('This is too early. Write March 2000 or later.')
    await expectWayTo(page, 'answer-month')
    await expectAccessible(page)
    await page.getByRole('textbox', { name: 'Year' }).fill('2023')
    await page.getByRole('combobox', { name: 'Month' }).selectOption('November')
    await person.press('next')
    await expect(page.getByRole('combobox')).toHaveCount(0)
    await expect(page.getByText('Write a year from 1920 to 2008.')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('textbox', { name: 'Year' }).fill('88')
    await refused('Write the year too, with four digits.')
    await expectAccessible(page)
    await page.getByRole('textbox', { name: 'Year' }).fill('1988')
    await person.press('next')
  })

  await test.step('one of a long list', async () => {
    const search = page.getByRole('searchbox', { name: 'Search the list' })
    await expect(page.getByRole('group', { name: 'In which country were you born?' })).toHaveCount(1)
    await expect(page.getByRole('radio')).toHaveCount(0)
    await expectAccessible(page)
    await refused('This question needs an answer')
    await expectAccessible(page)
    await expectWayTo(page, 'answer')
    await search.fill('i')
    await expect(page.getByRole('radio')).toHaveCount(8)
    await expect(page.getByText(/\d+ more are not shown\. Write more letters\./)).toBeVisible()
    await search.fill('zzz')
    await expect(page.getByRole('status').filter({ hasText: 'Nothing is found.' })).toBeVisible()
    // What is spelt as the list does not have it leads to the whole list, by keyboard too.
    const wholeList = page.getByRole('combobox', { name: 'Choose from the list' })
    await expect(wholeList.getByRole('option')).toHaveCount(250)
    await expectAccessible(page)
    await search.press('Enter')
    await expect(wholeList).toBeFocused()
    await wholeList.selectOption('Eritrea')
    await expect(wholeList).toHaveValue('ER')
    await expect(summary).toBeHidden()
    await expectAccessible(page)
    await search.fill('england')
    await expect(wholeList).toBeHidden()
    await expect(page.getByRole('radio', { name: 'Eritrea' })).toBeChecked()
    await page.getByRole('radio', { name: 'United Kingdom' }).check()
    await expectAccessible(page)
    await search.fill('COTE D')
    await expect(page.getByRole('status').filter({ hasText: '1 answer is found.' })).toBeVisible()
    await page.getByRole('radio', { name: 'Côte d’Ivoire' }).check()
    await expect(summary).toBeHidden()
    await expectAccessible(page)
    // The chosen answer stays in sight beside what else is found, and once something else is chosen it may be taken back.
    await search.fill('ukr')
    await expect(page.getByRole('radio', { name: 'Côte d’Ivoire' })).toBeChecked()
    await page.getByRole('radio', { name: 'Ukraine' }).check()
    await expect(page.getByRole('radio')).toHaveCount(2)
    await page.getByRole('checkbox', { name: 'I prefer not to say' }).check()
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
    await page.getByRole('radio', { name: 'Ukraine' }).check()
    await expect(page.getByRole('checkbox', { name: 'I prefer not to say' })).not.toBeChecked()
    await person.press('next')
    await person.press('back')
    await expect(page.getByRole('radio')).toHaveCount(1)
    await expect(page.getByRole('radio', { name: 'Ukraine' })).toBeChecked()
    await expectAccessible(page)
    await person.press('next')
  })

  await expect(page.getByText('29 February 2024')).toBeVisible()
  await expect(page.getByText('November 2023')).toBeVisible()
  await expect(page.getByText('40 hours')).toBeVisible()
  await expectAccessible(page)
  await person.press('send')
  await person.receipt()
  expect(storedAnswers(foothold, 'types')).toContainEqual(everyAnswer)
})

test('what was picked from the list before the script came is kept', async ({ page }) => {
  const person = respondent(page)
  let bringScript = () => {}
  const mayCome = new Promise<void>((resolve) => {
    bringScript = resolve
  })
  await page.route('**/respondent-files/answering*', async (route) => {
    await mayCome
    await route.continue()
  })
  await page.goto('/s/types/en', { waitUntil: 'commit' })
  // Without script every page is posted; the list is the native one.
  const list = page.getByRole('combobox', { name: 'In which country were you born?' })
  await page.getByRole('button', { name: 'I agree and I am 18 or older' }).click({ noWaitAfter: true })
  await page.getByText('Yes, I do').click()
  const answers = [
    async () => {},
    async () => page.getByText('Arabic').click(),
    async () => {},
    async () => page.locator('.step').first().click(),
    async () => {},
    async () => {},
    async () => {},
    async () => {},
  ]
  for (const give of answers) {
    await give()
    const heading = await person.heading.textContent()
    await page.getByRole('button', { name: 'Next', exact: true }).click({ noWaitAfter: true })
    await expect(person.heading).not.toHaveText(heading ?? '')
  }
  await list.selectOption('UA')
  await person.heading.click()
  await page.getByRole('heading', { level: 1 }).focus()
  bringScript()
  await expect(page.getByRole('searchbox')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Ukraine' })).toBeChecked()
  await person.press('next')
  await expect(page.getByText('Ukraine')).toBeVisible()
})
