import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { datePartAtFault, type Entry, entryOf, fieldKindOf, readEntry } from './entry'

const long = instrument('migrant-long')

function instrument(id: string): Questionnaire {
  const found = defaultInstruments().find((questionnaire) => questionnaire.id === id)
  if (found === undefined) throw new Error(`no instrument ${id}`)
  return found
}

function item(id: string): Item {
  const found = long.items.find((candidate) => candidate.id === id)
  if (found === undefined) throw new Error(`no item ${id}`)
  return found
}

const entered = (answer: Entry['answer'], ...reserved: string[]): Entry => ({ answer, reserved })
const read = (id: string, entry: Entry) => readEntry(long, item(id), entry, {})

test('blank fields are no answer and no fault', () => {
  for (const id of [
    'stay_plan',
    'work_hours',
    'life_control',
    'hard_events',
    'open_comment',
    'host_country',
  ]) {
    expect(read(id, entered(''))).toEqual({ ok: true, answer: undefined })
  }
})

test('every kind of field gives the answer that the engine wants', () => {
  expect(read('stay_plan', entered('short'))).toEqual({ ok: true, answer: 'short' })
  expect(read('hard_events', entered(['none']))).toEqual({ ok: true, answer: ['none'] })
  expect(read('hard_events', entered(['pnta']))).toEqual({ ok: true, answer: 'pnta' })
  expect(read('life_control', entered('7'))).toEqual({ ok: true, answer: 7 })
  expect(read('life_control', entered('pnta'))).toEqual({ ok: true, answer: 'pnta' })
  expect(read('work_hours', entered('38'))).toEqual({ ok: true, answer: 38 })
  expect(read('work_hours', entered('', 'dk'))).toEqual({ ok: true, answer: 'dk' })
  expect(read('host_country', entered('DE'))).toEqual({ ok: true, answer: 'DE' })
  expect(read('open_comment', entered('a\r\nb'))).toEqual({ ok: true, answer: 'a\nb' })
})

test('an answer beside a reserved one is a fault that names the reserved one', () => {
  const fault = { code: 'answer_and_reserved', params: { option: "I don't know" } }
  expect(read('work_hours', entered('38', 'dk'))).toEqual({ ok: false, fault })
  expect(read('work_hours', entered('', 'dk', 'pnta'))).toEqual({ ok: false, fault })
})

test('faults carry what their words need, and never the entry', () => {
  expect(read('work_hours', entered('many'))).toEqual({
    ok: false,
    fault: { code: 'number_unreadable', params: { min: 0, max: 168 } },
  })
  expect(read('work_hours', entered('200'))).toMatchObject({
    fault: { code: 'constraint_not_met', params: { constraintMessage: 'Enter a number from 0 to 168.' } },
  })
  expect(read('work_hours', entered('1.5'))).toMatchObject({ fault: { code: 'too_many_decimals' } })
  expect(read('stay_plan', entered('<script>'))).toEqual({
    ok: false,
    fault: { code: 'not_offered', params: {} },
  })
  expect(read('open_comment', entered('x'.repeat(1001)))).toMatchObject({ fault: { code: 'too_long' } })
})

describe('dates are read part by part', () => {
  const dateItem = (precision: 'day' | 'month' | 'year', min: string, max: string): Item => ({
    id: 'since',
    role: 'background',
    type: 'date',
    label: { en: 'Since when?' },
    missing: ['dk'],
    sensitive: false,
    required: false,
    relevant: null,
    scoring: { method: 'none' },
    precision,
    min,
    max,
  })
  const day = dateItem('day', '2015-03-10', '2026-12-31')
  const readDate = (item: Item, answer: readonly string[], ...reserved: string[]) => {
    const { items: _, sections, ...rest } = long
    const [section] = sections
    if (section === undefined) throw new Error('no section')
    const questionnaire = { ...rest, sections: [{ ...section, items: ['since'] }], items: [item] }
    const reading = readEntry(questionnaire, item, { answer, reserved }, {})
    return reading.ok ? (reading.answer ?? null) : reading.fault.code
  }

  // Year, month, day, as `Entry` holds them.
  test.each<[readonly string[], string | null]>([
    [['2024', '5', '17'], '2024-05-17'],
    [[' 2024 ', '05', '07'], '2024-05-07'],
    [['٢٠٢٤', '5', '١٧'], '2024-05-17'],
    [['२०२४', '5', '१७'], '2024-05-17'],
    [['2024', '2', '29'], '2024-02-29'],
    [['', '', ''], null],
    [['2024', '5', ''], 'date_day_missing'],
    [['2024', '5', 'first'], 'date_day_missing'],
    [['2024', '5', '1.5'], 'date_day_missing'],
    [['2024', '', '17'], 'date_month_missing'],
    [['2024', '13', '17'], 'date_month_missing'],
    [['', '5', '17'], 'date_year_missing'],
    [['24', '5', '17'], 'date_year_missing'],
    [['', '', '17'], 'date_month_missing'],
    [['2023', '2', '31'], 'date_not_real'],
    [['2023', '2', '0'], 'date_not_real'],
    [['2023', '2', '77'], 'date_not_real'],
    [['2015', '3', '9'], 'date_too_early'],
    [['2027', '1', '1'], 'date_too_late'],
  ])('%j: %s', (answer, wanted) => expect(readDate(day, answer)).toBe(wanted))

  test('a month has no day, and a year has neither', () => {
    expect(readDate(dateItem('month', '2015-03', '2026-12'), ['2024', '5'])).toBe('2024-05')
    expect(readDate(dateItem('year', '1940', '2026'), ['1988'])).toBe('1988')
  })

  test('a reserved code stands beside an empty date, not beside a written one', () => {
    expect(readDate(day, ['', '', ''], 'dk')).toBe('dk')
    expect(readDate(day, ['2024', '', ''], 'dk')).toBe('answer_and_reserved')
  })

  test('what the fields show for a date is read as that date again', () => {
    for (const answer of ['2024-05-07', 'dk']) {
      const { answer: parts, reserved } = entryOf(long, day, answer)
      expect(readDate(day, typeof parts === 'string' ? [] : parts, ...reserved)).toBe(answer)
    }
    expect(entryOf(long, day, undefined)).toEqual({ answer: [], reserved: [] })
  })

  test('a fault leads to the part that it is about', () => {
    if (day.type !== 'date') throw new Error('no date')
    expect(datePartAtFault(day, 'date_month_missing', ['2024', '', '5'])).toBe('month')
    expect(datePartAtFault(day, 'date_not_real', ['2023', '2', '31'])).toBe('day')
    expect(datePartAtFault(day, 'date_too_early', ['1999', '3', '9'])).toBe('year')
    expect(datePartAtFault(day, 'date_too_early', ['2015', '2', '20'])).toBe('month')
    expect(datePartAtFault(day, 'date_too_early', ['2015', '3', '9'])).toBe('day')
    expect(datePartAtFault(day, 'date_too_late', ['2027', '1', '1'])).toBe('year')
  })
})

test('what a field shows for an answer is read as that answer again', () => {
  const answers = {
    stay_plan: 'dk',
    hard_events: ['none'],
    life_control: 0,
    work_hours: 'pnta',
    host_country: 'UA',
    open_comment: 'More light.',
  } as const
  for (const [id, answer] of Object.entries(answers)) {
    expect(readEntry(long, item(id), entryOf(long, item(id), answer), {})).toEqual({ ok: true, answer })
  }
})

describe('a mark before three digits', () => {
  const income = (decimals: number): Item => {
    const hours = item('work_hours')
    if (hours.type !== 'number') throw new Error('no number')
    return { ...hours, id: 'income', max: 2_000_000, decimals }
  }
  const readIncome = (decimals: number, written: string) => {
    const reading = readEntry(long, income(decimals), entered(written), {})
    return reading.ok ? reading.answer : reading.fault.code
  }

  test('parts thousands where the item takes no thousandths', () => {
    expect(readIncome(0, '1,500')).toBe(1500)
    expect(readIncome(2, '1.500')).toBe(1500)
    expect(readIncome(2, '1.500,25')).toBe(1500.25)
    expect(readIncome(0, '1500,000')).toBe('number_unreadable')
    expect(readIncome(0, '1.50')).toBe('too_many_decimals')
  })

  test('parts decimals where it does, so that a shown answer is read as itself', () => {
    for (const answer of [1.125, 1500, 1500.125]) {
      const { answer: shown } = entryOf(long, income(3), answer)
      expect(readIncome(3, String(shown))).toBe(answer)
    }
  })

  test('parts decimals in the steps of a scale', () => {
    const scale = item('life_control')
    if (scale.type !== 'scale') throw new Error('no scale')
    const finer: Item = { ...scale, step: 0.125 }
    expect(readEntry(long, finer, entered('1.125'), {})).toEqual({ ok: true, answer: 1.125 })
  })
})

test('countries are picked from a list, few options are shown as cards', () => {
  expect(fieldKindOf(long, item('host_country'))).toBe('pick')
  expect(fieldKindOf(long, item('stay_plan'))).toBe('choose_one')
})
