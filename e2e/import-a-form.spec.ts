import { expect, expectAccessible, signIn, test } from './fixtures'

const forms = 'lib/interchange/xlsform/fixtures'

for (const width of [390, 1280]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 900 } })

    test('an administrator looks at what becomes of a form, and publishes it', async ({ page, foothold }) => {
      test.setTimeout(180_000)
      await signIn(page, foothold, 'administrator')
      await page.goto('/questionnaires')
      await page.getByRole('link', { name: 'Import a form' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Import a form' })).toBeVisible()
      await expectAccessible(page)

      await test.step('a form with a fault is refused by its place', async () => {
        await page.getByLabel('The form').setInputFiles(`${forms}/pyxform-bug-group_name_test.xls`)
        await expect(
          page.getByRole('heading', { name: 'This form cannot be taken as it stands' }),
        ).toBeVisible()
        await expect(
          page.getByRole('row', { name: /survey 3 name The group or repeat has no name/ }),
        ).toBeVisible()
        await expect(page.getByRole('button', { name: /Publish/ })).toHaveCount(0)
        await expectAccessible(page)
      })

      await test.step('what is no workbook is said to be none', async () => {
        await page
          .getByLabel('The form')
          .setInputFiles({ name: 'a.xlsx', mimeType: '', buffer: Buffer.from('x') })
        await expect(page.getByText('This is no Excel workbook.')).toBeVisible()
      })

      await test.step('a sound one is shown, published and read', async () => {
        await page
          .getByLabel('The form')
          .setInputFiles(`${forms}/reach-libya-msna-2021-migrants-repaired.xlsx`)
        await expect(page.getByText('186 in 25 sections')).toBeVisible()
        await expect(page.getByText('English, العربية, français')).toBeVisible()
        await expectAccessible(page)
        await page.getByRole('button', { name: /Publish as version/ }).click()
        await page.getByRole('link', { name: 'Read the questionnaire' }).click()
        await expect(page).toHaveURL(/\/questionnaires\/lby-msna2021/)
        await expectAccessible(page)
      })
    })
  })
}

test('others may not', async ({ page, foothold }) => {
  await signIn(page, foothold, 'manager')
  await page.goto('/questionnaires')
  await expect(page.getByRole('link', { name: 'Import a form' })).toHaveCount(0)
  await page.goto('/questionnaires/import')
  await expect(page.getByLabel('The form')).toHaveCount(0)
})
