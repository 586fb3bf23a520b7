import { describe, expect, test } from 'vitest'
import { questionnaireOnPaper } from '../../paper/questionnaire-on-paper'
import { mostItems, mostLanguages } from '../../questionnaire/definition'
import { lintQuestionnaire } from '../../questionnaire/lint'
import { workbookLimits } from '../../workbook/limits'
import type { Sheet } from '../../workbook/sheet'
import { languageCodeOf } from './languages'
import { carryForm } from './read'

/*
 * Forms as large as a workbook may be, each of which was once read for minutes or hours: what is looked at again for every row, name or list
 * grows with the square of them. That the tests end is what they hold.
 */

const headings = ['type', 'name', 'label', 'relevant', 'calculation', 'choice_filter']

function sheet(name: string, rows: readonly (readonly string[])[]): Sheet {
  return {
    name,
    rows: rows.map((texts, place) => ({
      number: place + 1,
      cells: new Map([...texts.entries()].filter(([, text]) => text !== '')),
      formulas: new Set<number>(),
    })),
  }
}

function read(rows: readonly (readonly string[])[], choices: readonly (readonly string[])[] = []) {
  return carryForm(
    {
      sheets: [
        sheet('survey', [headings, ...rows]),
        sheet('choices', [['list_name', 'name', 'label', 'region'], ...choices]),
      ],
    },
    'large.xlsx',
  )
}

function itemsOf(form: ReturnType<typeof carryForm>): number {
  if (!form.ok) throw new Error(form.faults[0]?.message)
  return form.value.questionnaire.items.length
}

const times = <T>(count: number, make: (place: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, place) => make(place))

const most = mostItems - 10

test.each([
  ['of one name', (_: number) => ['text', 'same', 'Q']],
  [
    'that each ask for the twenty before',
    (place: number) => ['integer', `q${place}`, 'Q', severalBefore(place)],
  ],
])('a sheet full of questions %s is refused at the first that is too many', (_, row) => {
  const form = read(times(workbookLimits.rows - 1, row))
  expect(form.ok ? [] : form.faults).toEqual([
    expect.objectContaining({ sheet: 'survey', row: mostItems + 2, code: 'too_many_questions' }),
  ])
})

test('a form in more languages than a questionnaire may have is refused with its number', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const codes = letters
    .flatMap((first) => letters.map((second) => `${first}${second}`))
    .filter((code) => languageCodeOf(code) === code)
  const formIn = (count: number) => {
    const columns = codes.slice(0, count).map((code) => `label::${code}`)
    const survey = sheet('survey', [
      ['type', 'name', ...columns],
      ['text', 'q1', ...columns],
    ])
    return carryForm({ sheets: [survey] }, 'languages.xlsx')
  }
  const form = formIn(mostLanguages + 1)
  expect(form.ok ? [] : form.faults).toEqual([
    {
      sheet: 'survey',
      row: 1,
      column: 'label',
      code: 'too_many_languages',
      message:
        'The form has 101 languages, and a questionnaire has 100 at most. Take some of their columns out.',
    },
  ])
  expect(formIn(mostLanguages).ok).toBe(true)
})

function severalBefore(place: number): string {
  const before = times(Math.min(place, 20), (back) => `\${q${place - 1 - back}} > ${back}`)
  return before.join(' and ')
}

describe('as many questions as a questionnaire may have', () => {
  test('that each ask for the twenty before are read and looked over', () => {
    const form = read(times(most, (place) => ['integer', `q${place}`, 'Q', severalBefore(place)]))
    expect(itemsOf(form)).toBe(most)
    if (form.ok) expect(lintQuestionnaire(form.value.questionnaire).length).toBeGreaterThan(0)
  })

  test('that each ask for the twenty before are laid on paper', () => {
    const form = read(times(most, (place) => ['integer', `q${place}`, 'Q', severalBefore(place)]))
    if (!form.ok) throw new Error(form.faults[0]?.message)
    const { questionnaire } = form.value
    const { sections } = questionnaireOnPaper(questionnaire, questionnaire.defaultLanguage, null)
    expect(sections.length).toBeGreaterThan(0)
  })

  test('that each hang on the one before, the first on what is not carried', () => {
    const rows = times(most, (place) => [
      'integer',
      `a${place}`,
      'A',
      place === 0 ? "${g} != ''" : `\${a${place - 1}} > 1`,
    ])
    expect(itemsOf(read([['geopoint', 'g', 'G'], ...rows]))).toBe(most)
  })

  test('that are calculated each of the one below, the last of what is not carried', () => {
    const rows = times(most, (place) => [
      'calculate',
      `a${place}`,
      '',
      '',
      place === most - 1 ? '${g}' : `\${a${place + 1}} + 1`,
    ])
    expect(itemsOf(read([['geopoint', 'g', 'G'], ['text', 't', 'T'], ...rows]))).toBe(1)
  })

  test('of one name, or all asking for the day', () => {
    const each = times(1_600, (place) => [
      ['begin group', `g${place}`, `G${place}`],
      ['text', 'same', 'Q'],
      ['end group'],
    ])
    expect(itemsOf(read(each.flat()))).toBe(1_600)
    expect(
      itemsOf(read([...times(most, (place) => ['today', `d${place}`, '']), ['text', 't', 'T']])),
    ).toBeGreaterThan(1)
  })

  test('with fifty thousand lists, of which none is used', () => {
    const lists = times(workbookLimits.rows - 1, (place) => [`l${place}`, 'o', 'O'])
    const form = read(
      times(most, (place) => ['note', `n${place}`, 'N']),
      lists,
    )
    expect(form.ok && form.value.notes.filter(({ code }) => code === 'list_not_used').length).toBe(
      lists.length,
    )
  })
})

test.each([
  ['openings of placeholders', '${'.repeat(15_000)],
  ['an opening and spaces', `\${${' '.repeat(30_000)}`],
  ['stars', '*'.repeat(30_000)],
  ['underlines', '_ a'.repeat(10_000)],
  ['tags that never close', '<span '.repeat(5_000)],
  ['links that never close', `${'['.repeat(15_000)}${']('.repeat(5_000)}`],
])('texts of %s are read once', (_, text) => {
  expect(itemsOf(read(times(300, (place) => ['text', `q${place}`, text])))).toBe(300)
})

test.each([
  ['brackets', `${'('.repeat(4_900)}\${x} > 1${')'.repeat(4_900)}`],
  ['functions', `${'not('.repeat(2_000)}\${x} > 1${')'.repeat(2_000)}`],
  ['signs', `${'-'.repeat(9_000)}\${x} > 1`],
])('an expression of thousands of %s is refused where it stands', (_, text) => {
  const form = read([
    ['integer', 'x', 'X'],
    ['integer', 'y', 'Y', text],
  ])
  expect(form.ok ? [] : form.faults).toEqual([
    expect.objectContaining({ row: 3, column: 'relevant', code: 'expression_not_readable' }),
  ])
})
