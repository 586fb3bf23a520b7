import { expect, test } from 'vitest'
import { requestBudget } from './request-budget'

test('so many of one key in a minute, then a wait until the next minute; others are not concerned', () => {
  const count = requestBudget(3)
  expect([1, 2, 3, 4].map((second) => count('a', second * 1_000))).toEqual([null, null, null, 56])
  expect(count('b', 5_000)).toBeNull()
  expect(count('a', 59_999)).toBe(1)
  expect(count('a', 60_000)).toBeNull()
})
