import type { Problem, Result } from '../../result'
import { rowsInWords } from './check-weights'
import { type Margin, readMargins } from './margins'

/** A number known of each respondent whose sum over the population is known too: rooms, age, 1 for the number of people. */
export type KnownTotal = {
  readonly name: string
  readonly values: readonly (number | null)[]
  readonly total: number
}

/** A condition on weights: their sum over `values` is `total`. */
export type Constraint = { readonly name: string; readonly values: Float64Array; readonly total: number }

/**
 * Margins and totals as conditions; a margin is a 0/1 column for each category. The first category of a second margin follows from the rest, since both count the same people.
 *
 * @returns every problem of the input otherwise
 */
export function constraintsOf(
  margins: readonly Margin[],
  totals: readonly KnownTotal[],
  total: number | undefined,
  weights: Float64Array,
): Result<readonly Constraint[]> {
  const problems: Problem[] = []
  const fromMargins: Constraint[] = []
  if (margins.length > 0) {
    const read = readMargins(margins, weights, total)
    if (!read.ok) problems.push(...read.problems)
    else {
      for (const [position, { name, categoryNames, categoryOfRow, targets }] of read.value.entries()) {
        for (const [category, categoryName] of categoryNames.entries()) {
          if (position > 0 && category === 0) continue
          fromMargins.push({
            name: `${name} ${categoryName}`,
            values: Float64Array.from(categoryOfRow, (of) => Number(of === category)),
            total: targets[category] ?? 0,
          })
        }
      }
    }
  }
  for (const { name, values, total: wanted } of totals) {
    const missing = values.flatMap((value, row) => (value === null || !Number.isFinite(value) ? [row] : []))
    if (values.length !== weights.length) {
      problems.push({
        path: `totals.${name}`,
        code: 'total_length',
        message: `"${name}" has ${values.length} rows, the weights ${weights.length}.`,
      })
    } else if (missing.length > 0) {
      problems.push({
        path: `totals.${name}`,
        code: 'total_value_missing',
        message: `${rowsInWords(missing)} no value of "${name}". A total can only be met where everybody has a value: fill these in, or leave them out.`,
      })
    }
    if (!Number.isFinite(wanted)) {
      problems.push({
        path: `totals.${name}`,
        code: 'total_not_number',
        message: `The population total of "${name}" is not a number. Give the sum over the population.`,
      })
    }
  }
  if (margins.length === 0 && totals.length === 0) {
    problems.push({
      path: 'totals',
      code: 'totals_empty',
      message: 'There is nothing to calibrate to. Give a margin or a total.',
    })
  }
  if (problems.length > 0) return { ok: false, problems }
  const fromTotals = totals.map(({ name, values, total: wanted }) => ({
    name,
    values: Float64Array.from(values, (value) => value ?? 0),
    total: wanted,
  }))
  return { ok: true, value: [...fromMargins, ...fromTotals] }
}

/** How far the worst of the conditions is from being met. */
export type Misfit = {
  readonly name: string
  readonly wanted: number
  readonly reached: number
  /** |reached − wanted| / (1 + |wanted|) */
  readonly error: number
}

/** The condition that is missed most, by |reached − wanted| / (1 + |wanted|). */
export function worstTotal(constraints: readonly Constraint[], weights: Float64Array): Misfit {
  let worst: Misfit = { name: '', wanted: 0, reached: 0, error: 0 }
  for (const { name, values, total } of constraints) {
    const reached = sumOfProducts(values, weights)
    const error = Math.abs(reached - total) / (1 + Math.abs(total))
    if (error > worst.error || Number.isNaN(error)) worst = { name, wanted: total, reached, error }
  }
  return worst
}

/** Σ a b */
export function sumOfProducts(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let row = 0; row < a.length; row += 1) sum += (a[row] ?? 0) * (b[row] ?? 0)
  return sum
}
