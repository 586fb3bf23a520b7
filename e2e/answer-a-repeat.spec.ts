import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { respondent } from './answering'
import {
  behindTheScenes,
  command,
  expect,
  expectAccessible,
  type Foothold,
  signIn,
  storedAnswers,
  test,
} from './fixtures'

/** A roster of the people who were counted, and the trades that somebody names one after the other. */
const survey = [
  ['type', 'name', 'label::English (en)', 'relevant', 'calculation', 'constraint', 'repeat_count'],
  ['integer', 'size', 'How many people live here?', '', '', '. >= 0 and . <= 5', ''],
  ['begin repeat', 'member', 'Person', '', '', '', '${size}'],
  ['select_one names', 'first', 'What is the name?', '', '', '', ''],
  ['integer', 'age', 'How old is ${first}?', '', '', '. >= 0 and . <= 120', ''],
  ['select_one yn', 'works', 'Does ${first} work?', '${age} >= 15', '', '', ''],
  ['end repeat', '', '', '', '', '', ''],
  ['calculate', 'years', 'Years', '', 'sum(${age})', '', ''],
  ['calculate', 'people', 'People', '', 'join(" and ", ${first})', '', ''],
  ['begin repeat', 'trade', 'Trade', '', '', '', ''],
  ['select_one trades', 'what', 'Which trade is known here?', '', '', '', ''],
  ['end repeat', '', '', '', '', '', ''],
  ['note', 'all', '${people} are ${years} years old, and know ${trade} trades.', '', '', '', ''],
]
const choices = [
  ['list_name', 'name', 'label::English (en)'],
  ['yn', 'yes', 'Yes'],
  ['yn', 'no', 'No'],
  ['names', 'amal', 'Amal'],
  ['names', 'noor', 'Noor'],
  ['trades', 'baker', 'Baking'],
  ['trades', 'tailor', 'Sewing'],
]
const settings = [
  ['form_title', 'form_id', 'default_language'],
  ['A home', 'a_home', 'English (en)'],
]

function openForm(foothold: Foothold, slug: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-form-'))
  const book = utils.book_new()
  for (const [name, rows] of Object.entries({ survey, choices, settings }))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name)
  const file = join(folder, 'home.xlsx')
  writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }))
  const id = command(foothold, 'questionnaire', 'import', file).trim()
  expect(id).toBe('a-home')
  command(foothold, 'survey', 'create', '--questionnaire', id, '--slug', slug, '--title', 'A home')
  rmSync(folder, { recursive: true })
}

/** The cells of the one row of a file of single answers, by their column. */
function exportedRow(foothold: Foothold, slug: string): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-export-'))
  const file = join(folder, 'answers.csv')
  command(foothold, 'export', '--survey', slug, '--format', 'csv', '--out', file)
  const [head = '', row = ''] = readFileSync(file, 'utf8').replace('\ufeff', '').split(/\r?\n/)
  rmSync(folder, { recursive: true })
  const cells = row.split(',')
  return Object.fromEntries(head.split(',').map((name, place) => [name, cells[place] ?? '']))
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script, on a phone', () => {
    test.use({ javaScriptEnabled, ...(!javaScriptEnabled && { viewport: { width: 360, height: 640 } }) })

    test('questions of a repeat are asked for each entry, and each has its columns', async ({
      page,
      foothold,
    }) => {
      test.setTimeout(120_000)
      const slug = `home-${javaScriptEnabled}`
      openForm(foothold, slug)
      const person = respondent(page)
      const looked = async () => (javaScriptEnabled ? expectAccessible(page) : undefined)
      await person.openSurvey(`/s/${slug}/en`)
      await person.press('agree')

      await page.getByLabel('How many people live here?').fill('2')
      await person.press('next')
      await test.step('each of those who were counted', async () => {
        await expect(page.getByText('Person 1')).toBeVisible()
        await person.choose('Amal')
        await person.press('next')
        await page.getByLabel('How old is Amal?').fill('40')
        await person.press('next')
        await expect(page.getByRole('heading', { name: 'Does Amal work?' })).toBeVisible()
        await person.choose('Yes')
        await person.press('next')
        await expect(page.getByText('Person 2')).toBeVisible()
        await looked()
        await person.choose('Noor')
        await person.press('next')
        await page.getByLabel('How old is Noor?').fill('9')
        await person.press('next')
      })
      await test.step('as many as there are', async () => {
        await person.choose('Baking')
        await person.press('next')
        await expect(page.getByRole('heading', { name: 'Trade: Is there another one to add?' })).toBeVisible()
        await looked()
        await person.choose('Yes')
        await person.press('next')
        await expect(page.getByText('Trade 2')).toBeVisible()
        await person.choose('Sewing')
        await person.press('next')
        await person.choose('No')
        await person.press('next')
      })
      await expect(
        page.getByRole('heading', { name: 'Amal and Noor are 49 years old, and know 2 trades.' }),
      ).toBeVisible()
      await person.press('next')
      await expect(page.getByText('Noor', { exact: true })).toBeVisible()
      await expect(page.getByRole('heading', { name: 'Person 2' })).toBeVisible()
      await looked()
      await person.press('send')
      await expect(page.getByRole('heading', { name: /Thank you/ })).toBeVisible()
      expect(storedAnswers(foothold, slug)).toEqual([
        {
          size: 2,
          first: 'amal',
          age: 40,
          works: 'yes',
          first__2: 'noor',
          age__2: 9,
          what: 'baker',
          trade__another: 'yes',
          what__2: 'tailor',
          trade__another__2: 'no',
        },
      ])
      expect(exportedRow(foothold, slug)).toMatchObject({
        member: '2',
        age: '40',
        age__2: '9',
        years: '49',
        trade: '2',
      })
    })
  })
}

test('an administrator has a section asked again, and sees it asked', async ({ page, foothold }) => {
  test.setTimeout(120_000)
  openForm(foothold, 'home-edited')
  behindTheScenes(foothold.dataFolder, `await drafts.beginDraft(operator, 'a-home')`)
  await signIn(page, foothold, 'administrator')
  await page.goto('/questionnaires/a-home/edit')
  await page.locator('[data-place="section trade"]').click()
  const isRepeated = page.getByLabel('Asked again for each of several')
  await expect(isRepeated).toBeChecked()
  await isRepeated.uncheck()
  await expect(page.getByLabel('What each is called')).toHaveCount(0)
  await isRepeated.check()
  await page.getByLabel('What each is called').fill('Craft')
  await page.getByLabel('At most').fill('3')
  await page.getByLabel('How many', { exact: true }).selectOption('As many as an earlier answer says')
  await page.getByLabel('Their number').fill('${nobody}')
  await expect(page.getByText(/no item has the id "nobody"/)).toBeVisible()
  await page.getByLabel('Their number').fill('${size}')
  await expect(page.getByText(/no item has the id "nobody"/)).toHaveCount(0)
  await page.getByLabel('Name of the repeat').fill('trade')
  await page.getByLabel('Name of the repeat').blur()
  await expect(page.locator('.save-mark')).toHaveText('Saved', { timeout: 20_000 })
  await expectAccessible(page)
  await page.locator('[data-place="item size"]').click()
  const phone = page.frameLocator('iframe[title="Preview"]')
  await phone.getByLabel('How many people live here?').fill('1')
  await phone.getByRole('button', { name: 'Next' }).click()
  await expect(phone.getByText('Person 1')).toBeVisible()
  await page.getByRole('link', { name: 'Check and publish' }).click()
  await expect(page.getByText(/repeats\.trade\.most/)).toBeVisible()
})
