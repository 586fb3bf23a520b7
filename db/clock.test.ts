import { afterAll, beforeAll, expect, test } from 'vitest'
import { isClockTrusted } from './clock'
import { openFreshStore, operator } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeAll(async () => {
  fresh = await openFreshStore()
})
afterAll(() => fresh.remove())

const hour = 3_600_000

test('a clock that jumps ahead erases nothing until it has been so for a day; one that goes on as it does is believed', async () => {
  const trusted = (date: string, steady: number) => isClockTrusted(operator, new Date(date), steady)
  expect(await trusted('2026-11-26T10:00:00Z', 0)).toBe(true)
  expect(await trusted('2026-12-02T10:00:00Z', hour)).toBe(true)
  expect(await trusted('2038-01-19T03:14:08Z', 2 * hour)).toBe(false)
  expect(await trusted('2038-01-20T03:00:00Z', 25 * hour)).toBe(false)
  // It was put right meanwhile.
  expect(await trusted('2026-12-03T10:00:00Z', 25.5 * hour)).toBe(true)
  expect(await trusted('2027-03-01T10:00:00Z', 26 * hour)).toBe(false)
  expect(await trusted('2027-03-02T10:30:00Z', 50.1 * hour)).toBe(true)
  expect(await trusted('2027-03-02T11:30:00Z', 51.1 * hour)).toBe(true)
  // Back in time nothing falls due that was not.
  expect(await trusted('2026-01-01T00:00:00Z', 52 * hour)).toBe(true)
})
