import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { readXlsForm } from '../interchange/xlsform/read'
import { parseQuestionnaire } from './check'
import type { Questionnaire } from './definition'
import { moveItem } from './edit'
import { arbitraryAnswers } from './fixtures/arbitrary-answers'
import { pathOf } from './flow'
import { lintQuestionnaire } from './lint'
import { findingCodes } from './lint/finding'
import { minutesToAnswer } from './lint/length'
import { filteredOptions, hasOptions } from './options'

/** Parts of a made-up questionnaire about which nothing is to be said, changed by a test. */
type Parts = { readonly items?: readonly object[]; readonly [key: string]: unknown }

const words = (en: string) => ({ en })
const option = (code: string, more: object = {}) => ({ code, label: words(`Option ${code}`), ...more })
const single = (id: string, more: object = {}) => ({
  id,
  type: 'single',
  role: 'context',
  label: words(`Question ${id}?`),
  missing: ['pnta'],
  ...(!('choiceList' in more) && { choices: [option('yes'), option('no')] }),
  ...more,
})

function questionnaire({ items = [single('first')], ...more }: Parts): Questionnaire {
  const parsed = parseQuestionnaire({
    format: 'foothold-questionnaire/1',
    id: 'made-up',
    version: 1,
    population: 'any',
    title: words('Title'),
    intro: words('Before'),
    outro: words('After'),
    languages: ['en'],
    defaultLanguage: 'en',
    translationStatus: { en: 'source' },
    missingLabels: { pnta: words('Prefer not to answer') },
    sections: [{ id: 'all', title: words('All'), items: items.map((item) => 'id' in item && item.id) }],
    items,
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

const keysOf = (parts: Parts) => lintQuestionnaire(questionnaire(parts)).map(({ key }) => key)

const scoring = (itemIds: readonly string[], cutoff: number | null = 50) => ({
  dimensions: [
    {
      id: 'dim',
      label: words('Dimension'),
      weight: 1,
      deprivationCutoff: cutoff,
      subdimensions: [
        { id: 'sub', label: words('Part'), weight: 1, items: itemIds.map((id) => ({ id, weight: 1 })) },
      ],
    },
  ],
  overall: { method: 'arithmetic', requires: 'all' },
})
const scored = (id: string, more: object = {}) =>
  single(id, {
    scoring: { method: 'choice' },
    choices: [option('yes', { score: 100 }), option('no', { score: 0 })],
    ...more,
  })

const many = (count: number) => Array.from({ length: count }, (_, place) => option(`o${place}`))
const long = (count: number) => Array.from({ length: count }, () => 'word').join(' ')

test('nothing is said of a questionnaire that is as it should be', () => {
  expect(keysOf({})).toEqual([])
  expect(keysOf({ items: [scored('first')], scoring: scoring(['first']) })).toEqual([])
})

test('of the default questionnaires is said what is true of them: drafts of a machine, and items of high risk', () => {
  const [short, long, ...others] = defaultInstruments()
  const said = (found: Questionnaire | undefined) =>
    found === undefined ? [] : lintQuestionnaire(found).map(({ key }) => key)
  const high = ['work_status', 'status_now', 'entry_channel', 'hard_events'].map(
    (id) => `high_risk:items/${id}/risk`,
  )
  const drafts = ['ar', 'es', 'fr', 'pt', 'uk'].map(
    (language) => `translation_machine_drafted:translationStatus/${language}`,
  )
  expect(said(short)).toEqual([...drafts, ...high])
  expect(said(long)).toEqual(high)
  expect(others.flatMap(said)).toEqual([])
})

describe('each thing is found at its place, by a key of ids', () => {
  const translated = { languages: ['en', 'fr'], translationStatus: { en: 'source', fr: 'reviewed' } }
  const inBoth = (en: string, fr: string) => ({ en, fr })
  const french = {
    ...translated,
    title: inBoth('Title', 'Titre'),
    intro: inBoth('Before', 'Avant'),
    outro: inBoth('After', 'Après'),
    missingLabels: { pnta: inBoth('Prefer not to answer', 'Sans réponse') },
  }
  const frenchItem = {
    id: 'first',
    type: 'number',
    role: 'context',
    label: inBoth('How many?', 'Combien ?'),
    min: 0,
    max: 9,
  }
  const frenchSection = [{ id: 'all', title: inBoth('All', 'Tout'), items: ['first'] }]
  const asked = { ...french, items: [frenchItem], sections: frenchSection }

  test.each<[string, Parts, readonly string[]]>([
    ['a language that is whole', asked, []],
    [
      'a text that a language lacks',
      { ...asked, title: words('Title') },
      ['translation_missing:languages/fr'],
    ],
    [
      'a translation by a machine',
      { ...asked, translationStatus: { en: 'source', fr: 'machine-drafted' } },
      ['translation_machine_drafted:translationStatus/fr'],
    ],
    [
      'a translation that nobody has reviewed',
      { ...asked, translationStatus: { en: 'source', fr: 'imported' } },
      ['translation_not_reviewed:translationStatus/fr'],
    ],
    [
      'an answer that a translation does not show',
      {
        ...asked,
        sections: [{ ...frenchSection[0], items: ['first', 'second'] }],
        items: [frenchItem, { ...frenchItem, id: 'second', label: inBoth('So ${first}?', 'Alors ?') }],
      },
      ['placeholders_differ:items/second/label/fr'],
    ],
    [
      'more to read than is said',
      { estimatedMinutes: 1, items: many(30).map(({ code }) => single(code)), sections: inTwo(30) },
      ['takes_long:languages/en'],
    ],
    ['a long introduction', { intro: words(long(121)) }, ['intro_long:intro']],
    [
      'a long introduction of a section',
      { sections: [{ id: 'all', title: words('All'), intro: words(long(121)), items: ['first'] }] },
      ['intro_long:sections/all/intro'],
    ],
    [
      'a section with many questions',
      { items: many(21).map(({ code }) => single(code)) },
      ['section_long:sections/all'],
    ],
    [
      'a long question',
      { items: [single('first', { label: words(long(31)) })] },
      ['label_long:items/first/label'],
    ],
    ['a question of thirty words', { items: [single('first', { label: words(long(30)) })] }, []],
    [
      'high risk',
      { items: [single('first', { risk: 'high', sensitive: true })] },
      ['high_risk:items/first/risk'],
    ],
    [
      'high risk that is not sensitive',
      { items: [single('first', { risk: 'high' })] },
      ['high_risk:items/first/risk', 'high_risk_not_sensitive:items/first/sensitive'],
    ],
    [
      'a sensitive item that is required',
      { items: [single('first', { sensitive: true, required: true })] },
      ['sensitive_required:items/first/required'],
    ],
    [
      'words that are not sensitive',
      { items: [{ id: 'first', type: 'text', role: 'context', label: words('Say'), maxLength: 99 }] },
      ['text_not_sensitive:items/first/sensitive'],
    ],
    [
      'a full date',
      {
        items: [
          {
            id: 'first',
            type: 'date',
            role: 'context',
            label: words('Born'),
            min: '1930-01-01',
            max: '2020-01-01',
          },
        ],
      },
      ['full_date:items/first/precision'],
    ],
    [
      'a condition that always holds',
      {
        items: [single('first'), single('second', { relevant: "${first} != 'yes' or ${first} = 'yes'" })],
      },
      ['condition_always_true:items/second/relevant'],
    ],
    [
      'a condition that holds of who was not asked',
      {
        items: [
          single('first'),
          single('second', { relevant: "${first} = 'yes'" }),
          single('third', { relevant: "not(${second} = 'yes')" }),
        ],
      },
      ['condition_true_unasked:items/third/relevant/second'],
    ],
    [
      'a condition that holds only of who was asked',
      {
        items: [
          single('first'),
          single('second', { relevant: "${first} = 'yes'" }),
          single('third', { relevant: "${second} != '' and ${second} != 'yes'" }),
        ],
      },
      [],
    ],
    [
      'an option that no answer leaves',
      {
        items: [
          single('first'),
          single('second', {
            choiceFilter: 'of = ${first}',
            choices: [option('a', { attributes: { of: 'yes' } }), option('b', { attributes: { of: 'oui' } })],
          }),
        ],
      },
      ['options_never_offered:items/second/choices'],
    ],
    [
      'an option that another item of the list leaves',
      {
        choiceLists: {
          list: [option('a', { attributes: { of: 'x' } }), option('b', { attributes: { of: 'y' } })],
        },
        items: [
          single('first', { choiceList: 'list', choiceFilter: "of = 'x'" }),
          single('second', { choiceList: 'list', choiceFilter: "of = 'y'" }),
        ],
      },
      [],
    ],
    [
      'options with the same words',
      { items: [single('first', { choices: [option('a'), option('b', { label: words('option  A') })] })] },
      ['options_look_alike:items/first/choices/a/b'],
    ],
    [
      'an option with the words of a reserved code',
      {
        items: [
          single('first', {
            choices: [option('a'), option('none', { label: words('Prefer not to answer') })],
          }),
        ],
      },
      ['options_look_alike:items/first/choices/pnta/none'],
    ],
    [
      'options that are not searched',
      {
        items: [
          single('first', { type: 'multiple', choices: many(21) }),
          single('one', { choices: many(21) }),
        ],
      },
      ['options_not_searched:items/first/choices'],
    ],
    [
      'a score that counts for nothing',
      { items: [scored('first'), scored('second')], scoring: scoring(['first']) },
      ['scored_item_without_place:items/second/scoring'],
    ],
    [
      'scores that are not used',
      { items: [scored('first', { scoring: { method: 'none' } })] },
      ['scores_not_used:items/first/scoring'],
    ],
    [
      'an item that says another place than it has',
      { items: [scored('first', { dimension: 'other' })], scoring: scoring(['first']) },
      ['score_place_differs:items/first/dimension'],
    ],
    [
      'an option without a score',
      {
        items: [
          scored('first', {
            choices: [
              option('yes', { score: 100 }),
              option('no', { score: 0 }),
              option('none', { score: null, missing: 'na' }),
              option('varies'),
              option('else'),
            ],
            variants: [{ when: 'true()', scores: { varies: 50 } }],
          }),
        ],
        scoring: scoring(['first']),
      },
      ['option_never_scored:items/first/choices/else'],
    ],
    [
      'critical options of a dimension without a cut-off',
      {
        items: [
          scored('first', {
            choices: [option('yes', { score: 100 }), option('no', { score: 0, critical: true })],
          }),
        ],
        scoring: scoring(['first'], null),
      },
      ['critical_without_effect:items/first/choices'],
    ],
  ])('%s', (_, parts, keys) => {
    expect(keysOf(parts)).toEqual(keys)
  })

  function inTwo(count: number) {
    const ids = many(count).map(({ code }) => code)
    const half = count / 2
    return [ids.slice(0, half), ids.slice(half)].map((items, place) => ({
      id: `part_${place}`,
      title: words('Part'),
      items,
    }))
  }
})

test('in a form of an organisation, slips are found that can be seen in it', () => {
  const file = new URL('../interchange/xlsform/fixtures/unhcr-rms-capi-v3.xlsx', import.meta.url)
  const read = readXlsForm(new Uint8Array(readFileSync(file)), 'form.xlsx')
  if (!read.ok) throw new Error('It was not taken.')
  const findings = lintQuestionnaire(read.value.questionnaire)
  expect(new Set(findings.map(({ key }) => key)).size).toBe(findings.length)
  const ofKind = (part: string) => findings.filter(({ code }) => code.startsWith(part)).map(({ key }) => key)
  // "Presente y escuchando" stands for listening and for not listening; two levels of school are one in Arabic.
  expect(ofKind('options_look_alike')).toEqual([
    'options_look_alike:choiceLists/edu01_random/4/5',
    'options_look_alike:choiceLists/vawpre/1/2',
  ])
  // The filter wants "1", and the option says "0".
  expect(ofKind('options_never')).toEqual(['options_never_offered:choiceLists/relation'])
  // Their words in that language show no name, or another one.
  expect(ofKind('placeholders')).toEqual([
    'placeholders_differ:items/dis06/label/es',
    'placeholders_differ:items/dis06/label/fr',
    'placeholders_differ:items/dwa02/label/ar',
  ])
})

test('keys stay when items move, and no two findings have one', () => {
  const rich = questionnaire({
    items: [
      single('first', { risk: 'high' }),
      { id: 'second', type: 'text', role: 'context', label: words(long(31)), maxLength: 99 },
      single('third', { choices: [option('a'), option('b', { label: words('Option a') })] }),
      single('fourth', { sensitive: true, required: true }),
    ],
  })
  const keys = lintQuestionnaire(rich).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  fc.assert(
    fc.property(fc.constantFrom(...rich.items), fc.nat(3), ({ id }, index) => {
      const moved = moveItem(rich, id, { sectionId: 'all', index })
      expect(
        lintQuestionnaire(moved)
          .map(({ key }) => key)
          .sort(),
      ).toEqual([...keys].sort())
    }),
  )
})

describe('what is said of conditions and filters is true of every answer', () => {
  const test1 = fc
    .constantFrom('first', 'second')
    .chain((id) =>
      fc
        .constantFrom('', 'yes', 'no')
        .chain((code) => fc.constantFrom('=', '!=').map((sign) => `\${${id}} ${sign} '${code}'`)),
    )
  const condition = fc.oneof(
    test1,
    fc.tuple(test1, fc.constantFrom('and', 'or'), test1).map((parts) => parts.join(' ')),
    test1.map((one) => `not(${one})`),
  )
  const made = fc.tuple(condition, condition).map(([relevant, choiceFilter]) => {
    const filtered = single('fourth', {
      choiceFilter: `(${choiceFilter}) and of != \${first} or of = 'no'`,
      choices: [option('a', { attributes: { of: 'yes' } }), option('b', { attributes: { of: 'no' } })],
    })
    const items = [
      single('first'),
      single('second', { relevant: "${first} = 'yes'" }),
      single('third', { relevant }),
      filtered,
    ]
    return { items }
  })
  const sound = made.filter(({ items }) => {
    try {
      return questionnaire({ items }) !== null
    } catch {
      // Nobody can reach an item: an error, and not for warnings.
      return false
    }
  })

  test('by trying answers', () => {
    fc.assert(
      fc.property(
        sound.chain((parts) => {
          const built = questionnaire(parts)
          return fc.tuple(
            fc.constant(built),
            fc.array(arbitraryAnswers(built), { minLength: 60, maxLength: 60 }),
          )
        }),
        ([built, people]) => {
          const keys = lintQuestionnaire(built).map(({ key }) => key)
          const paths = people.map((answers) => pathOf(built, answers))
          const isAlwaysAsked = paths.every(({ isAsked }) => isAsked('third'))
          expect(isAlwaysAsked || !keys.includes('condition_always_true:items/third/relevant')).toBe(true)
          const item = built.items.find(({ id }) => id === 'fourth')
          if (item === undefined || !hasOptions(item)) throw new Error('no fourth')
          const offered = new Set(
            paths.flatMap(({ itemValue }) => filteredOptions(built, item, itemValue).map(({ code }) => code)),
          )
          const lost = keys.includes('options_never_offered:items/fourth/choices')
          // Sixty people show every option that anybody can be shown: there are few answers to give.
          expect(lost).toBe(offered.size < 2)
          const asksUnasked = paths.some(({ isAsked }) => isAsked('third') && !isAsked('second'))
          expect(asksUnasked || !keys.includes('condition_true_unasked:items/third/relevant/second')).toBe(
            true,
          )
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('how long it takes', () => {
  const read = (count: number, language = 'en') => {
    const texts = { [language]: `x${'abcde'.repeat(count)}` }
    return minutesToAnswer(
      questionnaire({
        languages: ['en', ...(language === 'en' ? [] : [language])],
        translationStatus: {},
        items: [single('first', { label: { en: 'x', ...texts } })],
      }),
      language,
    )
  }
  test('as the source says of English: 987 characters aloud in a minute, give or take a standard deviation', () => {
    expect(Math.abs(5_000 / (read(1_000) - read(0)) - 987)).toBeLessThan(118)
  })
  test('longer where fewer characters say as much', () => {
    expect(read(100, 'zh')).toBeGreaterThan(read(100, 'ar'))
    expect(read(100, 'ar')).toBeGreaterThan(read(100, 'en'))
  })
  test('more words never take less time, and conditions halve it', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (one, more) => {
        expect(read(one + more)).toBeGreaterThanOrEqual(read(one))
      }),
      { numRuns: 20 },
    )
    const minutes = (...items: readonly object[]) => minutesToAnswer(questionnaire({ items }), 'en')
    const alone = minutes(single('first'))
    const always = minutes(single('first'), single('second')) - alone
    const sometimes = minutes(single('first'), single('second', { relevant: "${first} = 'yes'" })) - alone
    expect(sometimes).toBeCloseTo(always / 2, 9)
  })
})

test('the documentation names everything that is warned of', () => {
  const paper = readFileSync('docs/questionnaire-format.md', 'utf8')
  const named = [...paper.matchAll(/^\| `([a-z_]+)` /gm)].map(([, code]) => code)
  expect(findingCodes.filter((code) => !named.includes(code))).toEqual([])
})
