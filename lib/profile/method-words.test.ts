import { expect, test } from 'vitest'
import { planTable } from '@/lib/disclosure/lattice'
import { researchWords } from '@/lib/interface/research/research-words'
import { instrument, migrants, noiseOf, rowsOf, tableOf } from './fixtures/population'
import type { SampleDesign } from './method'
import { disclosureSentence, methodSentences, noteSentence } from './method-words'
import { profileOf } from './profile'

const english = researchWords('en')

test.each([
  ['probability', {}],
  ['non_probability', { strata: 3, clusters: 4 }],
  ['probability', { strata: 2 }],
  ['non_probability', { clusters: 12 }],
] as const)(
  'in English a report says of a %s sample what the API says, %j',
  (sampleDesign: SampleDesign, sampling) => {
    const questionnaire = instrument('migrant-short')
    const plan = planTable(questionnaire, ['category'], {})
    if (!plan.ok) throw new Error('the table is in the lattice')
    const profile = profileOf({
      questionnaire,
      rows: tableOf(rowsOf(questionnaire, migrants(400, 1, sampling)), plan.value.breakdowns),
      plan: plan.value,
      survey: 'harbour',
      generatedOn: '2026-03-02',
      isSynthetic: true,
      sampleDesign,
      protection: {
        kind: 'protected',
        release: { number: 2, responses: 400, madeOn: '2026-03-01' },
        minimumCell: 10,
        noise: noiseOf('round one'),
        weights: '',
      },
    })
    const { weighting, variance, intervals, disclosure } = profile.method
    expect(methodSentences(profile, english)).toEqual([weighting, variance, intervals])
    expect(disclosureSentence(profile.method, english)).toBe(disclosure.statement)
    expect(profile.notes.map((note) => noteSentence(note, profile, english))).toEqual(
      profile.notes.map(({ text }) => text),
    )
  },
)

test('a report names the weights, what they were fitted to, and who has none, in every language', () => {
  const questionnaire = instrument('migrant-short')
  const plan = planTable(questionnaire, ['category'], {})
  if (!plan.ok) throw new Error('the table is in the lattice')
  const people = migrants(400, 1, { isWeighted: true, strata: 2 })
  const profile = profileOf({
    questionnaire,
    rows: tableOf(rowsOf(questionnaire, people), plan.value.breakdowns),
    plan: plan.value,
    survey: 'harbour',
    generatedOn: '2026-03-02',
    isSynthetic: false,
    sampleDesign: 'probability',
    weighting: {
      id: 'w',
      weightsKey: 'w 2',
      title: 'Census 2024',
      madeOn: '2026-02-01',
      madeBy: 'manager@example.org',
      method: 'raking',
      margins: ['gender', 'age_band*area_type'],
      upon: null,
      hasStrata: true,
      hasSamplingUnits: false,
      unitsInPopulation: { h0: 4000 },
      withoutWeight: 7,
      diagnostics: { n: 400, smallest: 0.31, largest: 2.2, kishDeff: 1.31, effectiveN: 305, trimmedShare: 0 },
      fault: null,
    },
    protection: {
      kind: 'protected',
      release: { number: 2, responses: 407, madeOn: '2026-03-01' },
      minimumCell: 10,
      noise: noiseOf('round one'),
      weights: '',
    },
  })
  expect(methodSentences(profile, english).slice(0, 2)).toEqual([
    'People count by the weights “Census 2024”. Kish’s design effect is at most 1.5. Numbers of people are unweighted. At each release the weights are fitted to the population by: Gender, Age × Place. Intervals take them as given.',
    'Taylor linearisation, each person a sampling unit of their own, in 2 strata. A stratum with one unit is centred at zero. It is corrected for the part of all sampling units that was drawn, where that is known. The error that protects people is counted in.',
  ])
  const without = profile.notes.find(({ code }) => code === 'people_without_weight')
  if (without === undefined) throw new Error('seven people have no weight')
  expect(noteSentence(without, profile, english)).toBe('At most 10 people have no weight and are left out.')
  expect(without.text).toBe(noteSentence(without, profile, english))
  expect(profile.method.weighting).toContain(without.text)
  for (const language of ['ar', 'uk', 'ti']) {
    const say = researchWords(language)
    expect(methodSentences(profile, say)[0]).toContain('Census 2024')
    expect(noteSentence(without, profile, say)).toContain('10')
  }
  // Who made the weights is a matter of the organisation, and no part of what may be published.
  expect(JSON.stringify(profile)).not.toContain('manager@example.org')
})
