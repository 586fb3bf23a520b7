import { expect, test } from 'vitest'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { instrument } from './fixtures/population'
import { measuresOf, measureValues } from './measures'

const migrant = instrument('migrant-short')
const ids = (questionnaire: Questionnaire) => measuresOf(questionnaire).map(({ id }) => id)
const valuesById = (questionnaire: Questionnaire, scored: Parameters<typeof measureValues>[1]) =>
  Object.fromEntries(
    measureValues(questionnaire, scored).map((value, index) => [ids(questionnaire)[index], value]),
  )
const flags = (a: boolean | null, b: boolean | null, c: boolean | null, d: boolean | null) => ({
  decent_work: a,
  legal_status: b,
  social_services: c,
  intangible_security: d,
})
const noScores = { overall: null, dimensions: {} }

test('migrants are measured by index, dimensions, deprivation and poverty', () => {
  expect(ids(migrant)).toEqual([
    'overall',
    'dimension:decent_work',
    'dimension:legal_status',
    'dimension:social_services',
    'dimension:intangible_security',
    'deprived:decent_work',
    'deprived:legal_status',
    'deprived:social_services',
    'deprived:intangible_security',
    'censored:decent_work',
    'censored:legal_status',
    'censored:social_services',
    'censored:intangible_security',
    'poor',
    'poor_union',
    'poor_intersection',
    'intensity',
    'intensity_union',
  ])
})

test('a questionnaire without cut-offs has scores only', () => {
  expect(ids(instrument('public-perceptions'))).toEqual(['overall', 'dimension:perception'])
  expect(ids(instrument('social-fabric'))).toEqual(['overall', 'dimension:social_fabric'])
})

test.each([
  { deprived: flags(true, true, false, false), poor: 1, union: 1, all: 0, intensity: 0.5, any: 0.5 },
  { deprived: flags(true, false, false, false), poor: 0, union: 1, all: 0, intensity: 0, any: 0.25 },
  { deprived: flags(false, false, false, false), poor: 0, union: 0, all: 0, intensity: 0, any: 0 },
  { deprived: flags(true, true, true, true), poor: 1, union: 1, all: 1, intensity: 1, any: 1 },
  { deprived: flags(true, true, true, null), poor: null, union: null, all: null, intensity: null, any: null },
])(
  'flags $deprived make poor $poor and intensity $intensity',
  ({ deprived, poor, union, all, intensity, any }) => {
    const values = valuesById(migrant, { ...noScores, deprived })
    expect(values).toMatchObject({
      poor,
      poor_union: union,
      poor_intersection: all,
      intensity,
      intensity_union: any,
    })
  },
)

test('a deprivation counts as censored only in people who are poor', () => {
  const one = valuesById(migrant, { ...noScores, deprived: flags(true, false, false, false) })
  const two = valuesById(migrant, { ...noScores, deprived: flags(true, true, false, false) })
  expect([one['deprived:decent_work'], one['censored:decent_work']]).toEqual([1, 0])
  expect([two['censored:decent_work'], two['censored:social_services']]).toEqual([1, 0])
})

test('measures that are the same number for everybody draw one error', () => {
  const statistics = (questionnaire: Questionnaire) =>
    Object.fromEntries(measuresOf(questionnaire).map(({ id, statistic }) => [id, statistic]))
  expect(statistics(instrument('social-fabric'))).toEqual({
    overall: 'dimension:social_fabric',
    'dimension:social_fabric': 'dimension:social_fabric',
  })
  const withCutoff = (k: number): Questionnaire => {
    if (migrant.scoring === null) throw new Error('the short form is scored')
    return { ...migrant, scoring: { ...migrant.scoring, poverty: { k, criticalAnswers: true } } }
  }
  expect(statistics(withCutoff(0.25))).toMatchObject({ poor: 'poor_union', intensity: 'intensity_union' })
  expect(statistics(withCutoff(1))).toMatchObject({
    poor: 'poor_intersection',
    intensity: 'poor_intersection',
    'censored:legal_status': 'poor_intersection',
  })
  expect(new Set(Object.values(statistics(migrant))).size).toBe(18)
})
