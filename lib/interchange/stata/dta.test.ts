import { expect, test } from 'vitest'
import { everything, microdata, type SampleTable } from '../fixtures/sample-tables'
import { type Cell, type Microdata, missing, type Variable } from '../microdata'
import { writeDta } from './dta'
import { dtaProblems } from './limits'
import { missingNumbers } from './missing-codes'
import { dtaNames } from './names'

const base = { label: 'Label', question: '', group: 'g' } as const
const whole = {
  ...base,
  name: 'n',
  type: 'number',
  decimals: 0,
  min: 0,
  max: 100,
  unit: '',
} as const satisfies Variable
const text = { ...base, name: 't', type: 'text', maxBytes: 8 } as const satisfies Variable
const date = { ...base, name: 'd', type: 'date' } as const satisfies Variable

function table(variables: readonly Variable[], cells: readonly (readonly Cell[])[]): SampleTable {
  return { ...everything, name: 'small', variables, cells, rowCount: cells.length }
}

async function written(data: Microdata): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of writeDta(data)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** The offsets of the map, and what stands at each. */
async function sections(sample: SampleTable): Promise<readonly string[]> {
  const bytes = await written(microdata(sample))
  const mapAt = bytes.indexOf('<map>') + 5
  return Array.from({ length: 14 }, (_, place) => {
    const at = Number(bytes.readBigUInt64LE(mapAt + place * 8))
    return place === 13
      ? String(bytes.length - at)
      : (/^<[a-z_/]+>/.exec(bytes.toString('latin1', at, at + 30))?.[0] ?? '')
  })
}

test.each([
  ['with long texts', everything],
  ['without', table([whole, text, date], [[1, 'a', '2026-03-01']])],
  ['without rows', table([whole], [])],
])('the map of a file %s leads to each section', async (_, sample) => {
  expect(await sections(sample)).toEqual([
    '<stata_dta>',
    '<map>',
    '<variable_types>',
    '<varnames>',
    '<sortlist>',
    '<formats>',
    '<value_label_names>',
    '<variable_labels>',
    '<characteristics>',
    '<data>',
    '<strls>',
    '<value_labels>',
    '</stata_dta>',
    '0',
  ])
})

// Stata, help dta, 4: the codes of missing values.
test('missing numbers have the bytes that Stata documents', () => {
  expect(missingNumbers('byte').refused).toBe(102)
  expect(missingNumbers('int').refused).toBe(32_742)
  expect(missingNumbers('long').skipped).toBe(2_147_483_626)
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(missingNumbers('double').refused)
  expect(bytes.toString('hex')).toBe('7fe0010000000000')
  bytes.writeDoubleBE(missingNumbers('double').skipped)
  expect(bytes.toString('hex')).toBe('7fe0050000000000')
})

test('questions in full, long labels and groups stand in characteristics', async () => {
  const label = 'label '.repeat(30).trim()
  const file = await written(microdata(table([{ ...whole, label, question: 'Whole\nquestion?' }], [[1]])))
  const text = file.toString('utf8')
  expect(text).toContain(`n${'\0'.repeat(128)}note1${'\0'.repeat(124)}Whole question?\0</ch>`)
  expect(text).toContain(`n${'\0'.repeat(128)}note2${'\0'.repeat(124)}${label}\0</ch>`)
  expect(text).toContain(`n${'\0'.repeat(128)}group${'\0'.repeat(124)}g\0</ch>`)
})

test.each([
  ['a number that is none', [whole], [[Number.NaN]], 'Column "n", row 1: the value is not a finite number.'],
  ['a text in place of a number', [whole], [[1], ['1']], 'Column "n", row 2: the value is not a finite'],
  ['decimals', [whole], [[0.5]], 'Column "n", row 1: the value has decimals'],
  [
    'a number beyond its type',
    [whole],
    [[101]],
    'Column "n", row 1: the value is beyond what its variable says',
  ],
  [
    'a number as large as missing ones',
    [{ ...whole, decimals: null, max: null }],
    [[9e307]],
    'Column "n", row 1: the value is beyond what its variable says',
  ],
  ['a number in place of a text', [text], [[1]], 'Column "t", row 1: the value is not a text.'],
  ['a text too long', [text], [['ééééé']], 'Column "t", row 1: the value is longer than the 8 bytes'],
  [
    'a long text too long',
    [{ ...text, maxBytes: 3000 }],
    [['é'.repeat(1501)]],
    'Column "t", row 1: the value is longer than the 3000 bytes',
  ],
  ['a month in place of a date', [date], [['2026-02']], 'Column "d", row 1: the value is not a date such as'],
] as const)('%s is refused by column and row', async (_, variables, cells, message) => {
  await expect(written(microdata(table(variables, cells)))).rejects.toThrow(message)
})

test('every limit is told at once, with the column and the remedy', () => {
  const wide = Array.from({ length: 513 }, (_, place) => ({ ...text, name: `t${place}`, maxBytes: 2045 }))
  const variables: readonly Variable[] = [
    {
      ...base,
      name: 'job',
      type: 'categorical',
      level: 'nominal',
      categories: [{ code: 'a', value: 2_147_483_621, label: 'a' }],
    },
    { ...text, name: 'story', maxBytes: 2_000_000_001 },
    ...wide,
  ]
  const problems = dtaProblems({ variables, rowCount: 2_147_483_621 })
  expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
    'rowCount too_many_rows',
    'variables[0].categories[0].value category_value_too_large',
    'variables[1] text_too_long',
    'variables[514] row_too_wide',
  ])
  expect(problems[3]?.message).toMatch(/"t512".*Leave out/)
  expect(dtaProblems(everything)).toEqual([])
})

test('names are cut at 32 characters and keep clear of words of Stata', () => {
  expect(dtaNames(['_n', 'str20', 'With', 'م'.repeat(40), 'x'.repeat(33)]).map((pair) => pair.safe)).toEqual([
    'v__n',
    'v_str20',
    'With',
    'م'.repeat(32),
    'x'.repeat(32),
  ])
})

test('only tables with long texts wait for their last row', async () => {
  let asked = 0
  async function* rows(cell: Cell) {
    for (; asked < 20_000; asked += 1) yield [cell, missing.skipped]
  }
  const first = async (maxBytes: number) => {
    asked = 0
    const variables = [whole, { ...text, maxBytes }]
    await writeDta({ ...microdata(table(variables, [])), rowCount: 20_000, rows: rows(1) }).next()
    return asked
  }
  expect(await first(2045)).toBe(0)
  expect(await first(2046)).toBe(20_000)
})
