import { expect, test } from 'vitest'
import { everything, microdata, type SampleTable } from '../fixtures/sample-tables'
import type { Cell, Microdata, Variable } from '../microdata'
import { savProblems } from './limits'
import { numericCodes } from './missing-codes'
import { savNames } from './names'
import { writeSav } from './sav'

const base = { label: 'Label', question: '', group: 'g' } as const
const number = {
  ...base,
  name: 'n',
  type: 'number',
  decimals: null,
  min: -1e6,
  max: 1e6,
  unit: '',
} as const satisfies Variable
const text = { ...base, name: 't', type: 'text', maxBytes: 8 } as const satisfies Variable
const date = { ...base, name: 'd', type: 'date' } as const satisfies Variable

function table(variables: readonly Variable[], cells: readonly (readonly Cell[])[]): SampleTable {
  return { ...everything, name: 'small', variables, cells, rowCount: cells.length }
}

async function written(data: Microdata): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of writeSav(data)) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('the question, the group and what labels are too short for stand in attributes', async () => {
  const label = 'label '.repeat(50).trim()
  const categories = [{ code: 'a', value: 1, label }]
  const job = { ...base, name: 'job', label, question: "What's\nyour job?", categories } as const
  const file = await written(
    microdata(table([{ ...job, type: 'categorical', level: 'nominal' }, number], [])),
  )
  expect(file.toString('utf8')).toContain(
    `job:group('g'\n)question('What's your job?'\n)label('${label}'\n)categories('1 = ${label}'\n)/n:group('g'\n)`,
  )
})

test.each([
  [0, -99],
  [-94, -99],
  [-94.5, -99],
  [-95, -999],
  [-99, -999],
  [-995, -9999],
  [null, -999_999_999_999_999],
])('below a least value of %j the codes begin at %j', (lowest, first) => {
  expect(numericCodes(lowest)).toEqual({
    refused: first,
    dont_know: first + 1,
    not_applicable: first + 2,
    not_asked: first + 3,
    skipped: first + 4,
  })
})

test.each([
  ['a number that is none', [number], [[Number.NaN]], 'Column "n", row 1: the value is not a finite number.'],
  ['infinity', [number], [[1], [Number.POSITIVE_INFINITY]], 'Column "n", row 2: the value is not a finite'],
  ['a text in place of a number', [number], [['1']], 'Column "n", row 1: the value is not a finite number.'],
  ['a number in place of a text', [text], [[1]], 'Column "t", row 1: the value is not a text.'],
  ['a day that the calendar lacks', [date], [['2026-02-30']], 'Column "d", row 1: the value is not a date'],
  ['a text too long', [text], [['ééééé']], 'Column "t", row 1: the value is longer than the 8 bytes'],
  [
    'a value that means missing',
    [{ ...number, min: 0 }],
    [[-97]],
    'Column "n", row 1: the value lies among the codes of missing values, -99 to -95',
  ],
  [
    'the least double',
    [number],
    [[-Number.MAX_VALUE]],
    'Column "n", row 1: the value is the one number that SPSS',
  ],
  ['a short row', [number, text], [[1]], 'Row 1 has 1 cells for 2 variables.'],
] as const)('%s is refused by column and row', async (_, variables, cells, message) => {
  await expect(written(microdata(table(variables, cells)))).rejects.toThrow(message)
})

test.each([
  [1, 'was to have 1 rows and has more'],
  [3, 'was to have 3 rows and has 2'],
])('a table of two rows that says it has %i is refused', async (rowCount, message) => {
  const data = { ...microdata(table([number], [[1], [2]])), rowCount }
  await expect(written(data)).rejects.toThrow(message)
})

test('every limit is told at once, with the column and the remedy', () => {
  const category = (code: string, value: number) => ({ code, value, label: code })
  const variables: readonly Variable[] = [
    { ...text, name: 'story', maxBytes: 32_768 },
    { ...number, name: 'depth', min: -1e15 },
    {
      ...base,
      name: 'job',
      type: 'categorical',
      level: 'nominal',
      categories: [category('a', 1), category('b', 1), category('c', 1.5)],
    },
  ]
  const problems = savProblems({ variables, rowCount: 2 ** 31 })
  expect(problems.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
    'rowCount too_many_rows',
    'variables[0] text_too_long',
    'variables[1] no_missing_codes',
    'variables[2].categories[1].value category_value_repeated',
    'variables[2].categories[2].value category_value_not_whole',
  ])
  const message = (code: string) => problems.find((problem) => problem.code === code)?.message
  expect(message('text_too_long')).toMatch(/"story".*32768 bytes.*Leave the column out/)
  expect(message('no_missing_codes')).toMatch(/"depth".*least value/)
})

test('too many columns, and none, are refused before the first byte', async () => {
  const many = Array.from({ length: 32_768 }, (_, place) => ({ ...number, name: `n${place}` }))
  expect(savProblems({ variables: many, rowCount: 1 })).toEqual([
    expect.objectContaining({ code: 'too_many_columns', message: expect.stringContaining('"n32767"') }),
  ])
  expect(savProblems({ variables: many.slice(1), rowCount: 1 })).toEqual([])
  expect(savProblems({ variables: [], rowCount: 1 })).toEqual([
    expect.objectContaining({ code: 'no_columns' }),
  ])
  await expect(written(microdata(table([], [])))).rejects.toThrow('no column')
})

test('names are cut at 64 bytes, keep clear of words of SPSS, and tell where they came from', () => {
  expect(savNames(['And', 'x'.repeat(65), 'م'.repeat(40)])).toEqual([
    { name: 'And', safe: 'v_And' },
    { name: 'x'.repeat(65), safe: 'x'.repeat(64) },
    { name: 'م'.repeat(40), safe: 'م'.repeat(32) },
  ])
})

test('rows come in pieces of about 64 kB, however many there are', async () => {
  let asked = 0
  async function* rows() {
    for (; asked < 40_000; asked += 1) yield [1e-3 + asked]
  }
  const sizes: number[] = []
  let mostAhead = 0
  let piecesSeen = 0
  for await (const piece of writeSav({ ...microdata(table([number], [])), rowCount: 40_000, rows: rows() })) {
    sizes.push(piece.length)
    // Each row takes nine bytes, so what was asked for and is not yet written is at most a piece.
    piecesSeen += piece.length
    mostAhead = Math.max(mostAhead, asked * 9 - piecesSeen)
  }
  expect(Math.max(...sizes)).toBeLessThan(70_000)
  expect(mostAhead).toBeLessThan(70_000)
})
