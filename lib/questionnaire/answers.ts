import { isolatedWords } from '../bidi-text'
import type { Problem, Result } from '../result'
import { type AnswerFault, type AnswerFaultCode, entryFaultOf, faultOf, inAuthorsWords } from './answer-fault'
import { type Answer, type Answers, isBlank } from './answer-values'
import { compiled } from './compiled'
import type { Item, Questionnaire } from './definition'
import { pathOf } from './flow'
import { textIn } from './language'

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
  const found: (Problem | { readonly item: Item; readonly answer: Answer; readonly fault: AnswerFault })[] =
    []
  for (const [itemId, answer] of Object.entries(input)) {
    const item = itemById.get(itemId)
    if (item === undefined) {
      found.push({
        path: `answers.${itemId.slice(0, 64)}`,
        code: 'unknown_item',
        message: `The questionnaire "${questionnaire.id}" has no item with this id. Check its spelling.`,
      })
    } else if (!isBlank(answer)) {
      const fault = faultOf(questionnaire, item, answer)
      if (fault === null) given.set(itemId, answer as Answer)
      else found.push({ item, answer: answer as Answer, fault })
    }
  }
  const answers: Answers = Object.fromEntries(given)
  const path = pathOf(questionnaire, answers)
  const problems = found.map((one) => {
    if (!('fault' in one)) return one
    const { item, answer, fault } = one
    const said = purpose === 'entry' ? inAuthorsWords(questionnaire, item, answer, fault, path) : fault
    return problemOf(questionnaire, item, said)
  })
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

/** The sentence that says each fault; `p` never holds the answer itself. */
const sayings = {
  wrong_type: (p) => `Give ${p.expected}.`,
  unknown_option: (p) => `This is not one of its options. Choose among: ${p.offered}.`,
  option_filtered_out: (p) => `It is not offered after the other answers. They leave: ${p.offered}.`,
  rank_incomplete: () => 'Put every option in order: each once.',
  not_a_time: () => 'Write a time of day as 09:30 or 17:05.',
  time_out_of_range: (p) => `The time does not fit. Give ${p.min} to ${p.max}.`,
  no_answer_taken: () => 'It takes no answer: it is shown or calculated. Leave it out.',
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
  answer_required: (p) => `${p.requiredMessage ?? 'This question needs an answer.'}`,
} as const satisfies Readonly<
  Record<AnswerFaultCode, (p: Readonly<Record<string, string | number>>) => string>
>

function problemOf(questionnaire: Questionnaire, item: Item, { code, params = {} }: AnswerFault): Problem {
  const label = textIn(item.label, questionnaire.defaultLanguage, questionnaire.defaultLanguage)
  return {
    path: `answers.${item.id}`,
    code,
    message: `“${isolatedWords(label)}”: ${sayings[code](params)}`,
    params,
  }
}
