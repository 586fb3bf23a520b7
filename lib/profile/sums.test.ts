import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tablesOf } from '@/lib/disclosure/lattice'
import { instrument, migrants, rowsOf, tableOf } from './fixtures/population'
import {
  addPerson,
  type CellSums,
  decodeSums,
  emptySums,
  encodeSums,
  mergeIntoBytes,
  mergeSums,
} from './sums'

const person = fc.record({
  values: fc.array(fc.option(fc.double({ min: 0, max: 100, noNaN: true })), { minLength: 3, maxLength: 3 }),
  weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
  recordKey: fc.integer({ min: 0, max: 0xffffffff }),
})
type Drawn = { values: (number | null)[]; weight: number; recordKey: number }

function sumsOf(people: readonly Drawn[]): CellSums {
  return people.reduce((sums, p) => addPerson(sums, p.values, p.weight, p.recordKey), emptySums(3))
}

function expectSame(a: CellSums, b: CellSums): void {
  expect([a.n, a.recordKey]).toEqual([b.n, b.recordKey])
  const flat = (sums: CellSums) => [
    sums.w,
    sums.ww,
    ...sums.measures.flatMap(({ largest: _, ...measure }) => Object.values(measure)),
  ]
  for (const [index, value] of flat(a).entries()) {
    const other = flat(b)[index] ?? Number.NaN
    expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(other)) * 100)
  }
}

test('sums come back from bytes to the last bit, weighted or not', () => {
  fc.assert(
    fc.property(fc.array(person), fc.boolean(), (people, isWeighted) => {
      const sums = sumsOf(isWeighted ? people : people.map((p) => ({ ...p, weight: 1 })))
      expect(decodeSums(encodeSums(sums))).toEqual(sums)
    }),
  )
})

test('bytes are read where they lie in a larger buffer', () => {
  const bytes = encodeSums(sumsOf([{ values: [1, null, 3], weight: 2, recordKey: 7 }]))
  const larger = new Uint8Array(bytes.length + 5)
  larger.set(bytes, 3)
  expect(decodeSums(larger.subarray(3, 3 + bytes.length))).toEqual(decodeSums(bytes))
})

test('damaged bytes and those of a later version are refused', () => {
  const bytes = encodeSums(emptySums(3))
  expect(() => decodeSums(bytes.subarray(0, bytes.length - 1))).toThrow(RangeError)
  expect(() => decodeSums(new Uint8Array(0))).toThrow(RangeError)
  expect(() => decodeSums(Uint8Array.from(bytes, (byte, index) => (index === 0 ? 9 : byte)))).toThrow(
    RangeError,
  )
})

test('the order in which people come does not matter', () => {
  fc.assert(
    fc.property(fc.array(person), (people) => expectSame(sumsOf(people), sumsOf(people.toReversed()))),
  )
})

test('a person who withdraws leaves the sums as they were', () => {
  fc.assert(
    fc.property(fc.array(person), person, (people, leaver) => {
      const before = sumsOf(people)
      const alone = addPerson(emptySums(3), leaver.values, leaver.weight, leaver.recordKey)
      const after = mergeSums(mergeSums(before, alone, 1), alone, -1)
      expectSame(after, before)
      // Who counted for most is not looked for again: what is kept is never too small.
      expect(after.largest).toBeGreaterThanOrEqual(before.largest)
    }),
  )
})

test('when the last person leaves nothing is left, not even a rounding error', () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 1 }), (people) => {
      const singles = people.map((p) => addPerson(emptySums(3), p.values, p.weight, p.recordKey))
      const all = singles.reduce((a, b) => mergeSums(a, b, 1), emptySums(3))
      expect(singles.reduce((a, b) => mergeSums(a, b, -1), all)).toEqual(emptySums(3))
    }),
  )
})

test('more people cannot leave than there are', () => {
  const one = addPerson(emptySums(3), [1, 2, 3], 1, 5)
  expect(() => mergeSums(emptySums(3), one, -1)).toThrow(RangeError)
})

test('a weight that is not positive and finite is refused', () => {
  for (const weight of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => addPerson(emptySums(1), [1], weight, 0)).toThrow(RangeError)
})

test('every table of the lattice holds everybody once', () => {
  const questionnaire = instrument('migrant-short')
  const people = migrants(200, 11, { isWeighted: true, strata: 2, clusters: 5 })
  const rows = rowsOf(questionnaire, people)
  const total = tableOf(rows, '').reduce((sums, row) => mergeSums(sums, row.sums, 1), emptySums(18))
  expect(total.n).toBe(200)
  for (const ids of tablesOf(questionnaire)) {
    const table = tableOf(rows, ids.join(','))
    expectSame(
      table.reduce((sums, row) => mergeSums(sums, row.sums, 1), emptySums(18)),
      total,
    )
  }
})

test('adding to the stored form is adding, weighted or not, and taking away is taking away', () => {
  const unweighted = person.map((drawn) => ({ ...drawn, weight: 1 }))
  fc.assert(
    fc.property(fc.oneof(fc.array(unweighted), fc.array(person)), (people) => {
      let sums = emptySums(3)
      let bytes = encodeSums(sums)
      const own = people.map(({ values, weight, recordKey }) =>
        addPerson(emptySums(3), values, weight, recordKey),
      )
      const steps = [...own.map((one) => [one, 1] as const), ...own.slice(1).map((one) => [one, -1] as const)]
      for (const [one, sign] of steps) {
        sums = mergeSums(sums, one, sign)
        bytes = mergeIntoBytes(bytes, one, sign)
        expect(decodeSums(bytes)).toEqual(sums)
      }
    }),
  )
})
