import { expect, test } from 'vitest'
import { adjustForAttrition } from './attrition'
import { attritionClasses } from './attrition-classes'

test('those found again stand for their class, and a class of which nobody was found is named', () => {
  const weights = [1, 2, 3, 4, 5]
  const classes = ['city', 'city', 'town', 'town', 'town']
  const result = adjustForAttrition(weights, [true, false, true, true, false], classes)
  if (!result.ok) throw new Error('refused')
  expect(result.value.rows).toEqual([0, 2, 3])
  const [city, ...town] = result.value.weighting.weights
  expect(city).toBeCloseTo(3, 12)
  // 3 and 4 carry the 5 in proportion.
  expect(town[0]).toBeCloseTo((3 * 12) / 7, 12)
  expect(town[1]).toBeCloseTo((4 * 12) / 7, 12)

  const refused = adjustForAttrition(weights, [false, false, true, true, false], classes)
  expect(refused.ok ? '' : refused.problems[0]?.message).toMatch(
    /None of the 2 people of the class "city".*Join/,
  )
  const unknown = adjustForAttrition(
    weights,
    [true, true, true, true, true],
    ['city', null, 'town', 'town', 'town'],
  )
  expect(unknown.ok ? '' : unknown.problems[0]?.message).toMatch(/Row 2 has no class/)
})

type Crowd = readonly (readonly [group: string, place: string, people: number, found: number])[]

/** How many people, and how many found, are in each class that a crowd is parted into by place. */
function classesOf(crowd: Crowd): Readonly<Record<string, string>> {
  const people = crowd.flatMap(([group, place, n, found]) =>
    Array.from({ length: n }, (_, index) => ({ group, place, isFound: index < found })),
  )
  const classes = attritionClasses(
    people.map(({ group }) => group),
    people.map(({ isFound }) => isFound),
    [people.map(({ place }) => place)],
  )
  const counted = new Map<string, [number, number]>()
  for (const [row, name] of classes.entries()) {
    const [n, found] = counted.get(name) ?? [0, 0]
    counted.set(name, [n + 1, found + Number(people[row]?.isFound)])
  }
  return Object.fromEntries([...counted].map(([name, [n, found]]) => [name, `${found} of ${n}`]))
}

test('a group is divided only where each part keeps 20 people found again, small values together', () => {
  expect(
    classesOf([
      ['harmed', 'city', 50, 20],
      ['harmed', 'town', 30, 12],
      ['harmed', 'rural', 9, 8],
      ['harmed', '', 1, 0],
    ]),
  ).toEqual({ 'harmed, city': '20 of 50', 'harmed, *': '20 of 40' })
  // 19 in the rest would be too few; and another group is none of theirs.
  expect(
    classesOf([
      ['harmed', 'city', 50, 40],
      ['harmed', 'town', 30, 19],
      ['average', 'city', 60, 30],
      ['average', 'town', 60, 40],
    ]),
  ).toEqual({ harmed: '59 of 80', 'average, city': '30 of 60', 'average, town': '40 of 60' })
  expect(classesOf([['harmed', 'city', 80, 40]])).toEqual({ harmed: '40 of 80' })
})
