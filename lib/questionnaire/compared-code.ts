import type { Expression } from './expression'

/** An answer and the text that it is set beside: what may be the code of an option. */
export type ComparedCode = {
  readonly answer: Expression & { readonly kind: 'reference' | 'self' }
  readonly code: Expression & { readonly kind: 'text' }
}

/** The answer and the code that a comparison or `selected( )` sets side by side, if it does; empty text is no code. */
export function comparedCode(part: Expression): ComparedCode | null {
  if (part.kind !== '=' && part.kind !== '!=' && part.kind !== 'selected') return null
  const isTurned = part.left.kind === 'text' && part.kind !== 'selected'
  const [answer, code] = isTurned ? [part.right, part.left] : [part.left, part.right]
  if (answer.kind !== 'reference' && answer.kind !== 'self') return null
  return code.kind === 'text' && code.value !== '' ? { answer, code } : null
}

/** The text or number that an expression writes out, a negative one too; null for one that has to be worked out. */
export function literalOf(expression: Expression): string | number | null {
  if (expression.kind === 'text' || expression.kind === 'number') return expression.value
  if (expression.kind === 'negate' && expression.operand.kind === 'number') return -expression.operand.value
  return null
}
