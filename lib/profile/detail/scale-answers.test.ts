import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { ScoredResponse } from '@/lib/scoring/score'
import { ScaleAnswers } from './scale-answers'
import type { ScaleReliability } from './scale-reliability'
import { shownReliability } from './shown-reliability'

/** The questionnaire on social fabric with nothing but its three items on voice. */
function voiceAlone(): Questionnaire {
  const questionnaire = defaultInstruments().find(({ id }) => id === 'social-fabric')
  const scoring = questionnaire?.scoring ?? null
  if (questionnaire === undefined || scoring === null) throw new Error('there is no such questionnaire')
  const dimensions = scoring.dimensions.map((dimension) => ({
    ...dimension,
    subdimensions: dimension.subdimensions.filter(({ id }) => id === 'voice'),
  }))
  return { ...questionnaire, scoring: { ...scoring, dimensions } }
}

type Given = readonly (number | 'not_asked' | 'refused')[]
const items = ['f_heard', 'f_channel', 'f_took_part']

function scored(given: Given): ScoredResponse {
  const entries = items.map((id, place) => [id, given[place] ?? 'not_asked'] as const)
  return {
    items: Object.fromEntries(entries.map(([id, one]) => [id, typeof one === 'number' ? one : null])),
    missing: Object.fromEntries(
      entries.flatMap(([id, one]) => (typeof one === 'number' ? [] : [[id, one] as const])),
    ),
    subdimensions: {},
    dimensions: {},
    overall: null,
    deprived: {},
    category: null,
    categoryBasis: null,
  }
}

function reckoned(people: readonly Given[], languageOf = (_: number) => 'en'): readonly ScaleReliability[] {
  const answers = new ScaleAnswers(voiceAlone())
  for (const [place, given] of people.entries())
    answers.add(scored(given), { category: '', language: languageOf(place), mode: 'web' }, place + 1)
  return [...answers.reliabilities()]
}

// Five say 0 and 0, five 100 and 100, and one each 0 and 100, 100 and 0.
const twelve: readonly Given[] = [
  ...Array.from({ length: 5 }, (): Given => [0, 0]),
  ...Array.from({ length: 5 }, (): Given => [100, 100]),
  [0, 100],
  [100, 0],
]

test('by hand: 12 people, two items with variance 2727.3 and covariance 1818.2 have alpha 0.8', () => {
  // s² = 12 · 50² / 11; s₁₂ = (10 − 2) · 50² / 11 = ⅔ s²; alpha = 2 (1 − 2 / (2 + 4/3)) = 0.8; correlation 2/3.
  const [everybody] = reckoned(twelve)
  expect(everybody).toMatchObject({ scale: 'social_fabric', by: null, n: 12, reason: null, omega: null })
  expect(everybody?.alpha).toBeCloseTo(0.8, 12)
  expect(everybody?.items.map(({ id }) => id)).toEqual(['f_heard', 'f_channel'])
  expect(everybody?.items[0]?.itemRest).toBeCloseTo(2 / 3, 12)
  expect(everybody?.leftOut).toEqual(['f_took_part'])
  expect(everybody?.recordKey).toBe(78)
})

test('an item that half were asked is in, one that fewer were asked is left out, and who refused one is no complete case', () => {
  const asked = (share: number): readonly Given[] =>
    Array.from({ length: 40 }, (_, place) => [
      place % 2 === 0 ? 0 : 100,
      place % 4 < 2 ? 0 : 50,
      place < 40 * share ? (place % 3 === 0 ? 'refused' : place % 5 === 0 ? 100 : 0) : 'not_asked',
    ])
  const [half] = reckoned(asked(0.5))
  expect(half?.leftOut).toEqual([])
  // Of 20 who were asked, 7 refused.
  expect(half?.n).toBe(13)
  const [fewer] = reckoned(asked(0.45))
  expect(fewer?.leftOut).toEqual(['f_took_part'])
  expect(fewer?.n).toBe(40)
})

test('groups are reckoned apart, and each says why it has no figure', () => {
  const people = [...twelve, ...twelve.map((): Given => [50, 0])]
  const found = reckoned(people, (place) => (place < 12 ? 'en' : place < 22 ? 'ar' : 'fr'))
  const of = (band: string) => found.find((one) => one.by === 'language' && one.band === band)
  expect(found.map(({ by, band }) => `${by} ${band}`)).toEqual([
    'null ',
    'language en',
    'language ar',
    'language fr',
    'mode web',
  ])
  expect(of('en')?.alpha).toBeCloseTo(0.8, 12)
  expect(of('ar')).toMatchObject({ n: 10, alpha: null, reason: 'no_variance' })
  expect(of('fr')).toMatchObject({ n: 2, alpha: null, reason: 'few_people' })
  expect(reckoned(twelve.map(([first = 0]) => [first]))[0]).toMatchObject({ reason: 'few_items' })
})

test('the order in which people come changes nothing', () => {
  const person = fc.tuple(
    fc.constantFrom(0, 50, 100),
    fc.constantFrom(0, 50, 100),
    fc.constantFrom<Given[number]>(0, 100, 'refused', 'not_asked'),
  )
  fc.assert(
    fc.property(fc.array(person, { minLength: 12, maxLength: 60 }), (people) => {
      const [one, other] = [reckoned(people)[0], reckoned(people.toReversed())[0]]
      expect(other?.n).toBe(one?.n)
      expect(other?.leftOut).toEqual(one?.leftOut)
      if (one?.alpha == null) expect(other?.alpha).toBe(one?.alpha)
      else expect(other?.alpha).toBeCloseTo(one.alpha, 9)
    }),
  )
})

const exact = (n: number, more: Partial<ScaleReliability> = {}): ScaleReliability => ({
  scale: 'social_fabric',
  by: null,
  band: '',
  n,
  recordKey: n,
  items: [{ id: 'f_heard', itemRest: 0.5, alphaIfDropped: 0.6 }],
  leftOut: ['f_took_part'],
  alpha: 0.7321,
  omega: 0.75,
  reason: null,
  isNearlyAlike: false,
  ...more,
})
const protection = (byte: number) => ({
  kind: 'protected' as const,
  release: { number: 1, responses: 100, madeOn: '2026-03-01' },
  minimumCell: 10,
  noise: () => new Uint8Array(8).fill(byte),
  weights: '',
})

test('fewer than 50 complete answers show nothing: no figure, no item, no reason that tells of the answers', () => {
  const hidden = {
    scale: 'social_fabric',
    by: null,
    band: '',
    n: null,
    alpha: null,
    omega: null,
    items: [],
    leftOut: [],
    reason: 'too_few_answers',
  }
  expect(shownReliability(exact(49), protection(128))).toEqual(hidden)
  expect(shownReliability(exact(49, { alpha: null, reason: 'no_variance' }), protection(128))).toEqual(hidden)
})

test('that all, or all but two, answered one item alike looks like too few answers', () => {
  const few = shownReliability(exact(49), protection(128))
  const alike = { alpha: null, omega: null, reason: 'no_variance', isNearlyAlike: true } as const
  expect(shownReliability(exact(80, alike), protection(128))).toEqual(few)
  expect(shownReliability(exact(80, { isNearlyAlike: true }), protection(128))).toEqual(few)
  const answers: readonly Given[] = Array.from(
    { length: 60 },
    (_, place): Given => [place % 2 === 0 ? 0 : 100, place < 2 ? 0 : 100],
  )
  expect(reckoned(answers)[0]).toMatchObject({ n: 60, reason: null, isNearlyAlike: true })
})

test('a shown coefficient is within 2.67 times 0.75/n of the true one, in hundredths', () => {
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 5000 }), fc.integer({ min: 0, max: 255 }), (n, byte) => {
      const shown = shownReliability(exact(n), protection(byte))
      for (const [value, truth] of [
        [shown.alpha, 0.7321],
        [shown.omega, 0.75],
        [shown.items[0]?.itemRest, 0.5],
        [shown.items[0]?.alphaIfDropped, 0.6],
      ] as const) {
        expect(Math.abs((value ?? Number.NaN) - truth)).toBeLessThanOrEqual((2.67 * 0.75) / n + 0.005001)
        expect(value).toBe(Number((value ?? 0).toFixed(2)))
      }
    }),
  )
})
