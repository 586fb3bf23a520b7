import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { checkQuestionnaire, parseQuestionnaire } from './check'
import { draftSchema, type ItemType, type Questionnaire } from './definition'
import { draftProblems } from './draft-problems'
import {
  addItem,
  addSection,
  duplicateItem,
  insertItem,
  itemById,
  itemOfType,
  moveItem,
  newItem,
  placeOf,
  removeItem,
  removeSection,
  scoringPlaceOf,
  stepItem,
  stepSection,
  withItem,
  withOwnOptions,
  withoutLanguage,
  withScoringPlace,
} from './edit'
import { hasOptions, responseOptions } from './options'

const [short, long] = defaultInstruments()
if (short === undefined || long === undefined) throw new Error('no default questionnaires')
const types: readonly ItemType[] = [
  'single',
  'multiple',
  'number',
  'scale',
  'text',
  'date',
  'time',
  'rank',
  'note',
  'calculated',
  'today',
  'hidden',
]

const order = ({ sections }: Questionnaire) => sections.flatMap(({ items }) => items)

test('one step down and one step up bring an item back, through every section', () => {
  const [first = ''] = order(short)
  let there = short
  const seen: number[] = []
  for (let steps = 0; steps < 60; steps += 1) {
    there = stepItem(there, first, 1)
    seen.push(order(there).indexOf(first))
  }
  expect(placeOf(there, first)).toEqual({
    sectionId: short.sections.at(-1)?.id,
    index: short.sections.at(-1)?.items.length,
  })
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  for (let steps = 0; steps < 60; steps += 1) there = stepItem(there, first, -1)
  expect(there).toEqual(short)
})

test('a new item of each type needs words and what its type asks for, and nothing else is wrong', () => {
  for (const type of types) {
    const item = newItem(short, type)
    const added = addItem(short, item, { sectionId: short.sections[0]?.id ?? '', index: 1 })
    expect(order(added)[1]).toBe(item.id)
    const wrong = draftProblems(added).filter(({ field }) => !/label|calculation/.test(field))
    expect(wrong.map(({ path, message }) => `${type} ${path}: ${message}`)).toEqual([])
    expect(draftProblems(added).every(({ place }) => place.kind === 'item' && place.id === item.id)).toBe(
      true,
    )
  }
})

test('removing what was added, or taking out of the score what was put there, gives the former questionnaire', () => {
  const item = newItem(short, 'single')
  const place = { sectionId: short.sections[1]?.id ?? '', index: 0 }
  expect(removeItem(addItem(short, item, place), item.id)).toEqual(short)
  const { questionnaire, id } = addSection(short, short.sections[0]?.id)
  expect(questionnaire.sections[1]?.id).toBe(id)
  expect(removeSection(questionnaire, id)).toEqual(short)
  const scored = short.items.find(({ id: itemId }) => scoringPlaceOf(short, itemId) !== null)
  if (scored === undefined) throw new Error('nothing is scored')
  const counted = scoringPlaceOf(short, scored.id)
  const without = withScoringPlace(short, scored.id, null)
  expect(scoringPlaceOf(without, scored.id)).toBeNull()
  const again = withScoringPlace(without, scored.id, counted)
  expect(scoringPlaceOf(again, scored.id)).toEqual(counted)
  expect(itemById(again, scored.id)).toEqual(scored)
})

test('an item that is removed leaves section, score and rules; only conditions that name it are faults', () => {
  for (const { id } of short.items) {
    const left = removeItem(short, id)
    expect(order(left)).not.toContain(id)
    expect(scoringPlaceOf(left, id)).toBeNull()
    expect(JSON.stringify(left.scoring?.classification?.coreItems ?? [])).not.toContain(`"${id}"`)
    for (const { code } of checkQuestionnaire(left)) {
      expect(['unknown_item', 'expression_invalid', 'subdimension_empty', 'too_small']).toContain(code)
    }
  }
})

test('a copy has everything but name and score', () => {
  const scored = short.items.find(({ id }) => scoringPlaceOf(short, id) !== null)
  const { questionnaire, id } = duplicateItem(short, scored?.id ?? '')
  expect({ ...itemById(questionnaire, id), id: scored?.id }).toEqual(scored)
  expect(order(questionnaire).indexOf(id)).toBe(order(short).indexOf(scored?.id ?? '') + 1)
  expect(scoringPlaceOf(questionnaire, id)).toBeNull()
})

test('changing the type there and back keeps words, options and conditions', () => {
  for (const item of short.items.filter(hasOptions)) {
    const there = itemOfType(short, item, item.type === 'single' ? 'multiple' : 'single')
    expect(hasOptions(there) && responseOptions(short, there)).toEqual(responseOptions(short, item))
    expect(there).toMatchObject({ id: item.id, label: item.label, relevant: item.relevant })
  }
  for (const type of types) {
    const item = newItem(short, type)
    for (const other of types) expect(itemOfType(short, item, other).type).toBe(other)
  }
})

test('an item of the long questionnaire comes into the short one with its words, options and score', () => {
  for (const item of long.items.filter(({ type }) => type !== 'hidden')) {
    const place = { sectionId: short.sections[0]?.id ?? '', index: 0 }
    const { questionnaire, id } = insertItem(short, long, item.id, place)
    const inserted = itemById(questionnaire, id)
    expect(inserted?.label).toEqual(item.label)
    if (hasOptions(item) && inserted !== undefined && hasOptions(inserted)) {
      expect(responseOptions(questionnaire, inserted)).toEqual(responseOptions(long, item))
      expect(withOwnOptions(questionnaire, inserted)).toEqual(inserted)
    }
    const parsed = parseQuestionnaire(questionnaire)
    expect(
      parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${item.id} ${path} ${message}`),
    ).toEqual([])
  }
})

test('a language that goes takes its texts with it, and an item comes without languages that are not there', () => {
  const bare = short.languages
    .filter((language) => language !== 'en')
    .reduce((draft, language) => withoutLanguage(draft, language), short)
  expect(bare.languages).toEqual(['en'])
  expect(parseQuestionnaire(bare).ok).toBe(true)
  expect(JSON.stringify(bare)).not.toMatch(/[ء-ي]/)
  const place = { sectionId: bare.sections[0]?.id ?? '', index: 0 }
  const { questionnaire } = insertItem(bare, short, 'feel_safe', place)
  expect(parseQuestionnaire(questionnaire).ok).toBe(true)
})

test('whatever is done to a draft, it keeps its shape, its problems can be told, and every item stands once', () => {
  type Step = (questionnaire: Questionnaire, n: number) => Questionnaire
  const itemAt = (questionnaire: Questionnaire, n: number) =>
    questionnaire.items[n % questionnaire.items.length]?.id ?? ''
  const sectionAt = ({ sections }: Questionnaire, n: number) => sections[n % sections.length]?.id ?? ''
  const steps: readonly Step[] = [
    (draft, n) => stepItem(draft, itemAt(draft, n), n % 2 === 0 ? 1 : -1),
    (draft, n) => moveItem(draft, itemAt(draft, n), { sectionId: sectionAt(draft, n >> 3), index: n % 5 }),
    (draft, n) => duplicateItem(draft, itemAt(draft, n)).questionnaire,
    (draft, n) => removeItem(draft, itemAt(draft, n)),
    (draft, n) => addSection(draft, sectionAt(draft, n)).questionnaire,
    (draft, n) => (draft.sections.length > 1 ? removeSection(draft, sectionAt(draft, n)) : draft),
    (draft, n) => stepSection(draft, sectionAt(draft, n), n % 2 === 0 ? 1 : -1),
    (draft, n) =>
      addItem(draft, newItem(draft, types[n % types.length] ?? 'note'), {
        sectionId: sectionAt(draft, n),
        index: 99,
      }),
    (draft, n) => {
      const item = itemById(draft, itemAt(draft, n))
      if (item === undefined) return draft
      return withItem(draft, itemOfType(draft, item, types[(n >> 2) % types.length] ?? 'note'))
    },
    (draft, n) => {
      const item = itemById(draft, itemAt(draft, n))
      return item === undefined
        ? draft
        : withItem(draft, { ...item, relevant: ['', '(', '${gender} = ', 'x'][n % 4] ?? '' })
    },
    (draft, n) => {
      const item = itemById(draft, itemAt(draft, n))
      return item !== undefined && hasOptions(item)
        ? withItem(draft, { ...withOwnOptions(draft, item), choices: [] })
        : draft
    },
  ]
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(steps.length - 1), fc.nat(1_000)), { maxLength: 12 }), (chosen) => {
      let draft: Questionnaire = short
      for (const [step, n] of chosen) draft = steps[step]?.(draft, n) ?? draft
      expect(draftSchema.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
      expect(new Set(order(draft)).size).toBe(order(draft).length)
      expect([...order(draft)].sort()).toEqual(draft.items.map(({ id }) => id).sort())
      expect(draftProblems(draft).length === 0).toBe(parseQuestionnaire(draft).ok)
    }),
    { numRuns: 60 },
  )
})
