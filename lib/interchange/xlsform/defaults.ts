import { parseExpression } from '../../questionnaire/expression'
import { expressionText } from '../../questionnaire/expression-text'

/*
 * The column `default` is taken as it stands, unless it names an item, is the call of a function, or stands between quotation marks. Several
 * options are their names with spaces between.
 */

const numberPattern = /^-?\d+(\.\d+)?$/

/** Whether what stands in the column is an expression. */
export function isReckoned(written: string): boolean {
  return /\$\{|^[a-z][\w:-]*\(.*\)$|^'[^']*'$|^"[^"]*"$/i.test(written)
}

/**
 * What stands in the column and is no expression, as one; null for what has both kinds of quotation marks, which no text of an expression can.
 *
 * @param renamedCode the code here of an option that has another name in the form
 */
export function takenAsItStands(
  written: string,
  renamedCode: (name: string) => string | null,
): string | null {
  const names = written.split(/\s+/)
  const isRenamed = [written, ...names].some((name) => renamedCode(name) !== null)
  if (numberPattern.test(written) && !isRenamed) return written
  const several = () => names.map((name) => renamedCode(name) ?? name).join(' ')
  const value = isRenamed ? (renamedCode(written) ?? several()) : written
  if (value.includes("'") && value.includes('"')) return null
  return expressionText({ kind: 'text', value, at: 0 })
}

/** An expression as the column has it, so that reading gives it back. */
export function defaultAsColumn(expression: string): string {
  const parsed = parseExpression(expression)
  if (!parsed.ok || parsed.value.kind !== 'text') return expression
  const { value } = parsed.value
  const isRead =
    value === value.trim() && !isReckoned(value) && takenAsItStands(value, () => null) === expression
  return isRead && value !== '' ? value : expression
}
