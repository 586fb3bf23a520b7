import { expect, test } from 'vitest'
import { type DetailTier, detailTables, earlierState, planDetail } from '@/lib/disclosure/detail'
import { statesOf } from '@/lib/disclosure/state'
import { pathOf } from '@/lib/questionnaire/flow'
import { statusesOn } from '@/lib/questionnaire/missing'
import { scoreOn } from '@/lib/scoring/score'
import { attackedMeasure, priorMeansOf, respondents } from '../fixtures/attacked-release'
import { errorOfSum, type Look, missLeft, reckonFrom } from '../fixtures/attacker'
import { instrument, noiseOf, type Person } from '../fixtures/population'
import { DetailSums } from './detail-sums'
import { type DetailTable, detailTableOf, figureIn } from './detail-table'

/*
 * attack.test.ts reckons from the sizes of cells what an attacker can know. Here the figures are really published: an attacker who reads them
 * must miss as much as reckoned.
 */

const questionnaire = instrument('migrant-short')
const path = pathOf(questionnaire, {})
const statuses = statusesOn(questionnaire, path, {})
const unscored = scoreOn(questionnaire, {}, path, statuses)
const parts =
  questionnaire.scoring?.dimensions
    .find(({ id }) => id === attackedMeasure)
    ?.subdimensions.map(({ id }) => id) ?? []
const states = statesOf(questionnaire)

const meanSquare = (of: readonly number[]) => of.reduce((sum, value) => sum + value ** 2, 0) / of.length
const scoreOf = ({ scored }: Person) => scored.dimensions[attackedMeasure] ?? 0
/** Deprived in half of the dimensions. */
const isPoor = (person: Person) => scoreOf(person) < 60
/** What was said in the wave before: it differs from person to person, and the attacker knows it. */
const scoreBefore = (place: number) => (place * 37) % 101
const stateBefore = (place: number) => states[place % states.length] ?? ''

/** Everybody linked; the sub-dimensions of the dimension tell all the same as it, as an attacker would wish. */
function detailRows(people: readonly Person[]) {
  const sums = new DetailSums(questionnaire)
  for (const [place, person] of people.entries()) {
    const scored = {
      ...unscored,
      category: person.category,
      dimensions: { ...unscored.dimensions, [attackedMeasure]: scoreOf(person) },
      deprived: {
        decent_work: isPoor(person),
        legal_status: isPoor(person),
        social_services: false,
        intangible_security: false,
      },
      subdimensions: Object.fromEntries(parts.map((id) => [id, scoreOf(person)])),
    }
    const state = stateBefore(place)
    const earlier = { state, overall: null, dimensions: { [attackedMeasure]: scoreBefore(place) } }
    sums.add({
      person: { answers: {}, path, statuses, scored, earlier },
      bands: { ...person.bands, language: 'en', mode: 'web' },
      category: person.category,
      weight: 1,
      recordKey: person.recordKey,
      stratum: '',
      psu: '',
      linked: { state, weight: 1, adjustedWeight: 1, stratum: '', psu: '' },
    })
  }
  return sums.rows()
}

type Rows = ReturnType<typeof detailRows>

/** A table as anybody may see it; null where the tier has none of this kind. */
function publishedTable(
  rows: Rows,
  tier: DetailTier,
  by: readonly string[],
  noiseKey: string,
): DetailTable | null {
  const plan = planDetail(questionnaire, tier, by, {})
  if (!plan.ok) return null
  return detailTableOf({
    questionnaire,
    rows: rows.filter(({ address }) => address.breakdowns === plan.value.breakdowns),
    tier,
    plan: plan.value,
    wave: 2,
    protection: {
      kind: 'protected',
      release: { number: 1, responses: 300, madeOn: '2026-03-01' },
      minimumCell: 10,
      noise: noiseOf(noiseKey),
      weights: '',
    },
    isWanted: ({ id }) =>
      parts.some((part) => id === `subdimension:${part}`) ||
      /^(change:legal_status|state:average.*)$/.test(id),
  })
}

function publishedTables(people: readonly Person[], noiseKey: string): readonly DetailTable[] {
  const rows = detailRows(people)
  const divisions = {
    answers: detailTables(questionnaire),
    linked: [[], [earlierState]],
  }
  return (['answers', 'linked'] as const).flatMap((tier) =>
    divisions[tier]
      .flatMap((names) => [names, ['category', ...names]])
      .flatMap((by) => publishedTable(rows, tier, by, noiseKey) ?? []),
  )
}

/** Every figure that is a mean of the score, or of how far it moved, as a sum of scores; of the same people once. */
function looksOf(people: readonly Person[], tables: readonly DetailTable[]): readonly Look[] {
  const looks = new Map<string, Look>()
  for (const table of tables) {
    for (const group of table.groups) {
      if (group.suppressed) continue
      const bandOf = (name: string, place: number) => {
        if (name === earlierState) return stateBefore(place)
        return name === 'category'
          ? people[place]?.category
          : ({ language: 'en', mode: 'web' }[name] ?? people[place]?.bands[name])
      }
      const members = [...people.keys()].filter((place) =>
        table.by.every((name) => group.group[name] === bandOf(name, place)),
      )
      for (const [id, figure] of Object.entries(group.figures)) {
        if (figure.kind === 'share' || figure.mean === null) continue
        const before =
          figure.kind === 'change' ? members.reduce((sum, place) => sum + scoreBefore(place), 0) : 0
        looks.set(`${id} ${members.join()}`, {
          weights: new Map(members.map((place) => [place, 1])),
          value: figure.mean * members.length + before,
          error: figure.kind === 'change' ? 2 * errorOfSum : errorOfSum,
        })
      }
    }
  }
  return [...looks.values()]
}

test('guesses from published detailed figures miss as much as is reckoned from the sizes of cells', () => {
  for (const seed of [31, 32, 33]) {
    const people = respondents(300, seed, { fall: 1, countries: 1 })
    const truth = people.map(scoreOf)
    const looks = looksOf(people, publishedTables(people, `round ${seed}`))
    expect(looks.length).toBeGreaterThan(120)
    const before = priorMeansOf(people)
    const { doubt, guesses } = reckonFrom(people.length, looks, before)
    const reckoned = Math.sqrt(meanSquare(doubt))
    expect(missLeft(truth, guesses, before) / reckoned).toBeGreaterThan(0.98)

    // What is published is off by as much as the attacker is told.
    const errors = looks.map(({ weights, value, error }) => {
      const sum = [...weights.keys()].reduce((total, place) => total + (truth[place] ?? 0), 0)
      return (value - sum) / error
    })
    expect(Math.abs(Math.sqrt(meanSquare(errors)) - 1)).toBeLessThan(0.2)
  }
})

test('two states that are one number within the average have one error that cannot be averaged out', () => {
  const people = respondents(300, 34, { fall: 1, countries: 1 })
  const rows = detailRows(people)
  const misses = Array.from({ length: 200 }, (_, key) => {
    const table = publishedTable(rows, 'linked', ['category'], `key ${key}`)
    const group = table?.groups.find((one) => one.group.category === 'average')
    const shares = ['state:average', 'state:average_poor'].map((id) => {
      const figure = group === undefined ? undefined : figureIn(group, id)
      return figure?.kind === 'share' ? (figure.share ?? Number.NaN) : Number.NaN
    })
    const [rich = 0, poor = 0] = shares
    const own = people.filter(({ category }) => category === 'average')
    const truth = own.filter(isPoor).length / own.length
    return { one: poor - truth, averaged: (poor + 1 - rich) / 2 - truth, n: own.length }
  })
  const size = (of: readonly number[]) => Math.sqrt(meanSquare(of))
  const single = (1.5 * 0.969) / (misses[0]?.n ?? 0)
  expect(size(misses.map(({ averaged }) => averaged)) / single).toBeGreaterThan(0.95)
  expect(size(misses.map(({ one }) => one)) / single).toBeGreaterThan(1.2)
})
