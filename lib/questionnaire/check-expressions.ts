import type { Problem } from '../result'
import type { Item, Questionnaire } from './definition'
import {
  type Expression,
  evaluate,
  isTrue,
  parseExpression,
  referencesOf,
  type Value,
  visit,
} from './expression'
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
  }
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

/** More ways to answer than this are not tried out: the relevance is then taken as reachable. */
const mostWaysTried = 50_000

function* checkReachability(questionnaire: Questionnaire): Generator<Problem> {
  const itemById = new Map(questionnaire.items.map((item) => [item.id, item]))
  const relevance = new Map<string, Expression>()
  for (const item of questionnaire.items) {
    const parsed = item.relevant === null ? null : parseExpression(item.relevant)
    if (parsed?.ok) relevance.set(item.id, parsed.value)
  }
  for (const [place, item] of questionnaire.items.entries()) {
    const own = relevance.get(item.id)
    if (own !== undefined && canHold(questionnaire, itemById, relevance, own) === false) {
      yield {
        path: `items[${place}].relevant`,
        code: 'item_unreachable',
        message: `No answers make this true, so "${item.id}" would never be asked. Check the conditions against each other.`,
      }
    }
  }
}

/** Whether some answers make an expression true, by trying all that it can tell apart; null when they are too many. */
function canHold(
  questionnaire: Questionnaire,
  itemById: ReadonlyMap<string, Item>,
  relevance: ReadonlyMap<string, Expression>,
  expression: Expression,
): boolean | null {
  const involved = new Set<string>()
  const pending = [expression]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (calculates(next) || comparesItems(next)) return null
    for (const id of referencesOf(next)) {
      const further = relevance.get(id)
      if (!involved.has(id) && further !== undefined) pending.push(further)
      involved.add(id)
    }
  }
  // Items refer only to earlier ones: in the order of asking, each relevance sees settled values.
  const ids = questionnaire.items.map((item) => item.id).filter((id) => involved.has(id))
  const numbers = numbersIn([expression, ...ids.flatMap((id) => relevance.get(id) ?? [])])
  const ways: (readonly Value[])[] = []
  let count = 1
  for (const id of ids) {
    const item = itemById.get(id)
    const values = item === undefined ? null : valuesToTry(questionnaire, item, numbers)
    if (values === null) return null
    count *= values.length
    if (count > mostWaysTried) return null
    ways.push(values)
  }
  for (let way = 0; way < count; way += 1) {
    const values = new Map<string, Value>()
    const resolve = (id: string): Value => values.get(id) ?? ''
    let rest = way
    for (const [place, id] of ids.entries()) {
      const choices = ways[place] ?? ['']
      const own = relevance.get(id)
      const isAsked = own === undefined || isTrue(evaluate(own, resolve))
      values.set(id, isAsked ? (choices[rest % choices.length] ?? '') : '')
      rest = Math.floor(rest / choices.length)
    }
    if (isTrue(evaluate(expression, resolve))) return true
  }
  return false
}

/** The values of an item that expressions can tell apart; null when they cannot be listed. */
function valuesToTry(
  questionnaire: Questionnaire,
  item: Item,
  numbers: readonly number[],
): readonly Value[] | null {
  const blankOrReserved: readonly Value[] = ['', ...offeredMissingCodes(item)]
  switch (item.type) {
    case 'single':
      return [...blankOrReserved, ...responseOptions(questionnaire, item).map((option) => option.code)]
    case 'multiple': {
      const codes = responseOptions(questionnaire, item).map((option) => option.code)
      return codes.length > 10 ? null : [...blankOrReserved, ...subsetsOf(codes)]
    }
    case 'number':
    case 'scale':
    case 'hidden': {
      // A comparison with a constant tells apart what lies below, on and above it: the nearest numbers that can be answered.
      const step = item.type === 'number' ? 10 ** -item.decimals : item.type === 'scale' ? item.step : 1
      const origin = item.type === 'scale' ? item.min : 0
      const near = numbers.flatMap((number) => {
        const below = Math.floor((number - origin) / step)
        return [-1, 0, 1, 2].map((more) => Number((origin + (below + more) * step).toFixed(10)))
      })
      const inside = near.filter((number) => number > item.min && number < item.max)
      return [...blankOrReserved, ...new Set([item.min, ...inside, item.max])]
    }
    case 'text':
      return null
  }
}

function subsetsOf(codes: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: 2 ** codes.length }, (_, bits) =>
    codes.filter((_code, place) => (bits >> place) & 1),
  )
}

function numbersIn(expressions: readonly Expression[]): readonly number[] {
  const numbers = new Set<number>()
  for (const expression of expressions) {
    visit(expression, (part) => {
      if (part.kind === 'number') numbers.add(part.value)
      if (part.kind === 'text' && part.value.trim() !== '' && Number.isFinite(Number(part.value)))
        numbers.add(Number(part.value))
    })
  }
  return [...numbers]
}

function calculates(expression: Expression): boolean {
  let found = false
  visit(expression, (part) => {
    if (['+', '-', '*', 'div', 'mod', 'negate'].includes(part.kind)) found = true
  })
  return found
}

/** Whether one item is compared with another: then constants do not say which values matter. */
function comparesItems(expression: Expression): boolean {
  let found = false
  visit(expression, (part) => {
    if ('left' in part && part.kind !== 'and' && part.kind !== 'or')
      found ||= referencesOf(part.left).length > 0 && referencesOf(part.right).length > 0
  })
  return found
}
