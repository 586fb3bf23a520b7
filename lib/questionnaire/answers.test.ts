import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { answerFault } from './answer-fault'
import { type Answers, validateAnswers } from './answers'
import { parseQuestionnaire } from './check'
import type { Questionnaire } from './definition'
import { keepRelevantAnswers, nextItem, previousItem, progressOf, relevantItems } from './flow'
import { answerStatus } from './missing'
import { optionsOf } from './options'

const golden = JSON.parse(readFileSync(new URL('../scoring/fixtures/golden.json', import.meta.url), 'utf8'))

function instrument(id: string): Questionnaire {
  const found = defaultInstruments().find((questionnaire) => questionnaire.id === id)
  if (found === undefined) throw new Error(id)
  return found
}
const short = instrument('migrant-short')
const long = instrument('migrant-long')

describe('every answer set that must be refused', () => {
  test.each(golden.invalidAnswers as { questionnaire: string; answers: unknown; item: string }[])(
    '$answers, at $item',
    ({ questionnaire, answers, item }) => {
      for (const purpose of ['entry', 'scoring'] as const) {
        const verdict = validateAnswers(instrument(questionnaire), answers, purpose)
        expect(verdict.ok).toBe(false)
        if (!verdict.ok) expect(verdict.problems.map(({ path }) => path)).toEqual([`answers.${item}`])
      }
    },
  )
})

test.each([
  ['an item name of the language itself', { __proto__: null, constructor: 'x' }, 'unknown_item'],
  ['an option name of the language itself', { gender: 'toString' }, 'unknown_option'],
  ['not a number', { life_control: Number.NaN }, 'wrong_type'],
  ['infinity', { life_control: Number.POSITIVE_INFINITY }, 'wrong_type'],
  ['true', { life_control: true }, 'wrong_type'],
  ['an option twice', { hard_events: ['held', 'held'] }, 'option_repeated'],
  ['an exclusive option among others', { hard_events: ['none', 'held'] }, 'exclusive_option'],
  ['a deep structure', { gender: { a: { b: [] } } }, 'wrong_type'],
])('%s is refused', (_, answers, code) => {
  const verdict = validateAnswers(short, answers)
  expect(verdict.ok ? null : verdict.problems.map((problem) => problem.code)).toEqual([code])
})

test.each([null, undefined, [], 'answers', 7])('%j instead of answers is refused', (input) => {
  expect(validateAnswers(short, input).ok).toBe(false)
})

describe('an answer that is needed after some answers only', () => {
  const parsed = parseQuestionnaire({
    ...short,
    items: short.items.map((item) =>
      item.id === 'gender' ? { ...item, required: "${work_status} = 'regular'" } : item,
    ),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const codes = (answers: Answers) => {
    const verdict = validateAnswers(parsed.value, answers)
    return verdict.ok ? [] : verdict.problems.map(({ path, code }) => `${path} ${code}`)
  }

  test('is asked for after those', () => {
    expect(codes({ work_status: 'regular' })).toEqual(['answers.gender answer_required'])
    expect(codes({ work_status: 'regular', gender: 'woman' })).toEqual([])
    expect(codes({ work_status: 'regular', gender: 'pnta' })).toEqual([])
  })

  test('is not asked for after others, or where they are missing', () => {
    expect(codes({ work_status: 'unpaid' })).toEqual([])
    expect(codes({})).toEqual([])
  })

  test('the form that asks it says the same', () => {
    const item = parsed.value.items.find(({ id }) => id === 'gender')
    if (item === undefined) throw new Error('gender')
    expect(answerFault(parsed.value, item, '', { work_status: 'regular' })).toEqual({
      code: 'answer_required',
    })
    expect(answerFault(parsed.value, item, '', { work_status: 'unpaid' })).toBeNull()
  })
})

test('decimals are counted in decimals', () => {
  const hours = (recruit_months: number) => validateAnswers(long, { main_reason: 'work', recruit_months }).ok
  expect([hours(0.3), hours(0.1 + 0.2), hours(2.25)]).toEqual([true, true, false])
})

test('a text is measured in characters as a reader counts them', () => {
  const comment = (open_comment: string) => validateAnswers(long, { open_comment }).ok
  expect([comment('😀'.repeat(1000)), comment('a'.repeat(1001))]).toEqual([true, false])
})

test('a reserved code that a text offers is no text: neither its length nor a constraint is asked of it', () => {
  const items = long.items.map((item) =>
    item.id === 'open_comment' ? { ...item, maxLength: 2, constraint: ". = 'ok'", missing: ['pnta'] } : item,
  )
  const parsed = parseQuestionnaire({ ...long, items })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const comment = (open_comment: string) => validateAnswers(parsed.value, { open_comment }).ok
  expect(['pnta', 'ok', 'no', 'dk', 'okay'].map(comment)).toEqual([true, true, false, false, false])
})

describe('dates', () => {
  /** The long form with a date item after its first one. */
  const dated = (kind: Readonly<Record<string, unknown>>): Questionnaire => {
    const asked = { id: 'since', role: 'background', label: { en: 'Since when?' }, type: 'date', ...kind }
    const [first, ...others] = long.sections
    const document = {
      ...long,
      items: [asked, ...long.items],
      sections: [{ ...first, items: ['since', ...(first?.items ?? [])] }, ...others],
    }
    const parsed = parseQuestionnaire(document)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    return parsed.value
  }
  const day = dated({ min: '2015-03-01', max: '2026-12-31', missing: ['dk'] })
  const month = dated({ min: '2015-03', max: '2026-12', precision: 'month' })
  const year = dated({ min: '1940', max: '2026', precision: 'year' })

  test.each<[string, Questionnaire, unknown, string | null]>([
    ['a day', day, '2024-02-29', null],
    ['the first day', day, '2015-03-01', null],
    ['the last day', day, '2026-12-31', null],
    ['a reserved code that is offered', day, 'dk', null],
    ['a month', month, '2024-02', null],
    ['a year', year, '1940', null],
    ['29 February of a common year', day, '2023-02-29', 'date_not_real'],
    ['the 13th month', month, '2023-13', 'date_not_real'],
    ['the day before the first', day, '2015-02-28', 'date_too_early'],
    ['the day after the last', day, '2027-01-01', 'date_too_late'],
    ['the year after the last', year, '2027', 'date_too_late'],
    ['a year where a day is asked', day, '2024', 'wrong_type'],
    ['a day where a year is asked', year, '2024-01-01', 'wrong_type'],
    ['a number', year, 2024, 'wrong_type'],
    ['a time', day, '2024-01-01T00:00:00Z', 'wrong_type'],
    ['a reserved code that is not offered', day, 'pnta', 'missing_code_not_offered'],
  ])('%s', (_, questionnaire, since, code) => {
    const verdict = validateAnswers(questionnaire, { since })
    expect(verdict.ok ? null : verdict.problems.map((problem) => problem.code).join()).toBe(code)
  })

  test('every refusal says what to give instead, and never the answer', () => {
    for (const since of ['2023-02-29', '2014-12-24', '2033-12-24', '24.12.2020']) {
      const verdict = validateAnswers(day, { since })
      const message = verdict.ok ? '' : (verdict.problems[0]?.message ?? '')
      expect(message).toMatch(/Give|Check/)
      expect(message).not.toContain(since)
    }
  })
})

test('blank is left out, and what is not asked is dropped, not refused', () => {
  const verdict = validateAnswers(short, {
    work_status: 'unemployed',
    work_pay: 'always',
    gender: '',
    hard_events: [],
    feel_safe: null,
    status_rules: 'yes',
  })
  expect(verdict).toEqual({ ok: true, value: { work_status: 'unemployed', status_rules: 'yes' } })
})

test('the form’s schema and the server’s verdict are one rule', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string()),
    fc.constantFrom('pnta', 'dk', 'na', 'none', 'yes', 5, 11),
  )
  for (const item of [...short.items, ...long.items].filter(
    ({ type, relevant }) => type !== 'hidden' && relevant === null,
  )) {
    const questionnaire = short.items.includes(item) ? short : long
    const codes = optionsOf(questionnaire, item).map(({ code }) => code)
    const answer =
      codes.length === 0 ? anything : fc.oneof(anything, fc.constantFrom(...codes), fc.subarray(codes))
    fc.assert(
      fc.property(answer, (value) => {
        const alone = answerFault(questionnaire, item, value)
        expect(alone === null).toBe(validateAnswers(questionnaire, { [item.id]: value }).ok)
      }),
      { numRuns: 40 },
    )
  }
})

test('every problem is reported, not the first', () => {
  const verdict = validateAnswers(short, { gender: 'x', life_control: 12, hobby: 1 })
  expect(verdict.ok ? [] : verdict.problems.map(({ path }) => path)).toEqual([
    'answers.gender',
    'answers.life_control',
    'answers.hobby',
  ])
})

describe('the way through', () => {
  /** Someone who always takes the answer that a number chooses. */
  function walk(
    questionnaire: Questionnaire,
    choices: readonly number[],
  ): { answers: Answers; seen: string[] } {
    let answers: Answers = {}
    const seen: string[] = []
    for (
      let item = nextItem(questionnaire, answers, null);
      item !== null;
      item = nextItem(questionnaire, answers, item.id)
    ) {
      seen.push(item.id)
      const codes = optionsOf(questionnaire, item).map(({ code }) => code)
      const code = codes[(choices[seen.length % choices.length] ?? 0) % Math.max(1, codes.length)]
      if (code !== undefined && item.type === 'single') answers = { ...answers, [item.id]: code }
    }
    return { answers, seen }
  }

  test('forwards and back again meets the same items, and progress rises to its total', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(short, long),
        fc.array(fc.nat(20), { minLength: 1, maxLength: 8 }),
        (questionnaire, choices) => {
          const { answers, seen } = walk(questionnaire, choices)
          expect(seen).toEqual(relevantItems(questionnaire, answers).map(({ id }) => id))
          const back: string[] = []
          for (
            let id: string | undefined = seen.at(-1);
            id !== undefined;
            id = previousItem(questionnaire, answers, id)?.id
          )
            back.unshift(id)
          expect(back).toEqual(seen)
          expect(progressOf(questionnaire, answers, seen.at(-1) ?? '')).toEqual({
            position: seen.length,
            total: seen.length,
          })
        },
      ),
    )
  })

  test('a changed controlling answer drops what hung on it, and nothing else', () => {
    const before: Answers = { work_status: 'regular', work_pay: 'always', feel_safe: 'mostly' }
    expect(keepRelevantAnswers(short, before)).toEqual({ answers: before, dropped: [] })
    const after = keepRelevantAnswers(short, { ...before, work_status: 'not_seeking' })
    expect(after).toEqual({
      answers: { work_status: 'not_seeking', feel_safe: 'mostly' },
      dropped: ['work_pay'],
    })
  })

  test('what was dropped once is dropped for good: keeping twice changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 8 }),
        fc.constantFrom('unemployed', 'pnta', 'unpaid'),
        (choices, work_status) => {
          const kept = keepRelevantAnswers(long, { ...walk(long, choices).answers, work_status }).answers
          expect(keepRelevantAnswers(long, kept)).toEqual({ answers: kept, dropped: [] })
        },
      ),
    )
  })
})

test('each kind of missing answer is told from the others', () => {
  const statuses = answerStatus(short, {
    work_status: 'not_seeking',
    status_rules: 'dk',
    gender: 'pnta',
    feel_safe: 'always',
    child_school: 'none',
  })
  expect(
    ['work_status', 'work_pay', 'status_rules', 'gender', 'feel_safe', 'age_band'].map((id) =>
      statuses.get(id),
    ),
  ).toEqual(['not_applicable', 'not_asked', 'dont_know', 'refused', 'answered', 'skipped'])
})

test('an answer out of range is refused in the words of the author, where the constraint refuses it too', () => {
  const items = long.items.map((item) =>
    item.type === 'number'
      ? { ...item, min: 18, max: 110, constraint: '. >= 18', constraintMessage: { en: 'Only adults.' } }
      : item,
  )
  const asked: Questionnaire = { ...long, items }
  const item = items.find(({ type }) => type === 'number')
  if (item === undefined) throw new Error('no number')
  expect(answerFault(asked, item, 12)).toEqual({
    code: 'constraint_not_met',
    params: { constraintMessage: 'Only adults.' },
  })
  expect(answerFault(asked, item, 111)?.code).toBe('above_maximum')
  const refused = validateAnswers({ ...asked, items: [{ ...item, relevant: null }] }, { [item.id]: 12 })
  expect(refused.ok ? [] : refused.problems.map(({ code }) => code)).toEqual(['constraint_not_met'])
})

test('an item that is not asked has the position that it would have', () => {
  const [first, second] = short.items.filter(({ type }) => type === 'single')
  if (first === undefined || second === undefined) throw new Error('two questions are needed')
  const items = [first, { ...second, relevant: `\${${first.id}} = 'no'` }]
  const asked: Questionnaire = { ...short, items }
  expect(progressOf(asked, {}, first.id)).toEqual({ position: 1, total: 1 })
  expect(progressOf(asked, {}, second.id)).toEqual({ position: 2, total: 2 })
})
