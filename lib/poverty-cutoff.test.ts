import { expect, test } from 'vitest'
import { countsAsPoor } from './poverty-cutoff'

test('a score of exactly the cut-off is poor, though decimals add up a hair below it in binary', () => {
  expect(0.1 + 0.7).toBeLessThan(0.8)
  expect([countsAsPoor(0.1 + 0.7, 0.8), countsAsPoor(0.8, 0.8), countsAsPoor(0.5, 0.5)]).toEqual([
    true,
    true,
    true,
  ])
  expect([countsAsPoor(0.79, 0.8), countsAsPoor(0.25, 0.5), countsAsPoor(0, 0.25)]).toEqual([
    false,
    false,
    false,
  ])
})
