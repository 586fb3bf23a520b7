import { type Expression, parseExpression } from '../../questionnaire/expression'

/** The ends of what a number may be: those that its constraint sets, and else the widest that phones take. */
export function rangeOf(
  { constraint }: Readonly<Record<string, unknown>>,
  widest: number,
  isWhole = false,
): { readonly min: number; readonly max: number } {
  let [min, max] = [-widest, widest]
  const parsed = typeof constraint === 'string' ? parseExpression(constraint) : null
  const narrow = (part: Expression): void => {
    if (part.kind === 'and') {
      narrow(part.left)
      narrow(part.right)
    }
    if (!('right' in part) || part.left.kind !== 'self') return
    const bound = constantOf(part.right)
    if (bound === null) return
    // Of whole numbers, the ends that are themselves left out are known: those beside them.
    const least = isWhole ? (part.kind === '>' ? Math.floor(bound) + 1 : Math.ceil(bound)) : bound
    const most = isWhole ? (part.kind === '<' ? Math.ceil(bound) - 1 : Math.floor(bound)) : bound
    if (part.kind === '>=' || part.kind === '>') min = Math.max(min, least)
    if (part.kind === '<=' || part.kind === '<') max = Math.min(max, most)
  }
  if (parsed?.ok) narrow(parsed.value)
  return min < max ? { min, max } : { min: -widest, max: widest }
}

function constantOf(expression: Expression): number | null {
  if (expression.kind === 'number') return expression.value
  if (expression.kind === 'negate' && expression.operand.kind === 'number') return -expression.operand.value
  return null
}
