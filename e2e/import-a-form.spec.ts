import { readFileSync } from 'node:fs'
import { writeWorkbook } from '@/lib/workbook/write'
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
        await page
          .getByLabel('The form', { exact: true })
          .setInputFiles(`${forms}/pyxform-bug-group_name_test.xls`)
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
          .getByLabel('The form', { exact: true })
          .setInputFiles({ name: 'a.xlsx', mimeType: '', buffer: Buffer.from('x') })
        await expect(page.getByText('This is no Excel workbook.')).toBeVisible()
      })

      await test.step('a sound one is shown, published and read', async () => {
        await page
          .getByLabel('The form', { exact: true })
          .setInputFiles(`${forms}/reach-libya-msna-2021-migrants-repaired.xlsx`)
        await expect(page.getByText('186 in 25 sections')).toBeVisible()
        await expect(page.getByText('English, العربية, français')).toBeVisible()
        await expectAccessible(page)
        await page.getByRole('button', { name: /Publish as version/ }).click()
        await page.getByRole('link', { name: 'Read the questionnaire' }).click()
        await expect(page).toHaveURL(/\/questionnaires\/lby-msna2021/)
        await expectAccessible(page)
      })

      await test.step('files that the form names are checked beforehand, and come with it', async () => {
        await page.goto('/questionnaires/import')
        const files = page.getByLabel('Pictures and recordings that the form names')
        const tone = readFileSync('lib/fixtures/media/tone.wav')
        const asked = { name: 'water.wav', mimeType: 'audio/wav', buffer: tone }
        const form = await formWithFiles(`water-${width}`)
        await page
          .getByLabel('The form', { exact: true })
          .setInputFiles({ name: 'w.xlsx', mimeType: '', buffer: form })
        await expect(page.getByText('0 of 2 that the form names')).toBeVisible()
        await files.setInputFiles([asked, { name: 'tap.png', mimeType: 'image/png', buffer: tone }])
        await expect(page.getByText(/choices, row 2, column "image": This is a recording/)).toBeVisible()
        await expect(page.getByRole('button', { name: /Publish/ })).toHaveCount(0)
        await expectAccessible(page)
        await files.setInputFiles([asked, { name: 'other.png', mimeType: 'image/png', buffer: tone }])
        await expect(page.getByText('1 of 2 that the form names')).toBeVisible()
        await expect(page.getByText('The form names no file "other.png".')).toBeVisible()
        await page.getByRole('button', { name: 'Publish as version 1' }).click()
        await expect(page.getByText('recordings and pictures with it: 1')).toBeVisible()
        await page.goto(`/questionnaires/water-${width}/recordings`)
        await expect(page.getByRole('row', { name: /water\.en\.wav/ })).toBeVisible()
      })
    })
  })
}

/** A question with a recording, and an answer with a picture. */
async function formWithFiles(id: string): Promise<Buffer> {
  const rows = {
    survey: [
      ['type', 'name', 'label::English (en)', 'audio::English (en)'],
      ['select_one sources', 'water', 'Where does your water come from?', 'water.wav'],
    ],
    choices: [
      ['list_name', 'name', 'label::English (en)', 'image'],
      ['sources', 'tap', 'A tap', 'tap.png'],
      ['sources', 'well', 'A well', ''],
    ],
    settings: [
      ['form_title', 'form_id'],
      ['Water', id],
    ],
  }
  const sheets = Object.entries(rows).map(([name, lines]) => ({
    name,
    rows: lines,
    widths: [20, 20, 40, 20],
  }))
  return Buffer.from(await writeWorkbook({ title: 'Water', language: 'en', madeOn: '2026-03-01' }, sheets))
}

test('others may not', async ({ page, foothold }) => {
  await signIn(page, foothold, 'manager')
  await page.goto('/questionnaires')
  await expect(page.getByRole('link', { name: 'Import a form' })).toHaveCount(0)
  await page.goto('/questionnaires/import')
  await expect(page.getByLabel('The form', { exact: true })).toHaveCount(0)
})
