import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import type { Answers } from '../questionnaire/answer-values'
import { parseQuestionnaire } from '../questionnaire/check'
import type { Questionnaire } from '../questionnaire/definition'
import { answerStatus } from '../questionnaire/missing'
import { offeredMissingCodes, responseOptions } from '../questionnaire/options'
import { scoreResponse } from '../scoring/score'
import type { MicrodataChoice, Person, SampleUnit } from './column'
import type { Cell, Variable } from './microdata'
import { type MicrodataTable, microdataTable } from './microdata-variables'

const everything: MicrodataChoice = {
  language: 'en',
  includeSensitive: true,
  includeText: true,
  includeItemScores: true,
}

function tableOf(questionnaire: Questionnaire, choice: Partial<MicrodataChoice> = {}): MicrodataTable {
  return microdataTable(
    questionnaire,
    { ...everything, ...choice },
    { textBytes: null, hasDesign: false, scoringVersion: null },
  )
}

function personWith(
  questionnaire: Questionnaire,
  answers: Answers,
  design: SampleUnit | null = null,
): Person {
  return {
    rowId: 'abcdefgh12345678',
    answeredOn: '2026-03-01',
    language: questionnaire.defaultLanguage,
    channel: 'web',
    questionnaireVersion: questionnaire.version,
    answers,
    statuses: answerStatus(questionnaire, answers),
    scored: questionnaire.scoring === null ? null : scoreResponse(questionnaire, answers),
    design,
  }
}

/** A row by name: numbers of categories as their codes, reasons for a missing value in brackets. */
function readable({ variables, rowOf }: MicrodataTable, person: Person): Record<string, unknown> {
  const row = rowOf(person)
  expect(row).toHaveLength(variables.length)
  return Object.fromEntries(
    variables.map((variable, place) => [variable.name, readableCell(variable, row[place])]),
  )
}

function readableCell(variable: Variable, cell: Cell | undefined): unknown {
  if (typeof cell === 'object') return `[${cell.missing}]`
  if (variable.type !== 'categorical') return cell
  return variable.categories.find(({ value }) => value === cell)?.code
}

function instrument(id: string): Questionnaire {
  const found = defaultInstruments().find((questionnaire) => questionnaire.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

const text = (en: string, ar?: string) => (ar === undefined ? { en } : { en, ar })

/** One item of each type, without scores. */
const small = ((): Questionnaire => {
  const items = [
    { id: 'sex', type: 'single', choices: [code('1'), code('2'), code('9')], missing: ['pnta'] },
    { id: 'work', type: 'single', choices: [code('yes'), code('no')], missing: ['pnta', 'dk'] },
    {
      id: 'school',
      type: 'single',
      relevant: "${work} = 'yes'",
      choices: [code('in'), code('out'), { ...code('none'), missing: 'na' }],
    },
    { id: 'spoken', type: 'multiple', choices: [code('a.b'), code('a-b'), code('fr')], missing: ['dk'] },
    { id: 'hours', type: 'number', min: 0, max: 80, decimals: 1, unit: { en: 'hours', ar: 'ساعات' } },
    {
      id: 'trust',
      type: 'scale',
      min: 0,
      max: 10,
      step: 0.5,
      minLabel: text('None'),
      maxLabel: text('Full'),
    },
    { id: 'wish', type: 'text', maxLength: 30, missing: ['pnta'] },
    { id: 'born', type: 'date', min: '1900-01-01', max: '2026-01-01' },
    { id: 'moved', type: 'date', precision: 'month', min: '1900-01', max: '2026-01' },
    { id: 'origin', type: 'single', choiceSource: 'iso3166-1-alpha-2' },
    { id: 'wave', type: 'hidden', min: 1, max: 99 },
    { id: 'response_id', type: 'number', min: 0, max: 9 },
  ].map((item) => ({ role: 'background', label: text(`The ${item.id}?`, `${item.id} بالعربية`), ...item }))
  const parsed = parseQuestionnaire({
    format: 'foothold-questionnaire/1',
    id: 'small',
    version: 3,
    population: 'any',
    title: text('Small'),
    intro: text('.'),
    outro: text('.'),
    languages: ['en', 'ar'],
    defaultLanguage: 'en',
    translationStatus: { en: 'source', ar: 'source' },
    missingLabels: { pnta: text('Rather not', 'أفضل ألا'), dk: text('No idea', 'لا فكرة') },
    sections: [
      {
        id: 'all',
        title: text('All', 'الكل'),
        items: items.map(({ id }) => id),
      },
    ],
    items,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
})()

function code(id: string) {
  return { code: id, label: text(`Option ${id}`, `خيار ${id}`) }
}

test('each type of item becomes a variable that says what its cells are', () => {
  const { variables } = tableOf(small)
  const found = (name: string) => variables.find((variable) => variable.name === name)
  expect(found('sex')).toMatchObject({ categories: [{ value: 1 }, { value: 2 }, { value: 9 }] })
  expect(found('work')).toMatchObject({
    type: 'categorical',
    level: 'nominal',
    categories: [
      { code: 'yes', value: 1, label: 'Option yes' },
      { code: 'no', value: 2, label: 'Option no' },
    ],
  })
  expect(found('school')).toMatchObject({ categories: [{ code: 'in' }, { code: 'out' }] })
  expect(found('spoken__fr')).toMatchObject({ label: 'Option fr – The spoken?', categories: [{}, {}] })
  expect(found('hours')).toMatchObject({ type: 'number', decimals: 1, min: 0, max: 80, unit: 'hours' })
  expect(found('trust')).toMatchObject({ decimals: 1, question: 'The trust? (0 = None; 10 = Full)' })
  expect(found('wish')).toMatchObject({ type: 'text', maxBytes: 90 })
  expect(found('born')).toMatchObject({ type: 'date' })
  expect(found('moved')).toMatchObject({ type: 'text', maxBytes: 7 })
  expect(found('wave')).toMatchObject({ type: 'number', decimals: null })
  const origin = found('origin')
  const countries = origin?.type === 'categorical' ? origin.categories : []
  expect(countries.find(({ code }) => code === 'SY')).toMatchObject({ label: 'Syria' })
})

test('every cell is read back as the answer that was given, or as the reason why there is none', () => {
  const answers = {
    sex: '9',
    work: 'no',
    spoken: ['fr', 'a-b'],
    hours: 37.5,
    trust: 0,
    wish: 'سلام',
    born: '1990-02-28',
    moved: '2019-11',
    origin: 'SY',
    wave: 2,
  }
  expect(readable(tableOf(small), personWith(small, answers))).toMatchObject({
    response_id_2: 'abcdefgh12345678',
    response_date: '2026-03-01',
    response_language: 'en',
    response_channel: 'web',
    questionnaire_version: 3,
    sex: '9',
    work: 'no',
    school: '[not_asked]',
    spoken__a_b: 'no',
    spoken__a_b_2: 'yes',
    spoken__fr: 'yes',
    hours: 37.5,
    trust: 0,
    wish: 'سلام',
    born: '1990-02-28',
    moved: '2019-11',
    origin: 'SY',
    wave: 2,
    response_id: '[skipped]',
  })
})

test('reasons are kept apart, an option that says "does not apply" among them', () => {
  const answers = { sex: 'pnta', work: 'yes', school: 'none', spoken: 'dk', wish: 'pnta' }
  expect(readable(tableOf(small), personWith(small, answers))).toMatchObject({
    sex: '[refused]',
    school: '[not_applicable]',
    spoken__a_b: '[dont_know]',
    spoken__a_b_2: '[dont_know]',
    spoken__fr: '[dont_know]',
    wish: '[refused]',
    hours: '[skipped]',
  })
})

test('labels are in the language that was asked for, and fall back to the default one', () => {
  const { variables, missingLabels } = tableOf(small, { language: 'ar' })
  const found = (name: string) => variables.find((variable) => variable.name === name)
  expect(found('work')).toMatchObject({ label: 'work بالعربية', categories: [{ label: 'خيار yes' }, {}] })
  expect(found('hours')).toMatchObject({ unit: 'ساعات' })
  expect(found('trust')).toMatchObject({ question: 'trust بالعربية (0 = None; 10 = Full)' })
  expect(found('spoken__fr')).toMatchObject({ categories: [{ label: 'لا' }, { label: 'نعم' }] })
  expect(missingLabels).toMatchObject({
    refused: 'أفضل ألا',
    dont_know: 'لا فكرة',
    not_asked: 'لم يُطرح السؤال',
  })
  const origin = found('origin')
  expect(origin?.type === 'categorical' && origin.categories.find(({ code }) => code === 'SY')?.label).toBe(
    'سوريا',
  )
})

test('free text is left out unless asked for, and the table says so', () => {
  const { variables, leftOut } = tableOf(small, { includeText: false })
  expect(variables.map(({ name }) => name)).not.toContain('wish')
  expect(leftOut).toEqual([{ name: 'wish', label: 'The wish?', why: 'text' }])
})

test('whole numbers with a meaning of their own are kept only where all codes are whole numbers, each another', () => {
  const valuesWith = (codes: readonly string[]) => {
    const items = small.items.map((item) =>
      item.id === 'sex' && item.type === 'single' ? { ...item, choices: codes.map(code) } : item,
    )
    const variable = tableOf({ ...small, items }).variables.find(({ name }) => name === 'sex')
    return variable?.type === 'categorical' ? variable.categories.map(({ value }) => value) : []
  }
  expect(valuesWith(['0', '-3', '12'])).toEqual([0, -3, 12])
  expect(valuesWith(['1', '01'])).toEqual([1, 2])
  expect(valuesWith(['1', 'other'])).toEqual([1, 2])
  expect(valuesWith(['5', '9999999999'])).toEqual([1, 2])
  expect(valuesWith(['5', '1.5'])).toEqual([1, 2])
})

test('the place in the sample stands in the last columns where there is one', () => {
  const table = microdataTable(small, everything, { textBytes: null, hasDesign: true, scoringVersion: null })
  expect(table.variables.slice(-3).map(({ name }) => name)).toEqual(['weight', 'stratum', 'psu'])
  const drawn = readable(table, personWith(small, {}, { weight: 1.25, stratum: 'north', psu: '' }))
  expect(drawn).toMatchObject({ weight: 1.25, stratum: 'north', psu: '[not_applicable]' })
  expect(readable(table, personWith(small, {}))).toMatchObject({ weight: '[not_applicable]' })
})

type Example = {
  readonly id: string
  readonly questionnaire: string
  readonly answers: Answers
  readonly expected: {
    readonly items: Readonly<Record<string, number | null>>
    readonly missing: Readonly<Record<string, string>>
    readonly subdimensions: Readonly<Record<string, number | null>>
    readonly dimensions: Readonly<Record<string, number | null>>
    readonly overall: number | null
    readonly deprived: Readonly<Record<string, boolean | null>>
    readonly category: string | null
    readonly categoryBasis: { readonly rule: string; readonly signals: readonly string[] } | null
  }
}
const golden: { examples: Example[] } = JSON.parse(
  readFileSync(new URL('../scoring/fixtures/golden.json', import.meta.url), 'utf8'),
)

describe('a row carries the scores, reasons and category of the worked examples', () => {
  test.each(golden.examples.map((example) => [example.id, example] as const))('%s', (_, example) => {
    const questionnaire = instrument(example.questionnaire)
    const { expected } = example
    const row = readable(tableOf(questionnaire), personWith(questionnaire, example.answers))
    const expectScore = (name: string, score: number | null) => {
      if (score === null) expect(row[name], name).toMatch(/^\[/)
      else expect(row[name], name).toBeCloseTo(score, 6)
    }
    for (const [id, why] of Object.entries(expected.missing)) {
      expect(row[`score_item_${id}`], id).toBe(`[${why}]`)
      expect(row[id], id).toBe(`[${why}]`)
    }
    for (const [id, score] of Object.entries(expected.items)) expectScore(`score_item_${id}`, score)
    for (const [id, score] of Object.entries(expected.subdimensions)) expectScore(`score_sub_${id}`, score)
    for (const [id, score] of Object.entries(expected.dimensions)) expectScore(`score_dim_${id}`, score)
    expectScore('score_overall', expected.overall)
    for (const [id, flag] of Object.entries(expected.deprived)) {
      if (flag === null) expect(row[`deprived_${id}`]).toMatch(/^\[/)
      else expect(row[`deprived_${id}`]).toBe(flag ? 'yes' : 'no')
    }
    if (expected.category !== null) expect(row.category).toBe(expected.category)
    if (row.category_rule !== undefined) {
      expect(row.category_rule).toBe(expected.categoryBasis?.rule)
      const fired = Object.keys(row).filter((name) => name.startsWith('signal_') && row[name] === 'yes')
      expect(fired).toEqual(expected.categoryBasis?.signals.map((id) => `signal_${id}`))
    }
  })
})

const short = instrument('migrant-short')

function answersTo(questionnaire: Questionnaire): fc.Arbitrary<Answers> {
  const record = Object.fromEntries(
    questionnaire.items.map((item) => {
      const reserved = offeredMissingCodes(item).map((missing) => fc.constant<unknown>(missing))
      const codes =
        item.type === 'single' || item.type === 'multiple'
          ? responseOptions(questionnaire, item).map((option) => option.code)
          : []
      const proper: fc.Arbitrary<unknown> =
        item.type === 'single'
          ? fc.constantFrom(...codes)
          : item.type === 'multiple'
            ? fc.subarray(codes, { minLength: 1 })
            : item.type === 'text'
              ? fc.string({ unit: 'grapheme', maxLength: 10 })
              : 'min' in item
                ? fc.integer({ min: Number(item.min), max: Number(item.max) })
                : fc.constant('2026-03-01')
      return [item.id, fc.oneof(proper, ...reserved)]
    }),
  )
  return fc.record(record, { requiredKeys: [] }) as fc.Arbitrary<Answers>
}

test('every cell is one that its variable can have', () => {
  const long = instrument('migrant-long')
  const table = tableOf(long)
  fc.assert(
    fc.property(answersTo(long), (answers) => {
      const row = table.rowOf(personWith(long, answers))
      expect(row).toHaveLength(table.variables.length)
      table.variables.forEach((variable, place) => {
        const cell = row[place]
        if (typeof cell === 'object') return
        if (variable.type === 'categorical') {
          expect(variable.categories.map(({ value }) => value)).toContain(cell)
        } else if (variable.type === 'number') {
          expect(cell).toBeGreaterThanOrEqual(variable.min ?? Number.NEGATIVE_INFINITY)
          expect(cell).toBeLessThanOrEqual((variable.max ?? Number.POSITIVE_INFINITY) + 1e-9)
        } else if (variable.type === 'text') {
          expect(Buffer.byteLength(String(cell))).toBeLessThanOrEqual(variable.maxBytes)
        } else expect(cell).toMatch(/^\d{4}-\d\d-\d\d$/)
      })
    }),
    { numRuns: 50 },
  )
})

test('names differ by more than the case of letters', () => {
  for (const questionnaire of [...defaultInstruments(), small]) {
    const names = tableOf(questionnaire).variables.map(({ name }) => name.toLowerCase())
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
  }
})

test('without sensitive items, no column but dimensions, the whole, deprivation and category moves with their answers', () => {
  const table = tableOf(short, { includeSensitive: false })
  const names = table.variables.map(({ name }) => name)
  const sensitive = short.items.filter((item) => item.sensitive)
  for (const { id } of sensitive) expect(names.some((name) => name.startsWith(id))).toBe(false)
  expect(table.leftOut.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'hard_events',
      'score_item_work_pay',
      'score_sub_mobility',
      'signal_coerced_work',
    ]),
  )
  const mayMove = /^(score_dim_|score_overall|deprived_|deprivation_score|category$)/
  fc.assert(
    fc.property(answersTo(short), answersTo(short), (answers, others) => {
      // What decides who is asked what stays: that a question was asked is no answer to it.
      const controlling = new Set(['work_status'])
      const changed = Object.fromEntries(
        sensitive.flatMap(({ id }) => {
          const other = others[id]
          return controlling.has(id) || other === undefined ? [] : [[id, other] as const]
        }),
      )
      const before = readable(table, personWith(short, answers))
      const after = readable(table, personWith(short, { ...answers, ...changed }))
      for (const name of names) if (!mayMove.test(name)) expect(after[name], name).toEqual(before[name])
    }),
  )
})

describe('what is calculated, put in order and timed', () => {
  const shared = { role: 'context', label: { en: 'Label' } }
  const options = ['a', 'b', 'c'].map((code) => ({ code, label: { en: code.toUpperCase() } }))
  const items = [
    { ...shared, id: 'day', type: 'today' },
    { ...shared, id: 'hello', type: 'note' },
    { ...shared, id: 'age', type: 'number', min: 0, max: 120 },
    { ...shared, id: 'told', type: 'text', maxLength: 100 },
    { ...shared, id: 'papers', type: 'number', min: 0, max: 9, sensitive: true },
    { ...shared, id: 'up', type: 'time' },
    { ...shared, id: 'needs', type: 'rank', choices: options },
    { ...shared, id: 'next_age', type: 'calculated', calculation: '${age} + 1' },
    { ...shared, id: 'retold', type: 'calculated', calculation: "concat('So: ', ${told})" },
    { ...shared, id: 'has_papers', type: 'calculated', calculation: "if(${papers} > 0, 'yes', 'no')" },
    { ...shared, id: 'of_that', type: 'calculated', calculation: 'string-length(${has_papers})' },
  ]
  const parsed = parseQuestionnaire({
    format: 'foothold-questionnaire/1',
    id: 'kinds',
    version: 1,
    population: 'any',
    title: { en: 'Kinds' },
    intro: { en: 'Kinds' },
    outro: { en: 'Thanks' },
    languages: ['en'],
    defaultLanguage: 'en',
    translationStatus: {},
    missingLabels: { pnta: { en: 'No answer' } },
    sections: [{ id: 'all', title: { en: 'All' }, items: items.map(({ id }) => id) }],
    items,
  })
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  const kinds = parsed.value
  const answers = {
    day: '2026-03-01',
    age: 30,
    told: 'my name',
    papers: 1,
    up: '06:30',
    needs: ['c', 'a', 'b'],
  }

  test('each has its variables, and a note has none', () => {
    expect(readable(tableOf(kinds), personWith(kinds, answers))).toMatchObject({
      day: '2026-03-01',
      up: '06:30',
      needs__a: 2,
      needs__b: 3,
      needs__c: 1,
      next_age: '31',
      retold: 'So: my name',
      has_papers: 'yes',
    })
    expect(tableOf(kinds).variables.map(({ name }) => name)).not.toContain('hello')
  })

  test('what rests on words of their own, or on a sensitive answer, leaves with those alone', () => {
    const { leftOut } = tableOf(kinds, { includeText: false, includeSensitive: false })
    expect(leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      'told: text',
      'papers: sensitive',
      'retold: text',
      'has_papers: sensitive',
      'of_that: sensitive',
    ])
  })

  test('a calculation without what it needs is skipped', () => {
    expect(readable(tableOf(kinds), personWith(kinds, {}))).toMatchObject({ next_age: '[skipped]' })
  })
})
