import { expect, expectAccessible, signIn, test } from './fixtures'

test.use({ locale: 'fa-AF', viewport: { width: 360, height: 740 } })

test('a person answers in Dari, from right to left, with dates of the common calendar', async ({ page }) => {
  const heading = page.getByRole('heading', { level: 1 })
  const next = page.locator('button[value="next"].button')
  await page.goto('/s/dari')
  await expect(page.locator('html')).toHaveAttribute('lang', 'fa-AF')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expectAccessible(page)
  await page.locator('button[value="agree"]').click()

  await expect(heading).toHaveText('این روزها حال شما چطور است؟')
  await expectAccessible(page)
  await page.getByText('خوب', { exact: true }).click()
  await next.click()

  await expect(heading).toHaveText(/چقدر خود را امن/)
  const [first, last] = [page.getByRole('radio').first(), page.getByRole('radio').nth(10)]
  const [ten, zero] = [await last.boundingBox(), await first.boundingBox()]
  expect(zero?.x, 'the scale begins on the right').toBeGreaterThan(ten?.x ?? Number.POSITIVE_INFINITY)
  const box = async (words: string) => page.getByText(words, { exact: true }).boundingBox()
  const [low, high] = [await box('هیچ امن نیست'), await box('کاملاً امن')]
  const right = (area: typeof low) => (area?.x ?? 0) + (area?.width ?? 0)
  expect(low?.y, 'the low end stands above the first step').toBeLessThan(zero?.y ?? 0)
  expect(right(low), 'and begins with it').toBeCloseTo(right(zero), -1)
  expect(high?.y, 'the high end stands below the last step').toBeGreaterThan(ten?.y ?? 0)
  expect(high?.x, 'and ends with it').toBeCloseTo(ten?.x ?? 0, -1)
  await page.getByRole('radio', { name: /^10: / }).check()
  await next.click()

  await expect(heading).toHaveText('چه وقت به این کشور آمدید؟')
  await page.getByRole('combobox').selectOption('3')
  // Digits as they stand on an Afghan keyboard.
  await page.getByRole('textbox').last().fill('۲۰۲۱')
  await expectAccessible(page)
  await next.click()

  await expect(heading).toHaveText('حالا در کدام کشور زندگی می‌کنید؟')
  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('المان')
  await page.getByRole('radio').first().check()
  await expectAccessible(page)
  await next.click()
  await next.click()

  await expect(page.getByText('2021', { exact: false })).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByText('10: کاملاً امن')).toBeVisible()
  await page.locator('button[value="send"]').click()
  await expect(page.locator('.receipt-code')).toHaveText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
  // Whom to ask, set apart from the words around it that run the other way.
  await expect(page.locator('main p bdi')).toHaveText('Harbour House')
  await expectAccessible(page)
})

test('the poster of a survey in Dari says in Dari how to come to it', async ({ page, foothold }) => {
  await signIn(page, foothold, 'manager')
  await page.goto('/rounds/dari')
  await expect(page.getByText('in any language listed on this page')).toBeVisible()
  await page.getByRole('link', { name: 'Poster to print' }).click()
  const section = page.getByRole('article', { name: 'The poster' }).locator('section[lang="fa-AF"]')
  await expect(section).toContainText('کمرهٔ تیلفون')
  await expect(section).toHaveAttribute('dir', 'rtl')
  await expectAccessible(page)
})
