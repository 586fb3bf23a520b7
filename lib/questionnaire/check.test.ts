import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import migrantLong from '../instruments/migrant-long.json'
import migrantShort from '../instruments/migrant-short.json'
import { incompleteTexts, parseQuestionnaire } from './check'
import { draftSchema } from './definition'

/** The short form, changed by hand. */
function changed(change: (document: Record<string, never> & typeof migrantShort) => void): unknown {
  const document = structuredClone(migrantShort)
  change(document as never)
  return document
}

function problemsOf(document: unknown): string[] {
  const parsed = parseQuestionnaire(document)
  return parsed.ok ? [] : parsed.problems.map(({ path, code }) => `${path} ${code}`)
}

type Item = (typeof migrantShort.items)[number] & Record<string, unknown>
const place = (id: string) => migrantShort.items.findIndex((item) => item.id === id)
const withItem = (id: string, change: (item: Item) => void) =>
  changed(({ items }) => change(items[place(id)] as Item))

test('the four default questionnaires load without a problem, complete in every language', () => {
  expect(defaultInstruments().map(({ id }) => id)).toEqual([
    'migrant-short',
    'migrant-long',
    'public-perceptions',
    'social-fabric',
  ])
  for (const questionnaire of defaultInstruments()) {
    for (const language of questionnaire.languages)
      expect(incompleteTexts(questionnaire, language)).toEqual([])
  }
})

test('the first questionnaire of the documentation is one', () => {
  const file = 'docs/examples/first-questionnaire/questionnaire.json'
  expect(problemsOf(JSON.parse(readFileSync(file, 'utf8')))).toEqual([])
})

describe('what is wrong is named by its path', () => {
  const at = (id: string) => `items[${place(id)}]`
  test.each([
    ['not an object', 'hello', [' invalid_type']],
    [
      'an unknown key',
      changed((document) => Object.assign(document, { colour: 'red' })),
      ['colour unknown_key'],
    ],
    [
      'an unknown type',
      withItem('gender', (item) => Object.assign(item, { type: 'radio' })),
      [`${at('gender')}.type invalid_union`],
    ],
    ['a repeated item', withItem('gender', (item) => Object.assign(item, { id: 'area_type' })), null],
    [
      'an item without a section',
      changed(({ sections }) => sections[6]?.items.pop()),
      [`${at('area_type')}.id item_without_section`],
    ],
    [
      'an unreadable relevance',
      withItem('work_pay', (item) => Object.assign(item, { relevant: '${work_status} =' })),
      [`${at('work_pay')}.relevant expression_not_readable`],
    ],
    [
      'an unknown item',
      withItem('work_pay', (item) => Object.assign(item, { relevant: "${job} = 'x'" })),
      [`${at('work_pay')}.relevant unknown_item`],
    ],
    [
      'an unknown code',
      withItem('work_pay', (item) => Object.assign(item, { relevant: "${work_status} = 'retired'" })),
      [`${at('work_pay')}.relevant unknown_option`],
    ],
    [
      'a later item',
      withItem('work_pay', (item) => Object.assign(item, { relevant: "${gender} = 'man'" })),
      [`${at('work_pay')}.relevant item_comes_later`],
    ],
    [
      'a relevance that never holds',
      withItem('work_pay', (item) =>
        Object.assign(item, { relevant: "${work_status} = 'regular' and ${work_status} = 'unpaid'" }),
      ),
      [`${at('work_pay')}.relevant item_unreachable`],
    ],
    [
      'an answer that is needed after a later one',
      withItem('work_pay', (item) => Object.assign(item, { required: "${gender} = 'man'" })),
      [`${at('work_pay')}.required item_comes_later`],
    ],
    [
      'an answer that is needed under no real condition',
      withItem('work_pay', (item) => Object.assign(item, { required: '1 = 1' })),
      [`${at('work_pay')}.required condition_without_item`],
    ],
    [
      'an answer that is needed under an empty condition',
      withItem('work_pay', (item) => Object.assign(item, { required: '' })),
      null,
    ],
    [
      '"." outside a constraint',
      withItem('work_pay', (item) => Object.assign(item, { relevant: '. > 1' })),
      [`${at('work_pay')}.relevant self_outside_constraint`],
    ],
    [
      'a scored item that is not scored',
      withItem('feel_safe', (item) => Object.assign(item, { scoring: { method: 'none' } })),
      ['scoring.dimensions[3].subdimensions[1].items[0].id item_not_scored'],
    ],
    [
      'an unknown item in the scoring',
      changed(({ scoring }) =>
        Object.assign(scoring.dimensions[0]?.subdimensions[0]?.items[0] ?? {}, { id: 'job' }),
      ),
      ['scoring.dimensions[0].subdimensions[0].items[0].id unknown_item'],
    ],
    [
      'no last rule',
      changed(({ scoring }) => scoring.classification.rules.pop()),
      ['scoring.classification.rules[3] otherwise_misplaced'],
    ],
    [
      'a text that is missing in the default language',
      withItem('gender', (item) => Object.assign(item, { label: { ar: 'x' } })),
      [`${at('gender')}.label text_missing`],
    ],
    [
      'an unknown language',
      withItem('gender', (item) => Object.assign(item.label, { tlh: 'x' })),
      [`${at('gender')}.label.tlh unknown_language`],
    ],
    ['an empty range', withItem('life_control', (item) => Object.assign(item, { min: 10 })), null],
    [
      'a reserved code as an option',
      withItem('gender', (item) =>
        item.choices?.push({ code: 'pnta', label: { en: 'x' }, score: null } as never),
      ),
      null,
    ],
  ])('%s', (_, document, wanted) => {
    const problems = problemsOf(document)
    if (wanted === null) expect(problems.length).toBeGreaterThan(0)
    else expect(problems).toEqual(wanted)
  })
})

test('every problem is reported at once', () => {
  const document = changed(({ items }) => {
    Object.assign(items[place('gender')] ?? {}, { label: {} })
    Object.assign(items[place('work_pay')] ?? {}, { relevant: '${nobody} = 1' })
  })
  expect(problemsOf(document)).toHaveLength(2)
})

test('a relevance that depends on another’s is searched through it', () => {
  const document = withItem('fair_deal', (item) =>
    // Asked only of people who stay for a season, whom the settled are not.
    Object.assign(item, { relevant: "${expectations} != '' and ${stay_plan} = 'short'" }),
  )
  expect(problemsOf(document)).toEqual([`items[${place('fair_deal')}].relevant item_unreachable`])
})

test('no JSON value makes the reader throw', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => parseQuestionnaire(value).ok === false))
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(migrantShort)), fc.jsonValue(), (key, value) => {
      expect(typeof parseQuestionnaire({ ...migrantShort, [key]: value }).ok).toBe('boolean')
    }),
    { numRuns: 60 },
  )
})

/** The short form with a date item `q` before `fair_deal`, which is asked under a condition. */
function withDate(kind: Readonly<Record<string, unknown>>, relevant = "${q} != ''"): unknown {
  return changed(({ items, sections }) => {
    const { label } = items[place('life_control')] ?? {}
    const asked = { id: 'q', role: 'background', label, type: 'date', ...kind }
    const before = place('fair_deal')
    Object.assign(items[before] ?? {}, { relevant })
    items.splice(before, 0, asked as never)
    const listed = sections.find((section) => section.items.includes('fair_deal'))?.items
    listed?.splice(listed.indexOf('fair_deal'), 0, 'q')
  })
}

describe('a date item', () => {
  const at = `items[${place('fair_deal')}]`
  const relevanceAt = `items[${place('fair_deal') + 1}].relevant`
  const days = { min: '2015-01-01', max: '2026-12-31' }
  const years = { min: '1950', max: '2026', precision: 'year' }
  test.each([
    ['of a day', days, "${q} = '2024-02-29'", []],
    [
      'of a month',
      { min: '2015-01', max: '2015-01', precision: 'month' },
      "${q} != '2015-01' and ${q} != ''",
      ['unreachable'],
    ],
    ['of a year, which is a number too', years, '${q} >= 2015 and ${q} < 2016', []],
    ['of a year that is never reached', years, '${q} > 2026', ['unreachable']],
    ['that is none of two dates', days, "${q} != '2015-01-01' and ${q} != '2015-01-02' and ${q} != ''", []],
    ['that is refused', { ...days, missing: ['pnta'] }, "${q} = 'pnta'", []],
    ['outside its range', days, "${q} = '2027-01-01'", ['unreachable']],
    ['before another', days, "${q} < '2020-01-01'", []],
    ['that is reckoned with', days, '${q} + 1 != 2 or -${q} = 1', []],
    [
      'of a month before another',
      { min: '2015-01', max: '2026-12', precision: 'month' },
      "${q} < '2020-01' or ${q} + 1 = 2",
      ['date_not_a_number', 'date_not_a_number'],
    ],
    ['that equals a number', days, '${q} = 2024', ['date_not_real']],
    ['that equals a day that is none', days, "'2023-02-29' = ${q}", ['date_not_real']],
    ['that equals a year alone', days, "${q} = '2024'", ['date_not_real']],
  ])('%s', (_, kind, relevant, codes) => {
    expect(problemsOf(withDate(kind, relevant))).toEqual(
      codes.map((code) => `${relevanceAt} ${code.replace(/^unreachable$/, 'item_unreachable')}`),
    )
  })

  test.each([
    ['a first day that is none', { ...days, min: '2015-02-30' }, [`${at}.min date_not_real`]],
    [
      'ends of another precision',
      { ...days, precision: 'year' },
      [`${at}.min date_not_real`, `${at}.max date_not_real`],
    ],
    [
      'ends in the wrong order',
      { min: '2020-01-02', max: '2020-01-01' },
      [`${at}.max range_empty`, `${relevanceAt} item_unreachable`],
    ],
    ['an end that is no date', { ...days, max: 'today' }, [`${at}.max invalid_format`]],
    [
      'a score',
      { ...days, scoring: { method: 'linear', from: 2015, to: 2026 } },
      [`${at}.scoring scoring_does_not_fit`],
    ],
    [
      'an order of months in its constraint',
      { min: '2015-01', max: '2026-12', precision: 'month', constraint: ". > '2020-01'" },
      [`${at}.constraint date_not_a_number`],
    ],
    ['one day alone', { min: '2020-01-01', max: '2020-01-01' }, []],
  ])('with %s', (_, kind, wanted) => {
    expect(problemsOf(withDate(kind))).toEqual(wanted)
  })
})

test.each([
  ['between two tenths', '${q} > 2 and ${q} < 2.2', { type: 'number', min: 0, max: 10, decimals: 1 }],
  ['on the grid of a coarse scale', '${q} > 4 and ${q} < 7', { type: 'scale', min: 0, max: 9, step: 3 }],
])('a relevance that a few answers make true is reachable: %s', (_, relevant, kind) => {
  const document = changed(({ items, sections }) => {
    const { label } = items[place('life_control')] ?? {}
    const asked = { id: 'q', role: 'background', label, scoring: { method: 'none' }, ...kind }
    const before = place('fair_deal')
    Object.assign(items[before] ?? {}, { relevant })
    items.splice(before, 0, asked as never)
    const listed = sections.find((section) => section.items.includes('fair_deal'))?.items
    listed?.splice(listed.indexOf('fair_deal'), 0, 'q')
  })
  expect(problemsOf(document)).toEqual([])
})

test('the unit of a number is plain text or a text by language, which is to be translated like any other', () => {
  const { items } = migrantLong
  const hours = items.findIndex(({ id }) => id === 'work_hours')
  const withUnit = (unit: unknown) => ({
    ...migrantLong,
    languages: ['en', 'ar'],
    items: items.map((item, at) => (at === hours ? { ...item, unit } : item)),
  })
  const at = `items[${hours}].unit`
  expect(problemsOf(withUnit('kg'))).toEqual([])
  expect(problemsOf(withUnit({ ar: 'ساعات' }))).toEqual([`${at} text_missing`])
  expect(problemsOf(withUnit(7))).toEqual([`${at} invalid_union`])
  const lackingInArabic = (unit: unknown) => {
    const parsed = parseQuestionnaire(withUnit(unit))
    if (!parsed.ok) throw new Error('refused')
    return incompleteTexts(parsed.value, 'ar')
  }
  expect(lackingInArabic({ en: 'hours' })).toContain(at)
  expect(lackingInArabic({ en: 'hours', ar: 'ساعات' })).not.toContain(at)
  expect(lackingInArabic('kg')).not.toContain(at)
})

test('half a surrogate pair is the sign for a lost letter wherever a definition is read', () => {
  const halves = changed((document) => {
    Object.assign(document.title, { en: 'A \ud83d title 😀 \udc00' })
    Object.assign(document.items[0] ?? {}, { source: '\udfff source' })
  })
  const parsed = parseQuestionnaire(halves)
  if (!parsed.ok) throw new Error('refused')
  expect(parsed.value.title.en).toBe('A \ufffd title 😀 \ufffd')
  expect(parsed.value.items[0]?.source).toBe('\ufffd source')
  expect(draftSchema.parse(halves).title.en).toBe('A \ufffd title 😀 \ufffd')
})
