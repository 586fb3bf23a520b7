import { expect, test } from 'vitest'
import { instrument } from '@/lib/profile/fixtures/population'
import type { Questionnaire, ScoringBlock } from '@/lib/questionnaire/definition'
import { deprivedSentences, deprivedSubtitle, linesInWords, poorFrom, sharedLine } from './deprivation-words'
import { bandName, wordingIn } from './wording'

const migrant = instrument('migrant-short')

/** The short form with a scoring of somebody else's. */
function scoredBy(change: (scoring: ScoringBlock) => Partial<ScoringBlock>): Questionnaire {
  const { scoring } = migrant
  if (scoring === null) throw new Error('the short form is scored')
  return { ...migrant, scoring: { ...scoring, ...change(scoring) } }
}

const title = (questionnaire: Questionnaire, language = 'en') => {
  const wording = wordingIn(language, questionnaire)
  return wording.say('poverty.title', poorFrom(wording))
}

test.each([
  [0.5, 'How many are deprived in 2 or more of the 4 parts of life?'],
  [0.25, 'How many are deprived in 1 or more of the 4 parts of life?'],
  [0.6, 'How many are deprived in 3 or more of the 4 parts of life?'],
])('a cut-off of %d is said as a number of parts', (k, words) => {
  expect(title(scoredBy(() => ({ poverty: { k, criticalAnswers: true } })))).toBe(words)
})

test('where parts differ in weight, the weight is said that it takes', () => {
  const uneven = scoredBy(({ dimensions }) => ({
    poverty: { k: 0.4, criticalAnswers: true },
    dimensions: dimensions.map((dimension, place) => ({ ...dimension, weight: place === 0 ? 0.4 : 0.2 })),
  }))
  expect(title(uneven)).toBe('How many are deprived in parts of life that weigh at least 40 of 100?')
  expect(title(uneven, 'es')).toContain('pesan al menos 40 de 100')
})

test('the deprivation line is the questionnaire’s own, and critical answers are named where they count', () => {
  const wording = wordingIn('en', migrant)
  expect(sharedLine(migrant)).toBe(50)
  expect(deprivedSubtitle(wording)).toContain('People of 100 who score under 50 or gave a critical answer;')
  const own = scoredBy(({ dimensions }) => ({
    poverty: { k: 0.5, criticalAnswers: false },
    dimensions: dimensions.map((dimension) => ({ ...dimension, deprivationCutoff: 60 })),
  }))
  expect(deprivedSubtitle(wordingIn('en', own))).toBe(
    'People of 100 who score under 60; lines: likely range of the true share.',
  )
  expect(deprivedSentences(wordingIn('en', own))).toEqual([
    'A person is deprived in a part of life when its score is under 60.',
  ])
})

test('where parts have lines of their own, no number stands for them all', () => {
  const apart = scoredBy(({ dimensions }) => ({
    dimensions: dimensions.map((dimension, place) => ({ ...dimension, deprivationCutoff: 40 + 5 * place })),
  }))
  expect(sharedLine(apart)).toBeNull()
  expect(deprivedSubtitle(wordingIn('en', apart))).toContain('who score under the line of the part or gave')
})

test('a questionnaire without lines says nothing of deprivation', () => {
  expect(deprivedSentences(wordingIn('en', instrument('social-fabric')))).toEqual([])
})

test.each([
  ['en', '40, 50 or 60'],
  ['fr', '40, 50 ou 60'],
  ['ar', '40 أو 50 أو 60'],
])('lines are listed as %s does', (language, words) => {
  expect(linesInWords({ language }, [40, 50, 60])).toBe(words)
})

test('of the states between waves, the average who are not poor are called so', () => {
  const wording = wordingIn('en', migrant)
  const names = ['average', 'average_poor'].map((state) => bandName(wording, 'earlier_state', state))
  expect(names).toEqual(['Average, not poor', 'Average and poor'])
  expect(bandName(wording, 'category', 'average')).toBe('Average')
  const withoutPoverty = wordingIn(
    'en',
    scoredBy(() => ({ poverty: null })),
  )
  expect(bandName(withoutPoverty, 'earlier_state', 'average')).toBe('Average')
})
