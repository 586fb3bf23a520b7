import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planTable } from '@/lib/disclosure/lattice'
import { surveyDesign } from '@/lib/estimation/design'
import { tQuantile } from '@/lib/estimation/distributions'
import { estimateDifference } from '@/lib/estimation/estimate'
import { compareGroups, independentDifference } from './difference'
import { instrument, migrants, noiseOf, type Person, rowsOf, tableOf } from './fixtures/population'
import type { ProfileInput, Protection } from './profile'

const questionnaire = instrument('migrant-short')
const exact: Protection = { kind: 'exact' }
const guarded: Protection = {
  kind: 'protected',
  release: { number: 1, responses: 500, madeOn: '2026-03-01' },
  minimumCell: 10,
  noise: noiseOf('differences'),
  weights: '',
}

function inputOf(people: readonly Person[], protection: Protection): ProfileInput {
  const plan = planTable(questionnaire, ['category'], {})
  if (!plan.ok) throw new Error('the table is of the lattice')
  return {
    questionnaire,
    rows: tableOf(rowsOf(questionnaire, people), ''),
    plan: plan.value,
    survey: 'harbour',
    generatedOn: '2026-03-02',
    isSynthetic: false,
    sampleDesign: 'probability',
    protection,
  }
}

const victims = { category: 'victim' }
const average = { category: 'average' }

test.each([
  ['drawn alone', {}],
  ['in strata', { strata: 4, isWeighted: true }],
  ['in strata and clusters', { strata: 3, clusters: 6, isWeighted: true }],
])('the exact difference of people %s is that of the linearised difference', (_, sampling) => {
  const people = migrants(500, 11, sampling)
  const comparison = compareGroups(inputOf(people, exact), [victims, average])
  const isClustered = 'clusters' in sampling
  const design = surveyDesign({
    n: people.length,
    weights: people.map(({ weight }) => weight),
    strata: people.map(({ stratum }) => stratum),
    ...(isClustered && { clusters: [people.map(({ psu }) => psu)] }),
  })
  const scores = people.map(({ scored }) => scored.dimensions.legal_status ?? null)
  const wanted = estimateDifference(
    design,
    scores,
    (row) => people[row]?.category === 'victim',
    (row) => people[row]?.category === 'average',
  )
  const found = comparison?.dimensions.legal_status
  expect(found?.difference).toBeCloseTo(wanted?.estimate ?? Number.NaN, 9)
  // How the two depend on each other is told to one decimal of the variance.
  const ratio = (found?.se ?? 0) / (wanted?.se ?? 1)
  expect(ratio).toBeGreaterThan(0.94)
  expect(ratio).toBeLessThan(1.06)
  expect(found?.isClear).toBe(true)
})

test('a shown difference is that of the shown figures, and has the width of both', () => {
  const comparison = compareGroups(inputOf(migrants(500, 12), guarded), [victims, average])
  const [a, b] = [comparison?.first, comparison?.second]
  if (a === undefined || b === undefined || a.suppressed || b.suppressed) throw new Error('both are shown')
  const [first, second] = [a.dimensions.decent_work, b.dimensions.decent_work]
  const found = comparison?.dimensions.decent_work
  expect(found?.difference).toBeCloseTo((first?.mean ?? 0) - (second?.mean ?? 0), 12)
  expect(found?.se).toBe(Number(Math.hypot(first?.se ?? 0, second?.se ?? 0).toPrecision(2)))
  expect(comparison?.H?.difference).toBeCloseTo((a.poverty?.H ?? 0) - (b.poverty?.H ?? 0), 12)
})

test.each([
  ['drawn alone', {}],
  ['in clusters', { strata: 2, clusters: 9 }],
])('the t of a shown interval tells no more than shown counts: people %s', (_, sampling) => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const people = migrants(60, seed, sampling)
    const comparison = compareGroups(inputOf(people, guarded), [victims, average])
    const [a, b] = [comparison?.first, comparison?.second]
    const { difference, se, ci } = comparison?.dimensions.legal_status ?? {}
    if (a === undefined || b === undefined || a.suppressed || b.suppressed) continue
    if (difference == null || se == null || ci == null) continue
    const t = (ci[1] - difference) / se
    const told =
      'clusters' in sampling
        ? [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 60, 120].map((df) => tQuantile(0.975, df))
        : [tQuantile(0.975, a.n + b.n - 2)]
    expect(Math.min(...told.map((one) => Math.abs(one - t)))).toBeLessThan(0.01)
  }
})

test('who is compared with whom changes the sign alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const input = inputOf(migrants(200, seed, { strata: 2 }), guarded)
      const there = compareGroups(input, [victims, average])?.overall
      const back = compareGroups(input, [average, victims])?.overall
      expect(there?.reason).toBe(back?.reason)
      if (there?.difference == null || back?.difference == null) return
      expect(there.difference).toBeCloseTo(-back.difference, 12)
      expect(there.se).toBeCloseTo(back.se ?? 0, 12)
      expect(there.isClear).toBe(back.isClear)
    }),
    { numRuns: 25 },
  )
})

test('a hidden group gives no difference, and a group that the table has not gives no comparison', () => {
  const people = migrants(200, 13).filter(({ category }, place) => category !== 'privileged' || place < 20)
  const hidden = compareGroups(inputOf(people, guarded), [{ category: 'privileged' }, average])
  expect(hidden?.overall).toMatchObject({ difference: null, ci: null, isClear: null })
  expect(compareGroups(inputOf(people, guarded), [{ category: 'nobody' }, average])).toBeNull()
})

test('two waves that were drawn apart: standard errors add up as sides of a right angle, t as R gives it', () => {
  const wave = (mean: number, se: number | null) => ({
    mean,
    se,
    ci: null,
    reason: null,
    qualityMarks: [],
  })
  // R: qt(0.975, 100) = 1.983972, qt(0.975, 20) = 2.085963
  const many = independentDifference(wave(60, 3), wave(50, 4), 100)
  expect(many).toMatchObject({ difference: 10, se: 5, isClear: true })
  expect(many.ci?.[0]).toBeCloseTo(10 - 5 * 1.983972, 4)
  expect(many.ci?.[1]).toBeCloseTo(10 + 5 * 1.983972, 4)
  const few = independentDifference(wave(60, 3), wave(50, 4), 20)
  expect(few.isClear).toBe(false)
  expect(few.ci?.[0]).toBeCloseTo(10 - 5 * 2.085963, 4)
  expect(independentDifference(wave(60, null), wave(50, 4), 100)).toMatchObject({ difference: 10, ci: null })
})
