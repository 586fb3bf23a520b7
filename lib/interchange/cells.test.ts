import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellForm } from './cells'
import type { Variable } from './microdata'

const arrived: Variable = { name: 'arrived', label: '', question: '', group: '', type: 'date' }
const dayOf = cellForm<number>(arrived, {
  category: () => undefined,
  number: () => Number.NaN,
  text: () => Number.NaN,
  date: (_, day) => day,
  missing: () => Number.NaN,
})

describe('the day of a date', () => {
  test('is that of the calendar of the platform', () => {
    const dates = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(dates, (date) => {
        const day = Math.floor(date.getTime() / 86_400_000)
        expect(dayOf(date.toISOString().slice(0, 10), 1)).toBe(day)
      }),
    )
  })

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-01-32',
    '2024-1-1',
    '',
    '2024-01-01T00:00',
  ])('%s is no date', (date) => {
    expect(() => dayOf(date, 3)).toThrow(
      'Variable "arrived", row 3: the cell is not a date such as 2026-03-01.',
    )
  })

  test.each(['2024-02-29', '2000-02-29', '1970-01-01'])('%s is one', (date) => {
    expect(dayOf(date, 1)).toBe(Date.parse(date) / 86_400_000)
  })
})
