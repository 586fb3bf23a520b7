import { expect, test } from 'vitest'
import { mappingSchema, mapRow } from './mapping'

function mapped(cell: string, date: string, precision?: string) {
  const rule = { column: 'arrived', date, ...(precision === undefined ? {} : { precision }) }
  const mapping = mappingSchema.parse({
    format: 'foothold-mapping/1',
    missing: { '?': 'dk' },
    items: { since: rule },
  })
  const row = mapRow(mapping, { arrived: cell }, 2)
  return row.ok ? (row.value.answers.since ?? null) : row.problems.map(({ path, code }) => `${path} ${code}`)
}

test.each([
  ['2024-05-17', 'ymd', undefined, '2024-05-17'],
  ['17/05/2024', 'dmy', undefined, '2024-05-17'],
  ['5/17/2024', 'mdy', undefined, '2024-05-17'],
  ['17. 5. 2024', 'dmy', undefined, '2024-05-17'],
  ['17/05/2024', 'dmy', 'month', '2024-05'],
  ['17/05/2024', 'dmy', 'year', '2024'],
  ['05/2024', 'dmy', 'month', '2024-05'],
  ['2024', 'mdy', 'year', '2024'],
  ['?', 'dmy', undefined, 'dk'],
  ['', 'dmy', undefined, null],
])('the date %j in the order %s, as a %s, is %j', (cell, order, precision, wanted) => {
  expect(mapped(cell, order, precision)).toBe(wanted)
})

test.each([
  ['17/05/2024', 'mdy'],
  ['31/02/2024', 'dmy'],
  ['05/2024', 'dmy'],
  ['17/05/24', 'dmy'],
  ['May 2024', 'dmy'],
  ['1/2/3/2024', 'dmy'],
])('%j in the order %s is refused by its column', (cell, order) => {
  expect(mapped(cell, order)).toEqual(['arrived value_unknown'])
})
