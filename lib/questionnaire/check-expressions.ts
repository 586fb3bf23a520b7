import type { Problem } from '../result'
import { dateExamples, isRealDate } from './calendar'
import { checkReachability } from './check-reachability'
import type { Item, ItemOfType, Questionnaire } from './definition'
import { type Expression, parseExpression, visit } from './expression'
import { isChoice, offeredMissingCodes, responseOptions } from './options'

/** Where an expression stands, and which items it may refer to. */
type Placed = {
  readonly path: string
  readonly text: string
  /** The number of items from the first that it may refer to. */
  readonly reach: number
  readonly isConstraint: boolean
}

/**
 * The problems of every expression: unreadable text, unknown items, items that come later, codes that an item does not
 * have, `.` outside a constraint, and relevance that no answers can make true.
 */
export function* checkExpressions(questionnaire: Questionnaire): Generator<Problem> {
  const places = new Map(questionnaire.items.map((item, place) => [item.id, place]))
  let areAllSound = true
  for (const placed of expressionsOf(questionnaire)) {
    const parsed = parseExpression(placed.text)
    const problems = parsed.ok
      ? [...checkParts(questionnaire, places, placed, parsed.value)]
      : parsed.problems.map((problem) => ({ ...problem, path: placed.path }))
    if (problems.length > 0) areAllSound = false
    yield* problems
  }
  if (areAllSound) yield* checkReachability(questionnaire)
}

function* expressionsOf({ items, scoring }: Questionnaire): Generator<Placed> {
  for (const [place, item] of items.entries()) {
    const at = `items[${place}]`
    if (item.relevant !== null)
      yield { path: `${at}.relevant`, text: item.relevant, reach: place, isConstraint: false }
    if (item.constraint !== undefined) {
      yield { path: `${at}.constraint`, text: item.constraint, reach: place + 1, isConstraint: true }
    }
    const variants = isChoice(item) ? (item.variants ?? []) : []
    for (const [inner, { when }] of variants.entries()) {
      yield { path: `${at}.variants[${inner}].when`, text: when, reach: place, isConstraint: false }
    }
  }
  if (scoring?.classification?.type === 'signals') {
    for (const [place, { when }] of scoring.classification.signals.entries()) {
      const path = `scoring.classification.signals[${place}].when`
      yield { path, text: when, reach: items.length, isConstraint: false }
    }
  }
}

function* checkParts(
  questionnaire: Questionnaire,
  places: ReadonlyMap<string, number>,
  { path, reach, isConstraint }: Placed,
  expression: Expression,
): Generator<Problem> {
  const parts: Expression[] = []
  visit(expression, (part) => parts.push(part))
  for (const part of parts) {
    if (part.kind === 'self' && !isConstraint) {
      yield {
        path,
        code: 'self_outside_constraint',
        message: `At character ${part.at + 1}: "." means the answer itself and belongs in a constraint. Name the item instead.`,
      }
    }
    if (part.kind === 'reference') {
      const place = places.get(part.itemId)
      const at = `At character ${part.at + 1}: `
      if (place === undefined) {
        yield {
          path,
          code: 'unknown_item',
          message: `${at}no item has the id "${part.itemId}". Check its spelling.`,
        }
      } else if (place >= reach) {
        yield {
          path,
          code: 'item_comes_later',
          message: `${at}"${part.itemId}" is asked later. An expression may refer to earlier items only; move one of them.`,
        }
      }
    }
    const compared = comparisonWithCode(part)
    const item = compared === null ? undefined : questionnaire.items[places.get(compared.itemId) ?? -1]
    if (
      compared !== null &&
      item !== undefined &&
      isChoice(item) &&
      !hasCode(questionnaire, item, compared.code)
    ) {
      yield {
        path,
        code: 'unknown_option',
        message: `At character ${compared.at + 1}: "${compared.itemId}" has no option "${compared.code}". Check its spelling.`,
      }
    }
    yield* checkDates(part, path, (operand) => {
      if (operand.kind === 'self') return dateItem(isConstraint ? questionnaire.items[reach - 1] : undefined)
      if (operand.kind !== 'reference') return null
      return dateItem(questionnaire.items[places.get(operand.itemId) ?? -1])
    })
  }
}

function dateItem(item: Item | undefined): ItemOfType<'date'> | null {
  return item?.type === 'date' ? item : null
}

const orderings = ['<', '<=', '>', '>=']
const reckonings = ['+', '-', '*', 'div', 'mod', 'negate']

/**
 * The problems of dates in one part of an expression. The language orders and reckons with numbers only: a year is one, a
 * day and a month are not, and would be neither before nor after anything.
 */
function* checkDates(
  part: Expression,
  path: string,
  dateOf: (operand: Expression) => ItemOfType<'date'> | null,
): Generator<Problem> {
  const operands = 'operand' in part ? [part.operand] : 'left' in part ? [part.left, part.right] : []
  for (const [place, operand] of operands.entries()) {
    const item = dateOf(operand)
    if (item === null || !('at' in operand)) continue
    const at = `At character ${operand.at + 1}: `
    if (item.precision !== 'year' && [...orderings, ...reckonings].includes(part.kind)) {
      yield {
        path,
        code: 'date_not_a_number',
        message: `${at}"${item.id}" is a date, and "${part.kind === 'negate' ? '-' : part.kind}" takes numbers only. Use = or !=, or ask for the year alone ("precision": "year").`,
      }
    } else if (part.kind === '=' || part.kind === '!=') {
      const other = operands[1 - place]
      if (other !== undefined && !canEqualDate(item, other)) {
        yield {
          path,
          code: 'date_not_real',
          message: `${at}"${item.id}" never equals this. Compare it with a real date between single quotes, written '${dateExamples[item.precision]}'.`,
        }
      }
    }
  }
}

function canEqualDate(item: ItemOfType<'date'>, other: Expression): boolean {
  const reserved: readonly string[] = offeredMissingCodes(item)
  if (other.kind === 'text') {
    return other.value === '' || reserved.includes(other.value) || isRealDate(other.value, item.precision)
  }
  return other.kind !== 'number' || (item.precision === 'year' && isRealDate(String(other.value), 'year'))
}

/** The item and the code that a comparison or `selected( )` sets side by side, if it does. */
function comparisonWithCode(
  part: Expression,
): { readonly itemId: string; readonly code: string; readonly at: number } | null {
  if (part.kind !== '=' && part.kind !== '!=' && part.kind !== 'selected') return null
  const [left, right] = part.right.kind === 'reference' ? [part.right, part.left] : [part.left, part.right]
  if (left.kind !== 'reference' || right.kind !== 'text' || right.value === '') return null
  return { itemId: left.itemId, code: right.value, at: right.at }
}

function hasCode(questionnaire: Questionnaire, item: Item, code: string): boolean {
  const reserved: readonly string[] = offeredMissingCodes(item)
  return (
    reserved.includes(code) ||
    (isChoice(item) && responseOptions(questionnaire, item).some((option) => option.code === code))
  )
}
