import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseReceipt } from '../../code'
import { consentText, consentWords } from '../../consent'
import { defaultInstruments } from '../../instruments/default-instruments'
import { answerFault } from '../../questionnaire/answer-fault'
import type { Answer } from '../../questionnaire/answer-values'
import { validateAnswers } from '../../questionnaire/answers'
import { waveAnswers } from '../../questionnaire/answers-filled-in'
import { parseQuestionnaire } from '../../questionnaire/check'
import type { Item, Questionnaire } from '../../questionnaire/definition'
import { asNumber, asText } from '../../questionnaire/expression-values'
import { arbitraryQuestionnaire } from '../../questionnaire/fixtures/arbitrary-questionnaire'
import { roster } from '../../questionnaire/fixtures/repeated'
import { pathOf } from '../../questionnaire/flow'
import { missingCodeOf } from '../../questionnaire/missing'
import { isDisplayed } from '../../questionnaire/options'
import { unrolled } from '../../questionnaire/repeats'
import { surveyMediaIn } from '../../survey-media'
import { readXlsForm } from '../xlsform/read'
import { engineWithDocument, type Interview, openForm } from './fixtures/engine'
import { chanceFrom, someAnswer } from './fixtures/random-answers'
import { type ItemPlace, layoutOf, start } from './layout'
import { readXFormSubmission } from './read'
import { receiptPath } from './receipt'
import type { XFormRound } from './round'
import { writeXForm } from './write'

/*
 * Forms are filled in with the engine of ODK Web Forms, an implementation of the ODK XForms Specification that is not ours.
 */

let held: Awaited<ReturnType<typeof engineWithDocument>>
beforeAll(async () => {
  held = await engineWithDocument()
})
afterAll(() => held.takeBack())

const folder = new URL('../xlsform/fixtures/', import.meta.url)
const forms = readdirSync(folder)
  .filter((file) => /\.xlsx?$/.test(file))
  .flatMap((file) => {
    const read = readXlsForm(new Uint8Array(readFileSync(new URL(file, folder))), file)
    return read.ok ? [[file, asAsked(read.value.questionnaire)] as const] : []
  })
const rosters = ([`\${size}`, null] as const).map(
  (count) =>
    [
      count === null ? 'entries that are asked for' : 'entries that are counted',
      asAsked(roster({ count, most: 3, relevant: `\${lives} = 'together'`, hasLabel: true, sections: 2 })),
    ] as const,
)
const instruments = [
  ...defaultInstruments().map((questionnaire) => [questionnaire.id, questionnaire] as const),
  ...rosters,
]

/** With a few entries of each repeat, so that the engine has not to do the same twenty times. */
function asAsked(questionnaire: Questionnaire): Questionnaire {
  const { repeats } = questionnaire
  if (repeats === undefined) return questionnaire
  return unrolled({
    ...questionnaire,
    repeats: repeats.map((repeat) => ({ ...repeat, most: Math.min(repeat.most, 3) })),
  })
}

function roundOf(questionnaire: Questionnaire, more: Partial<XFormRound> = {}): XFormRound {
  const told = { organisation: 'Example <& Co>', keptUntil: '2027-05-31', isLaterWave: false }
  return {
    slug: 'spring',
    title: 'Spring round',
    wave: 1,
    isSynthetic: false,
    asksEarlierReceipt: false,
    consents: questionnaire.languages.map((language) => ({
      language,
      id: `kept-${language}`,
      words: consentWords(questionnaire, told, language),
    })),
    filledIn: {},
    ...more,
  }
}

async function agreed(
  questionnaire: Questionnaire,
  round: XFormRound,
  language = questionnaire.defaultLanguage,
) {
  const interview = await openForm(held.engine, writeXForm(questionnaire, round).xml)
  if (round.consents.length > 1) interview.put(`${start}/_language`, language)
  interview.put(`${start}/_agreed`, 'yes')
  return interview
}

/** Puts an answer where the form takes it: a reserved one of a number into the question beside it. */
function put(interview: Interview, { item, path, otherPath }: ItemPlace, answer: Answer | null): void {
  const isOther = otherPath !== null && missingCodeOf(answer) !== null
  interview.put(path, isOther || answer === null ? null : asEntered(item, answer))
  if (otherPath !== null) interview.put(otherPath, isOther ? answer : null)
}

/** Clients keep the first day of a month, and the seconds of a time. */
function asEntered(item: Item, answer: Answer): Answer {
  if (item.type === 'time') return `${answer}:00`
  return item.type === 'date' && item.precision === 'month' ? `${answer}-01` : answer
}

describe('every form is taken by the engine', () => {
  test.each([...instruments, ...forms])('%s', async (_, questionnaire) => {
    const form = await openForm(held.engine, writeXForm(questionnaire).xml)
    for (const { item, path } of layoutOf(questionnaire).flatMap(({ places }) => places))
      expect([path, form.nodeAt(path)?.nodeType === 'model-value']).toEqual([path, !isDisplayed(item)])
  })
})

/** What a condition or calculation looks at, and what it decides on: for a condition, all that stands in its node too. */
function rulesOf(xml: string) {
  const binds = [...xml.matchAll(/<bind nodeset="([^"]*)"([^>]*)>/g)]
  const paths = binds.map(([, path = '']) => path)
  return binds.flatMap(([, path = '', properties = '']) =>
    [...properties.matchAll(/ (relevant|calculate)="([^"]*)"/g)].map(([, kind, expression = '']) => ({
      path,
      sees: new Set([...expression.matchAll(/\/data(?:\/[\w-]+)+/g)].map(([seen]) => seen)),
      decides: paths.filter((one) => one === path || (kind === 'relevant' && one.startsWith(`${path}/`))),
    })),
  )
}

/** Paths whose conditions and calculations follow from themselves. */
function turnsIn(questionnaire: Questionnaire): readonly string[] {
  const rules = rulesOf(writeXForm(questionnaire, roundOf(questionnaire)).xml)
  const followers = rules.map(({ decides }) =>
    rules.filter(({ sees }) => decides.some((path) => sees.has(path))),
  )
  const state = new Map<object, 'open' | 'done'>()
  const turns: string[] = []
  const walk = (rule: (typeof rules)[number]) => {
    if (state.get(rule) === 'open') turns.push(rule.path)
    if (state.has(rule)) return
    state.set(rule, 'open')
    for (const next of followers[rules.indexOf(rule)] ?? []) walk(next)
    state.set(rule, 'done')
  }
  for (const rule of rules) walk(rule)
  return turns
}

test.each([...instruments, ...forms])(
  'nothing in %s follows from itself, which JavaRosa refuses',
  (_, questionnaire) => {
    expect(turnsIn(questionnaire)).toEqual([])
  },
)

test('what is filled in beforehand stands in the form as it is opened, unless earlier answers make it', async () => {
  const questionnaire = everyType(
    item('number', 'household', { min: 0, max: 30, default: '4' }),
    item('number', 'adults', { min: 0, max: 30, default: named('{household} - 1') }),
    item('multiple', 'known', { choices: yesNo, default: "'yes no'" }),
  )
  const interview = await agreed(questionnaire, roundOf(questionnaire))
  const valueIn = (id: string) => interview.valueAt(interview.pathEndingIn(`/${id}`))
  expect(valueIn('household')).toBe('4')
  expect(valueIn('adults')).toBe('')
  expect(valueIn('known')).toMatch(/yes.no/)
})

test('a section whose questions all follow from others, some of them its own, is announced without a turn', () => {
  const questionnaire = everyType(
    item('single', 'q1', { choices: yesNo, relevant: named("{s} = 'yes'"), sensitive: true }),
    item('single', 'q2', { choices: yesNo, relevant: named("{q1} = 'yes'") }),
  )
  const [whole] = questionnaire.sections
  if (whole === undefined) throw new Error('There is no section.')
  const apart: Questionnaire = {
    ...questionnaire,
    sections: [
      { ...whole, items: whole.items.filter((id) => !id.startsWith('q')) },
      { id: 'apart', title: { en: 'Apart' }, intro: { en: 'You can skip these.' }, items: ['q1', 'q2'] },
    ],
  }
  expect(layoutOf(apart).map(({ isSkippable }) => isSkippable)).toEqual([false, true])
  expect(turnsIn(apart)).toEqual([])
})

/** Answers a form by chance, and holds every step to what the questionnaire says. */
async function answerByChance(questionnaire: Questionnaire, seed: number): Promise<void> {
  const chance = chanceFrom(seed)
  const filledIn = waveAnswers(questionnaire, 2)
  const places = layoutOf(questionnaire).flatMap((section) => section.places)
  const interview = await agreed(questionnaire, roundOf(questionnaire, { wave: 2, filledIn }))
  const answers: Record<string, Answer> = { ...filledIn }
  const choices = layoutOf(questionnaire).flatMap(({ announcedAt, isSkippable }) =>
    isSkippable ? [`${announcedAt}/_choice`] : [],
  )
  for (const place of places) {
    const { item, path } = place
    for (const choice of choices) if (interview.isRelevant(choice)) interview.put(choice, 'show')
    if (item.type === 'today') answers[item.id] = interview.valueAt(path)
    const isAsked = pathOf(questionnaire, answers).isAsked(item.id)
    expect([item.id, interview.isRelevant(path)]).toEqual([item.id, isAsked])
    if (!isAsked || !isDisplayed(item) || item.type === 'note') continue
    for (let tries = 0; tries <= 30; tries += 1) {
      const answer =
        tries === 30 ? null : someAnswer(questionnaire, item, pathOf(questionnaire, answers), chance)
      put(interview, place, answer)
      const isTaken = [path, place.otherPath].every((at) => at === null || interview.violationAt(at) === null)
      const fault = answerFault(questionnaire, item, answer, answers)
      // What the form takes, the server takes.
      if (isTaken) expect([item.id, answer, fault]).toEqual([item.id, answer, null])
      if (fault !== null) continue
      if (answer !== null) answers[item.id] = answer
      break
    }
  }
  const path = pathOf(questionnaire, answers)
  for (const { item, path: at } of places) {
    expect([item.id, interview.isRelevant(at)]).toEqual([item.id, path.isAsked(item.id)])
    if (item.type === 'calculated' && path.isAsked(item.id))
      expect([item.id, ...calculated(interview.valueAt(at))]).toEqual([
        item.id,
        ...calculated(asText(path.itemValue(item.id))),
      ])
  }
  const valid = validateAnswers(questionnaire, answers)
  if (!valid.ok) {
    // Chance found no answer to a question that needs one: then nothing is sent either.
    await expect(interview.sent()).rejects.toThrow('required')
    return
  }
  const read = readXFormSubmission(questionnaire, 'spring', await interview.sent())
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  expect(validateAnswers(questionnaire, read.value.answers)).toEqual(valid)
  expect(read.value).toMatchObject({
    version: questionnaire.version,
    language: questionnaire.defaultLanguage,
    consent: true,
    consentText: `kept-${questionnaire.defaultLanguage}`,
    earlierReceipt: null,
  })
}

/** A number by its value, since clients write the last digits differently. */
function calculated(text: string): readonly (string | number)[] {
  const value = asNumber(text)
  return Number.isNaN(value) ? [text === 'NaN' ? '' : text] : [Math.round(value * 1e6) / 1e6]
}

describe('whatever is answered, the form asks what the questionnaire asks, and what it sends reads back', () => {
  test.each([...instruments, ...forms])(
    '%s',
    async (_, questionnaire) => {
      // The largest ask some 250 questions in four languages.
      const numRuns = questionnaire.items.length > 100 ? 1 : 5
      await fc.assert(
        fc.asyncProperty(fc.integer(), (seed) => answerByChance(questionnaire, seed)),
        { numRuns },
      )
    },
    300_000,
  )

  test('in any questionnaire', async () => {
    await fc.assert(fc.asyncProperty(arbitraryQuestionnaire, fc.integer(), answerByChance), { numRuns: 60 })
  }, 300_000)
})

const yesNo = [
  { code: 'yes', label: { en: 'Yes', fr: 'Oui' } },
  { code: 'no', label: { en: 'No', fr: 'Non' } },
]

function item(type: string, id: string, more: object = {}) {
  return { id, type, role: 'context', label: { en: `Question ${id}`, fr: `La question ${id}` }, ...more }
}

const sameInAll = (...codes: readonly string[]) =>
  codes.map((code) => ({ code, label: { en: code, fr: code } }))

/** A questionnaire with an item of each type, and more after them. */
function everyType(...more: readonly object[]): Questionnaire {
  const towns = sameInAll('a1', 'a2', 'b1').map((town) => ({
    ...town,
    attributes: { region: town.code.slice(0, 1) },
  }))
  const items = [
    item('single', 's', { choices: yesNo, missing: ['dk'], sensitive: true }),
    item('single', 'region', { choices: sameInAll('a', 'b') }),
    item('single', 'town', { choices: towns, choiceFilter: 'region = ${region}', missing: ['dk'] }),
    item('multiple', 'u', {
      choices: sameInAll('x', 'y', 'none'),
      exclusive: ['none'],
      missing: ['pnta'],
      required: "${region} = 'a'",
    }),
    item('number', 'n', { min: -5, max: 150, missing: ['dk'], required: true }),
    item('number', 'm', { min: 0, max: 1000, decimals: 2, required: '${n} > 20' }),
    item('scale', 'sc', { min: 0, max: 10, step: 2.5, missing: ['pnta'], required: "${s} != ''" }),
    item('text', 't', { maxLength: 20, missing: ['pnta'], required: true }),
    item('text', 'more', { maxLength: 20, required: '${m} > 500' }),
    item('date', 'd', { min: '2020-01-01', max: '2026-12-31', missing: ['dk'] }),
    item('date', 'mo', { min: '2020-02', max: '2026-05', precision: 'month' }),
    item('date', 'y', { min: '1950', max: '2026', precision: 'year' }),
    item('time', 'ti', { min: '08:30', max: '17:05' }),
    item('rank', 'r', { choices: yesNo, missing: ['pnta'] }),
    item('today', 'td'),
    item('hidden', 'wave', { min: 1, max: 99 }),
    ...more,
  ]
  const parsed = parseQuestionnaire({
    format: 'foothold-questionnaire/1',
    id: 'every-type',
    version: 3,
    population: 'any',
    title: { en: 'Every type', fr: 'Tous les types' },
    intro: { en: 'Some questions.', fr: 'Des questions.' },
    outro: { en: 'Thank you.', fr: 'Merci.' },
    languages: ['en', 'fr'],
    defaultLanguage: 'en',
    translationStatus: { en: 'source', fr: 'source' },
    missingLabels: {
      pnta: { en: 'Prefer not to answer', fr: 'Je préfère ne pas répondre' },
      dk: { en: "Don't know", fr: 'Je ne sais pas' },
    },
    // A name that has a meaning of its own in every form.
    sections: [
      {
        id: 'meta',
        title: { en: 'All', fr: 'Tout' },
        items: items.flatMap((one) => ('id' in one ? [one.id] : [])),
      },
    ],
    items,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

/** Every operator and function, and most of all what XPath by itself takes for something else. Items are written bare. */
const calculations = [
  '{n} + 1',
  '-{n} * 2 - {m} div 4',
  '{n} mod 7',
  "if({s} = 'yes', 'agreed', 'not')",
  'if({n} > 3, {n}, 0)',
  '{n} > 3',
  "{s} = 'yes' and not(selected({u}, 'x'))",
  "coalesce({t}, 'nothing')",
  'once({n})',
  'number({y}) - 1',
  'string({n})',
  'boolean({u})',
  "boolean-from-string('true')",
  'int({m})',
  'round({m}, 1)',
  'floor({m}) + ceiling({m})',
  'abs({n})',
  'pow({n}, 2)',
  'min({n}, {m}, 50)',
  'max({n}, {m})',
  'max({m}, {sc})',
  'sum({n}, {m}, {sc})',
  'count-non-empty({s}, {t}, {m})',
  "concat({s}, '-', {t})",
  "join('+', {s}, {region}, {town})",
  'string-length({t})',
  'normalize-space({t})',
  "contains({t}, 'b')",
  "starts-with({t}, '+')",
  "ends-with({t}, 'v')",
  'substr({t}, 1, 3)',
  'substr({t}, 2)',
  "substring-before({t}, ' ')",
  "substring-after({t}, ' ')",
  'selected-at({u}, 1)',
  'count-selected({u})',
  "regex({t}, '[0-9+ ]+')",
  "regex({t}, 'K')",
  "format-date({d}, '%d/%m/%Y')",
  'decimal-date-time({d})',
  '{td} - {d}',
  '{td} - {d} > 1000',
  "{d} + 1 > '2023-05-17'",
  'date({d} + 1)',
  "date('2024-02-29')",
  '{d} <= {td}',
  "number('2024-02-29') - {d}",
  "{d} < '2023-05-17'",
  "{d} = '2020-01-01'",
  "{mo} = '2020-02'",
  '{y} >= 1990',
  "{ti} = '08:30'",
  "substr({ti}, 0, 2) = '08'",
  "{n} = 'dk'",
  "{d} = 'dk'",
  "{u} = 'pnta'",
  "{n} = '12'",
  '{sc} = 2.5',
  "{n} = ''",
  "selected({r}, 'no')",
  '{wave} + 1',
  '{c5} = true()',
]
const relevances = [
  '{n}',
  '{u}',
  '{t} or {m}',
  '{c5}',
  'not({c6})',
  '{c4}',
  'if({c5}, {m}, {u})',
  '{n} != {m}',
  '{wave} = 2',
]
const named = (expression: string) => expression.replace(/\{/g, '${')

test('every type and function means in the form what it means here', async () => {
  const questionnaire = everyType(
    ...calculations.map((one, place) => item('calculated', `c${place}`, { calculation: named(one) })),
    ...relevances.map((one, place) => item('single', `q${place}`, { choices: yesNo, relevant: named(one) })),
  )
  await fc.assert(
    fc.asyncProperty(fc.integer(), (seed) => answerByChance(questionnaire, seed)),
    { numRuns: 40 },
  )
})

test('a table shows its options once, and its rows are read back', async () => {
  const rows = ['water', 'food'].map((id) => item('single', id, { choiceList: 'yes_no', missing: ['dk'] }))
  const whole = everyType()
  const parsed = parseQuestionnaire({
    ...whole,
    choiceLists: { yes_no: yesNo },
    items: [...whole.items, ...rows],
    sections: [
      ...whole.sections,
      {
        id: 'table',
        title: { en: 'Rates', fr: 'Notes' },
        intro: { en: 'Rate these', fr: 'Notez' },
        appearance: 'table-list',
        items: ['water', 'food'],
      },
    ],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const form = writeXForm(parsed.value).xml
  expect(form).toContain('<select1 ref="/data/table/_table" appearance="label">')
  expect(form.match(/appearance="list-nolabel"/g)).toHaveLength(2)
  expect(form).toContain('<group ref="/data/table" appearance="field-list">')
  await answerByChance(parsed.value, 7)
})

test('nothing is asked of a person who has not agreed, and nothing is sent', async () => {
  const questionnaire = everyType()
  const round = roundOf(questionnaire)
  const interview = await openForm(held.engine, writeXForm(questionnaire, round).xml)
  const first = '/data/_meta/s'
  expect(interview.isRelevant(first)).toBe(false)
  interview.put(`${start}/_language`, 'fr')
  interview.put(`${start}/_agreed`, 'no')
  expect(interview.violationAt(`${start}/_agreed`)).toBe('constraint')
  expect(interview.isRelevant(first)).toBe(false)
  await expect(interview.sent()).rejects.toThrow('_agreed: constraint')
  interview.put(`${start}/_agreed`, 'yes')
  expect(interview.isRelevant(first)).toBe(true)
})

test('the consent page is shown word for word in the language that is chosen, whatever that of the screen', async () => {
  const questionnaire = everyType()
  const round = roundOf(questionnaire)
  const interview = await openForm(held.engine, writeXForm(questionnaire, round).xml)
  interview.put(`${start}/_language`, 'fr')
  for (const { language, words } of round.consents) {
    const page = `${start}/_consent_${language}`
    expect(interview.isRelevant(page)).toBe(language === 'fr')
    for (const screen of ['en', 'fr']) {
      interview.setLanguage(screen)
      expect(interview.labelAt(page)).toBe(consentText(words))
    }
  }
})

test('a client finds the recordings and pictures of questions and options, and plays none of another language', async () => {
  const parsed = parseQuestionnaire({
    ...everyType(),
    sections: [{ id: 'food', title: { en: 'Food', fr: 'Repas' }, items: ['full', 'meals', 'enough'] }],
    choiceLists: {
      yn: [
        { code: 'yes', label: { en: 'Yes', fr: 'Oui' } },
        { code: 'no', label: { en: 'No', fr: 'Non' } },
      ],
    },
    items: [
      {
        id: 'full',
        type: 'single',
        label: { en: 'Full?', fr: 'Repu ?' },
        choiceList: 'yn',
        missing: ['pnta'],
      },
      { id: 'meals', type: 'number', min: 0, max: 9, label: { en: 'Meals', fr: 'Repas' }, missing: ['pnta'] },
      {
        id: 'enough',
        type: 'multiple',
        label: { en: 'Enough?', fr: 'Assez ?' },
        choiceList: 'yn',
        missing: [],
      },
    ].map((item) => ({ ...item, role: 'context' })),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const file = (itemId: string, optionCode: string, language: string) => {
    const kind = language === '' ? ('image' as const) : ('audio' as const)
    return { itemId, optionCode, language, kind, name: `${itemId}${optionCode}${language}.${kind}` }
  }
  const files = [
    file('full', '', 'en'),
    file('full', '', 'fr'),
    file('full', '', ''),
    file('full', 'yes', ''),
    file('full', 'pnta', 'fr'),
    // Clients would play this one in French as well.
    file('enough', '', 'en'),
    file('enough', 'yes', ''),
  ]
  const media = surveyMediaIn(['en', 'fr'], parsed.value, files, 1)
  const { xml, fileNames } = writeXForm(parsed.value, null, media)
  expect([...fileNames].sort()).toEqual(
    [
      'enoughyes.image',
      'full.image',
      'fullen.audio',
      'fullfr.audio',
      'fullpntafr.audio',
      'fullyes.image',
    ].sort(),
  )
  const interview = await openForm(held.engine, xml)
  const heard = (audio?: string, image?: string) => ({ audio, image })
  const shown = (id: string) => interview.filesAt(interview.pathEndingIn(`/${id}`))
  interview.setLanguage('fr')
  expect(shown('full')).toEqual({
    '': heard('jr://audio/fullfr.audio', 'jr://images/full.image'),
    yes: heard(undefined, 'jr://images/fullyes.image'),
    no: heard(),
    pnta: heard('jr://audio/fullpntafr.audio'),
  })
  expect(shown('meals')['']).toEqual(heard())
  expect(shown('enough')).toMatchObject({ '': heard(), yes: heard(undefined, 'jr://images/enoughyes.image') })
  interview.setLanguage('en')
  expect(shown('full')).toMatchObject({
    '': heard('jr://audio/fullen.audio', 'jr://images/full.image'),
    pnta: heard(),
  })
})

test('each interview gets a code of its own, which is a receipt and is shown at the end', async () => {
  const questionnaire = everyType()
  const receipts = new Set<string>()
  for (let people = 0; people < 20; people += 1) {
    const interview = await agreed(questionnaire, roundOf(questionnaire))
    const receipt = interview.valueAt(receiptPath)
    expect(receipt).toMatch(/^(\w{4}-){3}\w{4}$/)
    expect(parseReceipt(receipt)).toEqual({ ok: true, value: receipt.replaceAll('-', '') })
    expect(interview.labelAt('/data/_end/_code')).toContain(receipt)
    expect(interview.labelAt('/data/_end/_outro')).toBe('Thank you.')
    receipts.add(receipt)
  }
  expect(receipts.size).toBe(20)
})

test('texts show answers in words, in the language of the screen', async () => {
  const label = {
    en: named('You said {s}, {u}, {n}, {t} & {mo}.'),
    fr: named('Vous avez dit {s}, {u}, {n}, {t} & {mo}.'),
  }
  const questionnaire = everyType(item('note', 'said', { label }))
  const interview = await agreed(questionnaire, roundOf(questionnaire))
  const at = (id: string) => `/data/_meta/${id}`
  expect(interview.labelAt(at('said'))).toBe('You said …, …, …, … & ….')
  interview.put(at('s'), 'yes')
  interview.put(at('u'), ['x', 'y'])
  interview.put(at('_other_n'), 'dk')
  interview.put(at('t'), '<b>')
  interview.put(at('mo'), '2024-05-01')
  expect(interview.labelAt(at('said'))).toBe("You said Yes, x, y, Don't know, <b> & 2024-05.")
  interview.setLanguage('fr')
  expect(interview.labelAt(at('said'))).toBe('Vous avez dit Oui, x, y, Je ne sais pas, <b> & 2024-05.')
})

test('a section that may be skipped is announced, and skipped as a whole', async () => {
  const [questionnaire] = defaultInstruments()
  if (questionnaire === undefined) throw new Error('There is no instrument.')
  const skippable = layoutOf(questionnaire).find(({ isSkippable }) => isSkippable)
  const interview = await agreed(questionnaire, roundOf(questionnaire))
  const [place] = skippable?.places ?? []
  if (skippable === undefined || place === undefined) throw new Error('No section may be skipped.')
  expect(interview.isRelevant(place.path)).toBe(true)
  interview.put(`${skippable.announcedAt}/_choice`, 'skip')
  expect(interview.isRelevant(place.path)).toBe(false)
})

test('the code of an earlier wave is taken along where the round asks for it', async () => {
  const questionnaire = everyType()
  const round = roundOf(questionnaire, { asksEarlierReceipt: true })
  const interview = await agreed(questionnaire, round)
  const receipt = interview.valueAt(receiptPath)
  interview.put(`${start}/_earlier_receipt`, 'short')
  expect(interview.violationAt(`${start}/_earlier_receipt`)).toBe('constraint')
  interview.put(`${start}/_earlier_receipt`, receipt.toLowerCase())
  interview.put('/data/_meta/_other_n', 'dk')
  interview.put('/data/_meta/_other_t', 'pnta')
  const read = readXFormSubmission(questionnaire, 'spring', await interview.sent())
  expect(read).toMatchObject({ ok: true, value: { earlierReceipt: receipt.replaceAll('-', '') } })
})

describe('an instance that is not of the form is refused', () => {
  const questionnaire = everyType()
  const meta = '<meta><instanceID>uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8</instanceID></meta>'
  const instance = (inside: string, attributes = 'id="spring" version="3"') =>
    `<data ${attributes}>${inside}${meta}</data>`
  const outcome = (xml: string) => {
    const read = readXFormSubmission(questionnaire, 'spring', xml)
    return read.ok ? read.value : read.problems.map(({ code, path }) => `${code} ${path}`.trim())
  }

  test('what Collect writes around it is taken', () => {
    const collects = `<?xml version='1.0' ?><data id="spring" version="3" xmlns:ev="http://www.w3.org/2001/xml-events" xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><_start><_language>fr</_language><_agreed>yes</_agreed></_start><_meta><n>7</n><ti>09:05:00.000+03:00</ti><mo>2024-05-01</mo><u>x y</u><t>a &amp; b</t></_meta><orx:meta><orx:instanceID>uuid:6BA7B810-9DAD-41D1-80B4-00C04FD430C8</orx:instanceID></orx:meta></data>`
    expect(outcome(collects)).toEqual({
      submissionId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
      version: 3,
      language: 'fr',
      consent: true,
      consentText: null,
      receipt: null,
      earlierReceipt: null,
      answers: { n: 7, ti: '09:05', mo: '2024-05', u: ['x', 'y'], t: 'a & b' },
    })
  })

  test.each([
    ['<data', ['instance_unreadable']],
    ['', ['instance_unreadable']],
    ['<!DOCTYPE data [<!ENTITY e "x">]><data>&e;</data>', ['instance_unreadable']],
    [`<data>${'<a>'.repeat(10_000)}`, ['instance_unreadable']],
    [`<data>${'<a/>'.repeat(30_000)}</data>`, ['instance_unreadable']],
    [instance('', 'id="other" version="3"'), ['other_form']],
    [instance('', 'id="spring" version="2"'), ['other_version version']],
    [instance('<_meta><zz>1</zz></_meta>'), ['unknown_node /data/_meta/zz']],
    [instance('<n>1</n>'), ['unknown_node /data/n']],
    [instance('<_meta><n><n>1</n></n></_meta>'), ['unknown_node /data/_meta/n']],
    [instance('<_meta>loose</_meta>'), ['unknown_node /data/_meta']],
    [instance('<_meta><n>1</n><n>2</n></_meta>'), ['node_repeated /data/_meta/n']],
    ['<data id="spring" version="3"/>', ['instance_id_missing submissionId']],
    [
      '<data id="spring" version="3"><meta><instanceID>uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8</instanceID><deprecatedID>uuid:x</deprecatedID></meta></data>',
      ['edited_after_sending submissionId'],
    ],
  ])('%.60s', (xml, expected) => {
    expect(outcome(xml)).toEqual(expected)
  })

  test('what an earlier answer has filtered out since counts as not chosen', () => {
    const chosen = (region: string, town: string) =>
      outcome(instance(`<_meta><region>${region}</region><town>${town}</town></_meta>`))
    expect(chosen('a', 'a1')).toMatchObject({ answers: { region: 'a', town: 'a1' } })
    expect(chosen('b', 'a1')).toHaveProperty('answers', { region: 'b' })
    expect(chosen('b', 'dk')).toHaveProperty('answers', { region: 'b', town: 'dk' })
    expect(chosen('b', 'zz')).toHaveProperty('answers', { region: 'b', town: 'zz' })
  })

  test('what is no number stays what it is, for the validation to name', () => {
    expect(outcome(instance('<_meta><n>1e3</n></_meta>'))).toMatchObject({
      answers: { n: '1e3' },
      consent: false,
    })
  })
})
