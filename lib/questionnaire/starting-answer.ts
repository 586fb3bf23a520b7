import { answerFault, faultOf } from './answer-fault'
import { type Answer, type Answers, isBlank } from './answer-values'
import { compiled } from './compiled'
import type { Item, Questionnaire } from './definition'
import { evaluate, type Value } from './expression'
import { asNumber, asText } from './expression-values'
import { pathOf } from './flow'
import { entryOf } from './repeats'

/**
 * What stands in the field of an item before anybody has answered it (`default`): what the answers so far make of it. It is no answer yet; it
 * becomes one when the person goes on with it.
 *
 * @returns undefined where the item has none, where what comes out is no answer to it, or where a later question is answered: the person
 *   came past the field, and may have emptied it. Of an entry of a repeat only its own later questions count: it may have been added since
 */
export function startingAnswer(
  questionnaire: Questionnaire,
  item: Item,
  answers: Answers,
): Answer | undefined {
  const expression = compiled(questionnaire).default.get(item.id)
  if (expression === undefined || isLaterOneAnswered(questionnaire, item, answers)) return undefined
  const value = evaluate(expression, pathOf(questionnaire, answers))
  // As XForms do: an age that is reckoned from days is the number of whole years.
  const isWhole = item.type === 'number' && item.decimals === 0 && typeof value === 'number'
  const answer = asAnswer(item, isWhole ? Math.trunc(value) : value)
  return answer === undefined || answerFault(questionnaire, item, answer, answers) !== null
    ? undefined
    : answer
}

function isLaterOneAnswered(questionnaire: Questionnaire, item: Item, answers: Answers): boolean {
  if (Object.keys(answers).length === 0) return false
  const { sections, items } = questionnaire
  const own = sections.filter((section) => section.items.includes(item.id))
  const order = (entryOf(questionnaire, item.id) === null ? sections : own).flatMap(
    (section) => section.items,
  )
  const later = new Set(order.slice(order.indexOf(item.id) + 1))
  // The day and what a round fills in are there before anybody answers.
  return items.some(
    ({ id, type }) => later.has(id) && type !== 'today' && type !== 'hidden' && Object.hasOwn(answers, id),
  )
}

/** Whether a value can be an answer to an item, whatever else is answered. */
export function isPossibleAnswer(questionnaire: Questionnaire, item: Item, value: Value): boolean {
  const answer = asAnswer(item, value)
  return answer !== undefined && faultOf(questionnaire, item, answer) === null
}

/** A value of an expression in the form that the item's answers have; undefined for one without content. */
function asAnswer(item: Item, value: Value): Answer | undefined {
  const text = asText(value)
  if (isBlank(text)) return undefined
  switch (item.type) {
    case 'number':
    case 'scale': {
      const number = asNumber(value)
      // A reserved code is none, and an answer all the same.
      return Number.isNaN(number) ? text : number
    }
    case 'multiple':
    case 'rank':
      return text.split(/\s+/)
    default:
      return text
  }
}
