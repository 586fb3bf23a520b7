import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { scoreResponse } from '../scoring/score'
import { isComparable } from './comparable'
import type { Item, OptionItem, Questionnaire, ResponseOption, ScoringBlock } from './definition'
import { differenceOf } from './diff'
import type { Change } from './diff/change'
import { movedIn } from './diff/order'
import { areSame } from './diff/same'
import {
  addItem,
  moveItem,
  newItem,
  placeOf,
  removeItem,
  scoringPlaceOf,
  stepSection,
  withItem,
} from './edit'
import { arbitraryAnswers } from './fixtures/arbitrary-answers'
import { everyText } from './fixtures/every-text'
import { hasOptions } from './options'
import { isScoringChanged } from './scoring-change'
import { translatableTexts, withTexts } from './translatable'
import { withLanguage } from './with-language'

const questionnaires = [...defaultInstruments(), everyText]
const [short] = defaultInstruments()
if (short === undefined) throw new Error('no default questionnaires')

/** One edit: what it makes of a questionnaire, and the changes that it is, said shortly. */
type Edit = { readonly after: Questionnaire; readonly changes: readonly string[] }
type Editing = (questionnaire: Questionnaire) => fc.Arbitrary<Edit> | null

const said = (change: Change): string => {
  switch (change.kind) {
    case 'text_changed':
      return `${change.kind} ${change.key} ${change.language} ${change.before ?? ''} > ${change.after ?? ''}`
    case 'setting_changed':
    case 'scoring_rule_changed':
      return `${change.kind} ${'id' in change.place ? change.place.id : ''} ${change.field}`
    case 'option_added':
    case 'option_removed':
    case 'option_rescored':
      return `${change.kind} ${'id' in change.place ? change.place.id : ''} ${change.code}`
    case 'option_recoded':
      return `${change.kind} ${change.before} ${change.after}`
    case 'language_added':
    case 'language_removed':
      return `${change.kind} ${change.language}`
    case 'expression_changed':
      return `${change.kind} ${change.itemId} ${change.field}${change.meansTheSame ? ' in other words' : ''}`
    case 'protection_changed':
      return `${change.kind} ${change.itemId} ${change.field}`
    case 'weight_changed':
    case 'cutoff_changed':
      return `${change.kind} ${change.dimensionId}`
    default:
      return 'itemId' in change ? `${change.kind} ${change.itemId}` : change.kind
  }
}

const anyOf = <T>(all: readonly T[]) => (all.length === 0 ? null : fc.constantFrom(...all))

function onItem(
  questionnaire: Questionnaire,
  isFit: (item: Item) => boolean,
  change: (item: Item) => readonly [Item, string],
): fc.Arbitrary<Edit> | null {
  return (
    anyOf(questionnaire.items.filter(isFit))?.map((item) => {
      const [changed, told] = change(item)
      return { after: withItem(questionnaire, changed), changes: [told] }
    }) ?? null
  )
}

/** An edit of the options of an item, or of the list that it shares. */
function onOptions(
  questionnaire: Questionnaire,
  change: (options: readonly ResponseOption[], owner: string) => readonly [readonly ResponseOption[], string],
): fc.Arbitrary<Edit> | null {
  const own = questionnaire.items.filter(
    (item): item is OptionItem => hasOptions(item) && item.choices !== undefined,
  )
  const edits = own.map((item) => {
    const [choices, told] = change(item.choices ?? [], item.id)
    return { after: withItem(questionnaire, { ...item, choices }), changes: [told] }
  })
  const shared = Object.entries(questionnaire.choiceLists).map(([name, options]) => {
    const [changed, told] = change(options, name)
    const choiceLists = { ...questionnaire.choiceLists, [name]: changed }
    return { after: { ...questionnaire, choiceLists }, changes: [told] }
  })
  return anyOf([...edits, ...shared])
}

function onScoring(
  questionnaire: Questionnaire,
  change: (scoring: ScoringBlock) => readonly [ScoringBlock, string],
): fc.Arbitrary<Edit> | null {
  if (questionnaire.scoring === null) return null
  const [scoring, told] = change(questionnaire.scoring)
  return fc.constant({ after: { ...questionnaire, scoring }, changes: [told] })
}

const replaced = <T>(list: readonly T[], place: number, change: (one: T) => T) =>
  list.map((one, index) => (index === place ? change(one) : one))

const edits: Readonly<Record<string, Editing>> = {
  'an item is added': (before) =>
    anyOf(before.sections)?.chain(({ id: sectionId, items }) =>
      fc.integer({ min: 0, max: items.length }).map((index) => {
        const item = newItem(before, 'single')
        return { after: addItem(before, item, { sectionId, index }), changes: [`item_added ${item.id}`] }
      }),
    ) ?? null,
  'an item is removed': (before) =>
    anyOf(before.items)?.map(({ id }) => ({
      after: removeItem(before, id),
      changes: [`item_removed ${id}`],
    })) ?? null,
  'a text is changed': (before) =>
    fc
      .tuple(fc.constantFrom(...translatableTexts(before)), fc.constantFrom(...before.languages))
      .map(([{ key, texts }, language]) => {
        const was = texts[language] ?? ''
        return {
          after: withTexts(before, language, new Map([[key, `${was} And more`]])),
          changes: [`text_changed ${key} ${language} ${was} > ${was} And more`],
        }
      }),
  'an option is added': (before) =>
    onOptions(before, (options, owner) => [
      [...options, { code: 'brand_new', label: { en: 'Brand new' } }],
      `option_added ${owner} brand_new`,
    ]),
  'an option is removed': (before) =>
    onOptions(before, (options, owner) => [options.slice(1), `option_removed ${owner} ${options[0]?.code}`]),
  'an option gets another code': (before) =>
    onOptions(before, (options) => [
      replaced(options, 0, (option) => ({ ...option, code: 'renumbered' })),
      `option_recoded ${options[0]?.code} renumbered`,
    ]),
  'an option is rescored': (before) =>
    onOptions(before, (options, owner) => [
      replaced(options, 0, (option) => ({ ...option, score: option.score === 42 ? 43 : 42 })),
      `option_rescored ${owner} ${options[0]?.code}`,
    ]),
  'an option becomes critical or no longer is': (before) =>
    onOptions(before, (options, owner) => [
      replaced(options, 0, (option) => ({ ...option, critical: option.critical !== true })),
      `option_rescored ${owner} ${options[0]?.code}`,
    ]),
  'options change their order': (before) =>
    onOptions(before, (options, owner) =>
      options.length > 1
        ? [options.toReversed(), 'options_reordered']
        : [[...options, { code: 'b', label: { en: 'B' } }], `option_added ${owner} b`],
    ),
  'a condition is changed': (before) =>
    onItem(
      before,
      ({ relevant }) => relevant !== null,
      (item) => [{ ...item, relevant: `not(${item.relevant})` }, `expression_changed ${item.id} relevant`],
    ),
  'a condition is written otherwise': (before) =>
    onItem(
      before,
      ({ relevant }) => relevant !== null,
      (item) => [
        { ...item, relevant: `( ${item.relevant} )` },
        `expression_changed ${item.id} relevant in other words`,
      ],
    ),
  'a constraint comes': (before) =>
    onItem(
      before,
      ({ constraint }) => constraint === undefined,
      (item) => [{ ...item, constraint: ". != 'x'" }, `expression_changed ${item.id} constraint`],
    ),
  'an item becomes sensitive or no longer is': (before) =>
    onItem(
      before,
      () => true,
      (item) => [{ ...item, sensitive: !item.sensitive }, `protection_changed ${item.id} sensitive`],
    ),
  'an item becomes one of high risk': (before) =>
    onItem(
      before,
      ({ risk }) => risk === undefined,
      (item) => [{ ...item, risk: 'high' }, `protection_changed ${item.id} risk`],
    ),
  'an item becomes required or no longer is': (before) =>
    onItem(
      before,
      () => true,
      (item) => [{ ...item, required: !item.required }, `setting_changed ${item.id} required`],
    ),
  'an item becomes required after some answers': (before) =>
    onItem(
      before,
      () => true,
      (item) => [{ ...item, required: '${item} = 1' }, `expression_changed ${item.id} required`],
    ),
  'the source of an item changes': (before) =>
    onItem(
      before,
      () => true,
      (item) => [{ ...item, source: `${item.source}, 2nd edition` }, `setting_changed ${item.id} source`],
    ),
  'a reserved code is no longer offered': (before) =>
    onItem(
      before,
      ({ missing }) => missing.length > 0,
      (item) => [{ ...item, missing: item.missing.slice(1) }, `missing_codes_changed ${item.id}`],
    ),
  'the method of a score changes': (before) =>
    onItem(
      before,
      () => true,
      (item) => [
        { ...item, scoring: { method: 'linear', from: 12, to: 34 } },
        `scoring_method_changed ${item.id}`,
      ],
    ),
  'an item counts no more': (before) =>
    anyOf(before.items.filter(({ id }) => scoringPlaceOf(before, id) !== null))?.map(({ id }) => ({
      after: {
        ...before,
        scoring: before.scoring && {
          ...before.scoring,
          dimensions: before.scoring.dimensions.map((dimension) => ({
            ...dimension,
            subdimensions: dimension.subdimensions.map((part) => ({
              ...part,
              items: part.items.filter((item) => item.id !== id),
            })),
          })),
        },
      },
      changes: [`score_place_changed ${id}`],
    })) ?? null,
  'a dimension weighs more': (before) =>
    onScoring(before, (scoring) => [
      {
        ...scoring,
        dimensions: replaced(scoring.dimensions, 0, (one) => ({ ...one, weight: one.weight + 1 })),
      },
      `weight_changed ${scoring.dimensions[0]?.id}`,
    ]),
  'a cut-off changes': (before) =>
    onScoring(before, (scoring) => [
      {
        ...scoring,
        dimensions: replaced(scoring.dimensions, 0, (one) => ({ ...one, deprivationCutoff: 99 })),
      },
      `cutoff_changed ${scoring.dimensions[0]?.id}`,
    ]),
  'a rule of categories changes': (before) =>
    onScoring(before, ({ classification, ...scoring }) =>
      classification === null
        ? [{ ...scoring, classification, minItemShare: 0.9 }, 'scoring_rule_changed  minItemShare']
        : [
            {
              ...scoring,
              classification: { ...classification, minAnswered: classification.minAnswered + 1 },
            },
            'scoring_rule_changed  classification.minAnswered',
          ],
    ),
  'a language comes': (before) =>
    fc.constant({ after: withLanguage(before, 'so'), changes: ['language_added so'] }),
  'sections change places': (before) =>
    before.sections.length < 2
      ? null
      : fc.constant({
          after: stepSection(before, before.sections[0]?.id ?? '', 1),
          changes: ['section_moved'],
        }),
}

/** Any questionnaire and any edit of it. */
const edited = fc.constantFrom(...questionnaires).chain((before) =>
  fc
    .constantFrom(...Object.keys(edits))
    .chain((name) => {
      const arbitrary = edits[name]?.(before) ?? null
      return arbitrary ?? fc.constant({ after: before, changes: [] })
    })
    .map((edit) => ({ before, ...edit })),
)

test('a questionnaire does not differ from itself, whatever its version number', () => {
  for (const questionnaire of questionnaires) {
    expect(differenceOf(questionnaire, structuredClone({ ...questionnaire, version: 9 }))).toEqual([])
  }
})

describe('one edit is told as just that, and nothing else', () => {
  test.each(Object.entries(edits))('%s', (_, editing) => {
    for (const before of questionnaires) {
      const arbitrary = editing(before)
      if (arbitrary === null) continue
      fc.assert(
        fc.property(arbitrary, ({ after, changes }) => {
          expect(differenceOf(before, after).map(said)).toEqual(changes)
        }),
        { numRuns: 15 },
      )
    }
  })

  test('an item is moved', () => {
    for (const before of questionnaires) {
      const move = fc.tuple(fc.constantFrom(...before.items), fc.constantFrom(...before.sections), fc.nat(12))
      fc.assert(
        fc.property(move, ([{ id }, section, index]) => {
          const was = placeOf(before, id)
          const after = moveItem(before, id, { sectionId: section.id, index })
          const is = placeOf(after, id)
          const isStep =
            was?.sectionId === is?.sectionId && Math.abs((was?.index ?? 0) - (is?.index ?? 0)) === 1
          const changes = differenceOf(before, after)
          if (areSame(was, is)) expect(changes).toEqual([])
          // Of two neighbours that change places, either can be said to have moved.
          else if (isStep) expect(changes.map(({ kind }) => kind)).toEqual(['item_moved'])
          else expect(changes.map(said)).toEqual([`item_moved ${id}`])
        }),
      )
    }
  })
})

type Path = readonly (string | number)[]

/** The paths of all values of a document that hold no others. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

/** A copy with another value at a path, of the same type; words where there were none. */
function withOther(value: unknown, [key, ...rest]: Path, name?: Path[number]): unknown {
  if (key === undefined) {
    if (value === null && (name === 'help' || name === 'intro')) return { en: 'x' }
    if (typeof value === 'number') return value + 1
    return typeof value === 'boolean' ? !value : `${value ?? ''}x`
  }
  if (Array.isArray(value))
    return value.map((one, place) => (place === key ? withOther(one, rest, key) : one))
  const entries = Object.entries(value as object)
  return Object.fromEntries(
    entries.map(([name, one]) => [name, name === key ? withOther(one, rest, key) : one]),
  )
}

test('no value of the document can change without being told', () => {
  const places = fc.constantFrom(...questionnaires).chain((before) => {
    const leaves = leavesOf(before).filter(([key]) => key !== 'version')
    return fc.tuple(fc.constant(before), fc.constantFrom(...leaves))
  })
  fc.assert(
    fc.property(places, ([before, path]) => {
      const after = withOther(before, path) as Questionnaire
      expect([path, differenceOf(before, after).length > 0]).toEqual([path, true])
      expect(differenceOf(after, before).length > 0).toBe(true)
    }),
    { numRuns: 500 },
  )
})

/** Changes as a set, to be compared whatever their order. */
const asSet = (changes: readonly Change[]) => changes.map((change) => JSON.stringify(change)).sort()

test('edits of two items are told as both, whichever was made first', () => {
  const words = (item: Item): Item => ({
    ...item,
    label: { ...item.label, en: `${item.label.en} Really?` },
  })
  const guarded = (item: Item): Item => ({ ...item, sensitive: !item.sensitive, relevant: 'true()' })
  fc.assert(
    fc.property(fc.constantFrom(...short.items), fc.constantFrom(...short.items), (one, other) => {
      fc.pre(one.id !== other.id)
      const first = withItem(short, words(one))
      const second = withItem(short, guarded(other))
      const both = withItem(first, guarded(other))
      expect(withItem(second, words(one))).toEqual(both)
      expect(asSet(differenceOf(short, both))).toEqual(
        asSet([...differenceOf(short, first), ...differenceOf(short, second)]),
      )
    }),
  )
})

test('read backwards, what was added was removed, and old and new change places', () => {
  const mirror: Readonly<Record<string, string>> = {
    item_added: 'item_removed',
    item_removed: 'item_added',
    option_added: 'option_removed',
    option_removed: 'option_added',
    language_added: 'language_removed',
  }
  fc.assert(
    fc.property(edited, ({ before, after }) => {
      const there = differenceOf(before, after)
      const back = differenceOf(after, before)
      // An item that comes back is put into the score and its rules again; one that goes takes its place along.
      const follows = ['score_place_changed', 'core_items_changed']
      const came = there.some(({ kind }) => kind === 'item_removed')
      const told = back.filter(({ kind }) => !came || !follows.includes(kind))
      expect(told.map(({ kind }) => kind)).toEqual(there.map(({ kind }) => mirror[kind] ?? kind))
      for (const [place, change] of there.entries()) {
        const other = told[place]
        if (change.kind !== 'text_changed' || other?.kind !== 'text_changed') continue
        expect([other.before, other.after]).toEqual([change.after, change.before])
      }
    }),
    { numRuns: 300 },
  )
})

test('as little as can be is moved, and what is left stands in order', () => {
  const orders = fc
    .integer({ min: 1, max: 6 })
    .chain((size) => fc.shuffledSubarray([...Array(size).keys()], { minLength: size }))
  fc.assert(
    fc.property(orders, (order) => {
      const sorted = order.toSorted((a, b) => a - b)
      const moved = movedIn(sorted, order)
      const left = order.filter((one) => !moved.includes(one))
      expect(left).toEqual(left.toSorted((a, b) => a - b))
      const rises = Array.from({ length: 2 ** order.length }, (_, bits) =>
        order.filter((_one, place) => (bits >> place) & 1),
      ).filter((part) => part.every((one, place) => place === 0 || one > (part[place - 1] ?? -1)))
      expect(left.length).toBe(Math.max(...rises.map((part) => part.length)))
    }),
  )
})

describe('whether scores change', () => {
  test('never no where answers are scored otherwise', () => {
    const scored = edited.filter(
      ({ before, after }) => before.scoring !== null && !isScoringChanged(before, after),
    )
    fc.assert(
      fc.property(
        scored.chain(({ before, after }) =>
          fc.tuple(fc.constant(before), fc.constant(after), arbitraryAnswers(before)),
        ),
        ([before, after, answers]) => {
          expect(scoreResponse(after, answers)).toEqual(scoreResponse(before, answers))
        },
      ),
      { numRuns: 300 },
    )
  })

  const withWork = (change: Partial<Item>) => {
    const work = short.items.find(({ id }) => id === 'work_status')
    if (work === undefined) throw new Error('no work_status')
    return withItem(short, { ...work, ...change } as Item)
  }

  const withPay = (change: (relevant: string) => string) => {
    const pay = short.items.find(({ id }) => id === 'work_pay')
    if (pay === undefined) throw new Error('no work_pay')
    return withItem(short, { ...pay, relevant: change(pay.relevant ?? '') })
  }

  test.each<[string, Questionnaire, boolean]>([
    ['other words', withWork({ label: { en: 'Do you work?' } }), false],
    ['a condition written otherwise', withPay((relevant) => `( ${relevant} )`), false],
    ['another condition', withPay((relevant) => `not(${relevant})`), true],
    ['a condition of an item that counts', withWork({ relevant: "${stay_plan} = 'short'" }), true],
    ['another order of asking', moveItem(short, 'gender', { sectionId: 'stay', index: 0 }), false],
    ['an item that counts for nothing', removeItem(short, 'gender'), false],
    ['an item that counts', removeItem(short, 'work_status'), true],
  ])('%s', (_, after, expected) => {
    expect(isScoringChanged(short, after)).toBe(expected)
  })

  test('an item that only a condition looks at counts, too', () => {
    const watched = short.items.find(({ id }) => id === 'stay_plan')
    if (watched === undefined || !hasOptions(watched)) throw new Error('no stay_plan')
    const fewer = withItem(short, { ...watched, choices: watched.choices?.slice(1) } as Item)
    expect(scoringPlaceOf(short, 'stay_plan')).toBeNull()
    expect(isScoringChanged(short, fewer)).toBe(true)
  })
})

describe('long lists', () => {
  const withList = (options: readonly ResponseOption[]): Questionnaire => ({
    ...everyText,
    choiceLists: { ...everyText.choiceLists, unused: options },
  })
  const option = (code: string, words: string): ResponseOption => ({ code, label: { en: words } })

  test('of fifty thousand options that all got another code are compared while somebody waits', () => {
    const places = Array.from({ length: 50_000 }, (_, place) => place)
    const before = withList(places.map((place) => option(`was${place}`, `Place ${place}`)))
    const after = withList(places.map((place) => option(`is${place}`, `Place ${place}`)).toReversed())
    const difference = differenceOf(before, after)
    expect(difference.length).toBe(places.length + 1)
    expect(difference.map(said)).toContain('option_recoded was7 is7')
    expect(difference.at(-1)?.kind).toBe('options_reordered')
  }, 8_000)

  test('options that say the same get their new codes in their order', () => {
    const before = withList([option('a', 'Other'), option('b', 'Other'), option('c', 'Other')])
    const after = withList([option('x', 'Other'), option('y', 'Other')])
    expect(differenceOf(before, after).map(said)).toEqual([
      'option_removed unused c',
      'option_recoded a x',
      'option_recoded b y',
    ])
  })
})

describe('whether answers fit into one column', () => {
  const changed = (id: string, change: (item: Item) => Item) => {
    const item = everyText.items.find((one) => one.id === id)
    if (item === undefined) throw new Error(`no ${id}`)
    return withItem(everyText, change(item))
  }
  test.each<[string, string, Questionnaire, boolean]>([
    ['the same', 'status', everyText, true],
    ['other words', 'status', changed('status', (item) => ({ ...item, label: { en: 'Otherwise' } })), true],
    ['gone', 'status', removeItem(everyText, 'status'), false],
    [
      'other codes',
      'status',
      changed('status', (item) => ({ ...item, choices: [{ code: 'x', label: { en: 'X' } }] }) as Item),
      false,
    ],
    [
      'another order of options',
      'status',
      changed('status', (item) =>
        hasOptions(item) && item.choices !== undefined
          ? { ...item, choices: item.choices.toReversed() }
          : item,
      ),
      true,
    ],
    ['another scale', 'mood', changed('mood', (item) => ({ ...item, max: 5 }) as Item), false],
    ['another unit', 'hours', changed('hours', (item) => ({ ...item, unit: { en: 'days' } }) as Item), false],
    [
      'another type',
      'hours',
      changed('hours', (item) => ({ ...newItem(everyText, 'text'), id: item.id })),
      false,
    ],
  ])('%s', (_, id, after, expected) => {
    expect(isComparable(everyText, after, id)).toBe(expected)
  })
})
