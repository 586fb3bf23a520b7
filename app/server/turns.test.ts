import { expect, test, vi } from 'vitest'
import { Turns } from './turns'

test('so many run at once, the others in the order in which they came', () => {
  const turns = new Turns(2)
  const begun: number[] = []
  const ends = new Map<number, () => void>()
  for (const number of [1, 2, 3, 4, 5])
    turns.take((done) => {
      begun.push(number)
      ends.set(number, done)
    })
  expect(begun).toEqual([1, 2])
  ends.get(2)?.()
  ends.get(2)?.()
  expect(begun).toEqual([1, 2, 3])
  ends.get(1)?.()
  ends.get(3)?.()
  expect(begun).toEqual([1, 2, 3, 4, 5])
})

test('who waits long for something else holds no turn', () => {
  vi.useFakeTimers()
  const turns = new Turns(1)
  let begun = 0
  for (let work = 0; work < 3; work += 1)
    turns.take(() => {
      begun += 1
    })
  expect(begun).toBe(1)
  vi.advanceTimersByTime(1_000)
  expect(begun).toBe(3)
  vi.useRealTimers()
})
