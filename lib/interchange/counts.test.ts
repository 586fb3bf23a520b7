import { expect, test } from 'vitest'
import { counted } from './counts'
import { writeCsv } from './csv/write'
import { bytesOf, sampleRows, sampleTable } from './fixtures/tables'
import { missing } from './microdata'

test('rows are counted on their way to a file, and the file is the same', async () => {
  const { table, counts } = counted(sampleTable())
  expect(counts().map(({ valid }) => valid)).toEqual([0, 0, 0, 0, 0, 0, 0])
  expect(await bytesOf(writeCsv(table))).toEqual(await bytesOf(writeCsv(sampleTable())))

  const [id, status, , wage, age, arrived] = counts()
  expect(id).toMatchObject({ valid: 10, spread: null })
  expect([...(status?.byCategory ?? [])]).toEqual([
    [1, 3],
    [2, 1],
    [3, 1],
  ])
  expect(status?.missing).toEqual({ refused: 1, dont_know: 1, not_applicable: 1, not_asked: 1, skipped: 1 })
  expect(wage?.spread).toMatchObject({ min: -0.1, max: 1e21 })
  expect(age?.spread).toMatchObject({ min: 0, max: 120 })
  expect(age?.spread?.mean).toBeCloseTo((34 + 0 + 120 + 7 + 8 + 9 + 10) / 7, 12)
  expect(arrived).toMatchObject({ valid: 7, spread: null })
})

test('a number that nobody gave has no spread', async () => {
  const row = (sampleRows[0] ?? []).with(4, missing.not_asked)
  const { table, counts } = counted(sampleTable([row]))
  await bytesOf(writeCsv(table))
  expect(counts()[4]).toMatchObject({ valid: 0, spread: null, missing: { not_asked: 1 } })
})
