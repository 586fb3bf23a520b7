import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import type { Answers } from '../questionnaire/answers'
import type { Questionnaire } from '../questionnaire/definition'
import { responseOptions } from '../questionnaire/options'
import { scoreResponse } from './score'

type Example = {
  id: string
  note: string
  questionnaire: string
  answers: Answers
  expected: Record<string, unknown>
}
const golden: { examples: Example[] } = JSON.parse(
  readFileSync(new URL('./fixtures/golden.json', import.meta.url), 'utf8'),
)

function instrument(id: string): Questionnaire {
  const found = defaultInstruments().find((questionnaire) => questionnaire.id === id)
  if (found === undefined) throw new Error(`no default instrument "${id}"`)
  return found
}

/** Numbers within 1e-6, everything else the same, and no key more or less. */
function expectClose(actual: unknown, expected: unknown, at: string): void {
  if (typeof expected === 'number') {
    expect(typeof actual, at).toBe('number')
    expect(Math.abs(Number(actual) - expected), at).toBeLessThanOrEqual(1e-6)
  } else if (typeof expected === 'object' && expected !== null && !Array.isArray(expected)) {
    expect(Object.keys(actual ?? {}).sort(), at).toEqual(Object.keys(expected).sort())
    for (const [key, value] of Object.entries(expected)) {
      expectClose((actual as Record<string, unknown>)[key], value, `${at}.${key}`)
    }
  } else expect(actual, at).toEqual(expected)
}

describe('every worked example comes out', () => {
  test.each(golden.examples.map((example) => [`${example.id}: ${example.note}`, example] as const))(
    '%s',
    (_, example) => {
      const scored = scoreResponse(instrument(example.questionnaire), example.answers)
      expectClose({ id: example.id, ...scored }, example.expected, example.id)
    },
  )
})

const short = instrument('migrant-short')

/** Any answers to the short form, refusals and blanks included. */
const shortAnswers = fc.record(
  Object.fromEntries(
    short.items
      .filter((item) => item.type !== 'hidden')
      .map((item) => {
        const reserved = item.missing.length > 0 ? [fc.constantFrom<string>(...item.missing)] : []
        if (item.type === 'single' || item.type === 'multiple') {
          const codes = responseOptions(short, item).map((option) => option.code)
          const proper =
            item.type === 'single' ? fc.constantFrom(...codes) : fc.subarray(codes, { minLength: 1 })
          return [item.id, fc.oneof<fc.Arbitrary<string | number | string[]>[]>(proper, ...reserved)]
        }
        return [
          item.id,
          fc.oneof<fc.Arbitrary<string | number | string[]>[]>(fc.integer({ min: 0, max: 10 }), ...reserved),
        ]
      }),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Answers>

test('every score lies between 0 and 100', () => {
  fc.assert(
    fc.property(shortAnswers, (answers) => {
      const scored = scoreResponse(short, answers)
      const scores = [
        scored.overall,
        ...Object.values({ ...scored.items, ...scored.subdimensions, ...scored.dimensions }),
      ]
      for (const score of scores) {
        if (score !== null) {
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(100 + 1e-9)
        }
      }
    }),
  )
})

test('the order in which answers are written does not matter', () => {
  fc.assert(
    fc.property(shortAnswers, (answers) => {
      const backwards = Object.fromEntries(Object.entries(answers).reverse())
      expect(scoreResponse(short, backwards)).toEqual(scoreResponse(short, answers))
    }),
  )
})

test('a better answer never lowers its dimension', () => {
  const scales = ['income_enough', 'feel_safe', 'language_manage', 'friends_support', 'status_rules'] as const
  fc.assert(
    fc.property(shortAnswers, fc.constantFrom(...scales), (answers, itemId) => {
      const item = short.items.find((candidate) => candidate.id === itemId)
      if (item?.type !== 'single') throw new Error(itemId)
      const ordered = responseOptions(short, item)
        .filter((option) => typeof option.score === 'number')
        .sort((a, b) => (a.score ?? 0) - (b.score ?? 0))
      const scores = ordered.map(
        (option) =>
          scoreResponse(short, { ...answers, [itemId]: option.code }).dimensions[item.dimension ?? ''] ??
          null,
      )
      expect(scores.some((score, place) => place > 0 && (score ?? 0) < (scores[place - 1] ?? 0) - 1e-9)).toBe(
        false,
      )
    }),
  )
})

test('circumstances never move a score, and well-being never moves the category', () => {
  fc.assert(
    fc.property(shortAnswers, shortAnswers, (one, other) => {
      const withRole = (answers: Answers, isKept: (role: string) => boolean) =>
        Object.fromEntries(
          Object.entries(answers).filter(([id]) =>
            isKept(short.items.find((item) => item.id === id)?.role ?? ''),
          ),
        )
      const mixed = {
        ...withRole(one, (role) => role !== 'circumstance'),
        ...withRole(other, (role) => role === 'circumstance'),
      }
      expect(scoreResponse(short, mixed).dimensions).toEqual(scoreResponse(short, one).dimensions)
      const lengthOfStay = one.length_stay === undefined ? {} : { length_stay: one.length_stay }
      const sameCircumstances = { ...withRole(one, (role) => role === 'circumstance'), ...lengthOfStay }
      expect(scoreResponse(short, sameCircumstances).category).toBe(scoreResponse(short, one).category)
    }),
  )
})

test('exactly the least share of items forms a score, whatever the last bit of a product says', () => {
  const scale = short.items.find((item) => item.id === 'feel_safe')
  const [first] = short.scoring?.dimensions ?? []
  const [subdimension] = first?.subdimensions ?? []
  if (scale?.type !== 'single' || !short.scoring || !first || !subdimension) throw new Error('no scale')
  const ids = Array.from({ length: 25 }, (_, place) => `q${place}`)
  const [code = ''] = responseOptions(short, scale).map((option) => option.code)
  const many: Questionnaire = {
    ...short,
    sections: [{ id: 'all', title: {}, intro: null, items: ids }],
    items: ids.map((id) => ({ ...scale, id, relevant: null })),
    scoring: {
      ...short.scoring,
      minItemShare: 0.28,
      dimensions: [
        { ...first, subdimensions: [{ ...subdimension, items: ids.map((id) => ({ id, weight: 1 })) }] },
      ],
      classification: null,
    },
  }
  const scoreOf = (answered: number) =>
    scoreResponse(many, Object.fromEntries(ids.slice(0, answered).map((id) => [id, code]))).subdimensions[
      subdimension.id
    ]
  expect(scoreOf(6)).toBe(null)
  expect(scoreOf(7)).not.toBe(null)
})
