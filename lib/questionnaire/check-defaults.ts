import type { Problem } from '../result'
import type { Questionnaire } from './definition'
import { evaluate, parseExpression, referencesOf } from './expression'
import { isPossibleAnswer } from './starting-answer'

/** The problems of what is filled in beforehand: on items that take no answer, and what could never be one. */
export function* checkDefaults(questionnaire: Questionnaire): Generator<Problem> {
  for (const [place, item] of questionnaire.items.entries()) {
    if (item.default === undefined) continue
    const path = `items[${place}].default`
    if (['note', 'calculated', 'today', 'hidden'].includes(item.type)) {
      yield {
        path,
        code: 'default_without_answer',
        message: `Nobody answers "${item.id}" themselves, so nothing can be filled in beforehand. Take "default" out.`,
      }
      continue
    }
    const parsed = parseExpression(item.default)
    // What earlier answers make of it is seen when they are there.
    if (!parsed.ok || referencesOf(parsed.value).length > 0) continue
    const value = evaluate(parsed.value, { itemValue: () => '' })
    if (isPossibleAnswer(questionnaire, item, value)) continue
    yield {
      path,
      code: 'default_not_an_answer',
      message: `This is no answer to "${item.id}", so it could not be filled in beforehand. Write a code or text between single quotes, as in 'yes', or a number within its bounds.`,
    }
  }
}
