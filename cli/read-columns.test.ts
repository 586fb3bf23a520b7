import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readColumns } from './read-columns'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-columns-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function csv(text: string | Uint8Array): string {
  const file = join(folder, 'table.csv')
  writeFileSync(file, text)
  return file
}

const both = { numbers: ['y'], labels: ['g'] }

test.each([
  ['commas', 'y,g,other\n1.5,a,x\n,b,x\n-2e3,NA,x\n'],
  ['semicolons', 'y;g;other\n1.5;a;x\n;b;x\n-2e3;NA;x\n'],
  ['tabs', 'y\tg\tother\n1.5\ta\tx\n\tb\tx\n-2e3\tNA\tx\n'],
  [
    'quotes, a byte order mark, CRLF and blank lines',
    '\uFEFF"y","g","other, too"\r\n1.5,"a",x\r\n\r\n,b,"x\n2"\r\n-2e3,NA,x',
  ],
])('%s: numbers, labels, and what is missing', async (_, text) => {
  const { rows, numbers, labels } = await readColumns(csv(text), both)
  expect(rows).toBe(3)
  expect([...(numbers.get('y') ?? [])]).toEqual([1.5, Number.NaN, -2000])
  expect(labels.get('g')).toEqual({ codes: Int32Array.of(0, 1, -1), names: ['a', 'b'] })
})

test('a row knows its line, blank lines and cells of several lines counted', async () => {
  const { placeOf } = await readColumns(csv('y,g\n1,a\n\n2,"b\nc"\n3,d\n'), both)
  expect([placeOf(0), placeOf(2)]).toEqual([`${folder}/table.csv, line 2`, `${folder}/table.csv, line 6`])
})

test.each([
  [
    'a word among numbers',
    'y,g\n1,a\nmany,b\n',
    /table\.csv, line 3, column "y": "many" is not a number\. Write/,
  ],
  ['a decimal comma', 'y;g\n1,5;a\n', /line 2, column "y": "1,5" is not a number\. Write it as 12 or 12\.5/],
  ['a hexadecimal number', 'y,g\n0x10,a\n', /"0x10" is not a number/],
  ['an infinite number', 'y,g\n1e999,a\n', /"1e999" is not a number/],
  ['a column that is not there', 'x,g\n1,a\n', /there is no column "y"\. There are: x, g\./],
  ['a column that stands twice', 'y,g,y\n1,a,2\n', /line 1: these columns stand twice: y/],
  ['a short row', 'y,g\n1,a\n2\n', /line 3: it has 1 columns and the first row has 2/],
  ['an open quote', 'y,g\n1,"a\n2,b\n', /line \d+: .*Check the quotes/],
  ['nothing', '', /the file is empty/],
  ['a header alone', 'y,g\n', /there are no rows/],
  ['another encoding', Uint8Array.from([0xff, 0xfe, 0x79, 0, 0x2c, 0]), /not UTF-8/],
])('%s is refused by place and remedy', async (_, text, message) => {
  await expect(readColumns(csv(text), both)).rejects.toThrow(message)
})

test('a file that is not there, and a folder', async () => {
  await expect(readColumns(join(folder, 'none.csv'), both)).rejects.toThrow(
    /none\.csv: there is no such file/,
  )
  await expect(readColumns(folder, both)).rejects.toThrow(/this is a folder/)
})

test('the last wrong cell of a large file is found, and the table before it is whole', async () => {
  const many = Array.from({ length: 60_000 }, (_, row) => `${row},g${row % 7}`)
  const { rows, numbers } = await readColumns(csv(`y,g\n${many.join('\n')}\n`), both)
  expect([rows, numbers.get('y')?.at(-1)]).toEqual([60_000, 59_999])
  await expect(readColumns(csv(`y,g\n${many.join('\n')}\nno,g1\n${many.join('\n')}`), both)).rejects.toThrow(
    /line 60002, column "y": "no"/,
  )
})

test('numbers and labels come back as they were written', async () => {
  const label = fc
    .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    .filter((text) => text.trim() === text && text !== 'NA' && !text.startsWith('\uFEFF'))
  const table = fc.array(fc.tuple(fc.double({ noDefaultInfinity: true, noNaN: true }), label), {
    minLength: 1,
  })
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const lines = rows.map(([y, g]) => `${y},"${g.replaceAll('"', '""')}"`)
      const { numbers, labels } = await readColumns(csv(`y,g\n${lines.join('\n')}\n`), both)
      expect([...(numbers.get('y') ?? [])].map(String)).toEqual(rows.map(([y]) => String(y)))
      const { codes, names } = labels.get('g') ?? { codes: [], names: [] }
      expect([...codes].map((code) => names[code])).toEqual(rows.map(([, g]) => g))
    }),
  )
})
