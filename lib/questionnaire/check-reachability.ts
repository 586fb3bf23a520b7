import type { Problem } from '../result'
import { dateAfter, isRealDate } from './calendar'
import { compiled } from './compiled'
import type { Item, ItemOfType, Questionnaire } from './definition'
import {
  type Expression,
  evaluate,
  isTrue,
  parseExpression,
  referencesOf,
  type Value,
  visit,
} from './expression'
import { offeredMissingCodes, responseOptions } from './options'

/** More ways to answer than this are not tried out: the relevance is then taken as reachable. */
const mostWaysTried = 50_000
/** A condition that hangs on more items than this is not tried out either. */
const mostItemsInvolved = 1_000

/**
 * How much of trying out is left for the conditions of one questionnaire together, in parts of expressions looked at: a form of thousands
 * of conditions that all hang on each other would be tried for hours. Once it is used up, the rest is taken as reachable.
 */
export class Effort {
  constructor(private left = 5_000_000) {}

  /** @returns false once nothing is left */
  spend(parts: number): boolean {
    this.left -= parts
    return this.left > 0
  }
}

/** The items whose relevance no answers can make true, as far as that can be tried out. */
export function* checkReachability(questionnaire: Questionnaire): Generator<Problem> {
  const itemById = new Map(questionnaire.items.map((item) => [item.id, item]))
  const relevance = new Map<string, Expression>()
  for (const item of questionnaire.items) {
    const parsed = item.relevant === null ? null : parseExpression(item.relevant)
    if (parsed?.ok) relevance.set(item.id, parsed.value)
  }
  // Questions of one group share their relevance.
  const verdicts = new Map<string, boolean | null>()
  const effort = new Effort()
  for (const [place, item] of questionnaire.items.entries()) {
    const own = relevance.get(item.id)
    if (own === undefined) continue
    const text = String(item.relevant)
    const known = verdicts.get(text)
    const verdict = known === undefined ? canHold(questionnaire, itemById, relevance, own, effort) : known
    verdicts.set(text, verdict)
    if (verdict === false) {
      yield {
        path: `items[${place}].relevant`,
        code: 'item_unreachable',
        message: `No answers make this true, so "${item.id}" would never be asked. Check the conditions against each other.`,
      }
    }
  }
}

/**
 * Whether some answers make an expression true, when items are asked under their own conditions only. Any item may be left blank.
 *
 * @param expression over items; `.` and attributes of options count as empty text
 * @param effort what is left for this and other conditions
 * @returns null when it cannot be tried out
 * @throws SyntaxError when a condition of the questionnaire cannot be read: `parseQuestionnaire` lets none through
 */
export function canBeTrue(
  questionnaire: Questionnaire,
  expression: Expression,
  effort: Effort = new Effort(),
): boolean | null {
  const { itemById, relevant } = compiled(questionnaire)
  return canHold(questionnaire, itemById, relevant, expression, effort)
}

/** Whether some answers make an expression true, by trying all that it can tell apart; null when they are too many. */
function canHold(
  questionnaire: Questionnaire,
  itemById: ReadonlyMap<string, Item>,
  relevance: ReadonlyMap<string, Expression>,
  expression: Expression,
  effort: Effort,
): boolean | null {
  const involved = new Set<string>()
  const pending = [expression]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (involved.size > mostItemsInvolved || !effort.spend(sizeOf(next))) return null
    if (calculates(next) || comparesItems(next)) return null
    for (const id of referencesOf(next)) {
      const further = relevance.get(id)
      if (!involved.has(id) && further !== undefined) pending.push(further)
      involved.add(id)
    }
  }
  // Items refer only to earlier ones: in the order of asking, each relevance sees settled values.
  const ids = questionnaire.items.map((item) => item.id).filter((id) => involved.has(id))
  const expressions = [expression, ...ids.flatMap((id) => relevance.get(id) ?? [])]
  const numbers = numbersIn(expressions)
  const texts = textsIn(expressions)
  const ways: (readonly Value[])[] = []
  for (const id of ids) {
    const item = itemById.get(id)
    const values = item === undefined ? null : valuesToTry(questionnaire, item, numbers, texts)
    if (values === null) return null
    ways.push(values)
  }
  return new Search(expression, relevance, ids, ways, effort).holds()
}

/** Tries answers to one item after the other, and leaves a way as soon as the answers so far settle the expression. */
class Search {
  private readonly values = new Map<string, Value>()
  private readonly scope = { itemValue: (id: string): Value => this.values.get(id) ?? '' }
  private tried = 0
  /** Of each condition, in parts. */
  private readonly sizes: ReadonlyMap<string, number>
  private readonly size: number

  constructor(
    private readonly expression: Expression,
    private readonly relevance: ReadonlyMap<string, Expression>,
    private readonly ids: readonly string[],
    /** The values of each item that the expressions tell apart. */
    private readonly ways: readonly (readonly Value[])[],
    private readonly effort: Effort,
  ) {
    this.sizes = new Map(
      ids.map((id) => {
        const own = relevance.get(id)
        return [id, own === undefined ? 0 : sizeOf(own)]
      }),
    )
    this.size = sizeOf(expression)
  }

  /** Whether some answers make the expression true; null when there are too many ways to know. */
  holds(place = 0): boolean | null {
    this.tried += 1
    const id = this.ids[place]
    if (this.tried > mostWaysTried || !this.effort.spend(this.size + (this.sizes.get(id ?? '') ?? 0)))
      return null
    const settled = this.truth(this.expression)
    if (settled !== null || id === undefined) return settled
    const own = this.relevance.get(id)
    const isAsked = own === undefined || isTrue(evaluate(own, this.scope))
    for (const value of isAsked ? (this.ways[place] ?? ['']) : ['']) {
      this.values.set(id, value)
      const verdict = this.holds(place + 1)
      this.values.delete(id)
      if (verdict !== false) return verdict
    }
    return false
  }

  /** The truth of an expression by the answers so far; null while it hangs on others. */
  private truth(expression: Expression): boolean | null {
    switch (expression.kind) {
      case 'not': {
        const inner = this.truth(expression.operand)
        return inner === null ? null : !inner
      }
      case 'and':
      case 'or': {
        const decisive = expression.kind === 'or'
        const [left, right] = [this.truth(expression.left), this.truth(expression.right)]
        if (left === decisive || right === decisive) return decisive
        return left === null || right === null ? null : !decisive
      }
      default:
        return referencesOf(expression).every((id) => this.values.has(id))
          ? isTrue(evaluate(expression, this.scope))
          : null
    }
  }
}

/** The values of an item that expressions can tell apart; null when they cannot be listed. */
function valuesToTry(
  questionnaire: Questionnaire,
  item: Item,
  numbers: readonly number[],
  texts: readonly string[],
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
      const step = item.type === 'number' ? 1 / 10 ** item.decimals : item.type === 'scale' ? item.step : 1
      const origin = item.type === 'scale' ? item.min : 0
      const near = numbers.flatMap((number) => {
        const below = Math.floor((number - origin) / step)
        return [-1, 0, 1, 2].map((more) => Number((origin + (below + more) * step).toFixed(10)))
      })
      const inside = near.filter((number) => number > item.min && number < item.max)
      return [...blankOrReserved, ...new Set([item.min, ...inside, item.max])]
    }
    case 'date':
      return [...blankOrReserved, ...datesToTry(item, numbers, texts)]
    case 'today':
    case 'time':
    case 'rank':
    case 'note':
    case 'calculated':
    case 'text':
      return null
  }
}

/** The dates that expressions name, the years beside the numbers in them, both ends, and a date that they do not name. */
function datesToTry(
  { min, max, precision }: ItemOfType<'date'>,
  numbers: readonly number[],
  texts: readonly string[],
): readonly string[] {
  const beside =
    precision === 'year' ? numbers.flatMap((number) => [-1, 0, 1].map((more) => number + more)) : []
  const named = [...texts, ...beside.map((year) => String(Math.floor(year)))].filter((text) =>
    isRealDate(text, precision),
  )
  let unnamed = min
  while (named.includes(unnamed)) unnamed = dateAfter(unnamed)
  const dates = new Set([min, max, unnamed, ...named])
  return [...dates].filter((date) => date >= min && date <= max)
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

function textsIn(expressions: readonly Expression[]): readonly string[] {
  const texts = new Set<string>()
  for (const expression of expressions) {
    visit(expression, (part) => {
      if (part.kind === 'text') texts.add(part.value)
    })
  }
  return [...texts]
}

/** @returns how many parts it has */
function sizeOf(expression: Expression): number {
  let parts = 0
  visit(expression, () => {
    parts += 1
  })
  return parts
}

function calculates(expression: Expression): boolean {
  let found = false
  visit(expression, (part) => {
    if (['+', '-', '*', 'div', 'mod', 'negate', 'call'].includes(part.kind)) found = true
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
