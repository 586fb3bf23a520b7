import { isRealDate } from './calendar'
import { literalOf } from './compared-code'
import { type Item, missingCodes, type Questionnaire } from './definition'
import { type Expression, parseExpression } from './expression'
import { expressionText } from './expression-text'
import { areEqual, asNumber } from './expression-values'
import { optionsOf } from './options'
import { repeatsByItem } from './repeats'

/*
 * Conditions as a form edits them: a list of plain tests on answers that must all hold, or of which one must.
 */

export type ClauseTest =
  | 'is'
  | 'is_not'
  | 'includes'
  | 'includes_not'
  | 'is_less'
  | 'is_at_most'
  | 'is_more'
  | 'is_at_least'
  | 'is_answered'
  | 'is_not_answered'

/** One test on the answer to an item. */
export type Clause = {
  readonly itemId: string
  readonly test: ClauseTest
  /**
   * What the answer is compared with: the code of an option, a reserved code, a date as text, or a number. Null where the test takes none,
   * and while the form waits for it.
   */
  readonly value: string | number | null
}

/** Tests that must all hold, or of which one must. A single one is joined by `all`. */
export type Clauses = { readonly join: 'all' | 'any'; readonly clauses: readonly Clause[] }

/**
 * An expression as tests of a form. What it means does not change: `not( )` is taken apart where each of its tests has an opposite.
 *
 * @returns null where it says more than a form can: all and any mixed, functions, reckoning, two items compared, a test that does not fit
 *   its item, `not( )` around smaller or larger (that holds for blank answers, and the turned sign does not); and where it cannot be read
 */
export function clausesOf(questionnaire: Questionnaire, expression: string): Clauses | null {
  const parsed = parseExpression(expression)
  if (!parsed.ok) return null
  const itemById = new Map(questionnaire.items.map((item) => [item.id, item]))
  return tested(parsed.value, true, (part, isWanted) => {
    const compared = comparisonIn(part)
    const item = compared === null ? undefined : itemById.get(compared.itemId)
    return compared === null || item === undefined ? null : clauseOf(questionnaire, item, compared, isWanted)
  })
}

/**
 * The tests of a form as an expression.
 *
 * | test | expression | a blank answer |
 * |---|---|---|
 * | `is`, `is_not` | `${x} = 'a'`, `${x} != 'a'` | is none of them, so `is_not` holds |
 * | `includes`, `includes_not` | `selected(${x}, 'a')`, `not(selected(${x}, 'a'))` | includes nothing, so `includes_not` holds |
 * | `is_less`, `is_at_most`, `is_more`, `is_at_least` | `${x} < 5`, `<=`, `>`, `>=` | none holds |
 * | `is_answered`, `is_not_answered` | `${x} != ''`, `${x} = ''` | is not answered |
 *
 * A blank answer is one that was skipped or not asked. `is_not` and `includes_not` hold for it as they do in XLSForm, where the same
 * signs are written: in doubt a question is asked, not dropped. Whoever wants it otherwise adds `is_answered`. A reserved code counts as an
 * answer, and is neither smaller nor larger than anything. Dates are compared as texts between quotes, which the language orders by day or
 * year. Codes are always written as text, so `1` and `'1'` are the same.
 *
 * @returns empty text for no tests
 * @throws RangeError for a clause that is not filled in (`isFilledIn`)
 */
export function expressionOf(questionnaire: Questionnaire, { join, clauses }: Clauses): string {
  const wanting = clauses.find((clause) => !isFilledIn(questionnaire, clause))
  if (wanting !== undefined)
    throw new RangeError(`The test of "${wanting.itemId}" lacks a value that fits. Give one, or take it out.`)
  return clauses.map(textOf).join(join === 'all' ? ' and ' : ' or ')
}

/** Whether the item is there, the test fits its type, and the value fits the test. Whether an option has the code is for the check to say. */
export function isFilledIn(questionnaire: Questionnaire, { itemId, test, value }: Clause): boolean {
  const item = questionnaire.items.find(({ id }) => id === itemId)
  if (item === undefined || !testsFor(item).includes(test)) return false
  if (test === 'is_answered' || test === 'is_not_answered') return value === null
  return value !== null && valueFor(item, test, value) === value
}

const comparing: readonly ClauseTest[] = ['is', 'is_not']
const ordering: readonly ClauseTest[] = ['is_less', 'is_at_most', 'is_more', 'is_at_least']
const answering: readonly ClauseTest[] = ['is_answered', 'is_not_answered']

/** The tests that make sense for an item, the most usual first; none for what is never answered. */
export function testsFor(item: Item): readonly ClauseTest[] {
  switch (item.type) {
    case 'single':
      return [...comparing, ...answering]
    case 'multiple':
      return ['includes', 'includes_not', ...answering]
    case 'number':
    case 'scale':
    case 'hidden':
    case 'calculated':
      return [...comparing, ...ordering, ...answering]
    case 'date':
      // A month is neither before nor after anything in the language.
      return item.precision === 'month'
        ? [...comparing, ...answering]
        : [...comparing, ...ordering, ...answering]
    case 'today':
      return [...comparing, ...ordering]
    case 'text':
    case 'time':
    case 'rank':
      return answering
    case 'note':
      return []
  }
}

/**
 * The items that a condition of an item may name, in the order of asking: none of a repeat in which it does not stand. All that can be tested for
 * an item that is not there yet.
 */
export function earlierItems(questionnaire: Questionnaire, itemId: string): readonly Item[] {
  const { items } = questionnaire
  const place = items.findIndex(({ id }) => id === itemId)
  const repeatByItem = repeatsByItem(questionnaire)
  const isWithin = ({ id }: Item) => [undefined, repeatByItem.get(itemId)].includes(repeatByItem.get(id))
  return items
    .slice(0, place === -1 ? items.length : place)
    .filter((item) => isWithin(item) && testsFor(item).length > 0)
}

type Sign = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'selected'

/** An answer, a sign and what is written out beside it. */
type Compared = { readonly itemId: string; readonly sign: Sign; readonly literal: string | number }

const turned = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

function tested(
  expression: Expression,
  isWanted: boolean,
  clauseIn: (part: Expression, isWanted: boolean) => Clause | null,
): Clauses | null {
  if (expression.kind === 'not') return tested(expression.operand, !isWanted, clauseIn)
  if (expression.kind !== 'and' && expression.kind !== 'or') {
    const clause = clauseIn(expression, isWanted)
    return clause === null ? null : { join: 'all', clauses: [clause] }
  }
  const join = (expression.kind === 'and') === isWanted ? 'all' : 'any'
  const left = tested(expression.left, isWanted, clauseIn)
  const right = tested(expression.right, isWanted, clauseIn)
  if (left === null || right === null) return null
  const isFlat = [left, right].every((side) => side.join === join || side.clauses.length === 1)
  return isFlat ? { join, clauses: [...left.clauses, ...right.clauses] } : null
}

function comparisonIn(part: Expression): Compared | null {
  switch (part.kind) {
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return part.left.kind === 'reference'
        ? comparedWith(part.left.itemId, part.kind, part.right)
        : part.right.kind === 'reference'
          ? comparedWith(part.right.itemId, turned[part.kind], part.left)
          : null
    case 'selected':
      return part.left.kind === 'reference' ? comparedWith(part.left.itemId, part.kind, part.right) : null
    default:
      return null
  }
}

function comparedWith(itemId: string, sign: Sign, other: Expression): Compared | null {
  const literal = literalOf(other) ?? writtenDay(other)
  return literal === null ? null : { itemId, sign, literal }
}

/** The day of `date('2024-05-17')`, as forms of other programs write it: it is the text itself. */
function writtenDay(expression: Expression): string | null {
  if (expression.kind !== 'call' || expression.name !== 'date') return null
  const [day] = expression.operands
  return day?.kind === 'text' && isRealDate(day.value, 'day') ? day.value : null
}

const orderOf = { '<': 'is_less', '<=': 'is_at_most', '>': 'is_more', '>=': 'is_at_least' } as const

function clauseOf(
  questionnaire: Questionnaire,
  item: Item,
  { sign, literal }: Compared,
  isWanted: boolean,
): Clause | null {
  const filledIn = (test: ClauseTest): Clause | null => {
    const value = valueFor(item, test, literal)
    return value === null || !testsFor(item).includes(test) ? null : { itemId: item.id, test, value }
  }
  if (sign === 'selected') {
    if (item.type === 'multiple') return filledIn(isWanted ? 'includes' : 'includes_not')
    const isSame = item.type === 'single' && isEqualAsItself(questionnaire, item, String(literal))
    return isSame ? filledIn(isWanted ? 'is' : 'is_not') : null
  }
  if (sign !== '=' && sign !== '!=') return isWanted ? filledIn(orderOf[sign]) : null
  const isEqual = (sign === '=') === isWanted
  if (literal === '') {
    const test = isEqual ? 'is_not_answered' : 'is_answered'
    return testsFor(item).includes(test) ? { itemId: item.id, test, value: null } : null
  }
  if (item.type === 'multiple') {
    // A list equals the text of all its codes; only a reserved code, which stands alone, is a matter of one.
    const isReserved =
      missingCodes.some((code) => code === literal) && isEqualAsItself(questionnaire, item, String(literal))
    return isReserved ? filledIn(isEqual ? 'includes' : 'includes_not') : null
  }
  return filledIn(isEqual ? 'is' : 'is_not')
}

/** Whether a code equals no other of an item's: `1` and `01` are the same number, and not the same code. */
function isEqualAsItself(questionnaire: Questionnaire, item: Item, code: string): boolean {
  return optionsOf(questionnaire, item).every(
    (option) => option.code === code || !areEqual(option.code, code),
  )
}

const plainNumber = /^-?\d+(\.\d+)?$/

/** What a literal is as the value of a test on an item; null when it does not fit. */
function valueFor(item: Item, test: ClauseTest, literal: string | number): string | number | null {
  const isOrder = ordering.includes(test)
  // Zero has no sign.
  const figure = asNumber(literal) + 0
  const number = isWritable(figure) ? figure : null
  const reserved = !isOrder && missingCodes.some((code) => code === literal) ? literal : null
  switch (item.type) {
    case 'single':
    case 'multiple':
      return isWritable(literal) && literal !== '' ? String(literal) : null
    case 'number':
    case 'scale':
    case 'hidden':
      return isReckonedAsDay(literal) ? null : (number ?? reserved)
    case 'calculated':
      if (isOrder) return isReckonedAsDay(literal) ? null : number
      return isWritable(literal) && literal !== '' ? (typeof literal === 'number' ? number : literal) : null
    case 'date':
      return isRealDate(String(literal), item.precision) ? String(literal) : reserved
    case 'today':
      return isRealDate(String(literal), 'day') ? String(literal) : null
    default:
      return null
  }
}

function isReckonedAsDay(literal: string | number): boolean {
  return typeof literal === 'string' && isRealDate(literal, 'day')
}

/** The language has no exponents, and no way to write a text with both kinds of quotation marks. */
function isWritable(literal: string | number): boolean {
  return typeof literal === 'number'
    ? plainNumber.test(String(literal))
    : !(literal.includes("'") && literal.includes('"'))
}

const signs: Readonly<Record<Exclude<ClauseTest, 'includes' | 'includes_not'>, string>> = {
  is: '=',
  is_not: '!=',
  is_less: '<',
  is_at_most: '<=',
  is_more: '>',
  is_at_least: '>=',
  is_answered: '!=',
  is_not_answered: '=',
}

function textOf({ itemId, test, value }: Clause): string {
  const literal = expressionText(
    typeof value === 'number' ? { kind: 'number', value } : { kind: 'text', value: value ?? '', at: 0 },
  )
  const answer = `\${${itemId}}`
  if (test === 'includes') return `selected(${answer}, ${literal})`
  if (test === 'includes_not') return `not(selected(${answer}, ${literal}))`
  return `${answer} ${signs[test]} ${literal}`
}
