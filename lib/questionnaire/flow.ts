import { type Answers, answerOf } from './answer-values'
import { compiled } from './compiled'
import type { Item, Questionnaire } from './definition'
import { evaluate, isTrue, type Value } from './expression'
import { filteredOptions, hasOptions, isDisplayed, offeredMissingCodes } from './options'

/** The way of one person through a questionnaire. It follows from the answers and is never stored. */
export type Path = {
  /** Whether the item's relevance holds. */
  readonly isAsked: (itemId: string) => boolean
  /** What expressions see of an item: its answer; empty text when it is blank, not asked or unknown. */
  readonly itemValue: (itemId: string) => Value
}

/** The path that answers lead along. Items refer only to earlier items, so one pass settles every relevance. */
export function pathOf(questionnaire: Questionnaire, answers: Answers): Path {
  const { relevant, calculation } = compiled(questionnaire)
  const values = new Map<string, Value>()
  const itemValue = (itemId: string): Value => values.get(itemId) ?? ''
  for (const item of questionnaire.items) {
    const relevance = relevant.get(item.id)
    if (relevance !== undefined && !isTrue(evaluate(relevance, { itemValue }))) continue
    const rule = calculation.get(item.id)
    const value =
      rule === undefined
        ? valueInExpressions(item, answerOf(answers, item.id))
        : evaluate(rule, { itemValue })
    values.set(item.id, offeredOnly(questionnaire, item, value, itemValue))
  }
  return { isAsked: (itemId) => values.has(itemId), itemValue }
}

/** The items that are asked or shown, in order. */
export function relevantItems(questionnaire: Questionnaire, answers: Answers): readonly Item[] {
  const path = pathOf(questionnaire, answers)
  return questionnaire.items.filter((item) => isDisplayed(item) && path.isAsked(item.id))
}

/**
 * The item asked after another.
 *
 * @param itemId null for the first item
 * @returns null after the last
 */
export function nextItem(questionnaire: Questionnaire, answers: Answers, itemId: string | null): Item | null {
  const place = itemId === null ? -1 : placeOf(questionnaire, itemId)
  return relevantItems(questionnaire, answers).find((item) => placeOf(questionnaire, item.id) > place) ?? null
}

/** The item asked before another; null before the first. */
export function previousItem(questionnaire: Questionnaire, answers: Answers, itemId: string): Item | null {
  const place = placeOf(questionnaire, itemId)
  return (
    relevantItems(questionnaire, answers).findLast((item) => placeOf(questionnaire, item.id) < place) ?? null
  )
}

/**
 * How far a person is: the item's position among the items asked as things stand, from 1, and their number, which
 * later answers may change. An item that is not asked, which an editor looks at, has the position that it would have.
 */
export function progressOf(
  questionnaire: Questionnaire,
  answers: Answers,
  itemId: string,
): { readonly position: number; readonly total: number } {
  const asked = relevantItems(questionnaire, answers)
  const place = placeOf(questionnaire, itemId)
  const position = asked.filter((item) => placeOf(questionnaire, item.id) < place).length + 1
  return { position, total: Math.max(position, asked.length) }
}

/**
 * The answers to items that are asked, and the ids of those dropped because their item no longer is:
 * what remains after a controlling answer changed.
 */
export function keepRelevantAnswers(
  questionnaire: Questionnaire,
  answers: Answers,
): { readonly answers: Answers; readonly dropped: readonly string[] } {
  const path = pathOf(questionnaire, answers)
  const entries = Object.entries(answers)
  return {
    answers: Object.fromEntries(entries.filter(([itemId]) => path.isAsked(itemId))),
    dropped: entries.filter(([itemId]) => !path.isAsked(itemId)).map(([itemId]) => itemId),
  }
}

/** A chosen option that another answer has filtered out since counts as not chosen. */
function offeredOnly(
  questionnaire: Questionnaire,
  item: Item,
  value: Value,
  itemValue: (itemId: string) => Value,
): Value {
  if (!hasOptions(item) || item.choiceFilter === undefined || value === '') return value
  const offered = new Set<string>([
    ...filteredOptions(questionnaire, item, itemValue).map(({ code }) => code),
    ...offeredMissingCodes(item),
  ])
  if (typeof value === 'object') return value.filter((code) => offered.has(code))
  return offered.has(String(value)) ? value : ''
}

/** An exclusive option given together with others is an entry error; expressions see only the others. */
function valueInExpressions(item: Item, answer: Value | undefined): Value {
  if (answer === undefined) return ''
  if (item.type !== 'multiple' || item.exclusive === undefined || typeof answer !== 'object') return answer
  const others = answer.filter((code) => !item.exclusive?.includes(code))
  return others.length > 0 ? others : answer
}

const placesByQuestionnaire = new WeakMap<Questionnaire, ReadonlyMap<string, number>>()

function placeOf(questionnaire: Questionnaire, itemId: string): number {
  let places = placesByQuestionnaire.get(questionnaire)
  if (places === undefined) {
    places = new Map(questionnaire.items.map((item, place) => [item.id, place]))
    placesByQuestionnaire.set(questionnaire, places)
  }
  return places.get(itemId) ?? -1
}
