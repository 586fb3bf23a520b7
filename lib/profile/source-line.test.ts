import { expect, test } from 'vitest'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { interfaceLanguages } from '@/lib/interface/messages'
import { wordingIn } from './names'
import { type Sourced, sourceLine, sourceOfSeveral, weightsInWords } from './source-line'
import { type LinkedUpon, linkedWeighting } from './weighting'

const [questionnaire] = defaultInstruments()
if (questionnaire === undefined) throw new Error('there are default questionnaires')

const census = {
  title: 'Census',
  madeOn: '2026-02-01',
  method: 'raking',
  margins: ['gender'],
  upon: 'Frame',
  hasStrata: false,
  hasSamplingUnits: false,
  withoutWeight: 0,
  isFinite: false,
  smallest: null,
  largest: null,
  kishDeff: 1.5,
  effectiveN: 200,
  trimmedShare: null,
  fault: null,
} as const
const release = { number: 2, responses: 300, madeOn: '2026-03-01' }
const sourced: Sourced = {
  generatedAt: '2026-03-02',
  questionnaire: { id: 'migrant-short', version: 1 },
  release,
  sampleDesign: 'probability',
  synthetic: false,
  weighting: census,
}

test('a source says by which version its scores are made, where people were asked another', () => {
  const scored = { ...sourced, questionnaire: { ...sourced.questionnaire, scoringVersion: 2 } }
  expect(sourceLine(wordingIn('en', questionnaire), scored, 'Spring')).toContain(
    '300 responses. People were asked version 1 of the questionnaire. Their answers are scored by version 2. Weighted',
  )
})

test('a source names release, weights and sample', () => {
  expect(sourceLine(wordingIn('en', questionnaire), sourced, 'Spring')).toBe(
    'Source: Spring, release 2 of 1 March 2026, 300 responses. Weighted by “Census”. Probability sample.',
  )
  for (const language of interfaceLanguages)
    expect(sourceLine(wordingIn(language, questionnaire), sourced, 'Spring'), language).toContain('Census')
})

test('where margins were not met it names the weights that stand alone, or none', () => {
  const lineOf = (upon: string | null) =>
    sourceLine(
      wordingIn('en', questionnaire),
      { ...sourced, weighting: { ...census, upon, fault: 'The margins were not met.' } },
      'Spring',
    )
  expect(lineOf('Frame')).toContain('Weighted by “Frame”.')
  expect(lineOf(null)).not.toContain('Weighted')
})

test('of several rounds each has its own weights beside it', () => {
  const line = sourceOfSeveral(wordingIn('en', questionnaire), [
    { profile: { ...sourced, weighting: null }, title: 'Spring' },
    { profile: { ...sourced, sampleDesign: 'non_probability', synthetic: true }, title: 'Autumn' },
  ])
  expect(line).toBe(
    'Synthetic data. Source: Spring, release 2 of 1 March 2026, 300 responses. Source: Autumn, release 2 of 1 March 2026, 300 responses. Weighted by “Census”. Probability sample. Of people who took part; coverage unknown.',
  )
})

test('the weights of linked people are those of the wave before', () => {
  const wording = wordingIn('en', questionnaire)
  const of = (upon: LinkedUpon) =>
    weightsInWords(wording, { weighting: null, linkedWeighting: linkedWeighting(upon) })
  const adjusted = 'adjusted for those who were not found again.'
  expect(of({ title: 'Frame' })).toBe(`Linked people: weights of the wave before, “Frame”, ${adjusted}`)
  expect(of({ title: null })).toBe(`Linked people: everybody of the wave before counts once, ${adjusted}`)
})
