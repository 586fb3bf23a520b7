import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { behindTheScenes, command, expect, expectAccessible, type Foothold, signIn, test } from './fixtures'

test.setTimeout(180_000)

const part = (page: Page, name: string) => page.locator(`[data-place="${name}"]`)
const isSaved = (page: Page) => expect(page.locator('.save-mark')).toHaveText('Saved', { timeout: 20_000 })

async function openEditor(page: Page, foothold: Foothold, id: string): Promise<void> {
  behindTheScenes(foothold.dataFolder, `await drafts.beginDraft(operator, '${id}')`)
  await signIn(page, foothold, 'administrator')
  await page.goto(`/questionnaires/${id}/edit`)
  await expect(page.getByRole('navigation', { name: 'Parts of the questionnaire' })).toBeVisible()
}

test('a question is reworded and scored anew, published, asked, and counts as it says', async ({
  page,
  foothold,
}) => {
  // One of its own: other stories read the short form as it comes.
  behindTheScenes(
    foothold.dataFolder,
    `const questionnaire = await questionnaires.readQuestionnaire(operator, 'migrant-short')
     await questionnaires.importQuestionnaire(operator, { ...questionnaire, id: 'edited-short', version: 1 })`,
  )
  await openEditor(page, foothold, 'edited-short')
  await part(page, 'item feel_safe').click()
  await page.getByLabel('The question', { exact: true }).fill('Do you feel safe where you live?')
  const words = page.getByLabel('Words of option 2')
  await words.fill('Mostly so')
  await page.getByLabel('Score of option 2').fill('200')
  await expect(page.getByText(/Too big|<=100|at most 100/i).first()).toBeVisible()
  await expect(part(page, 'item feel_safe').getByText('problem')).toBeAttached()
  await page.getByLabel('Score of option 2').fill('50')
  await isSaved(page)
  await expectAccessible(page)
  // The phone beside it shows the real page, in each language.
  const phone = page.frameLocator('iframe[title="Preview"]')
  await expect(phone.getByRole('heading', { name: 'Do you feel safe where you live?' })).toBeVisible()
  await phone.getByLabel('Mostly so').check()
  await phone.getByRole('button', { name: 'Next' }).click()
  await expect(part(page, 'item feel_safe')).not.toHaveAttribute('aria-current', 'true')
  await part(page, 'item feel_safe').click()
  await expect(phone.getByLabel('Mostly so')).toBeChecked()
  // A condition that is half written stops nothing.
  await page.getByLabel('The condition as it is written').fill('${feel_safe')
  await expect(phone.getByRole('heading', { name: 'Do you feel safe where you live?' })).toBeVisible()
  await expect(phone.getByLabel('Mostly so')).toBeChecked()
  await page.getByLabel('The condition as it is written').fill('')
  await page.getByLabel('Language').selectOption('ar')
  await expect(phone.locator('html[dir="rtl"]')).toBeAttached()
  await expect(phone.getByRole('button', { name: 'التالي' })).toBeVisible()
  await page.getByLabel('Language').selectOption('en')
  await page.getByRole('link', { name: 'Check and publish' }).click()
  await expect(page.getByRole('heading', { name: 'What is new since version 1' })).toBeVisible()
  await expect(page.getByText('Do you feel safe where you live?').first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Publish version 2' }).click()
  await expect(page.getByText('Say in a few words what is new').first()).toBeVisible()
  await page.getByLabel('What is new', { exact: true }).fill('Safety is asked of the place where one lives.')
  const inSpite = page.getByLabel('Why it is published in spite of the warnings')
  if (await inSpite.isVisible()) await inSpite.fill('The translations are checked next week.')
  await page.getByRole('button', { name: 'Publish version 2' }).click()
  await expect(page.getByText('Version 2 is published.')).toBeVisible()
  await expect(page.getByText('Safety is asked of the place where one lives.')).toBeVisible()
  await expectAccessible(page)

  behindTheScenes(
    foothold.dataFolder,
    `await rounds.createRound(operator, { title: 'Edited', slug: 'edited', questionnaireId: 'edited-short', open: true })`,
  )
  await page.goto('/s/edited/en')
  await page.getByRole('button', { name: /agree/i }).click()
  for (let step = 0; step < 60; step += 1) {
    if (await page.getByText('Do you feel safe where you live?').isVisible()) break
    const next = page.getByRole('button', { name: 'Next' })
    const skip = page.getByRole('button', { name: /Answer these questions|Go on|Continue/ })
    await ((await next.isVisible()) ? next : skip).first().click()
  }
  await expect(page.getByLabel('Mostly so')).toBeVisible()
  const answers = { feel_safe: 'mostly' }
  for (let person = 0; person < 3; person += 1) {
    const sent = await fetch(`${foothold.url}/api/v1/surveys/edited/responses`, {
      method: 'POST',
      body: JSON.stringify({
        submissionId: randomUUID(),
        version: 2,
        language: 'en',
        consent: true,
        answers,
      }),
    })
    expect(sent.status).toBe(201)
  }
  const exported = command(foothold, 'questionnaire', 'export', 'edited-short', '--format', 'json')
  const item = JSON.parse(exported).items.find(({ id }: { id: string }) => id === 'feel_safe')
  expect(item.choices[1]).toMatchObject({ code: 'mostly', label: { en: 'Mostly so' }, score: 50 })
})

test('questions are moved by keyboard, copied, taken out and brought back; options are pasted; conditions are built', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'administrator')
  await page.goto('/questionnaires/new')
  await page.getByLabel('Title').fill('Arrivals')
  await page.getByLabel('Name', { exact: true }).fill('Arrivals 1')
  await page.getByRole('button', { name: 'Begin the questionnaire' }).click()
  await expect(page.getByText('Use lower-case letters').first()).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('arrivals')
  await page.getByRole('button', { name: 'Begin the questionnaire' }).click()
  await page.waitForURL('**/questionnaires/arrivals/edit')
  await page.getByLabel('First words').fill('We ask how you came here.')
  await page.getByLabel('Last words').fill('Thank you.')
  await part(page, 'section section_1').click()
  await page.getByLabel('Title of the section').fill('The way')

  await page.getByRole('button', { name: /Add a question/ }).click()
  await page.getByLabel('The question', { exact: true }).fill('How did you come?')
  await page.getByLabel('Code of option 1').focus()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', 'boat\tBy boat\t10\nroad\tBy road\t40\nair\tBy air\t100\n')
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await expect(page.getByLabel('Words of option 3')).toHaveValue('By air')
  await expect(page.getByLabel('Code of option 3')).toHaveValue('air')
  await expect(page.getByLabel('Score of option 1')).toHaveValue('10')
  await page.getByLabel('Name in files').fill('way')
  await page.getByLabel('Name in files').press('Enter')
  await expect(part(page, 'item way')).toBeVisible()

  await page.getByRole('button', { name: /Add a question/ }).click()
  await page.getByLabel('The question', { exact: true }).fill('Whose boat was it?')
  await page.getByLabel('How it is answered').selectOption({ label: 'Words of their own' })
  await page.getByRole('button', { name: 'Add a condition' }).click()
  await page.getByLabel('Answer of condition 1').selectOption({ label: 'By boat' })
  await expect(page.getByLabel('The condition as it is written')).toHaveValue("${way} = 'boat'")
  await expect(page.getByText('Only if How did you come? is By boat.')).toBeVisible()
  // The condition follows the name of what it names.
  await part(page, 'item way').click()
  await page.getByLabel('Name in files').fill('way_here')
  await page.getByLabel('Name in files').press('Enter')
  await part(page, 'item question').click()
  await expect(page.getByLabel('The condition as it is written')).toHaveValue("${way_here} = 'boat'")

  // What depends on another cannot stand before it: said at once, and undone.
  await part(page, 'item question').focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByText(/is asked later/).first()).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByText(/is asked later/)).toHaveCount(0)
  await part(page, 'item question').focus()
  await page.keyboard.press('Delete')
  await expect(part(page, 'item question')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(part(page, 'item question')).toBeVisible()

  await page.getByText('Take a question from the library').click()
  await page
    .getByLabel('Questionnaire', { exact: true })
    .selectOption({ label: 'Migrant well-being: short form' })
  await page.getByRole('button', { name: /Put in.*feel_safe/ }).click()
  await expect(part(page, 'item feel_safe')).toBeVisible()
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(part(page, 'item feel_safe_2')).toBeVisible()
  await page.getByRole('button', { name: 'Take out' }).click()
  await isSaved(page)
  await page.reload()
  await expect(part(page, 'item feel_safe')).toBeVisible()
  await expect(part(page, 'item feel_safe_2')).toHaveCount(0)
  await page.getByRole('link', { name: 'Check and publish' }).click()
  await page.getByLabel('What is new', { exact: true }).fill('The first version.')
  const inSpite = page.getByLabel('Why it is published in spite of the warnings')
  if (await inSpite.isVisible()) await inSpite.fill('It is a first try of ours.')
  await page.getByRole('button', { name: 'Publish version 1' }).click()
  await expect(page.getByText('Version 1 is published.')).toBeVisible()
})

test('two administrators edit at once: both changes stay, and the second sees what the first changed', async ({
  page,
  foothold,
  browser,
}) => {
  await openEditor(page, foothold, 'social-fabric')
  const second = await browser.newPage({ baseURL: foothold.url })
  await signIn(second, foothold, 'administrator')
  await second.goto('/questionnaires/social-fabric/edit')
  await expect(part(second, 'general')).toBeVisible()
  await part(page, 'general').click()
  await page.getByLabel('Title', { exact: true }).fill('A title of the first')
  await isSaved(page)
  const item = await second.locator('[data-place^="item "]').first().getAttribute('data-place')
  await part(second, String(item)).click()
  await second.getByLabel('The question', { exact: true }).fill('A question of the second')
  const news = second.getByRole('region', { name: /changed this draft/ })
  await expect(news).toContainText('A title of the first')
  await expectAccessible(second)
  await isSaved(second)
  await page.reload()
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('A title of the first')
  await part(page, String(item)).click()
  await expect(page.getByLabel('The question', { exact: true })).toHaveValue('A question of the second')

  // The same text, changed by both: the own one stays, the other can be taken.
  await second.getByLabel('The question', { exact: true }).fill('Again the second')
  await isSaved(second)
  await page.getByLabel('The question', { exact: true }).fill('Again the first')
  const conflict = page.getByRole('region', { name: /changed this draft/ })
  await expect(conflict).toContainText('Again the second')
  await conflict.getByRole('button', { name: 'Take theirs' }).click()
  await expect(page.getByLabel('The question', { exact: true })).toHaveValue('Again the second')
  await isSaved(page)
  await second.close()
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('a text is translated beside its source, and a source that changes has it checked again', async ({
      page,
      foothold,
    }) => {
      behindTheScenes(foothold.dataFolder, `await drafts.beginDraft(operator, 'migrant-short')`)
      await signIn(page, foothold, 'administrator')
      await page.goto('/questionnaires/migrant-short/translations?language=ar')
      if (javaScriptEnabled) await expectAccessible(page)
      const title = page.getByRole('region', { name: 'Title of the questionnaire.' })
      await title.getByRole('textbox').fill(javaScriptEnabled ? 'رفاه المهاجرين' : 'رفاه المهاجرين اليوم')
      await page.getByRole('button', { name: 'Save this page' }).click()
      await expect(page.getByText('Saved.')).toBeVisible()
      await expect(title.getByText('Translated', { exact: true })).toBeVisible()
      await title.getByLabel('Say it is').selectOption('reviewed')
      await page.getByRole('button', { name: 'Save this page' }).click()
      await expect(title.getByText('Reviewed', { exact: true })).toBeVisible()
      behindTheScenes(
        foothold.dataFolder,
        `const { revision, questionnaire } = await drafts.readDraft(operator, 'migrant-short')
         const title = { ...questionnaire.title, en: 'Another title ${javaScriptEnabled}' }
         await drafts.saveDraft(operator, 'migrant-short', { revision, questionnaire: { ...questionnaire, title } })`,
      )
      await page.goto('/questionnaires/migrant-short/translations?language=ar&show=to_check')
      await expect(title.getByText('To be checked', { exact: true })).toBeVisible()
      await expect(title.locator('del')).toBeVisible()
    })
  })
}

test('a language goes to a translator as a file and comes back', async ({ page, foothold }) => {
  behindTheScenes(foothold.dataFolder, `await drafts.beginDraft(operator, 'migrant-short')`)
  await signIn(page, foothold, 'administrator')
  await page.goto('/questionnaires/migrant-short/translations?language=fr')
  const downloaded = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const stream = await (await downloaded).createReadStream()
  let csv = ''
  for await (const chunk of stream) csv += chunk
  await page.getByLabel('Take a file back').setInputFiles({
    name: 'fr.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv.replace('Pour travailler', 'Pour avoir du travail')),
  })
  await expect(page.getByText('1 text is new')).toBeVisible()
  await page.getByLabel('Take a file back').setInputFiles({
    name: 'fr.xlf',
    mimeType: 'application/xliff+xml',
    buffer: Buffer.from('<xliff version="1.2"/>'),
  })
  await expect(page.getByText('Nothing of this file was taken.')).toBeVisible()
  await expectAccessible(page)
})
