import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { planDetail } from '@/lib/disclosure/detail'
import { statesOf } from '@/lib/disclosure/state'
import { column, readJson, table } from '@/lib/estimation/fixtures/reference'
import { pathOf } from '@/lib/questionnaire/flow'
import { statusesOn } from '@/lib/questionnaire/missing'
import { scoreOn } from '@/lib/scoring/score'
import { instrument } from '../fixtures/population'
import type { ReleasedWeighting } from '../weighting'
import { DetailSums } from './detail-sums'
import { type DetailGroup, detailTableOf, figureIn } from './detail-table'
import { linkedWeights, type PersonBefore } from './linked-weights'

const migrant = instrument('migrant-short')
const path = pathOf(migrant, {})
const statuses = statusesOn(migrant, path, {})
const unscored = scoreOn(migrant, {}, path, statuses)

/** Somebody of the wave before; `to` null where they were not found again. */
type Mover = {
  readonly from: string
  readonly to: string | null
  readonly weight: number
  readonly adjustedWeight?: number
  readonly stratum?: string
}

/** Who is in a state now: average people deprived in two of the four dimensions are poor (measurement.md, section 6.3). */
function scoredAs(state: string) {
  const isPoor = state === 'average_poor'
  const flags = {
    decent_work: isPoor,
    legal_status: isPoor,
    social_services: false,
    intangible_security: false,
  }
  return { ...unscored, category: isPoor ? 'average' : state, deprived: flags }
}

/** The exact transitions of some people, by what they were before. */
function transitionsOf(people: readonly Mover[], weighting: ReleasedWeighting | null = null) {
  const sums = new DetailSums(migrant)
  for (const [recordKey, { from, to, weight, adjustedWeight = weight, stratum = '' }] of people.entries()) {
    const before = { state: from, weight, stratum, psu: '' }
    if (to === null) {
      sums.addNotFound({ ...before, recordKey })
      continue
    }
    const scored = scoredAs(to)
    sums.add({
      person: {
        answers: {},
        path,
        statuses,
        scored,
        earlier: { state: from, overall: null, dimensions: {} },
      },
      bands: {},
      category: scored.category,
      weight: 1,
      recordKey,
      stratum: '',
      psu: '',
      linked: { ...before, adjustedWeight },
    })
  }
  const plan = planDetail(migrant, 'linked', ['earlier_state'], {})
  if (!plan.ok) throw new Error('this table may be shown')
  const shown = detailTableOf({
    questionnaire: migrant,
    rows: sums.rows().filter(({ address }) => address.breakdowns === plan.value.breakdowns),
    tier: 'linked',
    plan: plan.value,
    wave: 2,
    weighting,
    protection: { kind: 'exact' },
  })
  return (state: string) => shown.groups.find(({ group }) => group.earlier_state === state)
}

function shareOf(group: DetailGroup | undefined, id: string) {
  const figure = group === undefined ? undefined : figureIn(group, id)
  return figure?.kind === 'share' ? figure : undefined
}

test('the worked example of the framework', () => {
  const { pairs, matrix, ...others } = JSON.parse(
    readFileSync(new URL('../../scoring/fixtures/golden.json', import.meta.url), 'utf8'),
  ).transition
  expect(others).toEqual({})
  const here = (state: string) => (state === 'average_not_poor' ? 'average' : state)
  const from = transitionsOf(
    pairs.map(
      ({ from: before, to, weight }: Readonly<Record<'from' | 'to', string>> & { weight: number }) => ({
        from: here(before),
        to: here(to),
        weight,
      }),
    ),
  )
  expect(Object.keys(matrix).map(here)).toEqual(statesOf(migrant))
  for (const [state, row] of Object.entries<Record<string, number> | null>(matrix)) {
    for (const [to, wanted] of Object.entries(row ?? {}))
      expect(shareOf(from(here(state)), `state:${here(to)}`)?.share, `${state} to ${to}`).toBeCloseTo(
        wanted,
        12,
      )
    if (row === null) expect(shareOf(from(here(state)), 'state:victim')?.share).toBeNull()
  }
  const recovery = matrix.victim.privileged + matrix.victim.average_not_poor + matrix.victim.average_poor
  expect(shareOf(from('victim'), 'recovered')?.share).toBeCloseTo(recovery, 12)
})

test('in a stratified design with people who were not found again: shares and standard errors as R', () => {
  const { transition } = readJson('poverty-transition.json')
  const schools = table('apistrat.csv')
  const of = (name: string) => column(schools, name)
  const [strata, sizes, pupils, meals, weights, targets] = [
    of('stype'),
    of('fpc').map(Number),
    of('enroll').map(Number),
    of('meals').map(Number),
    of('pw').map(Number),
    of('sch.wide'),
  ]
  const stateOf = { No: 'average', Yes: 'victim' } as const
  const people = schools.map((_, row) => ({
    from: targets[row] === 'Yes' ? stateOf.Yes : stateOf.No,
    to: (pupils[row] ?? 0) > 1200 ? null : (meals[row] ?? 0) > 50 ? stateOf.Yes : stateOf.No,
    weight: weights[row] ?? Number.NaN,
    stratum: strata[row] ?? '',
  }))
  const from = transitionsOf(people, {
    ...plainWeighting,
    unitsInPopulation: Object.fromEntries(strata.map((stratum, row) => [stratum, sizes[row] ?? 0])),
  })
  expect(transition).toHaveLength(2)
  for (const { from: before, unlinkedShare, to, ...others } of transition) {
    expect(others).toEqual({})
    const group = from(stateOf[before as 'No' | 'Yes'])
    const compared = [
      ['unlinked', unlinkedShare],
      ['state:average', to.No],
      ['state:victim', to.Yes],
    ] as const
    for (const [id, wanted] of compared) {
      expect(shareOf(group, id)?.share, id).toBeCloseTo(wanted.estimate, 12)
      expect(shareOf(group, id)?.se, id).toBeCloseTo(wanted.se, 10)
    }
    const found = people.filter((one) => one.from === stateOf[before as 'No' | 'Yes'] && one.to !== null)
    expect(group?.suppressed === false ? group.n : null).toBe(found.length)
  }
})

const plainWeighting: ReleasedWeighting = {
  id: 'w',
  weightsKey: 'w',
  title: 'Schools',
  madeOn: '2026-03-01',
  madeBy: 'operator',
  method: 'design',
  margins: [],
  upon: null,
  hasStrata: true,
  hasSamplingUnits: false,
  unitsInPopulation: {},
  withoutWeight: 0,
  diagnostics: { n: 200, smallest: 0.5, largest: 2, kishDeff: 1.2, effectiveN: 160, trimmedShare: 0 },
  fault: null,
}

test('who was not found again is stood for by those like them: the rate by hand', () => {
  // Of the harmed in cities 20 of 80 came back, 15 of them recovered; in towns 40 of 60, and 10.
  const crowd = (place: string, n: number, found: number, recovered: number) =>
    Array.from({ length: n }, (_, index) => ({
      place,
      to: index >= found ? null : index < recovered ? 'average' : 'victim',
    }))
  const harmed = [...crowd('city', 80, 20, 15), ...crowd('town', 60, 40, 10)]
  // Nobody privileged came back: nobody stands for them.
  const people = [
    ...harmed.map((one) => ({ ...one, from: 'victim' })),
    { place: 'city', to: null, from: 'privileged' },
  ]
  const before = people.map(
    ({ from, place, to }): PersonBefore => ({
      state: from,
      weight: 1,
      stratum: '',
      psu: '',
      bands: { area_type: place },
      isFound: to !== null,
    }),
  )
  const adjusted = linkedWeights(before)
  const from = transitionsOf(
    people.map(({ from: state, to }, place) => ({
      from: state,
      to,
      weight: 1,
      adjustedWeight: adjusted[place] ?? 1,
    })),
  )
  expect(shareOf(from('victim'), 'recovered')?.share).toBeCloseTo(((15 / 20) * 80 + (10 / 40) * 60) / 140, 12)
  expect(shareOf(from('victim'), 'unlinked')?.share).toBeCloseTo(80 / 140, 12)
  expect(shareOf(from('privileged'), 'unlinked')?.share).toBe(1)
  expect(shareOf(from('privileged'), 'state:victim')?.share).toBeNull()
  expect(adjusted.at(-1)).toBeNull()
})
