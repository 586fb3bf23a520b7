import type { Result } from '../result'
import { arityOf, callOf, type FunctionName, functionNames, isFunctionName } from './expression-functions'
import { areEqual, asList, asNumber, asText, isTrue, type Value } from './expression-values'

export { isTrue, type Value } from './expression-values'

/**
 * The expression language of relevance, constraints, calculations, choice filters, variants and signals: what XLSForms use of
 * XPath, without paths.
 *
 *     expr = and { "or" and }            compare = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum ]
 *     and  = compare { "and" compare }   sum = product { ("+" | "-") product }
 *     unary = [ "-" ] primary            product = unary { ("*" | "div" | "mod") unary }
 *     primary = NUMBER | STRING | "${" item id "}" | "." | call | attribute | "(" expr ")"
 *
 * A string stands between single or double quotes. An attribute is a bare name: that of a response option, in a choice filter.
 */

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | 'div' | 'mod'

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'reference'; readonly itemId: string; readonly at: number }
  | { readonly kind: 'self'; readonly at: number }
  | { readonly kind: 'attribute'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'call'
      readonly name: FunctionName
      readonly operands: readonly Expression[]
      readonly at: number
    }
  | { readonly kind: 'negate' | 'not' | 'count-selected'; readonly operand: Expression }
  | {
      readonly kind: 'and' | 'or' | 'selected' | Comparison | Arithmetic
      readonly left: Expression
      readonly right: Expression
    }

/** What an expression looks at beside itself. */
export type Scope = {
  /** The value of an item: its answer, or empty text when it has none. */
  readonly itemValue: (itemId: string) => Value
  /** The answer that a constraint is about; empty text when there is none. */
  readonly self?: Value
  /** An attribute of the response option that a choice filter is about. */
  readonly attributeOf?: (name: string) => string
}

type Token = {
  readonly text: string
  readonly at: number
  readonly kind: 'number' | 'text' | 'reference' | 'word' | 'sign' | 'end'
}

const tokenPattern =
  /\s*(?:(?<number>\d+(?:\.\d*)?|\.\d+)|'(?<text>[^']*)'|"(?<quoted>[^"]*)"|\$\{\s*(?<reference>[a-z][a-z0-9_]*)\s*\}|(?<word>[A-Za-z_][\w-]*)|(?<sign>!=|<=|>=|[=<>+\-*().,]))/y

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
 * | `+` `-` `*` `div` `mod` | not a number | as numbers; a date counts its days from 1970 |
 * | `and` `or` `not` | false | empty list, 0 and not-a-number are false, all else true |
 * | `selected`, `count-selected` | none, 0 | text is the codes between its spaces |
 *
 * Other functions are described where they stand, in `expression-functions.ts`.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  const of = (part: Expression) => evaluate(part, scope)
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'truth':
      return expression.value
    case 'reference':
      return scope.itemValue(expression.itemId)
    case 'self':
      return scope.self ?? ''
    case 'attribute':
      return scope.attributeOf?.(expression.name) ?? ''
    case 'call':
      return callOf(expression.name, expression.operands.map(of))
    case 'not':
      return !isTrue(of(expression.operand))
    case 'negate':
      return -asNumber(of(expression.operand))
    case 'count-selected':
      return asList(of(expression.operand)).length
    case 'and':
      return isTrue(of(expression.left)) && isTrue(of(expression.right))
    case 'or':
      return isTrue(of(expression.left)) || isTrue(of(expression.right))
    default:
      return combine(expression.kind, of(expression.left), of(expression.right))
  }
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
  for (const part of partsOf(expression)) visit(part, see)
}

/** The expressions that an expression is made of, in the order in which they are written. */
export function partsOf(expression: Expression): readonly Expression[] {
  if ('operands' in expression) return expression.operands
  if ('operand' in expression) return [expression.operand]
  return 'left' in expression ? [expression.left, expression.right] : []
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
    for (const group of ['number', 'text', 'quoted', 'reference', 'word', 'sign'] as const) {
      const found = match.groups?.[group]
      if (found !== undefined) tokens.push({ kind: group === 'quoted' ? 'text' : group, text: found, at })
    }
  }
  return [...tokens, { kind: 'end', text: 'the end', at: text.length }]
}

function unreadable(text: string, at: number): string {
  if (text[at] === "'" || text[at] === '"')
    return `this text has no closing quote. Add ${text[at]} at its end.`
  if (text[at] === '$') return `an item is written \${item_id}, in lower-case letters, digits and _.`
  if (text[at] === '/') return `paths have no meaning here. Name the item, as in \${item_id}.`
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
    return token.kind === 'word' ? this.named() : this.fail('an item, a number, a text or "("')
  }

  private named(): Expression {
    const { text: name, at } = this.peek()
    this.next += 1
    if (this.peek().text !== '(' || this.peek().kind !== 'sign') return { kind: 'attribute', name, at }
    const operands = this.operands()
    const [first, second] = operands
    const count = (least: number, most: number) => {
      if (operands.length >= least && operands.length <= most) return
      const takes =
        least === most ? String(least) : most === Infinity ? `${least} or more` : `${least} to ${most}`
      throw new SyntaxProblem(at + 1, `${name}( ) takes ${takes} values, and ${operands.length} stand here.`)
    }
    switch (name) {
      case 'true':
      case 'false':
        count(0, 0)
        return { kind: 'truth', value: name === 'true' }
      case 'not':
      case 'count-selected':
        count(1, 1)
        if (first !== undefined) return { kind: name, operand: first }
        break
      case 'selected':
        count(2, 2)
        if (first !== undefined && second !== undefined) return { kind: name, left: first, right: second }
        break
    }
    if (!isFunctionName(name)) {
      const known = ['not', 'selected', 'count-selected', 'true', 'false', ...functionNames].join(', ')
      throw new SyntaxProblem(at + 1, `there is no function "${name}". The functions are: ${known}.`)
    }
    const { least, most } = arityOf(name)
    count(least, most)
    return { kind: 'call', name, operands, at }
  }

  private operands(): readonly Expression[] {
    this.expectSign('(')
    const operands: Expression[] = []
    if (this.takeSign(')') !== null) return operands
    do operands.push(this.or())
    while (this.takeSign(',') !== null)
    this.expectSign(')')
    return operands
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
