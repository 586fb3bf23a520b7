import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reidentificationRisk } from './reidentification'

/*
 * Reckoned by hand:
 *   woman a | woman a | woman b | man a | man (none)
 * gender: woman 3, man 2. place: a 3, b 1, none 1. Both: woman-a 2, the other three 1 each.
 */
const people = [
  { gender: 'woman', place: 'a' },
  { gender: 'woman', place: 'a' },
  { gender: 'woman', place: 'b' },
  { gender: 'man', place: 'a' },
  { gender: 'man' },
]

test('people who share what is known of them are counted as one group', async () => {
  const { people: n, together, worst } = await reidentificationRisk(['gender', 'place'], people)
  expect(n).toBe(5)
  expect(together).toEqual({
    keys: ['gender', 'place'],
    groups: 4,
    smallest: 1,
    unique: 3,
    fewerThan3: 5,
    fewerThan5: 5,
    fewerThan10: 5,
  })
  expect(worst.map(({ keys, unique }) => [keys.join(), unique])).toEqual([
    ['place', 2],
    ['gender,place', 3],
  ])
})

test('nobody is told apart where nobody is, or nothing is known', async () => {
  expect(await reidentificationRisk(['gender'], [])).toMatchObject({
    people: 0,
    together: { groups: 0, smallest: 0, unique: 0 },
  })
  expect(await reidentificationRisk([], people)).toMatchObject({
    worst: [],
    together: { groups: 1, smallest: 5, unique: 0 },
  })
})

test('to know more never makes fewer people stand alone, and the order of people does not matter', async () => {
  const band = fc.constantFrom('', 'a', 'b', 'c')
  const crowd = fc.array(fc.record({ x: band, y: band, z: band, w: band }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(crowd, async (persons) => {
      const keys = ['x', 'y', 'z', 'w']
      const risk = await reidentificationRisk(keys, persons)
      const uniques = [...risk.worst.map(({ unique }) => unique), risk.together.unique]
      expect(uniques).toEqual(uniques.toSorted((a, b) => a - b))
      expect(await reidentificationRisk(keys, persons.toReversed())).toMatchObject({
        together: risk.together,
      })
      const { unique, fewerThan3, fewerThan5, fewerThan10 } = risk.together
      const rising = [unique, fewerThan3, fewerThan5, fewerThan10, risk.people]
      expect(rising).toEqual(rising.toSorted((a, b) => a - b))
    }),
  )
})
