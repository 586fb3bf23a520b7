import { expect, test } from 'vitest'
import {
  type DetailTier,
  detailTables,
  detailTiers,
  earlierState,
  minimumDetailCell,
  planDetail,
} from '@/lib/disclosure/detail'
import { categoriesOf, tablesOf } from '@/lib/disclosure/lattice'
import { statesOf } from '@/lib/disclosure/state'
import { doubtLeft } from '../fixtures/attacker'
import { instrument, migrants, type Person, type Sampling } from '../fixtures/population'
import { detailMeasuresOf } from './detail-measures'

/*
 * The bounds of protection.md, section 5, with the detailed figures beside the profile: an attacker who takes every cell of every table, and for
 * whom a score, its deprivation, its sub-dimensions, its items and its distribution all tell the same thing about a person.
 */

const questionnaire = instrument('migrant-short')
const dimension = questionnaire.scoring?.dimensions.find(({ id }) => id === 'legal_status')
const subdimensions = dimension?.subdimensions ?? []
const items = subdimensions.flatMap((subdimension) => subdimension.items)
const states = statesOf(questionnaire)

type Cell = { readonly members: readonly number[]; readonly statistics: number }

/** The same people, answering in six languages and in two ways, the commonest by half. Where some are linked, four of five are, from each state alike. */
function asked(people: readonly Person[], isLinked: boolean): readonly Person[] {
  return people.map((person, place) => ({
    ...person,
    bands: {
      ...person.bands,
      language: `l${Math.min(5, (place * 7) % 11)}`,
      mode: place % 3 === 0 ? 'api' : 'web',
      ...(isLinked && place % 5 !== 0 && { [earlierState]: states[(place * 3) % states.length] ?? '' }),
    },
  }))
}

/** Everybody's place by the values of some names, in groups of at least so many. */
function groupsOf(
  people: readonly Person[],
  names: readonly string[],
  fewest: number,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>()
  for (const [place, person] of people.entries()) {
    const key = names
      .map((name) => (name === 'category' ? person.category : (person.bands[name] ?? '')))
      .join()
    groups.set(key, [...(groups.get(key) ?? []), place])
  }
  return [...groups.values()].filter(({ length }) => length >= fewest)
}

/**
 * How many published numbers of a tier tell of one dimension, or of the index as its likeness, with an error of their own. The seven more
 * indices and the two more lines carry the error of the index and of the deprivation, and nothing is gained by averaging them: of a group
 * that the profile has no table of they stand for those two.
 *
 * Of linked people the two states that differ by poverty alone are one number, with one error to be averaged, and tell what deprivation tells; the changes of score and index, whose errors are
 * twice as large, a quarter each to who knows what was said before. That somebody recovered is told by their category, which is known.
 */
const tellingOf: Readonly<Record<'profile' | DetailTier, number>> = {
  profile: 2,
  answers: subdimensions.length + items.length,
  distribution: 1,
  analysis: 2,
  benchmark: 1,
  linked: 1 + 2 / 4,
}

/**
 * Cells of one release, a set of people once for each kind of table.
 *
 * @param release from the second on linked people have other weights than at the first, and their figures twice the variance of error
 */
function cellsOf(people: readonly Person[], release: number): readonly Cell[] {
  const cells = new Map<string, Cell>()
  const add = (tier: 'profile' | DetailTier, members: readonly number[]) => {
    const kind = tier === 'analysis' ? 'profile' : tier
    const statistics = tellingOf[tier] / (tier === 'linked' && release > 1 ? 2 : 1)
    cells.set(`${kind} ${members.join()}`, { members, statistics })
  }
  for (const table of tablesOf(questionnaire)) {
    for (const names of [table, ['category', ...table]])
      for (const members of groupsOf(people, names, 10)) add('profile', members)
  }
  for (const tier of detailTiers) {
    for (const table of detailTables(questionnaire)) {
      for (const names of [table, ['category', ...table]]) {
        if (!planDetail(questionnaire, tier, names, {}).ok) continue
        for (const members of groupsOf(people, names, minimumDetailCell(tier, 10))) add(tier, members)
      }
    }
  }
  const linked = people.flatMap((person, place) => (person.bands[earlierState] === undefined ? [] : [place]))
  for (const names of [[], [earlierState], ['category'], ['category', earlierState]]) {
    if (!planDetail(questionnaire, 'linked', names, {}).ok) throw new Error('linked people have this table')
    for (const members of groupsOf(
      linked.flatMap((place) => people[place] ?? []),
      names,
      minimumDetailCell('linked', 10),
    ))
      add(
        'linked',
        members.flatMap((index) => linked[index] ?? []),
      )
  }
  return [...cells.values()]
}

// As in the bounds of the profile alone: one host country, bands and categories alike in size.
const even: Sampling = { fall: 1, countries: 1 }

test.each([
  { seed: 1, isLinked: false, bound: 0.54 },
  { seed: 2, isLinked: false, bound: 0.54 },
  { seed: 3, isLinked: false, bound: 0.54 },
  { seed: 1, isLinked: true, bound: 0.53 },
  { seed: 2, isLinked: true, bound: 0.53 },
  { seed: 3, isLinked: true, bound: 0.53 },
])(
  'after one release and everything in it, $bound of the doubt is left about everybody (people $seed, linked: $isLinked)',
  ({ seed, isLinked, bound }) => {
    const people = asked(migrants(300, seed, even), isLinked)
    const doubt = doubtLeft(people.length, cellsOf(people, 1))
    expect(Math.min(...doubt)).toBeGreaterThan(bound)
  },
)

test.each([
  { isLinked: false, bound: 0.35 },
  { isLinked: true, bound: 0.34 },
])(
  'after all five releases and everything in them, $bound of the doubt is left (linked: $isLinked)',
  ({ isLinked, bound }) => {
    const people = asked(migrants(300, 4, even), isLinked)
    const cells = [30, 60, 120, 240, 300].flatMap((size, place) => cellsOf(people.slice(0, size), place + 1))
    expect(Math.min(...doubtLeft(people.length, cells))).toBeGreaterThan(bound)
  },
)

test('who was not found again stays in doubt', () => {
  // Of everybody in a state before, the share not found again is told, and how many were found, with an error of about its size.
  const fewest = minimumDetailCell('linked', 10)
  const members = (from: number, count: number) => Array.from({ length: count }, (_, place) => from + place)
  const ofState = states.map((_, place) => members(fewest * place, fewest))
  const cells = [members(0, fewest * states.length), ...ofState].map((each) => ({
    members: each,
    statistics: 2,
  }))
  const fiveTimes = Array.from({ length: 5 }, () => cells).flat()
  expect(Math.min(...doubtLeft(fewest * states.length, fiveTimes))).toBeGreaterThan(0.97)
})

test('every measure belongs to a tier, and no tier lets two breakdowns be crossed but the benchmark', () => {
  expect(new Set(detailMeasuresOf(questionnaire).map(({ tier }) => tier))).toEqual(new Set(detailTiers))
  for (const tier of detailTiers) {
    const crossed = planDetail(questionnaire, tier, ['category', 'age_band', 'gender'], {})
    expect(crossed.ok, tier).toBe(tier === 'benchmark')
    expect(planDetail(questionnaire, tier, ['age_band'], { area_type: 'city' }).ok, tier).toBe(false)
  }
  expect(categoriesOf(questionnaire)).toHaveLength(4)
})
