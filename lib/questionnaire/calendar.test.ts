import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateAfter, dateText, isRealDate } from './calendar'

/** The outside reference: the language's own calendar. It carries what is no date on into one that is. */
function hasDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

test('a day of 1900 to 2100 is real exactly when the language’s own calendar has it', () => {
  for (let year = 1900; year <= 2100; year += 1)
    for (let month = 0; month <= 13; month += 1)
      for (let day = 0; day <= 32; day += 1) {
        const text = dateText([year, month, day])
        expect(isRealDate(text, 'day'), text).toBe(hasDay(year, month, day))
      }
})

test('a month is real from 1 to 12, a year with four digits', () => {
  expect(['2024-00', '2024-01', '2024-12', '2024-13'].map((text) => isRealDate(text, 'month'))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(['0999', '1000', '9999', '10000', '24'].map((text) => isRealDate(text, 'year'))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ])
})

test.each(['2024-5-17', '2024/05/17', ' 2024-05-17', '2024-05-17T00:00', '٢٠٢٤-٠٥-١٧', '', '2024-05'])(
  '%j is no date of a day',
  (text) => expect(isRealDate(text, 'day')).toBe(false),
)

const days = fc.date({
  min: new Date('1900-01-01'),
  max: new Date('2100-12-31'),
  noInvalidDate: true,
})

test('the day after is the language’s own next day', () => {
  fc.assert(
    fc.property(days, (date) => {
      const text = date.toISOString().slice(0, 10)
      const next = new Date(Date.parse(text) + 86_400_000).toISOString().slice(0, 10)
      expect(dateAfter(text)).toBe(next)
    }),
  )
  expect(dateAfter('2024-12')).toBe('2025-01')
  expect(dateAfter('2024-02')).toBe('2024-03')
  expect(dateAfter('1999')).toBe('2000')
})

test('texts of one precision stand in the order of time', () => {
  fc.assert(
    fc.property(days, days, (a, b) => {
      const [textA, textB] = [a.toISOString().slice(0, 10), b.toISOString().slice(0, 10)]
      expect(textA < textB).toBe(Date.parse(textA) < Date.parse(textB))
    }),
  )
})
