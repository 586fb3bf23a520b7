import { type Answer, type Answers, isBlank } from './answer-values'
import { dateExamples, isRealDate, isWrittenAsDate } from './calendar'
import { compiled } from './compiled'
import type { Item, ItemOfType, MissingCode, OptionItem, Questionnaire } from './definition'
import { evaluate, isTrue } from './expression'
import { type Path, pathOf } from './flow'
import { textIn } from './language'
import { missingCodeOf } from './missing'
import {
  filteredOptions,
  hasOptions,
  isDisplayed,
  offeredMissingCodes,
  optionWithCode,
  responseOptions,
} from './options'

/** What can be wrong with an answer. */
export type AnswerFaultCode =
  | 'wrong_type'
  | 'unknown_option'
  | 'option_filtered_out'
  | 'rank_incomplete'
  | 'not_a_time'
  | 'time_out_of_range'
  | 'no_answer_taken'
  | 'option_repeated'
  | 'missing_code_not_offered'
  | 'missing_code_in_list'
  | 'below_minimum'
  | 'above_maximum'
  | 'too_many_decimals'
  | 'off_step'
  | 'date_not_real'
  | 'date_too_early'
  | 'date_too_late'
  | 'too_long'
  | 'exclusive_option'
  | 'constraint_not_met'
  | 'answer_required'

/** What is wrong with an answer, with what a sentence about it needs; never the answer itself. */
export type AnswerFault = {
  readonly code: AnswerFaultCode
  readonly params?: Readonly<Record<string, string | number>>
}

/**
 * The verdict on the answer to one item that is asked, for the form that asks it: `validateAnswers` for one item, without its
 * sentences, which a form says in the reader's language.
 *
 * @param input what was entered; null, empty text and an empty list count as left out
 * @param others the answers given so far, which a constraint may refer to
 * @returns null when nothing is wrong
 */
export function answerFault(
  questionnaire: Questionnaire,
  item: Item,
  input: unknown,
  others: Answers = {},
): AnswerFault | null {
  const answer = isBlank(input) ? undefined : (input as Answer)
  const path = pathOf(questionnaire, others)
  const fault = answer === undefined ? null : faultOf(questionnaire, item, answer)
  return fault === null || answer === undefined
    ? entryFaultOf(questionnaire, item, answer, path)
    : inAuthorsWords(questionnaire, item, answer, fault, path)
}

const outsideRange: readonly AnswerFaultCode[] = [
  'below_minimum',
  'above_maximum',
  'date_too_early',
  'date_too_late',
  'time_out_of_range',
]

/** An answer out of range, in the words of the author where the constraint refuses it too and says why: the ends were often taken from it. */
export function inAuthorsWords(
  questionnaire: Questionnaire,
  item: Item,
  answer: Answer,
  fault: AnswerFault,
  path: Path,
): AnswerFault {
  if (item.constraintMessage === undefined || !outsideRange.includes(fault.code)) return fault
  return constraintFaultOf(questionnaire, item, answer, path) ?? fault
}

/** What is wrong with an answer whatever the other answers are: type, codes, range. */
export function faultOf(questionnaire: Questionnaire, item: Item, answer: unknown): AnswerFault | null {
  const missing = missingCodeOf(answer)
  const isOwnCode =
    missing !== null && hasOptions(item) && optionWithCode(questionnaire, item, missing) !== undefined
  if (missing !== null && !isOwnCode && (item.type !== 'text' || isOffered(item, missing))) {
    return isOffered(item, missing)
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
    case 'today':
      return typeof answer === 'string' && isRealDate(answer, 'day')
        ? null
        : { code: 'wrong_type', params: { expected: `a day written ${dateExamples.day}` } }
    case 'time':
      return timeFault(item, answer)
    case 'rank':
      return rankFault(questionnaire, item, answer)
    case 'note':
    case 'calculated':
      return { code: 'no_answer_taken' }
  }
}

/** Of a text, a reserved code that is not offered is words like others. */
function isOffered(item: Item, code: MissingCode): boolean {
  return offeredMissingCodes(item).includes(code)
}

function optionFault(questionnaire: Questionnaire, item: OptionItem, code: string): AnswerFault | null {
  if (optionWithCode(questionnaire, item, code) !== undefined) return null
  const offered =
    item.choiceSource === undefined ? codesInWords(questionnaire, item) : 'two-letter codes of ISO 3166-1'
  return { code: 'unknown_option', params: { offered } }
}

function codesInWords(questionnaire: Questionnaire, item: OptionItem): string {
  const options = item.choices ?? questionnaire.choiceLists[item.choiceList ?? ''] ?? []
  return [...options.map((option) => option.code), ...offeredMissingCodes(item)].join(', ')
}

function multipleFault(
  questionnaire: Questionnaire,
  item: ItemOfType<'multiple' | 'rank'>,
  answer: unknown,
): AnswerFault | null {
  if (!Array.isArray(answer) || !answer.every((code) => typeof code === 'string')) {
    return { code: 'wrong_type', params: { expected: 'a list of option codes, such as ["a", "b"]' } }
  }
  for (const code of answer) {
    const fault = optionFault(questionnaire, item, code)
    if (fault !== null) return missingCodeOf(code) === null ? fault : { code: 'missing_code_in_list' }
  }
  return new Set(answer).size < answer.length ? { code: 'option_repeated' } : null
}

/** Options that a choice filter leaves out are not ranked; `entryFaultOf` counts those that are left. */
function rankFault(
  questionnaire: Questionnaire,
  item: ItemOfType<'rank'>,
  answer: unknown,
): AnswerFault | null {
  const fault = multipleFault(questionnaire, item, answer)
  if (fault !== null || item.choiceFilter !== undefined) return fault
  return Array.isArray(answer) && answer.length < responseOptions(questionnaire, item).length
    ? { code: 'rank_incomplete' }
    : null
}

function timeFault({ min, max }: ItemOfType<'time'>, answer: unknown): AnswerFault | null {
  if (typeof answer !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d$/.test(answer)) return { code: 'not_a_time' }
  return answer < min || answer > max ? { code: 'time_out_of_range', params: { min, max } } : null
}

function numberFault(item: ItemOfType<'number' | 'scale' | 'hidden'>, answer: unknown): AnswerFault | null {
  if (typeof answer !== 'number' || !Number.isFinite(answer)) {
    return { code: 'wrong_type', params: { expected: `a number from ${item.min} to ${item.max}` } }
  }
  if (answer < item.min) return { code: 'below_minimum', params: { min: item.min, max: item.max } }
  if (answer > item.max) return { code: 'above_maximum', params: { min: item.min, max: item.max } }
  return null
}

function decimalsFault(answer: unknown, decimals: number): AnswerFault | null {
  const scaled = Number(answer) * 10 ** decimals
  // 0.1 + 0.2 has two decimals too many only in binary.
  return Math.abs(scaled - Math.round(scaled)) > 1e-9 * Math.max(1, Math.abs(scaled))
    ? { code: 'too_many_decimals', params: { decimals } }
    : null
}

function stepFault(item: ItemOfType<'scale'>, answer: unknown): AnswerFault | null {
  const steps = (Number(answer) - item.min) / item.step
  return Math.abs(steps - Math.round(steps)) > 1e-9
    ? { code: 'off_step', params: { step: item.step, min: item.min } }
    : null
}

function textFault(item: ItemOfType<'text'>, answer: unknown): AnswerFault | null {
  if (typeof answer !== 'string') return { code: 'wrong_type', params: { expected: 'a text' } }
  // Characters as a reader counts them: an emoji or a letter beyond the basic plane is one, not two.
  return [...answer].length > item.maxLength
    ? { code: 'too_long', params: { maxLength: item.maxLength } }
    : null
}

function dateFault({ min, max, precision }: ItemOfType<'date'>, answer: unknown): AnswerFault | null {
  if (typeof answer !== 'string' || !isWrittenAsDate(answer, precision)) {
    return { code: 'wrong_type', params: { expected: `a ${precision} written ${dateExamples[precision]}` } }
  }
  if (!isRealDate(answer, precision)) return { code: 'date_not_real' }
  if (answer < min) return { code: 'date_too_early', params: { min, max } }
  if (answer > max) return { code: 'date_too_late', params: { min, max } }
  return null
}

/** What is wrong with an answer in view of the others: left out though required, exclusive, constraint. */
export function entryFaultOf(
  questionnaire: Questionnaire,
  item: Item,
  answer: Answer | undefined,
  path: Path,
): AnswerFault | null {
  if (answer === undefined)
    return takesAnswer(item) && isRequired(questionnaire, item, path) ? leftOut(questionnaire, item) : null
  const missing = missingCodeOf(answer)
  if (missing !== null && (item.type !== 'text' || isOffered(item, missing))) return null
  const filtered = filterFaultOf(questionnaire, item, answer, path)
  if (filtered !== null) return filtered
  if (item.type === 'multiple' && typeof answer === 'object' && answer.length > 1) {
    const exclusive = item.exclusive?.find((code) => answer.includes(code))
    if (exclusive !== undefined) {
      const label = optionWithCode(questionnaire, item, exclusive)?.label
      const option = textIn(label, questionnaire.defaultLanguage, questionnaire.defaultLanguage)
      return { code: 'exclusive_option', params: { option, optionCode: exclusive } }
    }
  }
  return constraintFaultOf(questionnaire, item, answer, path)
}

function constraintFaultOf(
  questionnaire: Questionnaire,
  item: Item,
  answer: Answer,
  path: Path,
): AnswerFault | null {
  const constraint = compiled(questionnaire).constraint.get(item.id)
  if (constraint === undefined || isTrue(evaluate(constraint, { ...path, self: answer }))) return null
  const message = textIn(item.constraintMessage, questionnaire.defaultLanguage, questionnaire.defaultLanguage)
  return {
    code: 'constraint_not_met',
    params: { constraintMessage: message || 'This answer does not fit. Check it.' },
  }
}

/** Whether an item that is asked needs an answer after the others. */
function isRequired(questionnaire: Questionnaire, item: Item, path: Path): boolean {
  if (typeof item.required === 'boolean') return item.required
  const condition = compiled(questionnaire).required.get(item.id)
  return condition !== undefined && isTrue(evaluate(condition, path))
}

function leftOut({ defaultLanguage }: Questionnaire, { requiredMessage }: Item): AnswerFault {
  const message = textIn(requiredMessage, defaultLanguage, defaultLanguage)
  return { code: 'answer_required', ...(message !== '' && { params: { requiredMessage: message } }) }
}

/** Whether people give an answer to an item themselves. */
function takesAnswer(item: Item): boolean {
  return isDisplayed(item) && item.type !== 'note'
}

/** What is wrong with an answer because another answer filtered its options. */
function filterFaultOf(
  questionnaire: Questionnaire,
  item: Item,
  answer: Answer,
  path: Path,
): AnswerFault | null {
  if (!hasOptions(item) || item.choiceFilter === undefined) return null
  const offered = filteredOptions(questionnaire, item, path.itemValue).map(({ code }) => code)
  const given = typeof answer === 'object' ? answer : [String(answer)]
  if (given.some((code) => !offered.includes(code)))
    return { code: 'option_filtered_out', params: { offered: offered.join(', ') || 'none' } }
  return item.type === 'rank' && given.length < offered.length ? { code: 'rank_incomplete' } : null
}
