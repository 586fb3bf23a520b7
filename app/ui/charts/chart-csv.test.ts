import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chartCsv } from './chart-csv'

describe('the table behind a chart as CSV', () => {
  test('comes back from another reader as it was', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !/^[\s\p{Cf}]*[=+\-@\t\r]/u.test(one))
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
        fc.pre(rows.every((row) => row.some((cell) => cell !== '')))
        expect(parse(chartCsv(rows))).toEqual(rows)
      }),
    )
  })

  test('keeps Arabic, quotes, commas and line breaks', () => {
    const rows = [
      ['المجموعة', 'say "so", twice'],
      ['two\nlines', 'end'],
    ]
    expect(parse(chartCsv(rows))).toEqual(rows)
  })

  test.each(['=HYPERLINK("http://x")', '+1', '-1+1', '@SUM(A1)', '\t=1', ' =1', '\u200f=1'])(
    'never lets a spreadsheet run %j',
    (text) => {
      expect(parse(chartCsv([[text, 'x']]))).toEqual([[`'${text}`, 'x']])
    },
  )

  test('writes numbers plainly and nothing for what is missing', () => {
    expect(chartCsv([[-31.5, null, 1234567, Number.NaN]])).toBe('-31.5,,1234567,\r\n')
  })
})
