import { afterAll, beforeAll, expect, test } from 'vitest'
import { isClockTrusted } from './clock'
import { openFreshStore, operator } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

const trusted = (date: string) => isClockTrusted(operator, new Date(date))

test('a clock that jumps ahead erases nothing until it has been so for a day; one that goes on as it does is believed', async () => {
  expect(await trusted('2026-11-26T10:00:00Z')).toBe(true)
  expect(await trusted('2026-12-02T10:00:00Z')).toBe(true)
  expect(await trusted('2038-01-19T03:14:08Z')).toBe(false)
  expect(await trusted('2038-01-20T03:00:00Z')).toBe(false)
  // It was put right meanwhile.
  expect(await trusted('2026-12-03T10:00:00Z')).toBe(true)
  expect(await trusted('2027-03-01T10:00:00Z')).toBe(false)
  expect(await trusted('2027-03-02T10:30:00Z')).toBe(true)
  expect(await trusted('2027-03-02T11:30:00Z')).toBe(true)
  // Back in time nothing falls due that was not.
  expect(await trusted('2026-01-01T00:00:00Z')).toBe(true)
})

test('a computer that is switched off at night is believed too, after holidays; one that jumps again is not', async () => {
  expect(await trusted('2026-01-01T10:00:00Z')).toBe(true)
  expect(await trusted('2026-01-12T09:00:00Z')).toBe(false)
  expect(await trusted('2026-01-12T16:59:00Z')).toBe(false)
  expect(await trusted('2026-01-13T09:05:00Z')).toBe(true)
  expect(await trusted('2026-03-01T09:00:00Z')).toBe(false)
  expect(await trusted('2026-04-01T09:00:00Z')).toBe(false)
  expect(await trusted('2026-03-01T12:00:00Z')).toBe(false)
  expect(await trusted('2026-03-02T12:00:00Z')).toBe(true)
})
