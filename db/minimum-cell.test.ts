import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readDetails } from './details'
import { readEnvironment } from './environment'
import { readProfile } from './profiles'
import { readPublication } from './publications'
import { openFreshStore, staffWith, stranger } from './testing/actors'
import { fillSpring, publishSpring } from './testing/publication'

let fresh: Awaited<ReturnType<typeof openFreshStore>>

beforeAll(async () => {
  fresh = await openFreshStore()
  await fillSpring()
})
afterAll(() => fresh.remove())
afterEach(() => {
  delete process.env.FOOTHOLD_MINIMUM_CELL
})

async function shownUnder(minimum: string | undefined) {
  if (minimum !== undefined) process.env.FOOTHOLD_MINIMUM_CELL = minimum
  const profile = await readProfile(await staffWith('researcher'), 'spring', { by: ['category', 'gender'] })
  delete process.env.FOOTHOLD_MINIMUM_CELL
  const shown = profile.cells.flatMap((cell) => (cell.suppressed ? [] : [cell]))
  return { disclosure: profile.method.disclosure, shown }
}

test('it is a whole number from five up, ten when left out', () => {
  const minimumOf = (given?: string) =>
    readEnvironment({ FOOTHOLD_MINIMUM_CELL: given, NODE_ENV: 'test' }).minimumCell
  expect(minimumOf()).toBe(10)
  expect(minimumOf('')).toBe(10)
  expect(minimumOf('5')).toBe(5)
  expect(minimumOf('25')).toBe(25)
  for (const wrong of ['4', '0', '-7', '7.5', 'ten', '1e1', ' 12'])
    expect(() => minimumOf(wrong), wrong).toThrow(/FOOTHOLD_MINIMUM_CELL.*whole number from 5 up, such as 10/)
})

test('a higher number hides more groups, a lower one fewer, and what both show is the same figure', async () => {
  const [five, ten, twenty] = [await shownUnder('5'), await shownUnder(undefined), await shownUnder('20')]
  expect([five, ten, twenty].map(({ disclosure }) => disclosure.minimumCell)).toEqual([5, 10, 20])
  expect(twenty.disclosure.statement).toContain('fewer than 20 people')
  expect(five.shown.length).toBeGreaterThan(ten.shown.length)
  expect(ten.shown.length).toBeGreaterThan(twenty.shown.length)
  for (const { n } of twenty.shown) expect(n).toBeGreaterThanOrEqual(20)
  for (const { group, n, overall } of ten.shown) {
    const same = five.shown.find((cell) => JSON.stringify(cell.group) === JSON.stringify(group))
    expect(same?.n).toBe(n)
    if (overall?.mean != null) expect(same?.overall?.mean).toBe(overall.mean)
  }
})

test('detailed figures keep their own higher number', async () => {
  const researcher = await staffWith('researcher')
  const minimumUnder = async (minimum: string) => {
    process.env.FOOTHOLD_MINIMUM_CELL = minimum
    return (await readDetails(researcher, 'spring', [{ tier: 'answers' }]))[0]?.minimumCell
  }
  expect(await minimumUnder('5')).toBe(30)
  expect(await minimumUnder('40')).toBe(40)
})

test('a publication keeps the number under which it was made', async () => {
  process.env.FOOTHOLD_MINIMUM_CELL = '12'
  await publishSpring(await staffWith('manager'))
  process.env.FOOTHOLD_MINIMUM_CELL = '30'
  const published = await readPublication(stranger, 'spring')
  expect(published.figures.profile.method.disclosure.minimumCell).toBe(12)
})
