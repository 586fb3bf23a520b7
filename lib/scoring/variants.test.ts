import { expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import type { Questionnaire } from '../questionnaire/definition'
import { pathOf } from '../questionnaire/flow'
import { statusesOn } from '../questionnaire/missing'
import { categoryVariants } from './category-variants'
import { classifyBy } from './classify'
import { indexUnder, indexVariants } from './index-variants'

function instrument(id: string): Questionnaire {
  const found = defaultInstruments().find((questionnaire) => questionnaire.id === id)
  if (found === undefined) throw new Error(`no instrument ${id}`)
  return found
}
const migrant = instrument('migrant-short')
const perceptions = instrument('public-perceptions')

/** The category of some answers under a variant, by its id. */
function categoryUnder(answers: Parameters<typeof pathOf>[1], id: string): string | undefined {
  const variant = categoryVariants(migrant).find((candidate) => candidate.id === id)
  if (variant === undefined) throw new Error(`no variant ${id}`)
  const path = pathOf(migrant, answers)
  return classifyBy(migrant, variant.classification, path, statusesOn(migrant, path, answers), null).category
}

// One moderate signal (a dangerous journey), everything else stated.
const oneSign = {
  move_choice: 'own',
  sought_skills: 'no',
  entry_channel: 'work',
  options_now: 'no',
  move_debt: 'no',
  hard_events: ['unsafe_travel'],
}

test('one moderate sign makes a victim only where one is asked for', () => {
  expect(categoryUnder(oneSign, 'victim_moderate.minModerate=1')).toBe('victim')
  expect(categoryUnder(oneSign, 'victim_moderate.minModerate=3')).toBe('average')
})

test('one strong sign is not enough where two are asked for', () => {
  const held = { ...oneSign, hard_events: ['documents_kept'] }
  expect(categoryUnder(held, 'victim_moderate.minModerate=3')).toBe('victim')
  expect(categoryUnder(held, 'victim_strong.minStrong=2')).not.toBe('victim')
})

test('every threshold of the migrant rules is moved by one, where that leaves something to hold', () => {
  expect(categoryVariants(migrant).map(({ id }) => id)).toEqual([
    'victim_strong.minStrong=2',
    'victim_moderate.minModerate=1',
    'victim_moderate.minModerate=3',
    'privileged.minPrivilege=2',
    'privileged.minPrivilege=4',
    'privileged.maxModerate=1',
    'answered=3',
    'answered=5',
  ])
})

test('the cuts of perceptions move towards the ends and towards the middle together', () => {
  const bands = categoryVariants(perceptions).map(({ id, classification }) => [
    id,
    ...(classification.type === 'threshold'
      ? classification.bands.flatMap(({ atMost, atLeast }) => [atMost ?? [], atLeast ?? []].flat())
      : []),
  ])
  expect(bands).toEqual([
    ['cut=15', 15, 85],
    ['cut=20', 20, 80],
    ['cut=30', 30, 70],
    ['cut=35', 35, 65],
  ])
})

test('the index under each variant is that of the formula, by hand', () => {
  const scores = { decent_work: 80, legal_status: 2, social_services: 50, intangible_security: 20 }
  const under = Object.fromEntries(
    indexVariants(migrant).map((variant) => [variant.id, indexUnder(variant, scores)]),
  )
  expect(under.arithmetic).toBeCloseTo((80 + 2 + 50 + 20) / 4, 10)
  expect(under['floor=1']).toBeCloseTo((80 * 2 * 50 * 20) ** 0.25, 10)
  expect(under['floor=10']).toBeCloseTo((80 * 10 * 50 * 20) ** 0.25, 10)
  expect(under['weight:decent_work=0.4']).toBeCloseTo(80 ** 0.4 * (5 * 50 * 20) ** 0.2, 10)
  expect(Object.keys(under)).toHaveLength(7)
  expect(indexVariants(perceptions)).toEqual([])
  expect(
    indexVariants(migrant).map((variant) => indexUnder(variant, { ...scores, legal_status: null })),
  ).toEqual(new Array(7).fill(null))
})
