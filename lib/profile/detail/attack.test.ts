import { expect, test } from 'vitest'
import {
  type DetailTier,
  detailTables,
  detailTiers,
  minimumDetailCell,
  planDetail,
} from '@/lib/disclosure/detail'
import { categoriesOf, tablesOf } from '@/lib/disclosure/lattice'
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

type Cell = { readonly members: readonly number[]; readonly statistics: number }

/** The same people, answering in six languages and in two ways, the commonest by half. */
function asked(people: readonly Person[]): readonly Person[] {
  return people.map((person, place) => ({
    ...person,
    bands: {
      ...person.bands,
      language: `l${Math.min(5, (place * 7) % 11)}`,
      mode: place % 3 === 0 ? 'api' : 'web',
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
 */
const tellingOf: Readonly<Record<'profile' | DetailTier, number>> = {
  profile: 2,
  answers: subdimensions.length + items.length,
  distribution: 1,
  analysis: 2,
  benchmark: 1,
  linked: 1,
}

/** Cells of one release, a set of people once for each kind of table. */
function cellsOf(people: readonly Person[]): readonly Cell[] {
  const cells = new Map<string, Cell>()
  const add = (tier: 'profile' | DetailTier, members: readonly number[]) => {
    const kind = tier === 'analysis' ? 'profile' : tier
    cells.set(`${kind} ${members.join()}`, { members, statistics: tellingOf[tier] })
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
  return [...cells.values()]
}

// As in the bounds of the profile alone: one host country, bands and categories alike in size.
const even: Sampling = { fall: 1, countries: 1 }

test.each([1, 2, 3])(
  'after one release and everything in it, doubt is left about everybody (people %i)',
  (seed) => {
    const people = asked(migrants(300, seed, even))
    const doubt = doubtLeft(people.length, cellsOf(people))
    expect(Math.min(...doubt)).toBeGreaterThan(0.54)
  },
)

test('after all five releases and everything in them, 0.35 of the doubt is left', () => {
  const people = asked(migrants(300, 4, even))
  const cells = [30, 60, 120, 240, 300].flatMap((size) => cellsOf(people.slice(0, size)))
  expect(Math.min(...doubtLeft(people.length, cells))).toBeGreaterThan(0.35)
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
