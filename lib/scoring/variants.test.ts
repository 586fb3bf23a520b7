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

test('the cuts of perceptions move towards the ends and towards the middle, together and each by itself', () => {
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
    ['anti.atMost=15', 15, 75],
    ['anti.atMost=20', 20, 75],
    ['anti.atMost=30', 30, 75],
    ['anti.atMost=35', 35, 75],
    ['pro.atLeast=65', 25, 65],
    ['pro.atLeast=70', 25, 70],
    ['pro.atLeast=80', 25, 80],
    ['pro.atLeast=85', 25, 85],
    ['answered=4', 25, 75],
    ['answered=6', 25, 75],
  ])
})

/** The category of so many answered attitude items and a score, under a variant of perceptions. */
function viewUnder(id: string, answered: number, overall: number): string | undefined {
  const variant = categoryVariants(perceptions).find((candidate) => candidate.id === id)
  if (variant === undefined) throw new Error(`no variant ${id}`)
  const statuses = new Map(
    variant.classification.coreItems.map(
      (item, place) => [item, place < answered ? 'answered' : 'refused'] as const,
    ),
  )
  return classifyBy(perceptions, variant.classification, pathOf(perceptions, {}), statuses, overall).category
}

test('a cut moved by itself leaves the other where it is, and the least number of answers moves by one', () => {
  expect([viewUnder('anti.atMost=30', 8, 28), viewUnder('anti.atMost=30', 8, 72)]).toEqual([
    'anti',
    'ambivalent',
  ])
  expect([viewUnder('pro.atLeast=70', 8, 28), viewUnder('pro.atLeast=70', 8, 72)]).toEqual([
    'ambivalent',
    'pro',
  ])
  // Section 9 asks for 5 of the 8 attitude items.
  expect([viewUnder('answered=4', 4, 80), viewUnder('answered=4', 3, 80)]).toEqual(['pro', 'undetermined'])
  expect([viewUnder('answered=6', 6, 80), viewUnder('answered=6', 5, 80)]).toEqual(['pro', 'undetermined'])
})

test('no cut passes another', () => {
  const classification = perceptions.scoring?.classification
  if (perceptions.scoring === null || classification?.type !== 'threshold') throw new Error('no cuts')
  const narrow: Questionnaire = {
    ...perceptions,
    scoring: {
      ...perceptions.scoring,
      classification: {
        ...classification,
        bands: [
          { category: 'anti', atMost: 47 },
          { category: 'pro', atLeast: 54 },
          { category: 'ambivalent', otherwise: true },
        ],
      },
    },
  }
  const ids = categoryVariants(narrow).map(({ id }) => id)
  expect(ids.filter((id) => id.startsWith('anti'))).toEqual([
    'anti.atMost=37',
    'anti.atMost=42',
    'anti.atMost=52',
  ])
  expect(ids.filter((id) => id.startsWith('pro'))).toEqual([
    'pro.atLeast=49',
    'pro.atLeast=59',
    'pro.atLeast=64',
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
