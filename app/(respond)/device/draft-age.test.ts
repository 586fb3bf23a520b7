import { expect, test } from 'vitest'
import { ageOf, dayOf } from './draft-age'

const ageAt = (keptOn: string, today: string) => ageOf(dayOf(new Date(keptOn)), dayOf(new Date(today)))

test('a draft is kept for fourteen days after it was last written', () => {
  expect(ageAt('2026-11-01T23:00:00Z', '2026-11-01T23:30:00Z')).toBe('kept')
  expect(ageAt('2026-11-01T23:00:00Z', '2026-11-15T23:59:00Z')).toBe('kept')
  expect(ageAt('2026-11-01T23:00:00Z', '2026-11-16T00:01:00Z')).toBe('expired')
  expect(ageAt('2026-11-01', '2028-05-01')).toBe('expired')
})

test('a clock that is years off still counts its own days', () => {
  expect(ageAt('1998-02-03', '1998-02-10')).toBe('kept')
  expect(ageAt('1998-02-03', '1998-03-03')).toBe('expired')
  expect(ageAt('2061-02-03', '2061-03-03')).toBe('expired')
})

test('a clock that was set in between tells nothing', () => {
  expect(ageAt('1998-02-03', '2026-11-24')).toBe('unknown')
  expect(ageAt('2061-02-03', '2026-11-24')).toBe('unknown')
  expect(ageAt('2026-11-24', '1998-02-03')).toBe('unknown')
  expect(ageAt('2026-11-24', '2061-02-03')).toBe('unknown')
  expect(ageAt('2026-11-24', '2026-11-23')).toBe('unknown')
  expect(ageOf(undefined, 20_000)).toBe('unknown')
})
