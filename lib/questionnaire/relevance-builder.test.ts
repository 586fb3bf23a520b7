import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { readXlsForm } from '../interchange/xlsform/read'
import type { Item, Questionnaire } from './definition'
import { evaluate, isTrue, parseExpression, type Scope } from './expression'
import { arbitraryAnswers } from './fixtures/arbitrary-answers'
import { pathOf } from './flow'
import { optionsOf } from './options'
import {
  type Clause,
  type Clauses,
  type ClauseTest,
  clausesOf,
  earlierItems,
  expressionOf,
  isFilledIn,
  testsFor,
} from './relevance-builder'

const [short] = defaultInstruments()
if (short === undefined) throw new Error('no short form')

const words = { en: 'Words' }
const every = { role: 'context', label: words, missing: ['pnta'], sensitive: false, required: false } as const
const plain = { ...every, relevant: null, scoring: { method: 'none' } } as const
const choices = ['a', 'b', '1', '02', '2'].map((code) => ({ code, label: words }))
/** One item of each type. */
const manyTypes: Questionnaire = {
  ...short,
  scoring: null,
  items: [
    { ...plain, id: 'one', type: 'single', choices },
    { ...plain, id: 'some', type: 'multiple', choices },
    { ...plain, id: 'figure', type: 'number', min: -10, max: 10, decimals: 2 },
    { ...plain, id: 'degree', type: 'scale', min: 0, max: 10, step: 1 },
    { ...plain, id: 'words', type: 'text', maxLength: 100 },
    { ...plain, id: 'day', type: 'date', precision: 'day', min: '2020-01-01', max: '2020-03-01' },
    { ...plain, id: 'month', type: 'date', precision: 'month', min: '2020-01', max: '2020-03' },
    { ...plain, id: 'year', type: 'date', precision: 'year', min: '1999', max: '2001' },
    { ...plain, id: 'clock', type: 'time', min: '00:00', max: '23:59' },
    { ...plain, id: 'order', type: 'rank', choices },
    { ...plain, id: 'shown', type: 'note' },
    { ...plain, id: 'sum', type: 'calculated', calculation: '${figure} + ${degree}' },
    { ...plain, id: 'now', type: 'today' },
    { ...plain, id: 'wave', type: 'hidden', min: 1, max: 9 },
  ],
}

function valuesFor(
  questionnaire: Questionnaire,
  item: Item,
  test: ClauseTest,
): fc.Arbitrary<Clause['value']> {
  if (test === 'is_answered' || test === 'is_not_answered') return fc.constant(null)
  const isOrder = !['is', 'is_not', 'includes', 'includes_not'].includes(test)
  switch (item.type) {
    case 'single':
    case 'multiple':
      return fc.constantFrom(...optionsOf(questionnaire, item).map(({ code }) => code))
    case 'date':
      return fc.constantFrom(item.min, item.max, ...(isOrder ? [] : item.missing))
    case 'today':
      return fc.constantFrom('2024-02-29', '2026-12-31')
    default: {
      const figures = fc.oneof(
        fc.integer({ min: -20, max: 20 }),
        fc.integer({ min: -500, max: 500 }).map((hundredths) => hundredths / 100),
      )
      if (isOrder) return figures
      const texts = item.type === 'calculated' ? ["it's", '5', 'pnta'] : item.missing
      return texts.length === 0 ? figures : fc.oneof(figures, fc.constantFrom(...texts))
    }
  }
}

function arbitraryClauses(questionnaire: Questionnaire): fc.Arbitrary<Clauses> {
  const testable = questionnaire.items.filter((item) => testsFor(item).length > 0)
  const clause = fc
    .constantFrom(...testable)
    .chain((item) =>
      fc
        .constantFrom(...testsFor(item))
        .chain((test) =>
          valuesFor(questionnaire, item, test).map((value) => ({ itemId: item.id, test, value })),
        ),
    )
  return fc
    .record({
      join: fc.constantFrom('all', 'any'),
      clauses: fc.array(clause, { minLength: 1, maxLength: 5 }),
    })
    .map(({ join, clauses }) => ({ join: clauses.length === 1 ? 'all' : join, clauses }))
}

test.each(
  [...defaultInstruments(), manyTypes].map((questionnaire) => [questionnaire.id, questionnaire] as const),
)('what a form says about %s is read back as it was', (_, questionnaire) => {
  fc.assert(
    fc.property(arbitraryClauses(questionnaire), (clauses) => {
      expect(clauses.clauses.filter((clause) => !isFilledIn(questionnaire, clause))).toEqual([])
      expect(clausesOf(questionnaire, expressionOf(questionnaire, clauses))).toEqual(clauses)
    }),
  )
})

/** Whether an expression, and what the form makes of it, hold for the same answers. */
function expectSameMeaning(questionnaire: Questionnaire, texts: readonly string[]): void {
  const pairs = texts.map((text) => {
    const taken = clausesOf(questionnaire, text)
    if (taken === null) throw new Error(`not taken: ${text}`)
    return [text, expressionOf(questionnaire, taken)] as const
  })
  const holds = (text: string, scope: Scope) => {
    const parsed = parseExpression(text)
    if (!parsed.ok) throw new Error(`cannot be read: ${text}`)
    return isTrue(evaluate(parsed.value, scope))
  }
  fc.assert(
    fc.property(arbitraryAnswers(questionnaire), (answers) => {
      const path = pathOf(questionnaire, answers)
      // On the path of chance answers most items of a long form are never asked; here each has its answer.
      const all = { itemValue: (id: string) => answers[id] ?? path.itemValue(id) }
      for (const [text, written] of pairs) expect(holds(written, all), text).toBe(holds(text, all))
    }),
    { numRuns: 200 },
  )
}

const taken = [
  "not(${one} = 'a' or ${one} = 'b')",
  "not(${one} != 'a' or selected(${some}, 'b'))",
  "not(not(${one} = 'a'))",
  '${one} = 1',
  "selected(${one}, 'a') and not(selected(${one}, '1'))",
  "'a' = ${one}",
  '5 < ${figure} or -3 >= ${figure}',
  '5 <= ${figure} or -3 > ${figure}',
  "${figure} = '5' or ${figure} > '7'",
  "${some} = 'pnta' or ${some} != 'pnta'",
  "${some} = '' or not(${figure} = '')",
  "${day} < date('2020-02-01') or ${day} = date('2020-01-01')",
  '${year} >= 2000 and ${year} != 2001',
  "${month} != '2020-02'",
  "${sum} > 3 or ${sum} = '4' or ${sum} = 4",
  "${one} = 'a' and (${some} != '' and (${figure} > -0))",
]
const left = [
  "${one} = 'a' and (${some} = '' or ${figure} > 1)",
  'not(${figure} > 3)',
  'count-selected(${some}) > 1',
  '${figure} > ${degree}',
  '${figure} + 1 > 3',
  "${some} = 'a'",
  "selected(${one}, '2')",
  "selected(${figure}, '2')",
  "${month} < '2020-02'",
  '${figure} > 1 = 1',
  '${day} > 18262',
  "${figure} = '2020-01-01'",
  '${one}',
  'true()',
  "${nobody} = 'a'",
  "${one} = 'a",
  '. > 3',
  "${words} = 'x'",
  '',
]

describe('an expression', () => {
  test.each(taken)('%s means the same in the form', (text) => expectSameMeaning(manyTypes, [text]))
  test.each(left)('%s is left as it is', (text) => expect(clausesOf(manyTypes, text)).toBeNull())
})

test('a refused set of alternatives is a list of what the answer is not', () => {
  expect(clausesOf(short, "not(${stay_plan} = 'short' or ${stay_plan} = 'back_forth')")).toEqual({
    join: 'all',
    clauses: [
      { itemId: 'stay_plan', test: 'is_not', value: 'short' },
      { itemId: 'stay_plan', test: 'is_not', value: 'back_forth' },
    ],
  })
})

test('a test without its value is not written', () => {
  const wanting = { join: 'all', clauses: [{ itemId: 'stay_plan', test: 'is', value: null }] } as const
  expect(() => expressionOf(short, wanting)).toThrow(/stay_plan/)
  expect(expressionOf(short, { join: 'all', clauses: [] })).toBe('')
})

test('only what is asked before can be a condition', () => {
  expect(earlierItems(manyTypes, 'figure').map(({ id }) => id)).toEqual(['one', 'some'])
  expect(earlierItems(manyTypes, 'new')).toHaveLength(manyTypes.items.length - 1)
})

describe('of the relevance that is there', () => {
  const relevance = (questionnaire: Questionnaire) =>
    questionnaire.items.flatMap(({ relevant }) => (relevant === null ? [] : [relevant]))
  const takenOf = (questionnaire: Questionnaire) =>
    relevance(questionnaire).filter((text) => clausesOf(questionnaire, text) !== null)

  test('the form takes all of the default instruments but one that mixes all and any', () => {
    const left = defaultInstruments().flatMap((questionnaire) =>
      relevance(questionnaire).filter((text) => clausesOf(questionnaire, text) === null),
    )
    expect(left).toHaveLength(1)
    expect(left[0]).toContain(') and ${status_now}')
    for (const questionnaire of defaultInstruments()) expectSameMeaning(questionnaire, takenOf(questionnaire))
  })

  const folder = new URL('../interchange/xlsform/fixtures/', import.meta.url)
  const forms = readdirSync(folder)
    .filter((file) => /\.xlsx?$/.test(file))
    .flatMap((file) => {
      const read = readXlsForm(new Uint8Array(readFileSync(new URL(file, folder))), file)
      return read.ok ? [read.value.questionnaire] : []
    })

  test('the form takes most of forms of organisations, and means the same', () => {
    const total = forms.flatMap(relevance).length
    const count = forms.flatMap(takenOf).length
    expect(count / total).toBeGreaterThan(0.9)
    for (const form of forms) {
      const texts = [...new Set(takenOf(form))]
      if (texts.length > 0) expectSameMeaning(form, texts)
    }
  })
})
