import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { beRefused, respondent } from './answering'
import { command, expect, expectAccessible, type Foothold, storedAnswers, test } from './fixtures'

const survey = [
  [
    'type',
    'name',
    'label::English (en)',
    'label::Arabic (ar)',
    'hint::English (en)',
    'relevant',
    'constraint',
    'choice_filter',
    'calculation',
    'required',
    'default',
  ],
  [
    'note',
    'hello',
    'A few questions about a day.',
    'بضعة أسئلة عن يوم واحد.',
    'Take your time.',
    '',
    '',
    '',
    '',
    '',
  ],
  ['time', 'up', 'When do you get up?', 'متى تستيقظ؟', '', '', '', '', '', 'yes'],
  ['rank needs', 'first', 'What do you need most?', 'ما أكثر ما تحتاجه؟', '', '', '', '', '', 'yes'],
  ['select_one region', 'region', 'Where do you live?', 'أين تعيش؟', '', '', '', '', '', '', 'south'],
  [
    'select_one town',
    'town',
    'In which town?',
    'في أي بلدة؟',
    '',
    "${region} != ''",
    '',
    'region=${region}',
    '',
    '',
  ],
  ['integer', 'age', 'How old are you?', 'كم عمرك؟', '', '', '. >= 0 and . <= 120', '', '', '', '18'],
  ['calculate', 'next_year', '', '', '', '', '', '', '${age} + 1', ''],
  [
    'text',
    'plan',
    'What will you do in ${town} when you are ${next_year}?',
    'ماذا ستفعل في ${town} عندما تبلغ ${next_year}؟',
    '',
    '${next_year} < 18',
    '',
    '',
    '',
    '',
  ],
  [
    'acknowledge',
    'seen',
    'We keep nothing that tells who you are.',
    'لا نحتفظ بما يدل عليك.',
    '',
    '',
    '',
    '',
    '',
    '',
  ],
]
const choices = [
  ['list_name', 'name', 'label::English (en)', 'label::Arabic (ar)', 'region'],
  ['needs', 'home', 'A home', 'مسكن', ''],
  ['needs', 'work', 'Work', 'عمل', ''],
  ['needs', 'peace', 'Peace', 'سلام', ''],
  ['region', 'north', 'North', 'الشمال', ''],
  ['region', 'south', 'South', 'الجنوب', ''],
  ['town', 'hill', 'Hill', 'التل', 'north'],
  ['town', 'lake', 'Lake', 'البحيرة', 'north'],
  ['town', 'port', 'Port', 'الميناء', 'south'],
]
const settings = [
  ['form_title', 'form_id', 'default_language'],
  ['A day', 'a_day', 'English (en)'],
]

/** A round with the form, written by another program's writer and imported by the command line. */
function openForm(foothold: Foothold, slug: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-form-'))
  const book = utils.book_new()
  for (const [name, rows] of Object.entries({ survey, choices, settings }))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name)
  const file = join(folder, 'day.xlsx')
  writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }))
  const id = command(foothold, 'questionnaire', 'import', file).trim()
  expect(id).toBe('a-day')
  command(foothold, 'survey', 'create', '--questionnaire', id, '--slug', slug, '--title', 'A day')
  rmSync(folder, { recursive: true })
}

const answers = {
  up: '06:30',
  first: ['peace', 'home', 'work'],
  region: 'north',
  town: 'lake',
  age: 16,
  plan: 'Study.',
  seen: 'OK',
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script, on a phone', () => {
    test.use({ javaScriptEnabled, ...(!javaScriptEnabled && { viewport: { width: 360, height: 640 } }) })

    test('a form of another program is answered, each kind of question as it asks', async ({
      page,
      foothold,
    }) => {
      test.setTimeout(120_000)
      const slug = `day-${javaScriptEnabled}`
      openForm(foothold, slug)
      const person = respondent(page)
      const looked = async () => (javaScriptEnabled ? expectAccessible(page) : undefined)
      await person.openSurvey(`/s/${slug}/en`)
      await person.press('agree')

      await test.step('a note is read', async () => {
        await expect(page.getByRole('heading', { name: 'A few questions about a day.' })).toBeVisible()
        await expect(page.getByText('Take your time.')).toBeVisible()
        await looked()
        await person.press('next')
      })
      await test.step('a time', async () => {
        await looked()
        await beRefused(page, 'Next', 'This question needs an answer')
        await page.getByLabel('When do you get up?').fill('06:30')
        await person.press('next')
      })
      await test.step('an order', async () => {
        await looked()
        await page.getByLabel('Place 1').selectOption('Peace')
        await page.getByLabel('Place 2').selectOption('Peace')
        await beRefused(page, 'Next', 'Put each answer in one place')
        await looked()
        await page.getByLabel('Place 2').selectOption('A home')
        await page.getByLabel('Place 3').selectOption('Work')
        await person.press('next')
      })
      await test.step('a cascade', async () => {
        await expect(page.getByLabel('South')).toBeChecked()
        await page.getByRole('button', { name: 'Clear' }).click()
        await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
        await person.press('back')
        await person.press('next')
        await expect(page.getByLabel('South')).toBeChecked()
        await person.press('next')
        await expect(page.getByText('Port')).toBeVisible()
        await expect(page.getByText('Lake')).toHaveCount(0)
        await person.choose('Port')
        await person.press('back')
        await person.choose('North')
        await person.press('next')
        await expect(page.getByText('Port')).toHaveCount(0)
        await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
        await looked()
        await person.choose('Lake')
        await person.press('next')
      })
      await test.step('what is calculated decides what is asked', async () => {
        await expect(page.getByLabel('How old are you?')).toHaveValue('18')
        await page.getByLabel('How old are you?').fill('16')
        await person.press('next')
        await page.getByLabel('What will you do in Lake when you are 17?').fill('Study.')
        await person.press('next')
        await person.choose('OK')
        await person.press('next')
      })
      await expect(page.getByText('Peace')).toBeVisible()
      await looked()
      await person.press('send')
      await expect(page.getByRole('heading', { name: /Thank you/ })).toBeVisible()
      expect(storedAnswers(foothold, slug)).toEqual([answers])
    })
  })
}
