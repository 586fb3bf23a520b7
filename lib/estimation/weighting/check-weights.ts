import type { Problem } from '../../result'

/** Weights as they come: null where a respondent has none. */
export type GivenWeights = ArrayLike<number | null>

/**
 * What is wrong with weights that something is to be fitted from: each must be there, finite and positive.
 *
 * @returns a problem a kind, naming the first rows at fault (from 1); empty when all is well
 */
export function weightProblems(weights: GivenWeights): readonly Problem[] {
  const missing: number[] = []
  const bad: number[] = []
  for (let row = 0; row < weights.length; row += 1) {
    const weight = weights[row] ?? null
    if (weight === null || Number.isNaN(weight)) missing.push(row)
    else if (!(weight > 0) || !Number.isFinite(weight)) bad.push(row)
  }
  const problems: Problem[] = []
  if (weights.length === 0) {
    problems.push({
      path: 'weights',
      code: 'weights_empty',
      message: 'There are no respondents to weight. Choose a round or a file with responses.',
    })
  }
  if (missing.length > 0) {
    problems.push({
      path: 'weights',
      code: 'weight_missing',
      message: `${rowsInWords(missing)} no weight. Give each respondent one, or leave these out.`,
      params: { count: missing.length },
    })
  }
  if (bad.length > 0) {
    problems.push({
      path: 'weights',
      code: 'weight_not_positive',
      message: `${rowsInWords(bad)} a weight that is not a positive number. Correct it, or leave these respondents out.`,
      params: { count: bad.length },
    })
  }
  return problems
}

/** "Row 3 has", "Rows 3, 8 and 12 have", "40 rows (3, 8, 12, 15, 16 and others) have". @param rows from 0 */
export function rowsInWords(rows: readonly number[]): string {
  const names = rows.slice(0, 5).map((row) => String(row + 1))
  if (rows.length === 1) return `Row ${names[0]} has`
  if (rows.length > 5) return `${rows.length} rows (${names.join(', ')} and others) have`
  return `Rows ${names.slice(0, -1).join(', ')} and ${names.at(-1)} have`
}
