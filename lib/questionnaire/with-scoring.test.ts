import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { scoreResponse } from '../scoring/score'
import { checkQuestionnaire } from './check'
import type { Item, Questionnaire } from './definition'
import { areSame } from './diff/same'
import { arbitraryAnswers } from './fixtures/arbitrary-answers'
import { rosterWithSignal } from './fixtures/repeated'
import { hasOptions, responseOptions } from './options'
import { unrolled } from './repeats'
import { isScoringChanged } from './scoring-change'
import { withScoringOf } from './with-scoring'

const instruments = defaultInstruments()
const short = instruments.find(({ id }) => id === 'migrant-short')
if (short === undefined) throw new Error('migrant-short is missing')

/** Other scores, in every place where a version may have them: options, critical answers, weights, cut-offs, floor, categories. */
const rescorings = fc.record({
  turned: fc.boolean(),
  weights: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 7 }),
  share: fc.constantFrom(0, 0.5, 1),
  cutoff: fc.integer({ min: 20, max: 80 }),
  critical: fc.boolean(),
  minAnswered: fc.integer({ min: 1, max: 3 }),
})
type Rescoring = typeof rescorings extends fc.Arbitrary<infer T> ? T : never

function rescored(questionnaire: Questionnaire, change: Rescoring): Questionnaire {
  const { scoring } = questionnaire
  if (scoring === null) throw new Error(`${questionnaire.id} is not scored`)
  const weightAt = (place: number) => change.weights[place % change.weights.length] ?? 1
  const dimensions = scoring.dimensions.map((dimension, place) => ({
    ...dimension,
    weight: weightAt(place),
    deprivationCutoff: dimension.deprivationCutoff === null ? null : change.cutoff,
    subdimensions: dimension.subdimensions.map((part) => ({
      ...part,
      items: part.items.map((item, slot) => ({ ...item, weight: weightAt(slot + place) })),
    })),
  }))
  const classification =
    scoring.classification === null ? null : { ...scoring.classification, minAnswered: change.minAnswered }
  return {
    ...questionnaire,
    version: questionnaire.version + 1,
    title: { en: 'Other words' },
    items: questionnaire.items.map((item) => rescoredItem(questionnaire, item, change)),
    scoring: { ...scoring, minItemShare: change.share, dimensions, classification },
  }
}

function rescoredItem(questionnaire: Questionnaire, item: Item, { turned, critical }: Rescoring): Item {
  if (item.type !== 'single' || item.choiceSource !== undefined) return item
  const { choiceList: _list, ...own } = item
  return {
    ...own,
    choices: responseOptions(questionnaire, item).map((option, place) => ({
      ...option,
      ...(typeof option.score === 'number' && { score: turned ? 100 - option.score : option.score }),
      ...(place === 0 && { critical }),
    })),
  }
}

test.each(instruments.map((questionnaire) => ({ questionnaire, id: questionnaire.id })))(
  '$id scored by its own version is itself',
  ({ questionnaire }) => {
    const composite = withScoringOf(questionnaire, questionnaire)
    if (questionnaire.scoring === null) return expect(composite.ok).toBe(false)
    if (!composite.ok) throw new Error(composite.problems[0]?.message)
    expect(areSame(composite.value, questionnaire)).toBe(true)
  },
)

test.each(instruments.filter(({ scoring }) => scoring !== null).map((asked) => ({ asked, id: asked.id })))(
  '$id: what was asked of everybody alike is scored as by the other version itself, and stays as it was asked',
  ({ asked }) => {
    fc.assert(
      fc.property(rescorings, arbitraryAnswers(asked), (change, answers) => {
        const other = rescored(asked, change)
        const composite = withScoringOf(asked, other)
        if (!composite.ok) throw new Error(composite.problems[0]?.message)
        expect(scoreResponse(composite.value, answers)).toEqual(scoreResponse(other, answers))
        expect(isScoringChanged(composite.value, other)).toBe(false)
        expect(checkQuestionnaire(composite.value)).toEqual([])
        const { items, scoring: _scoring, ...rest } = composite.value
        const { items: before, scoring: _own, ...same } = asked
        expect(rest).toEqual(same)
        expect(items.map(withoutScores(composite.value))).toEqual(before.map(withoutScores(asked)))
      }),
      { numRuns: 60 },
    )
  },
)

function withoutScores(questionnaire: Questionnaire) {
  return (item: Item) => {
    if (!hasOptions(item)) return { ...item, scoring: null }
    const { choiceList: _list, choices: _own, variants: _variants, ...rest } = item
    const options = responseOptions(questionnaire, item).map(
      ({ score: _score, critical: _critical, ...option }) => option,
    )
    return { ...rest, options, scoring: null }
  }
}

test('each person is asked what the version that asked says, whatever the conditions of the other are', () => {
  const [first] = short.items.filter((item) => item.type === 'single' && item.scoring.method === 'choice')
  const never = {
    ...short,
    version: 2,
    items: short.items.map((item) => (item === first ? { ...item, relevant: '1 = 2' } : item)),
  }
  const composite = withScoringOf(short, never)
  if (!composite.ok) throw new Error(composite.problems[0]?.message)
  expect(areSame(composite.value, short)).toBe(true)
})

test('a scoring that rests on what was not asked, or not so, is refused with the item named', () => {
  const scored = short.scoring?.dimensions[0]?.subdimensions[0]?.items[0]?.id ?? ''
  const place = short.items.findIndex(({ id }) => id === scored)
  const without = { ...short, items: short.items.filter(({ id }) => id !== scored) }
  const other = { ...short, version: 2 }
  expect(withScoringOf(without, other)).toMatchObject({
    ok: false,
    problems: [{ path: `items[${place}]`, code: 'item_not_asked' }],
  })
  // What the scoring does not rest on may be missing.
  expect(
    withScoringOf(short, { ...other, items: short.items.filter(({ role }) => role !== 'context') }).ok,
  ).toBe(true)
  const item = short.items[place]
  if (item === undefined || !hasOptions(item)) throw new Error(`${scored} has no options`)
  const optioned = (options: readonly (typeof item.choices & object)[number][]): Questionnaire => {
    const { choiceList: _list, ...own } = item
    return { ...other, items: short.items.map((one) => (one === item ? { ...own, choices: options } : one)) }
  }
  const options = responseOptions(short, item)
  for (const changed of [
    options.slice(1),
    [...options, { code: 'one_more', label: { en: 'One more' }, score: 10 }],
    options.map((option, slot) => (slot === 0 ? { ...option, missing: 'na' as const } : option)),
  ])
    expect(withScoringOf(short, optioned(changed))).toMatchObject({
      ok: false,
      problems: [{ path: `items[${place}]`, code: 'item_not_comparable' }],
    })
  const unscored = withScoringOf(short, { ...other, scoring: null })
  expect(unscored).toMatchObject({ ok: false, problems: [{ path: 'scoring', code: 'no_scoring' }] })
})

test('a scoring over another range of numbers than was asked is refused', () => {
  const years: Item = {
    id: 'years',
    type: 'number',
    role: 'wellbeing',
    label: { en: 'Years?' },
    missing: [],
    sensitive: false,
    required: false,
    relevant: null,
    min: 0,
    max: 20,
    decimals: 0,
    scoring: { method: 'linear', from: 0, to: 20 },
  }
  const subdimension = {
    id: 'time_here',
    label: { en: 'Time' },
    weight: 1,
    items: [{ id: 'years', weight: 1 }],
  }
  const dimension = { id: 'time', label: { en: 'Time' }, weight: 1, deprivationCutoff: null }
  const asked: Questionnaire = {
    ...short,
    items: [years],
    sections: [{ id: 'only', title: { en: 'Only' }, items: ['years'] }],
    scoring: {
      minItemShare: 0.5,
      minSubdimensionShare: 0.5,
      dimensions: [{ ...dimension, subdimensions: [subdimension] }],
      overall: { method: 'arithmetic', requires: 'all' },
      poverty: null,
      classification: null,
    },
  }
  const narrower = { ...years, max: 10, scoring: { method: 'linear' as const, from: 0, to: 10 } }
  const composite = withScoringOf(asked, { ...asked, version: 2, items: [narrower] })
  expect(composite).toMatchObject({ ok: false, problems: [{ code: 'score_out_of_range' }] })
})

describe('where a signal looks into a repeat', () => {
  const shape = { count: `\${size}`, most: 3, relevant: null, hasLabel: true, sections: 1 } as const
  /** The same questions, asked once. */
  const plain = (document: Questionnaire): Questionnaire => {
    const { repeats: _, ...rest } = document
    return { ...rest, sections: document.sections.map(({ repeat: _repeat, ...section }) => section) }
  }
  const codes = (asked: Questionnaire, other: Questionnaire) => {
    const composite = withScoringOf(asked, { ...other, version: 2 })
    return composite.ok ? [] : composite.problems.map(({ path, code }) => `${path} ${code}`)
  }
  const byAge = rosterWithSignal(shape, `sum(\${age}) > 100`)
  const byNumber = rosterWithSignal(shape, `\${members} > 2`)

  test('it is taken for the entries that were asked', () => {
    expect(codes(byNumber, byAge)).toEqual([])
    expect(codes(byAge, byNumber)).toEqual([])
  })

  test('another number of entries may change the score', () => {
    const shorter = { ...byAge, repeats: (byAge.repeats ?? []).map((repeat) => ({ ...repeat, most: 2 })) }
    expect(isScoringChanged(byAge, shorter)).toBe(true)
    expect(isScoringChanged(byAge, unrolled(byAge))).toBe(false)
  })

  test('it is refused for answers that were not asked by entry, or are now', () => {
    expect(codes(plain(byAge), byNumber)).toEqual(['repeats[0] repeat_not_asked'])
    expect(codes(plain(byAge), byAge)).toEqual(['items[3] item_not_comparable'])
    expect(codes(byAge, plain(byAge))).toEqual(['items[3] item_not_comparable'])
  })
})
