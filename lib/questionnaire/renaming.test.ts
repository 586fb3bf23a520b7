import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { scoreResponse } from '../scoring/score'
import type { Answers } from './answer-values'
import { parseQuestionnaire } from './check'
import type { Questionnaire } from './definition'
import { arbitraryAnswers } from './fixtures/arbitrary-answers'
import { pathOf } from './flow'
import { hasOptions } from './options'
import { type OptionPlace, renamedItem, renamedOption } from './renaming'

const instruments = defaultInstruments()
const [short] = instruments
if (short === undefined) throw new Error('no short form')

/** What an item may be called after another has the old name: no other id has it. */
const otherName = 'renamed_x9'

function withKeyRenamed<T>(record: Readonly<Record<string, T>>, from: string, to: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key === from ? to : key, value]))
}

/** Which items are asked, in order, and everything that is scored. */
function outcome(questionnaire: Questionnaire, answers: Answers) {
  const path = pathOf(questionnaire, answers)
  return {
    asked: questionnaire.items.map(({ id }) => path.isAsked(id)),
    values: questionnaire.items.map(({ id }) => path.itemValue(id)),
    score: questionnaire.scoring === null ? null : scoreResponse(questionnaire, answers),
  }
}

const itemIds = instruments.flatMap((questionnaire) =>
  questionnaire.items.map(({ id }) => [questionnaire, id] as const),
)
const optionPlaces = instruments.flatMap((questionnaire) => [
  ...questionnaire.items.flatMap((item) =>
    hasOptions(item) && item.choices !== undefined
      ? item.choices.map(({ code }) => [questionnaire, { itemId: item.id } as OptionPlace, code] as const)
      : [],
  ),
  ...Object.entries(questionnaire.choiceLists).flatMap(([choiceList, options]) =>
    options.map(({ code }) => [questionnaire, { choiceList } as OptionPlace, code] as const),
  ),
])

/** Answers in which another code stands wherever the option was chosen. */
function withCodeRenamed(
  questionnaire: Questionnaire,
  answers: Answers,
  place: OptionPlace,
  from: string,
  to: string,
): Answers {
  const entries = Object.entries(answers).map(([id, answer]) => {
    const item = questionnaire.items.find((other) => other.id === id)
    const holds =
      item !== undefined &&
      hasOptions(item) &&
      ('itemId' in place ? id === place.itemId : item.choiceList === place.choiceList)
    if (!holds) return [id, answer] as const
    return [
      id,
      typeof answer === 'object'
        ? answer.map((code) => (code === from ? to : code))
        : answer === from
          ? to
          : answer,
    ] as const
  })
  return Object.fromEntries(entries)
}

describe('on the default instruments', () => {
  test('an item of another name is asked, answered and scored as before', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...itemIds)
          .chain(([questionnaire, id]) =>
            fc.tuple(fc.constant(questionnaire), fc.constant(id), arbitraryAnswers(questionnaire)),
          ),
        ([questionnaire, id, answers]) => {
          const renamed = renamedItem(questionnaire, id, otherName)
          expect(parseQuestionnaire(renamed).ok).toBe(true)
          const before = outcome(questionnaire, answers)
          const after = outcome(renamed, withKeyRenamed(answers, id, otherName))
          expect(after.asked).toEqual(before.asked)
          expect(after.values).toEqual(before.values)
          expect(after.score).toEqual(
            before.score && {
              ...before.score,
              items: withKeyRenamed(before.score.items, id, otherName),
              missing: withKeyRenamed(before.score.missing, id, otherName),
            },
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  test('an option of another code is chosen, followed and scored as before', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...optionPlaces)
          .chain(([questionnaire, place, code]) =>
            fc.tuple(
              fc.constant(questionnaire),
              fc.constant(place),
              fc.constant(code),
              arbitraryAnswers(questionnaire),
            ),
          ),
        ([questionnaire, place, code, answers]) => {
          const renamed = renamedOption(questionnaire, place, code, 'other.code')
          expect(parseQuestionnaire(renamed).ok).toBe(true)
          const recoded = withCodeRenamed(questionnaire, answers, place, code, 'other.code')
          const before = outcome(questionnaire, answers)
          const after = outcome(renamed, recoded)
          expect(after.asked).toEqual(before.asked)
          expect(after.score).toEqual(before.score)
        },
      ),
      { numRuns: 600 },
    )
  })

  test('a name that is taken back leaves everything as it was', () => {
    for (const [questionnaire, id] of itemIds)
      expect(renamedItem(renamedItem(questionnaire, id, otherName), otherName, id)).toEqual(questionnaire)
    for (const [questionnaire, place, code] of optionPlaces)
      expect(
        renamedOption(renamedOption(questionnaire, place, code, 'other.code'), place, 'other.code', code)
          .choiceLists,
      ).toEqual(questionnaire.choiceLists)
  })
})

const words = (text: string) => ({ en: text, es: text })
const plain = {
  role: 'context',
  missing: [],
  sensitive: false,
  required: false,
  relevant: null,
  scoring: { method: 'none' },
} as const
const small: Questionnaire = {
  ...short,
  scoring: null,
  choiceLists: {
    towns: [
      { code: 't1', label: words('T'), attributes: { region: 'north' } },
      { code: 'north', label: words('N'), attributes: { region: 'south' } },
    ],
  },
  sections: [
    { id: 's', title: words('Of ${region}'), intro: words('${ region }!'), items: ['region', 'town', 'why'] },
  ],
  items: [
    {
      ...plain,
      id: 'region',
      type: 'multiple',
      label: words('Region'),
      choices: ['north', 'south', '1'].map((code) => ({ code, label: words(code) })),
      exclusive: ['north'],
      constraint: "not(selected(., 'north') and . = 'it''s') and name != ${region}",
    },
    {
      ...plain,
      id: 'town',
      type: 'single',
      label: words('In ${region}?'),
      choiceList: 'towns',
      required: "${region} = 'north'",
      choiceFilter: "selected(${region}, region) and name != 'north'",
      variants: [{ when: "${region} = 'north'", scores: { north: 5 } }],
      benchmarkOf: 'region',
    },
    {
      ...plain,
      id: 'why',
      type: 'calculated',
      label: words('Why'),
      calculation:
        "concat('${region}', if(selected-at( ${ region }, 0) = 'north', ${town} = 'north', ${region} = 1))",
    },
  ],
}

test('an item is followed into texts and expressions, and not into what is quoted', () => {
  const { sections, items } = renamedItem(small, 'region', 'area')
  expect(sections[0]).toMatchObject({
    title: words('Of ${area}'),
    intro: words('${area}!'),
    items: ['area', 'town', 'why'],
  })
  expect(items).toMatchObject([
    // This expression cannot be read, for XPath doubles no quotation marks.
    { id: 'area', constraint: "not(selected(., 'north') and . = 'it''s') and name != ${area}" },
    {
      label: words('In ${area}?'),
      required: "${area} = 'north'",
      choiceFilter: "selected(${area}, region) and name != 'north'",
      variants: [{ when: "${area} = 'north'" }],
      benchmarkOf: 'area',
    },
    {
      calculation:
        "concat('${region}', if(selected-at( ${area}, 0) = 'north', ${town} = 'north', ${area} = 1))",
    },
  ])
})

test('an option is followed where its own answers are meant, and into the attributes that a filter compares', () => {
  const { items, choiceLists } = renamedOption(small, { itemId: 'region' }, 'north', 'up')
  expect(items).toMatchObject([
    {
      choices: [{ code: 'up' }, { code: 'south' }, { code: '1' }],
      exclusive: ['up'],
      constraint: small.items[0]?.constraint,
    },
    {
      required: "${region} = 'up'",
      choiceFilter: "selected(${region}, region) and name != 'north'",
      variants: [{ when: "${region} = 'up'", scores: { north: 5 } }],
    },
    {
      calculation:
        "concat('${region}', if(selected-at(${region}, 0) = 'up', ${town} = 'north', ${region} = 1))",
    },
  ])
  expect(choiceLists.towns).toMatchObject([
    { code: 't1', attributes: { region: 'up' } },
    { code: 'north', attributes: { region: 'south' } },
  ])
  const { items: ofTowns } = renamedOption(small, { choiceList: 'towns' }, 'north', 'up')
  expect(ofTowns).toMatchObject([
    small.items[0] ?? {},
    { choiceFilter: "selected(${region}, region) and name != 'up'", variants: [{ scores: { up: 5 } }] },
    {
      calculation:
        "concat('${region}', if(selected-at(${region}, 0) = 'north', ${town} = 'up', ${region} = 1))",
    },
  ])
})

test('a code that was written as a number is written as text from then on', () => {
  expect(renamedOption(small, { itemId: 'region' }, '1', 'one').items[2]).toMatchObject({
    calculation:
      "concat('${region}', if(selected-at(${region}, 0) = 'north', ${town} = 'north', ${region} = 'one'))",
  })
})

test('a name that is taken is refused', () => {
  expect(() => renamedItem(small, 'region', 'town')).toThrow(/"town"/)
  expect(() => renamedOption(small, { itemId: 'region' }, 'north', 'south')).toThrow(/"south"/)
  expect(() => renamedOption(small, { choiceList: 'towns' }, 'north', 't1')).toThrow(/"t1"/)
})
