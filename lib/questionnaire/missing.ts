import { type Answers, answerOf } from './answer-values'
import type { Item, MissingCode, Questionnaire } from './definition'
import { asText } from './expression-values'
import { type Path, pathOf } from './flow'
import { optionWithCode } from './options'

/**
 * Why an item has a value or has none.
 * `not_asked` and `not_applicable` leave the denominator of a score; `refused`, `dont_know` and `skipped` stay in it.
 */
export type AnswerStatus = 'answered' | 'refused' | 'dont_know' | 'not_applicable' | 'skipped' | 'not_asked'

const statusOfMissingCode: Readonly<Record<MissingCode, AnswerStatus>> = {
  pnta: 'refused',
  dk: 'dont_know',
  na: 'not_applicable',
}

/** The missing code that an answer is, or null when it is an answer proper or blank. */
export function missingCodeOf(answer: unknown): MissingCode | null {
  return answer === 'pnta' || answer === 'dk' || answer === 'na' ? answer : null
}

/**
 * The status of every item, by id.
 *
 * @param answers valid answers; one sent to an item that is not relevant counts as not asked
 */
export function answerStatus(
  questionnaire: Questionnaire,
  answers: Answers,
): ReadonlyMap<string, AnswerStatus> {
  return statusesOn(questionnaire, pathOf(questionnaire, answers), answers)
}

/** As `answerStatus`, for answers whose path is known already. */
export function statusesOn(
  questionnaire: Questionnaire,
  path: Path,
  answers: Answers,
): ReadonlyMap<string, AnswerStatus> {
  return new Map(
    questionnaire.items.map((item) => [
      item.id,
      path.isAsked(item.id) ? statusOfAsked(questionnaire, item, answers, path) : 'not_asked',
    ]),
  )
}

function statusOfAsked(questionnaire: Questionnaire, item: Item, answers: Answers, path: Path): AnswerStatus {
  if (item.type === 'note') return 'not_asked'
  if (item.type === 'calculated') return asText(path.itemValue(item.id)) === '' ? 'skipped' : 'answered'
  const answer = answerOf(answers, item.id)
  if (answer === undefined) return 'skipped'
  const missing = missingCodeOf(answer)
  if (missing !== null) return statusOfMissingCode[missing]
  if (item.type === 'single' && optionWithCode(questionnaire, item, String(answer))?.missing === 'na') {
    return 'not_applicable'
  }
  return 'answered'
}
