import { expect, test } from 'vitest'
import { detailTiers } from '@/lib/disclosure/detail'
import { pathOf } from '@/lib/questionnaire/flow'
import { statusesOn } from '@/lib/questionnaire/missing'
import { scoreOn } from '@/lib/scoring/score'
import golden from '../../scoring/fixtures/golden.json'
import { instrument } from '../fixtures/population'
import { detailMeasuresOf, detailValues, placeOfDetail } from './detail-measures'
import type { EarlierWave } from './measure-family'
import { bandOfScore } from './score-measures'

const questionnaires = ['migrant-short', 'migrant-long', 'public-perceptions', 'social-fabric'].map(
  instrument,
)

/** One person's values of detailed measures by id. */
function valuesOf(
  questionnaire: (typeof questionnaires)[number],
  answers: Parameters<typeof pathOf>[1],
  earlier: EarlierWave | null = null,
) {
  const path = pathOf(questionnaire, answers)
  const statuses = statusesOn(questionnaire, path, answers)
  const scored = scoreOn(questionnaire, answers, path, statuses)
  const values = detailValues(questionnaire, { answers, path, statuses, scored, earlier }, () => true)
  return { scored, of: (id: string) => values[placeOfDetail(questionnaire, id) ?? -1] }
}

test('every measure has a name of its own, and every family of a questionnaire gives a value for each of its measures', () => {
  for (const questionnaire of questionnaires) {
    const measures = detailMeasuresOf(questionnaire)
    expect(new Set(measures.map(({ id }) => id)).size).toBe(measures.length)
    expect(measures.every(({ tier }) => detailTiers.includes(tier))).toBe(true)
    const { scored, of } = valuesOf(questionnaire, {})
    expect(scored.overall).toBeNull()
    for (const { id } of measures) expect([id, of(id) === undefined]).toEqual([id, false])
  }
})

test('under moved cuts, the share of a category is that of before where nobody enters or leaves, else akin to it', () => {
  const measures = new Map(
    detailMeasuresOf(instrument('public-perceptions')).map((measure) => [measure.id, measure]),
  )
  const named = (id: string) => [measures.get(id)?.statistic, measures.get(id)?.kin?.statistic ?? null]
  expect(named('becomes:anti.atMost=20=pro')).toEqual(['category:pro', null])
  expect(named('becomes:pro.atLeast=80=anti')).toEqual(['category:anti', null])
  for (const id of ['cut=20', 'anti.atMost=30', 'pro.atLeast=70'])
    expect(named(`becomes:${id}=undetermined`)).toEqual(['category:undetermined', null])
  for (const id of [
    'cut=20=anti',
    'anti.atMost=20=anti',
    'pro.atLeast=80=ambivalent',
    'answered=4=undetermined',
  ]) {
    const category = id.split('=')[2]
    expect(named(`becomes:${id}`)).toEqual([`becomes:${id}`, `category:${category}`])
  }
})

test('the worked examples give the sub-dimensions, signals and bands that they say', () => {
  let seen = 0
  for (const example of golden.examples) {
    const questionnaire = questionnaires.find(({ id }) => id === example.questionnaire)
    if (questionnaire === undefined) continue
    const { of } = valuesOf(questionnaire, example.answers as Parameters<typeof pathOf>[1])
    const { expected } = example
    for (const [id, score] of Object.entries(expected.subdimensions)) {
      const found = of(`subdimension:${id}`)
      if (score === null) expect(found).toBeNull()
      else expect(found).toBeCloseTo(Number(score), 6)
      seen += 1
    }
    for (const signal of (expected.categoryBasis as { signals?: readonly string[] } | null)?.signals ?? [])
      expect(of(`signal:${signal}`)).toBe(1)
    if (expected.overall !== null && questionnaire.scoring?.dimensions.length !== 1)
      expect(of(`band:overall=${bandOfScore(Number(expected.overall))}`)).toBe(1)
  }
  expect(seen).toBeGreaterThan(100)
})

test('an answer, a refusal and a question that was not asked are told apart', () => {
  const migrant = instrument('migrant-short')
  const { of } = valuesOf(migrant, { work_status: 'not_seeking', feel_safe: 'pnta', home_safe: 'partly' })
  expect([of('answer:home_safe=partly'), of('answer:home_safe=yes')]).toEqual([1, 0])
  expect([of('answer:feel_safe=always'), of('status:feel_safe=refused')]).toEqual([null, 1])
  expect([of('answer:work_pay=always'), of('status:work_pay=skipped')]).toEqual([null, null])
  expect(of('status:prospects=skipped')).toBe(1)
})

test('the benchmark is the mean of matched items, if at least half of those that apply were answered', () => {
  const migrant = instrument('migrant-short')
  // income_enough hard 33, health_access yes 100, feel_safe mostly 67: three of six.
  const half = { income_enough: 'hard', health_access: 'yes', feel_safe: 'mostly' }
  expect(valuesOf(migrant, half).of('benchmark')).toBeCloseTo((33 + 100 + 67) / 3, 9)
  expect(valuesOf(migrant, { income_enough: 'hard', health_access: 'yes' }).of('benchmark')).toBeNull()
  const host = instrument('public-perceptions')
  const same = { b_income_enough: 'hard', b_health_access: 'yes', b_feel_safe: 'mostly' }
  expect(valuesOf(host, same).of('benchmark')).toBeCloseTo((33 + 100 + 67) / 3, 9)
})

test('a linked person has a state and changes, and nobody else has', () => {
  const migrant = instrument('migrant-short')
  const answers = {
    feel_safe: 'always',
    friends_support: 'many',
    life_control: 10,
    prospects: 'better',
    expectations: 'better',
  }
  const earlier: EarlierWave = {
    state: 'victim',
    overall: null,
    dimensions: { intangible_security: 40 },
  }
  const { of, scored } = valuesOf(migrant, answers, earlier)
  expect(of('state:undetermined')).toBe(1)
  expect(of('change:intangible_security')).toBeCloseTo((scored.dimensions.intangible_security ?? 0) - 40, 9)
  expect(of('change:decent_work')).toBeNull()
  expect(valuesOf(migrant, answers).of('state:undetermined')).toBeNull()
})

test('the worked example of transitions, failure and recovery', () => {
  const migrant = instrument('migrant-short')
  const { pairs, matrix } = golden.transition
  const everything = ['decent_work', 'legal_status', 'social_services', 'intangible_security']
  // The framework names its states in full; a person has a category, and is poor or not.
  const measured = pairs.map(({ from, to, weight }) => {
    const isPoor = to === 'average_poor'
    const scored = {
      ...valuesOf(migrant, {}).scored,
      category: to.startsWith('average') ? 'average' : to,
      deprived: Object.fromEntries(everything.map((id) => [id, isPoor])),
    }
    const path = pathOf(migrant, {})
    const earlier = { state: from, overall: null, dimensions: {} }
    const statuses = statusesOn(migrant, path, {})
    const values = detailValues(migrant, { answers: {}, path, statuses, scored, earlier }, () => true)
    return { from, weight, of: (id: string) => values[placeOfDetail(migrant, id) ?? -1] ?? Number.NaN }
  })
  const shareOf = (before: string, measure: string) => {
    const own = measured.filter(({ from }) => from === before)
    const all = own.reduce((sum, { weight }) => sum + weight, 0)
    return own.reduce((sum, { weight, of }) => sum + weight * of(measure), 0) / all
  }
  for (const [before, row] of Object.entries(matrix)) {
    for (const [state, wanted] of Object.entries(row ?? {})) {
      const measure = `state:${state === 'average_not_poor' ? 'average' : state}`
      expect(shareOf(before, measure), `${before} to ${state}`).toBeCloseTo(wanted, 9)
    }
  }
  const { privileged, average_not_poor: notPoor, average_poor: poor } = matrix.victim
  expect(shareOf('victim', 'recovered')).toBeCloseTo(privileged + notPoor + poor, 9)
})
