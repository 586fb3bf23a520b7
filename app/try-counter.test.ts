import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tryCounter } from './try-counter'

const limits = { mostOfOne: 10, mostInAll: 300 }

test('ten tries a minute, then the time to wait until the first of them is a minute old', () => {
  const take = tryCounter(limits)
  for (let second = 0; second < 10; second += 1) expect(take('a', second * 1000).isTaken).toBe(true)
  expect(take('a', 10_000)).toEqual({ isTaken: false, retryAfterSeconds: 50 })
  expect(take('a', 59_999)).toEqual({ isTaken: false, retryAfterSeconds: 1 })
  expect(take('b', 59_999).isTaken).toBe(true)
  expect(take('a', 60_000).isTaken).toBe(true)
  expect(take('a', 60_000)).toEqual({ isTaken: false, retryAfterSeconds: 1 })
})

test('a try that is given back was none', () => {
  const take = tryCounter(limits)
  for (let count = 0; count < 1000; count += 1) {
    const taken = take('a', count)
    expect(taken.isTaken).toBe(true)
    if (taken.isTaken) taken.giveBack()
  }
})

test('many at the same time cannot slip past', () => {
  const take = tryCounter(limits)
  const taken = Array.from({ length: 50 }, () => take('a', 0))
  expect(taken.filter(({ isTaken }) => isTaken)).toHaveLength(10)
})

test('however the tries are spread over keys, no more than 300 pass in a minute', () => {
  const take = tryCounter(limits)
  const passed = Array.from({ length: 1000 }, (_, count) => take(`address ${count}`, count)).filter(
    ({ isTaken }) => isTaken,
  )
  expect(passed).toHaveLength(300)
  expect(take('another', 1000)).toEqual({ isTaken: false, retryAfterSeconds: 59 })
})

test('no minute ever holds more than the limits, and waiting as told always ends the wait', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(9000)), { maxLength: 300 })
  fc.assert(
    fc.property(steps, (all) => {
      const take = tryCounter({ mostOfOne: 3, mostInAll: 5 })
      const passed: { readonly key: string; readonly at: number }[] = []
      let now = 0
      for (const [key, pause] of all) {
        now += pause
        const outcome = take(key, now)
        if (outcome.isTaken) {
          passed.push({ key, at: now })
          continue
        }
        expect(outcome.retryAfterSeconds).toBeGreaterThanOrEqual(1)
        expect(outcome.retryAfterSeconds).toBeLessThanOrEqual(60)
        now += outcome.retryAfterSeconds * 1000
        const again = take(key, now)
        expect(again.isTaken).toBe(true)
        passed.push({ key, at: now })
      }
      for (const { at } of passed) {
        const inMinute = passed.filter((other) => other.at > at - 60_000 && other.at <= at)
        expect(inMinute.length).toBeLessThanOrEqual(5)
        for (const one of ['a', 'b', 'c']) {
          expect(inMinute.filter(({ key }) => key === one).length).toBeLessThanOrEqual(3)
        }
      }
    }),
  )
})
