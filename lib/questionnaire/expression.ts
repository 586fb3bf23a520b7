import type { Result } from '../result'

/**
 * The expression language of relevance, constraints, variants and signals: a subset of what XLSForm allows.
 *
 *     expr = and { "or" and }            compare = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum ]
 *     and  = compare { "and" compare }   sum = product { ("+" | "-") product }
 *     unary = [ "-" ] primary            product = unary { ("*" | "div" | "mod") unary }
 *     primary = NUMBER | STRING | "${" item id "}" | "." | call | "(" expr ")"
 */

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | 'div' | 'mod'

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'reference'; readonly itemId: string; readonly at: number }
  | { readonly kind: 'self'; readonly at: number }
  | { readonly kind: 'negate' | 'not' | 'count-selected'; readonly operand: Expression }
  | {
      readonly kind: 'and' | 'or' | 'selected' | Comparison | Arithmetic
      readonly left: Expression
      readonly right: Expression
    }

/** What an expression works on. A missing answer is empty text; a reserved code is its own text. */
export type Value = string | number | boolean | readonly string[]

type Token = {
  readonly text: string
  readonly at: number
  readonly kind: 'number' | 'text' | 'reference' | 'word' | 'sign' | 'end'
}

const tokenPattern =
  /\s*(?:(?<number>\d+(?:\.\d+)?)|'(?<text>[^']*)'|\$\{(?<reference>[a-z][a-z0-9_]*)\}|(?<word>[a-z]+(?:-[a-z]+)*)|(?<sign>!=|<=|>=|[=<>+\-*().,]))/y

/** Deeper nesting than any questionnaire needs, shallow enough for every stack. */
const deepest = 100

/**
 * Reads the text of an expression.
 *
 * @returns the expression, or one problem whose `params.position` counts characters from 1
 */
export function parseExpression(text: string): Result<Expression> {
  try {
    return { ok: true, value: new Parser(tokensOf(text)).whole() }
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error
    return {
      ok: false,
      problems: [
        {
          path: '',
          code: 'expression_not_readable',
          message: `At character ${error.position}: ${error.message}`,
          params: { position: error.position },
        },
      ],
    }
  }
}

/**
 * The value of an expression.
 *
 * | operator | empty text or missing | otherwise |
 * |---|---|---|
 * | `=` `!=` | equals only empty text | as numbers if both look like numbers, else as text |
 * | `<` `<=` `>` `>=` | false | as numbers; false if a side is not a number |
 * | `+` `-` `*` `div` `mod` | not a number | as numbers |
 * | `and` `or` `not` | false | empty list, 0 and not-a-number are false, all else true |
 * | `selected`, `count-selected` | none, 0 | a single code counts as a list of one |
 *
 * @param resolve the value of an item: its answer, or empty text when it has none
 * @param self the answer that a constraint is about; empty text when there is none
 */
export function evaluate(
  expression: Expression,
  resolve: (itemId: string) => Value,
  self: Value = '',
): Value {
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'truth':
      return expression.value
    case 'reference':
      return resolve(expression.itemId)
    case 'self':
      return self
    case 'not':
      return !isTrue(evaluate(expression.operand, resolve, self))
    case 'negate':
      return -asNumber(evaluate(expression.operand, resolve, self))
    case 'count-selected':
      return asList(evaluate(expression.operand, resolve, self)).length
    case 'and':
      return (
        isTrue(evaluate(expression.left, resolve, self)) && isTrue(evaluate(expression.right, resolve, self))
      )
    case 'or':
      return (
        isTrue(evaluate(expression.left, resolve, self)) || isTrue(evaluate(expression.right, resolve, self))
      )
    default:
      return combine(
        expression.kind,
        evaluate(expression.left, resolve, self),
        evaluate(expression.right, resolve, self),
      )
  }
}

/** Whether a value counts as true: all but empty text, the empty list, 0, not-a-number and false. */
export function isTrue(value: Value): boolean {
  if (typeof value === 'object') return value.length > 0
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : Boolean(value)
}

/** Every item that an expression refers to, once, in order of appearance. */
export function referencesOf(expression: Expression): readonly string[] {
  const found = new Set<string>()
  visit(expression, (part) => {
    if (part.kind === 'reference') found.add(part.itemId)
  })
  return [...found]
}

/** Calls `see` with an expression and every part of it, outermost first. */
export function visit(expression: Expression, see: (part: Expression) => void): void {
  see(expression)
  if ('operand' in expression) visit(expression.operand, see)
  if ('left' in expression) {
    visit(expression.left, see)
    visit(expression.right, see)
  }
}

function combine(
  operator: 'selected' | Comparison | Arithmetic,
  left: Value,
  right: Value,
): boolean | number {
  switch (operator) {
    case '=':
      return areEqual(left, right)
    case '!=':
      return !areEqual(left, right)
    case '<':
      return asNumber(left) < asNumber(right)
    case '<=':
      return asNumber(left) <= asNumber(right)
    case '>':
      return asNumber(left) > asNumber(right)
    case '>=':
      return asNumber(left) >= asNumber(right)
    case '+':
      return asNumber(left) + asNumber(right)
    case '-':
      return asNumber(left) - asNumber(right)
    case '*':
      return asNumber(left) * asNumber(right)
    case 'div':
      return asNumber(left) / asNumber(right)
    case 'mod':
      return asNumber(left) % asNumber(right)
    case 'selected':
      return asList(left).includes(asText(right))
  }
}

function areEqual(left: Value, right: Value): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return isTrue(left) === isTrue(right)
  const [a, b] = [asNumber(left), asNumber(right)]
  return Number.isNaN(a) || Number.isNaN(b) ? asText(left) === asText(right) : a === b
}

const numberPattern = /^\s*-?(?:\d+\.?\d*|\.\d+)\s*$/

function asNumber(value: Value): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  const text = asText(value)
  return numberPattern.test(text) ? Number(text) : Number.NaN
}

function asText(value: Value): string {
  return typeof value === 'object' ? value.join(' ') : String(value)
}

function asList(value: Value): readonly string[] {
  if (typeof value === 'object') return value
  return value === '' ? [] : [asText(value)]
}

class SyntaxProblem extends Error {
  constructor(
    readonly position: number,
    message: string,
  ) {
    super(message)
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  const trimmedLength = text.trimEnd().length
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < trimmedLength) {
    const from = tokenPattern.lastIndex
    const match = tokenPattern.exec(text)
    if (match === null) {
      const at = from + text.slice(from).search(/\S/)
      throw new SyntaxProblem(at + 1, unreadable(text, at))
    }
    const at = from + match[0].search(/\S/)
    for (const kind of ['number', 'text', 'reference', 'word', 'sign'] as const) {
      const found = match.groups?.[kind]
      if (found !== undefined) tokens.push({ kind, text: found, at })
    }
  }
  return [...tokens, { kind: 'end', text: 'the end', at: text.length }]
}

function unreadable(text: string, at: number): string {
  if (text[at] === "'") return "this text has no closing quote. Add ' at its end."
  if (text[at] === '$') return `an item is written \${item_id}, in lower-case letters, digits and _.`
  if (text[at] === '"') return "write text between single quotes, as in 'yes'."
  return `"${text[at]}" has no meaning here. Use items such as \${item_id}, numbers, 'texts', and, or, not( ), selected( , ).`
}

class Parser {
  private next = 0
  private depth = 0

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.or()
    if (this.peek().kind !== 'end') this.fail('"and", "or", a comparison or the end')
    return expression
  }

  private or(): Expression {
    this.depth += 1
    if (this.depth > deepest) {
      throw new SyntaxProblem(
        this.peek().at + 1,
        `more than ${deepest} levels of brackets. Write it more simply.`,
      )
    }
    let left = this.and()
    while (this.takeWord('or')) left = { kind: 'or', left, right: this.and() }
    this.depth -= 1
    return left
  }

  private and(): Expression {
    let left = this.compare()
    while (this.takeWord('and')) left = { kind: 'and', left, right: this.compare() }
    return left
  }

  private compare(): Expression {
    const left = this.sum()
    const operator = this.takeSign('=', '!=', '<', '<=', '>', '>=')
    return operator === null ? left : { kind: operator, left, right: this.sum() }
  }

  private sum(): Expression {
    let left = this.product()
    for (let operator = this.takeSign('+', '-'); operator !== null; operator = this.takeSign('+', '-')) {
      left = { kind: operator, left, right: this.product() }
    }
    return left
  }

  private product(): Expression {
    let left = this.unary()
    for (;;) {
      const operator =
        this.takeSign('*') ?? (this.takeWord('div') ? 'div' : this.takeWord('mod') ? 'mod' : null)
      if (operator === null) return left
      left = { kind: operator, left, right: this.unary() }
    }
  }

  private unary(): Expression {
    return this.takeSign('-') === null ? this.primary() : { kind: 'negate', operand: this.primary() }
  }

  private primary(): Expression {
    const token = this.peek()
    if (token.kind === 'number') {
      this.next += 1
      return { kind: 'number', value: Number(token.text) }
    }
    if (token.kind === 'text') {
      this.next += 1
      return { kind: 'text', value: token.text, at: token.at }
    }
    if (token.kind === 'reference') {
      this.next += 1
      return { kind: 'reference', itemId: token.text, at: token.at }
    }
    if (this.takeSign('.') !== null) return { kind: 'self', at: token.at }
    if (this.takeSign('(') !== null) {
      const inner = this.or()
      this.expectSign(')')
      return inner
    }
    return token.kind === 'word' ? this.call(token.text) : this.fail('an item, a number, a text or "("')
  }

  private call(name: string): Expression {
    switch (name) {
      case 'true':
      case 'false':
        this.next += 1
        this.expectSign('(')
        this.expectSign(')')
        return { kind: 'truth', value: name === 'true' }
      case 'not':
      case 'count-selected': {
        this.next += 1
        this.expectSign('(')
        const operand = this.or()
        this.expectSign(')')
        return { kind: name, operand }
      }
      case 'selected': {
        this.next += 1
        this.expectSign('(')
        const left = this.or()
        this.expectSign(',')
        const right = this.or()
        this.expectSign(')')
        return { kind: 'selected', left, right }
      }
      default:
        return this.fail('one of not( ), selected( , ), count-selected( ), true( ), false( )')
    }
  }

  private peek(): Token {
    return this.tokens[this.next] ?? { kind: 'end', text: 'the end', at: 0 }
  }

  private takeWord(word: string): boolean {
    const token = this.peek()
    if (token.kind !== 'word' || token.text !== word) return false
    this.next += 1
    return true
  }

  private takeSign<S extends string>(...signs: readonly S[]): S | null {
    const token = this.peek()
    const sign = token.kind === 'sign' ? signs.find((candidate) => candidate === token.text) : undefined
    if (sign === undefined) return null
    this.next += 1
    return sign
  }

  private expectSign(sign: string): void {
    if (this.takeSign(sign) === null) this.fail(`"${sign}"`)
  }

  private fail(expected: string): never {
    const { at, text, kind } = this.peek()
    const found = kind === 'end' ? 'the end' : `"${text}"`
    throw new SyntaxProblem(at + 1, `found ${found} where ${expected} should stand.`)
  }
}
