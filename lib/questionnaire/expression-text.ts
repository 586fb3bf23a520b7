import { type Expression, partsOf } from './expression'

/** How tight an operator binds; what binds less tight than its place asks for is put into brackets. */
const tightness: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  div: 5,
  mod: 5,
  negate: 6,
}

/** An expression as text that reads back as the same expression. */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return numberText(expression.value)
    case 'text':
      return expression.value.includes("'") ? `"${expression.value}"` : `'${expression.value}'`
    case 'truth':
      return `${expression.value}()`
    case 'reference':
      return `\${${expression.itemId}}`
    case 'self':
      return '.'
    case 'attribute':
      return expression.name
    case 'call':
      return `${expression.name}(${expression.operands.map(expressionText).join(', ')})`
    case 'not':
    case 'count-selected':
    case 'selected':
      return `${expression.kind}(${partsOf(expression).map(expressionText).join(', ')})`
    case 'negate':
      return `-${within(expression.operand, 7)}`
    default: {
      const own = tightness[expression.kind] ?? 0
      // Comparisons do not chain; the others group from the left.
      const isComparison = own === 3
      return `${within(expression.left, isComparison ? 4 : own)} ${expression.kind} ${within(expression.right, own + 1)}`
    }
  }
}

function within(expression: Expression, least: number): string {
  const text = expressionText(expression)
  return (tightness[expression.kind] ?? 9) < least ? `(${text})` : text
}

/** Without an exponent, which the language does not know. */
function numberText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

/**
 * An expression with some of its parts replaced.
 *
 * @param change gives what stands for a part, or the part itself; the parts of what it gives are changed too
 */
export function withParts(expression: Expression, change: (part: Expression) => Expression): Expression {
  const part = change(expression)
  if ('operands' in part) return { ...part, operands: part.operands.map((inner) => withParts(inner, change)) }
  if ('operand' in part) return { ...part, operand: withParts(part.operand, change) }
  if ('left' in part)
    return { ...part, left: withParts(part.left, change), right: withParts(part.right, change) }
  return part
}
