import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerFault } from './answer-fault'
import { parseQuestionnaire } from './check'
import type { Questionnaire } from './definition'
import { roster } from './fixtures/repeated'
import { unrolled } from './repeats'
import { startingAnswer } from './starting-answer'

const words = (en: string) => ({ en })
const choices = ['yes', 'no', 'other'].map((code) => ({ code, label: words(code) }))
const types = {
  household: { type: 'number', min: 0, max: 30 },
  adults: { type: 'number', min: 0, max: 30 },
  pain: { type: 'scale', min: 0, max: 10 },
  here: { type: 'single', choices },
  languages: { type: 'multiple', choices },
  town: { type: 'text', maxLength: 20 },
  came: { type: 'date', min: '2000-01-01', max: '2030-12-31' },
  hour: { type: 'time' },
}

function withDefaults(defaults: Readonly<Record<string, string>>) {
  const items = Object.entries(types).map(([id, type]) => ({
    id,
    role: 'context',
    label: words(id),
    ...type,
    ...(defaults[id] !== undefined && { default: defaults[id] }),
  }))
  return parseQuestionnaire({
    format: 'foothold-questionnaire/1',
    id: 'begun',
    version: 1,
    population: 'any',
    title: words('Begun'),
    intro: words('Begin.'),
    outro: words('End.'),
    languages: ['en'],
    defaultLanguage: 'en',
    translationStatus: { en: 'source' },
    missingLabels: {},
    sections: [{ id: 'all', title: words('All'), items: Object.keys(types) }],
    items,
  })
}

function sound(defaults: Readonly<Record<string, string>>): Questionnaire {
  const parsed = withDefaults(defaults)
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'))
  return parsed.value
}

function startOf(itemId: string, expression: string, answers = {}) {
  const questionnaire = sound({ [itemId]: expression })
  const item = questionnaire.items.find(({ id }) => id === itemId)
  return item === undefined ? undefined : startingAnswer(questionnaire, item, answers)
}

test.each([
  ['household', '4', 4],
  ['pain', '5', 5],
  ['here', "'yes'", 'yes'],
  ['languages', "'yes no'", ['yes', 'no']],
  ['town', "'New Town'", 'New Town'],
  ['came', "'2024-05-17'", '2024-05-17'],
  ['hour', "'09:30'", '09:30'],
])('%s begins with %s', (itemId, expression, answer) => {
  expect(startOf(itemId, expression)).toEqual(answer)
})

test('what earlier answers make of it stands there once they are given, where it is an answer', () => {
  expect(startOf('adults', '${household} - 1')).toBeUndefined()
  expect(startOf('adults', '${household} - 1', { household: 4 })).toBe(3)
  expect(startOf('adults', '${household} - 1', { household: 0 })).toBeUndefined()
})

test.each([
  ['household', '31', 'default_not_an_answer'],
  ['household', "'many'", 'default_not_an_answer'],
  ['here', "'yess'", 'default_not_an_answer'],
  ['came', "'2024-02-30'", 'default_not_an_answer'],
  ['here', "'dk'", 'default_not_an_answer'],
  ['household', '${adults}', 'item_comes_later'],
  ['household', '(', 'expression'],
])('%s cannot begin with %s', (itemId, expression, code) => {
  const parsed = withDefaults({ [itemId]: expression })
  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.path)).toEqual([
    expect.stringMatching(/^items\[\d\]\.default$/),
  ])
  if (!parsed.ok && code !== 'expression') expect(parsed.problems[0]?.code).toBe(code)
})

test('whatever it is made of, what stands there is an answer', () => {
  const expression = fc.constantFrom('${household}', '${household} + 0.5', "concat(${household}, 'a')", "''")
  fc.assert(
    fc.property(
      fc.constantFrom('adults', 'pain', 'here', 'languages', 'town', 'came', 'hour'),
      expression,
      fc.integer({ min: 0, max: 30 }),
      (itemId, text, household) => {
        const parsed = withDefaults({ [itemId]: text })
        if (!parsed.ok) return
        const item = parsed.value.items.find(({ id }) => id === itemId)
        if (item === undefined) throw new Error('no such item')
        const answer = startingAnswer(parsed.value, item, { household })
        if (answer !== undefined) expect(answerFault(parsed.value, item, answer, { household })).toBeNull()
      },
    ),
  )
})

test('who cleared what was filled in and went on does not find it filled in again', () => {
  expect(startOf('adults', '2', { household: 4 })).toBe(2)
  expect(startOf('adults', '2', { household: 4, pain: 3 })).toBeUndefined()
})

test('of what is reckoned for a whole number, the whole part is filled in', () => {
  expect(startOf('adults', '${household} div 2', { household: 5 })).toBe(2)
  expect(startOf('pain', '${household} div 2', { household: 5 })).toBeUndefined()
})

test('an entry that is added late has its answer filled in, whatever was answered behind the repeat', () => {
  const home = roster({ count: null, most: 3, relevant: null, hasLabel: true, sections: 1 })
  const items = home.items.map((item) => (item.id === 'age' ? { ...item, default: '5' } : item))
  const asked = unrolled({ ...home, items })
  const last = asked.items.findLast(({ type }) => type === 'number' || type === 'single')
  const age = asked.items.find(({ id }) => id === 'age__2')
  if (last === undefined || age === undefined) throw new Error('no such items')
  expect(startingAnswer(asked, age, {})).toBe(5)
  expect(startingAnswer(asked, age, { [last.id]: 'x' })).toBe(5)
})
