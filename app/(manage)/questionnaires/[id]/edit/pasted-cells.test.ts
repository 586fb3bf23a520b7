import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf } from './pasted-cells'

test.each([
  [
    'yes\tYes\t100\r\nno\tNo\t0\r\n',
    [
      ['yes', 'Yes', '100'],
      ['no', 'No', '0'],
    ],
  ],
  ['one', [['one']]],
  ['"two\nlines"\t"a ""quote"""', [['two\nlines', 'a "quote"']]],
  ['a\t\tb', [['a', '', 'b']]],
  ['', []],
])('%j', (text, rows) => {
  expect(cellsOf(text)).toEqual(rows)
})

test('whatever stands in cells comes back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ب', '"', '\t', '\n', ' ', ',') })
  const quoted = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const text = rows.map((row) => `${row.map(quoted).join('\t')}\n`).join('')
      expect(cellsOf(text)).toEqual(rows)
    }),
  )
})
