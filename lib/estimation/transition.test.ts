import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adjustForAttrition } from './attrition'
import { surveyDesign } from './design'
import { expectNear } from './fixtures/every-entry'
import { column, readJson, table } from './fixtures/reference'
import { transitionMatrix } from './transition'

/** The transitions of the framework's worked example. */
const { pairs, matrix, ...others } = JSON.parse(
  readFileSync(new URL('../scoring/fixtures/golden.json', import.meta.url), 'utf8'),
).transition
const states = Object.keys(matrix)

test('the worked example of the framework', () => {
  expect(others).toEqual({})
  const input = {
    design: surveyDesign({
      n: pairs.length,
      weights: pairs.map(({ weight }: { weight: number }) => weight),
    }),
    from: pairs.map(({ from }: { from: string }) => from),
    to: pairs.map(({ to }: { to: string }) => to),
  }
  const rows = transitionMatrix(input, states)
  expect(rows.map(({ from }) => from)).toEqual(states)
  for (const { from, to } of rows) {
    if (matrix[from] === null) {
      expect(to).toBeNull()
      continue
    }
    expect(Object.keys(to ?? {})).toEqual(Object.keys(matrix[from]))
    for (const [state, wanted] of Object.entries(matrix[from]))
      expectNear(to?.[state]?.estimate, Number(wanted), 1e-8, `${from} to ${state}`)
  }
})

test('a stratified design with people who were not found again, as R', () => {
  const { transition } = readJson('poverty-transition.json')
  const schools = table('apistrat.csv')
  const of = (name: string) => column(schools, name)
  const [meals, pupils] = [of('meals').map(Number), of('enroll').map(Number)]
  const rows = transitionMatrix(
    {
      design: surveyDesign({
        n: schools.length,
        weights: of('pw').map(Number),
        strata: of('stype'),
        fpc: [of('fpc').map(Number)],
      }),
      from: of('sch.wide'),
      to: meals.map((share, row) => ((pupils[row] ?? 0) > 1200 ? null : share > 50 ? 'Yes' : 'No')),
    },
    ['No', 'Yes'],
  )
  expect(rows).toHaveLength(transition.length)
  for (const [position, { from, unlinkedShare, to, ...others }] of transition.entries()) {
    expect(others).toEqual({})
    const ours = rows[position]
    expect(ours?.from).toBe(from)
    expectNear(ours?.unlinkedShare?.estimate, unlinkedShare.estimate, 1e-8, `${from} unlinked`)
    expectNear(ours?.unlinkedShare?.se, unlinkedShare.se, 1e-8, `${from} unlinked se`)
    for (const state of ['No', 'Yes']) {
      expectNear(ours?.to?.[state]?.estimate, to[state].estimate, 1e-8, `${from} to ${state}`)
      expectNear(ours?.to?.[state]?.se, to[state].se, 1e-8, `${from} to ${state} se`)
    }
  }
})

const seen = fc.array(
  fc.record({
    from: fc.option(fc.constantFrom(...states), { freq: 9 }),
    to: fc.option(fc.constantFrom(...states), { freq: 4 }),
    w: fc.double({ min: 0.1, max: 10, noNaN: true }),
  }),
  { minLength: 1, maxLength: 60 },
)

test('each row sums to 1', () => {
  fc.assert(
    fc.property(seen, (people) => {
      const input = {
        design: surveyDesign({ n: people.length, weights: people.map(({ w }) => w) }),
        from: people.map(({ from }) => from),
        to: people.map(({ to }) => to),
      }
      const rows = transitionMatrix(input, states)
      for (const { from, n, linked, to } of rows) {
        expect(n).toBe(people.filter((person) => person.from === from).length)
        expect(linked).toBe(people.filter((person) => person.from === from && person.to !== null).length)
        expect(to === null).toBe(linked === 0)
        if (to === null) continue
        expect(Object.values(to).reduce((sum, cell) => sum + cell.estimate, 0)).toBeCloseTo(1, 10)
      }
    }),
  )
})

test('a state that is not listed is named', () => {
  const input = { design: surveyDesign({ n: 1 }), from: ['rich'], to: [null] }
  expect(() => transitionMatrix(input, states)).toThrow(/"rich" is not a state. There are: privileged/)
})

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
