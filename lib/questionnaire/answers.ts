import type { Problem, Result } from '../result'
import { type Answer, type Answers, isBlank } from './answer-values'
import { dateExamples, isRealDate, isWrittenAsDate } from './calendar'
import { compiled } from './compiled'
import type { Item, ItemOfType, Questionnaire } from './definition'
import { evaluate, isTrue } from './expression'
import { type Path, pathOf } from './flow'
import { textIn } from './language'
import { missingCodeOf } from './missing'
import { isChoice, offeredMissingCodes, optionWithCode } from './options'

export type { Answer, Answers } from './answer-values'

/**
 * The verdict on a set of answers, the same in the browser, on the server and on the command line.
 *
 * @param input `{item id: value}`; null, empty text and empty lists count as left out
 * @param purpose `entry` checks everything; `scoring` leaves out constraints, exclusive options and required items, which were
 *   checked when the answers came in
 * @returns the answers to items that are asked, blanks left out; or every problem, with the path `answers.ITEM`
 */
export function validateAnswers(
  questionnaire: Questionnaire,
  input: unknown,
  purpose: 'entry' | 'scoring' = 'entry',
): Result<Answers> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return {
      ok: false,
      problems: [
        { path: 'answers', code: 'wrong_type', message: 'Answers are one object: {"item_id": value, …}.' },
      ],
    }
  }
  const { itemById } = compiled(questionnaire)
  const given = new Map<string, Answer>()
  const problems: Problem[] = []
  for (const [itemId, answer] of Object.entries(input)) {
    const item = itemById.get(itemId)
    if (item === undefined) {
      problems.push({
        path: `answers.${itemId.slice(0, 64)}`,
        code: 'unknown_item',
        message: `The questionnaire "${questionnaire.id}" has no item with this id. Check its spelling.`,
      })
    } else if (!isBlank(answer)) {
      const fault = faultOf(questionnaire, item, answer)
      if (fault === null) given.set(itemId, answer as Answer)
      else problems.push(problemOf(questionnaire, item, fault))
    }
  }
  const answers: Answers = Object.fromEntries(given)
  const path = pathOf(questionnaire, answers)
  if (purpose === 'entry') {
    for (const item of questionnaire.items) {
      if (!path.isAsked(item.id)) continue
      const fault = entryFaultOf(questionnaire, item, given.get(item.id), path)
      const isReported = problems.some((problem) => problem.path === `answers.${item.id}`)
      if (fault !== null && !isReported) problems.push(problemOf(questionnaire, item, fault))
    }
  }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: Object.fromEntries([...given].filter(([itemId]) => path.isAsked(itemId))) }
}

/**
 * The verdict on the answer to one item that is asked, for the form that asks it: `validateAnswers` for one item.
 *
 * @param input what was entered; null, empty text and an empty list count as left out
 * @param others the answers given so far, which a constraint may refer to
 * @returns the problem, whose `code` and `params` make a message in the reader's language; null when there is none
 */
export function answerProblem(
  questionnaire: Questionnaire,
  item: Item,
  input: unknown,
  others: Answers = {},
): Problem | null {
  const answer = isBlank(input) ? undefined : (input as Answer)
  const fault =
    (answer === undefined ? null : faultOf(questionnaire, item, answer)) ??
    entryFaultOf(questionnaire, item, answer, pathOf(questionnaire, others))
  return fault === null ? null : problemOf(questionnaire, item, fault)
}

/** What can be wrong with an answer, and the sentence that says it; `p` never holds the answer itself. */
const sayings = {
  wrong_type: (p) => `Give ${p.expected}.`,
  unknown_option: (p) => `This is not one of its options. Choose among: ${p.offered}.`,
  option_repeated: () => 'An option is given twice. Give each option once.',
  missing_code_not_offered: (p) => `It does not offer this reserved code. It offers: ${p.offered}.`,
  missing_code_in_list: () => 'A reserved code stands alone, as plain text: "pnta", not ["pnta"].',
  below_minimum: (p) => `The number is too small. Give ${p.min} to ${p.max}.`,
  above_maximum: (p) => `The number is too large. Give ${p.min} to ${p.max}.`,
  too_many_decimals: (p) => `Give at most ${p.decimals} digits after the decimal point.`,
  off_step: (p) => `Give a number in steps of ${p.step} from ${p.min}.`,
  date_not_real: () => 'The calendar has no such date. Check the day and the month.',
  date_too_early: (p) => `The date is too early. Give ${p.min} to ${p.max}.`,
  date_too_late: (p) => `The date is too late. Give ${p.min} to ${p.max}.`,
  too_long: (p) => `The text is too long. Write at most ${p.maxLength} characters.`,
  exclusive_option: (p) => `"${p.option}" cannot be chosen with another option. Choose one or the other.`,
  constraint_not_met: (p) => `${p.constraintMessage}`,
  answer_required: () => 'This question needs an answer.',
} as const satisfies Readonly<Record<string, (p: Readonly<Record<string, string | number>>) => string>>

export type AnswerFaultCode = keyof typeof sayings

type Fault = { readonly code: AnswerFaultCode; readonly params?: Readonly<Record<string, string | number>> }

function problemOf(questionnaire: Questionnaire, item: Item, { code, params = {} }: Fault): Problem {
  const label = textIn(item.label, questionnaire.defaultLanguage, questionnaire.defaultLanguage)
  return { path: `answers.${item.id}`, code, message: `“${label}”: ${sayings[code](params)}`, params }
}

/** What is wrong with an answer whatever the other answers are: type, codes, range. */
function faultOf(questionnaire: Questionnaire, item: Item, answer: unknown): Fault | null {
  const missing = missingCodeOf(answer)
  const isOwnCode =
    missing !== null && isChoice(item) && optionWithCode(questionnaire, item, missing) !== undefined
  if (missing !== null && !isOwnCode && item.type !== 'text') {
    return offeredMissingCodes(item).includes(missing)
      ? null
      : {
          code: 'missing_code_not_offered',
          params: { offered: offeredMissingCodes(item).join(', ') || 'none' },
        }
  }
  switch (item.type) {
    case 'single':
      return typeof answer === 'string'
        ? optionFault(questionnaire, item, answer)
        : { code: 'wrong_type', params: { expected: 'the code of one option, as text' } }
    case 'multiple':
      return multipleFault(questionnaire, item, answer)
    case 'number':
      return numberFault(item, answer) ?? decimalsFault(answer, item.decimals)
    case 'hidden':
      return numberFault(item, answer) ?? decimalsFault(answer, 0)
    case 'scale':
      return numberFault(item, answer) ?? stepFault(item, answer)
    case 'text':
      return textFault(item, answer)
    case 'date':
      return dateFault(item, answer)
  }
}

function optionFault(
  questionnaire: Questionnaire,
  item: ItemOfType<'single' | 'multiple'>,
  code: string,
): Fault | null {
  if (optionWithCode(questionnaire, item, code) !== undefined) return null
  const offered =
    item.choiceSource === undefined ? codesInWords(questionnaire, item) : 'two-letter codes of ISO 3166-1'
  return { code: 'unknown_option', params: { offered } }
}

function codesInWords(questionnaire: Questionnaire, item: ItemOfType<'single' | 'multiple'>): string {
  const options = item.choices ?? questionnaire.choiceLists[item.choiceList ?? ''] ?? []
  return [...options.map((option) => option.code), ...offeredMissingCodes(item)].join(', ')
}

function multipleFault(
  questionnaire: Questionnaire,
  item: ItemOfType<'multiple'>,
  answer: unknown,
): Fault | null {
  if (!Array.isArray(answer) || !answer.every((code) => typeof code === 'string')) {
    return { code: 'wrong_type', params: { expected: 'a list of option codes, such as ["a", "b"]' } }
  }
  for (const code of answer) {
    const fault = optionFault(questionnaire, item, code)
    if (fault !== null) return missingCodeOf(code) === null ? fault : { code: 'missing_code_in_list' }
  }
  return new Set(answer).size < answer.length ? { code: 'option_repeated' } : null
}

function numberFault(item: ItemOfType<'number' | 'scale' | 'hidden'>, answer: unknown): Fault | null {
  if (typeof answer !== 'number' || !Number.isFinite(answer)) {
    return { code: 'wrong_type', params: { expected: `a number from ${item.min} to ${item.max}` } }
  }
  if (answer < item.min) return { code: 'below_minimum', params: { min: item.min, max: item.max } }
  if (answer > item.max) return { code: 'above_maximum', params: { min: item.min, max: item.max } }
  return null
}

function decimalsFault(answer: unknown, decimals: number): Fault | null {
  const scaled = Number(answer) * 10 ** decimals
  // 0.1 + 0.2 has two decimals too many only in binary.
  return Math.abs(scaled - Math.round(scaled)) > 1e-9 * Math.max(1, Math.abs(scaled))
    ? { code: 'too_many_decimals', params: { decimals } }
    : null
}

function stepFault(item: ItemOfType<'scale'>, answer: unknown): Fault | null {
  const steps = (Number(answer) - item.min) / item.step
  return Math.abs(steps - Math.round(steps)) > 1e-9
    ? { code: 'off_step', params: { step: item.step, min: item.min } }
    : null
}

function textFault(item: ItemOfType<'text'>, answer: unknown): Fault | null {
  if (typeof answer !== 'string') return { code: 'wrong_type', params: { expected: 'a text' } }
  // Characters as a reader counts them: an emoji or a letter beyond the basic plane is one, not two.
  return [...answer].length > item.maxLength
    ? { code: 'too_long', params: { maxLength: item.maxLength } }
    : null
}

function dateFault({ min, max, precision }: ItemOfType<'date'>, answer: unknown): Fault | null {
  if (typeof answer !== 'string' || !isWrittenAsDate(answer, precision)) {
    return { code: 'wrong_type', params: { expected: `a ${precision} written ${dateExamples[precision]}` } }
  }
  if (!isRealDate(answer, precision)) return { code: 'date_not_real' }
  if (answer < min) return { code: 'date_too_early', params: { min, max } }
  if (answer > max) return { code: 'date_too_late', params: { min, max } }
  return null
}

/** What is wrong with an answer in view of the others: left out though required, exclusive, constraint. */
function entryFaultOf(
  questionnaire: Questionnaire,
  item: Item,
  answer: Answer | undefined,
  path: Path,
): Fault | null {
  if (answer === undefined) return item.required ? { code: 'answer_required' } : null
  if (missingCodeOf(answer) !== null && item.type !== 'text') return null
  if (item.type === 'multiple' && typeof answer === 'object' && answer.length > 1) {
    const exclusive = item.exclusive?.find((code) => answer.includes(code))
    if (exclusive !== undefined) {
      const label = optionWithCode(questionnaire, item, exclusive)?.label
      const option = textIn(label, questionnaire.defaultLanguage, questionnaire.defaultLanguage)
      return { code: 'exclusive_option', params: { option, optionCode: exclusive } }
    }
  }
  const constraint = compiled(questionnaire).constraint.get(item.id)
  if (constraint === undefined || isTrue(evaluate(constraint, path.valueOf, answer))) return null
  const message = textIn(item.constraintMessage, questionnaire.defaultLanguage, questionnaire.defaultLanguage)
  return {
    code: 'constraint_not_met',
    params: { constraintMessage: message || 'This answer does not fit. Check it.' },
  }
}
