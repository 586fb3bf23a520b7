import { respondent } from './answering'
import { expect, expectAccessible, test } from './fixtures'

test.use({ javaScriptEnabled: false, locale: 'ar', viewport: { width: 360, height: 740 } })

test('a person answers the whole survey in Arabic, from right to left, by plain forms', async ({ page }) => {
  const person = respondent(page, 'ar')
  await person.openSurvey('/s/spring')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page).toHaveTitle('استبيان')
  await person.press('agree')
  await person.answerTheRest(async (question) => {
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(widths[0], `${question}: nothing sticks out`).toBe(widths[1])
  })
  await expect(person.heading).toHaveText('مراجعة إجاباتك')
  await person.press('send')
  await expect(person.heading).toHaveText('شكراً لك. أُرسلت إجاباتك.')
  const receipt = await person.receipt()

  await page.locator('.languages summary').click()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(respondent(page).heading).toHaveText('Thank you. Your answers were sent.')
  expect(await respondent(page).receipt()).toBe(receipt)
})

test('without script the exit promises no erasing and no key', async ({ page }) => {
  await page.goto('/s/spring/en')
  const leave = page.getByRole('link', { name: 'Leave this page', exact: true })
  const promise = /erases what you answered|Esc key/
  await expect(leave).toHaveAccessibleDescription(/its “Back” button may show it again/)
  await expect(leave).not.toHaveAccessibleDescription(promise)
  const main = page.getByRole('main')
  await expect(main).toContainText('We keep no answer of yours before you press “Send my answers”')
  const seen = (words: RegExp) => main.getByText(words).filter({ visible: true })
  await expect(seen(promise)).toHaveCount(0)
  await expect(seen(/takes you at once to another website/)).toHaveCount(1)
  await respondent(page).press('agree')
  await page.getByRole('button', { name: 'Stop now and go on later' }).click()
  await expect(main).toContainText('Only this code opens them')
  await expect(seen(/erase this survey from this phone/)).toHaveCount(0)
})

test('Arabic pages stand from right to left, scale and progress too', async ({ page }) => {
  const person = respondent(page, 'ar')
  await person.openSurvey('/s/spring')
  await person.press('agree')
  const ten = page.getByRole('radio', { name: /^10: / })
  while ((await ten.count()) === 0) {
    const show = page.getByRole('button', { name: 'عرض هذه الأسئلة' })
    await person.press((await show.isVisible()) ? 'show' : 'next')
  }
  const leftOf = async (name: string) => (await page.getByText(name, { exact: true }).boundingBox())?.x ?? 0
  expect(await leftOf('0')).toBeGreaterThan(await leftOf('5'))
  const boxes = await Promise.all(
    ['0', '5', '6', '10'].map((name) => page.locator('.step', { hasText: name }).first().boundingBox()),
  )
  for (const box of boxes) {
    expect(box?.height).toBeGreaterThanOrEqual(48)
    expect(box?.width).toBeGreaterThanOrEqual(40)
  }
})

test('options that exclude each other are refused with words that name them', async ({ page }) => {
  const person = respondent(page, 'ar')
  await person.openSurvey('/s/spring')
  await person.press('agree')
  const boxes = page.getByRole('checkbox')
  while ((await boxes.count()) < 5) {
    const show = page.getByRole('button', { name: 'عرض هذه الأسئلة' })
    await person.press((await show.isVisible()) ? 'show' : 'next')
  }
  await boxes.nth(0).check()
  await boxes.nth(9).check()
  await page.getByRole('button', { name: 'التالي', exact: true }).click()
  const summary = page.getByRole('alert')
  await expect(summary).toContainText('يرجى مراجعة إجابتك')
  await expect(summary).toContainText('لا يمكن الجمع بين')
  await expect(summary).toBeFocused()
  await expect(boxes.nth(0)).toBeChecked()
  await expect(boxes.nth(9)).toBeChecked()
  await expect(page).toHaveTitle(/يرجى مراجعة إجابتك/)
  await boxes.nth(9).uncheck()
  await person.press('next')
})

test('back keeps the answers, and another language keeps the place', async ({ page }) => {
  const person = respondent(page, 'ar')
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await page.getByRole('radio').nth(1).check()
  await person.press('next')
  await person.press('back')
  await expect(page.getByRole('radio').nth(1)).toBeChecked()
  await page.locator('summary').click()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page).toHaveURL(/\/s\/spring\/en$/)
  await expect(respondent(page).heading).toHaveText('How long do you plan to stay in this country?')
  await expect(page.getByRole('radio').nth(1)).toBeChecked()
})

test('a page that was tampered with starts again and stores nothing', async ({ page, request }) => {
  const response = await request.post('/s/spring/en', {
    form: { interview: '{"place":"review"', step: 'send' },
  })
  expect(response.status()).toBe(422)
  expect(await response.text()).toContain('Please start again')
  const foreign = await request.post('/s/spring/en', {
    form: { step: 'agree' },
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(await foreign.text()).toContain('Before you start')
  const large = await request.post('/s/spring/en', { form: { interview: 'x'.repeat(2_000_000) } })
  expect(large.status()).toBe(200)
  await expect(page.locator('body')).toBeAttached()
})

test.describe('with script, the same pages', () => {
  test.use({ javaScriptEnabled: true })

  test('every Arabic page passes the accessibility scan', async ({ page }) => {
    test.setTimeout(180_000)
    const person = respondent(page, 'ar')
    await person.openSurvey('/s/spring')
    await expectAccessible(page)
    await person.press('agree')
    await person.answerTheRest(() => expectAccessible(page))
    await expectAccessible(page)
    await person.press('send')
    await expectAccessible(page)
  })
})
