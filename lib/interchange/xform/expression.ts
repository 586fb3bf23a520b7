import { dayNumber } from '../../questionnaire/calendar'
import { compiled } from '../../questionnaire/compiled'
import type { Item, Questionnaire } from '../../questionnaire/definition'
import { type Arithmetic, type Comparison, type Expression, partsOf } from '../../questionnaire/expression'
import { expressionText } from '../../questionnaire/expression-text'
import { asNumber } from '../../questionnaire/expression-values'
import type { ItemPlace } from './layout'

/*
 * Expressions as XPath that means the same in JavaRosa (ODK Collect, KoboCollect), Enketo and ODK Web Forms. Where XPath means another
 * thing by the same words, something else is written: a node counts as true whenever it is there, a calculated truth is kept as the text
 * "true", and what takes several numbers takes a set of nodes. See the functions of the ODK XForms Specification,
 * https://getodk.github.io/xforms-spec/#xpath-functions.
 */

/** What a value is used as: a number (a reserved answer is none) or a text. */
type Use = 'number' | 'text'
type Kind = 'truth' | 'number' | 'text'

const comparisons: readonly string[] = ['=', '!=', '<', '<=', '>', '>='] satisfies readonly Comparison[]
const arithmetic: readonly string[] = ['+', '-', '*', 'div', 'mod'] satisfies readonly Arithmetic[]
const numeric: readonly string[] = [
  'number',
  'int',
  'round',
  'floor',
  'ceiling',
  'abs',
  'pow',
  'min',
  'max',
  'sum',
  'count-non-empty',
  'string-length',
  'decimal-date-time',
]
const truths: readonly string[] = [
  'boolean',
  'boolean-from-string',
  'contains',
  'starts-with',
  'ends-with',
  'regex',
]

/** Beyond every answer, and within what every client reckons with. */
const beyond = '1000000000000'

/** Writes the expressions of a questionnaire as XPath. */
export class XPathWriter {
  private readonly placeOf: ReadonlyMap<string, ItemPlace>
  private readonly kinds = new Map<string, Kind>()

  constructor(
    private readonly questionnaire: Questionnaire,
    places: readonly ItemPlace[],
  ) {
    this.placeOf = new Map(places.map((place) => [place.item.id, place]))
  }

  /** A condition: relevance, a constraint or a choice filter. @param self the item that a constraint is about */
  condition(expression: Expression, self: Item | null = null): string {
    return this.truth(expression, self)
  }

  /** What a calculation gives. */
  value(expression: Expression): string {
    return this.written(expression, 'text', null)
  }

  /** The answer to an item as a text: its reserved answer where it has one, and '' where it has neither. */
  answer(itemId: string): string {
    return this.reference(itemId, 'text')
  }

  private truth(expression: Expression, self: Item | null): string {
    const { kind } = expression
    if (kind === 'and' || kind === 'or')
      return `(${this.truth(expression.left, self)} ${kind} ${this.truth(expression.right, self)})`
    if (kind === 'not') return `not(${this.truth(expression.operand, self)})`
    if (kind === 'call' && expression.name === 'if') {
      const [condition, yes, no] = expression.operands
      if (condition !== undefined && yes !== undefined && no !== undefined) {
        const when = this.truth(condition, self)
        return `((${when} and ${this.truth(yes, self)}) or (not(${when}) and ${this.truth(no, self)}))`
      }
    }
    if (kind === 'call' && (expression.name === 'once' || expression.name === 'boolean')) {
      const [inner] = expression.operands
      if (inner !== undefined) return this.truth(inner, self)
    }
    const text = this.written(expression, 'text', self)
    switch (this.kindOf(expression, self)) {
      case 'truth':
        return text
      case 'number':
        // An answer that is no number, a reserved one, counts as true; a reckoning that gives none does not.
        return kind === 'reference' || kind === 'self'
          ? `(${text} != '' and ${text} != 0)`
          : `boolean(number(${text}))`
      case 'text':
        return `(${text} != '')`
    }
  }

  private written(expression: Expression, use: Use, self: Item | null): string {
    const { kind } = expression
    const of = (part: Expression, as: Use) => this.written(part, as, self)
    switch (kind) {
      case 'number':
      case 'truth':
        return expressionText(expression)
      case 'text':
        return use === 'number' && isDay(expression.value)
          ? expressionText({ kind: 'number', value: dayNumber(expression.value) })
          : expressionText(expression)
      case 'reference':
        return this.reference(expression.itemId, use)
      case 'self':
        return self === null
          ? '.'
          : use === 'number' && isDayItem(self)
            ? daysOf('.')
            : partOfAnswer(self, '.')
      case 'attribute':
        return attributeNode(expression.name)
      case 'negate':
        return `(-${of(expression.operand, 'number')})`
      case 'not':
      case 'and':
      case 'or':
        return this.truth(expression, self)
      case 'count-selected':
        return `count-selected(${of(expression.operand, 'text')})`
      case 'selected':
        return `selected(${of(expression.left, 'text')}, ${of(expression.right, 'text')})`
      case '=':
      case '!=':
        return this.equality(kind, expression.left, expression.right, self)
      case 'call':
        return this.call(expression.name, expression.operands, use, self)
      case '<':
      case '<=':
      case '>':
      case '>=': {
        const days = [expression.left, expression.right].map((side) => this.day(side, self))
        const [left, right] = days.includes(null)
          ? [expression.left, expression.right].map((side) => of(side, 'number'))
          : days
        return `(${left} ${kind} ${right})`
      }
      default:
        return `(${of(expression.left, 'number')} ${kind} ${of(expression.right, 'number')})`
    }
  }

  /** A day as clients compare it with another; null for what is none. */
  private day(expression: Expression, self: Item | null): string | null {
    if (expression.kind === 'text') return isDay(expression.value) ? `date('${expression.value}')` : null
    if (expression.kind === 'call' && expression.name === 'date') {
      const [operand] = expression.operands
      return operand === undefined ? null : this.day(operand, self)
    }
    if (expression.kind === 'self') return self !== null && isDayItem(self) ? '.' : null
    const place = expression.kind === 'reference' ? this.placeOf.get(expression.itemId) : undefined
    return place !== undefined && isDayItem(place.item) ? place.path : null
  }

  private equality(kind: '=' | '!=', left: Expression, right: Expression, self: Item | null): string {
    const kinds = [this.kindOf(left, self), this.kindOf(right, self)]
    if (kinds.includes('truth')) return `(${this.truth(left, self)} ${kind} ${this.truth(right, self)})`
    // Two answers that are numbers: alike as numbers, or both left out, or both reserved.
    if (kinds.every((one) => one === 'number') && left.kind !== 'number' && right.kind !== 'number') {
      const [a, b] = [left, right].map((one) => this.written(one, 'text', self))
      const alike = `(number(${a}) = number(${b}) or string(${a}) = string(${b}))`
      return kind === '=' ? alike : `not${alike}`
    }
    const side = (one: Expression, other: Kind | undefined) => {
      // A number that stands as a text is compared as a number with one; XPath would compare it with a node letter by letter.
      const isNumberInText = one.kind === 'text' && other === 'number' && !Number.isNaN(asNumber(one.value))
      if (isNumberInText) return this.written({ kind: 'number', value: asNumber(one.value) }, 'number', self)
      return this.written(one, other === 'number' && one.kind !== 'text' ? 'number' : 'text', self)
    }
    // A side that is a text may be a reserved answer, and so both are taken as texts then.
    const isOfTexts = [left, right].some((one) => one.kind === 'text' && Number.isNaN(asNumber(one.value)))
    return isOfTexts
      ? `(${this.written(left, 'text', self)} ${kind} ${this.written(right, 'text', self)})`
      : `(${side(left, kinds[1])} ${kind} ${side(right, kinds[0])})`
  }

  private call(
    name: Extract<Expression, { kind: 'call' }>['name'],
    operands: readonly Expression[],
    use: Use,
    self: Item | null,
  ): string {
    const as = (wanted: Use) => operands.map((operand) => this.written(operand, wanted, self))
    const texts = as('text')
    const [first = "''", second = "''"] = texts
    const numbers = as('number')
    const [number = "''"] = numbers
    switch (name) {
      case 'if': {
        const [condition] = operands
        const when = condition === undefined ? 'false()' : this.truth(condition, self)
        return `if(${[when, ...as(use).slice(1)].join(', ')})`
      }
      case 'once':
        return as(use)[0] ?? "''"
      case 'boolean': {
        const [inner] = operands
        return inner === undefined ? 'false()' : this.truth(inner, self)
      }
      // A reserved answer is no number, and so there is no sum: it must not pass for one that was left out.
      case 'sum':
        return `(${texts.map((one) => `number(if(string(${one}) = '', 0, ${one}))`).join(' + ')})`
      case 'min':
      case 'max': {
        const out = name === 'min' ? beyond : `-${beyond}`
        const given = texts.map((one) => `number(if(string(${one}) = '', ${out}, ${one}))`)
        const isNone = texts.map((one) => `string(${one}) = ''`).join(' and ')
        return `if(${isNone}, '', ${name}(${given.join(', ')}))`
      }
      case 'count-non-empty':
        return `(${texts.map((one) => `number(if(string(${one}) != '', 1, 0))`).join(' + ')})`
      case 'join': {
        const [separator = "''", ...parts] = texts
        return `concat(${parts.flatMap((text, place) => (place === 0 ? [text] : [separator, text])).join(', ')}, '')`
      }
      case 'decimal-date-time': {
        const [operand] = operands
        const isOfDay = operand !== undefined && this.day(operand, self) !== null
        return isOfDay ? number : `decimal-date-time(${first})`
      }
      case 'date': {
        const [operand] = operands
        // A day is its own text; as a number it was written as its days already.
        if (operand !== undefined && this.day(operand, self) !== null)
          return use === 'number' ? number : first
        if (operand === undefined || this.kindOf(operand, self) !== 'number') return `date(${first})`
        if (use === 'number') return `int(${number})`
        // Some clients take a number for a moment of the day at Greenwich: this one falls into the same day nearly everywhere.
        return `if(${number} > -400000, substr(date(${number} + 0.4), 0, 10), '')`
      }
      // JavaRosa has neither.
      case 'floor':
        return `(int(${number}) - number(if(${number} < int(${number}), 1, 0)))`
      case 'ceiling':
        return `(int(${number}) + number(if(${number} > int(${number}), 1, 0)))`
      case 'regex': {
        const pattern = operands[1]
        // Some clients look for the pattern anywhere in the text, others match all of it.
        const whole =
          pattern?.kind === 'text' ? expressionText({ ...pattern, value: `^(?:${pattern.value})$` }) : second
        return `regex(${first}, ${whole})`
      }
      case 'int':
      case 'round':
      case 'abs':
      case 'pow':
      case 'number':
        return `${name}(${numbers.join(', ')})`
      case 'substr':
        return `substr(${[first, ...numbers.slice(1)].join(', ')})`
      case 'selected-at':
        return `selected-at(${first}, ${numbers[1] ?? '0'})`
      default:
        return `${name}(${texts.join(', ')})`
    }
  }

  private reference(itemId: string, use: Use): string {
    const place = this.placeOf.get(itemId)
    if (place === undefined) return "''"
    const { item, path, otherPath } = place
    // A calculated truth is kept as a text.
    if (this.kindOfItem(item) === 'truth') return `(${path} = 'true')`
    if (use === 'number' && isDayItem(item)) return daysOf(path)
    const answer = partOfAnswer(item, path)
    return otherPath === null || use === 'number' ? answer : `coalesce(${answer}, ${otherPath})`
  }

  private kindOf(expression: Expression, self: Item | null): Kind {
    const { kind } = expression
    switch (kind) {
      case 'number':
      case 'negate':
      case 'count-selected':
        return 'number'
      case 'truth':
      case 'not':
      case 'and':
      case 'or':
      case 'selected':
        return 'truth'
      case 'reference': {
        const item = this.placeOf.get(expression.itemId)?.item
        return item === undefined ? 'text' : this.kindOfItem(item)
      }
      case 'self':
        return self === null ? 'text' : this.kindOfItem(self)
      case 'text':
      case 'attribute':
        return 'text'
      case 'call': {
        if (numeric.includes(expression.name)) return 'number'
        if (truths.includes(expression.name)) return 'truth'
        if (expression.name !== 'if' && expression.name !== 'once' && expression.name !== 'coalesce')
          return 'text'
        const parts = partsOf(expression).slice(expression.name === 'if' ? 1 : 0)
        const kinds = new Set(parts.map((part) => this.kindOf(part, self)))
        const [only] = kinds
        return kinds.size === 1 && only !== undefined ? only : 'text'
      }
      default:
        return comparisons.includes(kind) ? 'truth' : arithmetic.includes(kind) ? 'number' : 'text'
    }
  }

  private kindOfItem(item: Item): Kind {
    switch (item.type) {
      case 'number':
      case 'scale':
      case 'hidden':
        return 'number'
      case 'date':
        return item.precision === 'year' ? 'number' : 'text'
      case 'calculated': {
        const known = this.kinds.get(item.id)
        if (known !== undefined) return known
        const calculation = compiled(this.questionnaire).calculation.get(item.id)
        // A calculation looks back only; one that does not would find itself a text.
        this.kinds.set(item.id, 'text')
        const kind = calculation === undefined ? 'text' : this.kindOf(calculation, null)
        this.kinds.set(item.id, kind)
        return kind
      }
      default:
        return 'text'
    }
  }
}

/** The name of the node that has an attribute of an option. */
export function attributeNode(name: string): string {
  return name === 'itextId' ? '_itextId' : name
}

/** What of a node is the answer, as an expression sees it: clients keep a month as a day, and a time with its seconds. */
function partOfAnswer(item: Item, node: string): string {
  if (item.type === 'date' && item.precision === 'month') return `substr(${node}, 0, 7)`
  // Spaces alone are no answer.
  if (item.type === 'text') return `if(normalize-space(${node}) = '', '', ${node})`
  return item.type === 'time' ? timeText(node) : node
}

/** Minutes since midnight of a time. As a text JavaRosa takes a time for a day of 1970, so that it cannot be cut off there. */
export function minutesOf(node: string): string {
  return `round(decimal-time(${node}) * 1440)`
}

function timeText(node: string): string {
  const minutes = minutesOf(node)
  const twoDigits = (number: string) => `if(${number} < 10, '0', ''), ${number}`
  const clock = `concat(${twoDigits(`int(${minutes} div 60)`)}, ':', ${twoDigits(`(${minutes} mod 60)`)})`
  return `if(string(${node}) = '', '', ${clock})`
}

function isDayItem(item: Item): boolean {
  return item.type === 'today' || (item.type === 'date' && item.precision === 'day')
}

/**
 * Whole days from 1970 to the day in a node; not-a-number where there is none. Clients reckon from midnight to midnight, which lie
 * an hour more or less apart where clocks are changed; and they round what is no number in their own ways, but cut it off alike.
 */
function daysOf(node: string): string {
  const before = 400_000
  return `(int(decimal-date-time(${node}) - decimal-date-time(date('1970-01-01')) + ${before}.5) - ${before})`
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text)
}
