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
  ['probability', { isWeighted: true, strata: 2 }],
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
      },
    })
    const { weighting, variance, intervals, disclosure } = profile.method
    expect(methodSentences(profile, english)).toEqual([weighting, variance, intervals])
    expect(disclosureSentence(profile.method, english)).toBe(disclosure.statement)
    expect(profile.notes.map((note) => noteSentence(note, english))).toEqual(
      profile.notes.map(({ text }) => text),
    )
  },
)
