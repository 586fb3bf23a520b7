import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { beRefused, respondent } from './answering'
import { command, expect, expectAccessible, type Foothold, storedAnswers, test } from './fixtures'

const survey = [
  ['type', 'name', 'label::English (en)', 'label::Arabic (ar)', 'appearance', 'required'],
  ['begin_group', 'health', 'Health', 'الصحة', 'field-list', ''],
  ['note', 'lead', 'How hard is it for you?', 'ما مدى صعوبة ذلك عليك؟', '', ''],
  ['select_one hard', 'headings', '', '', 'label', ''],
  ['select_one hard', 'see', 'To see', 'أن ترى', 'list-nolabel', 'yes'],
  ['select_one hard', 'hear', 'To hear', 'أن تسمع', 'list-nolabel', "${see} = 'cannot'"],
  ['end_group'],
  ['select_one hard', 'walk', 'How hard is walking?', 'ما مدى صعوبة المشي؟', 'likert', ''],
]
const choices = [
  ['list_name', 'name', 'label::English (en)', 'label::Arabic (ar)'],
  ['hard', 'none', 'Not hard', 'ليس صعباً'],
  ['hard', 'some', 'A little hard', 'صعب قليلاً'],
  ['hard', 'much', 'Very hard', 'صعب جداً'],
  ['hard', 'cannot', 'I cannot do it at all', 'لا أستطيع إطلاقاً'],
]
const settings = [
  ['form_title', 'form_id', 'default_language'],
  ['Health', 'health_table', 'English (en)'],
]

function openForm(foothold: Foothold, slug: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-form-'))
  const book = utils.book_new()
  for (const [name, rows] of Object.entries({ survey, choices, settings }))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name)
  const file = join(folder, 'table.xlsx')
  writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }))
  const id = command(foothold, 'questionnaire', 'import', file).trim()
  command(foothold, 'survey', 'create', '--questionnaire', id, '--slug', slug, '--title', 'Health')
  rmSync(folder, { recursive: true })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script, on a phone', () => {
    test.use({ javaScriptEnabled, ...(!javaScriptEnabled && { viewport: { width: 320, height: 568 } }) })

    test('rows of a table are asked one after another, below what leads to them', async ({
      page,
      foothold,
    }) => {
      const slug = `table-${javaScriptEnabled}`
      openForm(foothold, slug)
      const person = respondent(page)
      const lead = page.getByText('How hard is it for you?')
      await person.openSurvey(`/s/${slug}/en`)
      await person.press('agree')
      await person.press('next')
      await expect(page.getByRole('group', { name: 'To see' })).toBeVisible()
      await expect(lead).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      const [first, second] = await Promise.all(
        ['Not hard', 'A little hard'].map((name) => page.locator('.card', { hasText: name }).boundingBox()),
      )
      // Beside each other where there is room, below each other on a phone.
      if (javaScriptEnabled) {
        expect(second?.y).toBe(first?.y)
        expect(second?.x).toBeGreaterThan(first?.x ?? 0)
      } else {
        expect(second?.x).toBe(first?.x)
        expect(second?.y).toBeGreaterThan(first?.y ?? 0)
      }
      await person.choose('I cannot do it at all')
      await person.press('next')
      await expect(lead).toBeVisible()
      // It needs an answer after the one before.
      await beRefused(page, 'Next', 'This question needs an answer')
      await person.press('back')
      await person.choose('Not hard')
      await person.press('next')
      await person.press('next')
      await expect(lead).toHaveCount(0)
      await person.choose('A little hard')
      await person.press('next')
      await person.press('send')
      await expect(page.getByRole('heading', { name: /Thank you/ })).toBeVisible()
      expect(storedAnswers(foothold, slug)).toEqual([{ see: 'none', walk: 'some' }])
    })
  })
}
