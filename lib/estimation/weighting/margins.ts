import type { Problem, Result } from '../../result'
import { rowsInWords } from './check-weights'

/** A way to divide the population whose true sizes are known, and where each respondent falls. */
export type Margin = {
  /** As the user calls it: `gender`. */
  readonly name: string
  /** The category of each respondent; null where not known. */
  readonly categories: readonly (string | null)[]
  /** People in each category, or their shares. */
  readonly population: ReadonlyMap<string, number>
  /** Left out: shares when they sum to 1 within a hundredth, else counts. */
  readonly unit?: 'counts' | 'shares'
}

/** A margin that was checked: categories as numbers, targets as people. */
export type FittedMargin = {
  readonly name: string
  readonly categoryNames: readonly string[]
  /** Category of each row, from 0. */
  readonly categoryOfRow: Int32Array
  /** People in each category. */
  readonly targets: Float64Array
}

// Published shares are rounded: twelve categories of two decimals may miss 1 by six hundredths of a hundredth each.
const sharesMayMiss = 0.01
// Published counts are rounded to tens or hundreds; a larger gap means another population.
const totalsMayDiffer = 0.001

/**
 * Reads margins as counts of one population. Shares are scaled to `total`, else to the counts of another margin, else to the sum of
 * weights; counts whose totals differ by no more than a thousandth are brought to the first.
 *
 * @param total people in the population, where all margins are shares
 * @returns every problem, by `margins.NAME.CATEGORY`
 */
export function readMargins(
  margins: readonly Margin[],
  weights: ArrayLike<number>,
  total?: number,
): Result<readonly FittedMargin[]> {
  const problems: Problem[] = []
  if (margins.length === 0) {
    problems.push({
      path: 'margins',
      code: 'margins_empty',
      message: 'There are no margins. Give the population of each category of one question or more.',
    })
  }
  if (total !== undefined && !(total > 0 && Number.isFinite(total))) {
    problems.push({
      path: 'total',
      code: 'total_not_positive',
      message: `The population total is ${total}. Give a positive number of people.`,
    })
  }
  const read = margins.map((margin) => readMargin(margin, weights.length, problems))
  if (problems.length > 0) return { ok: false, problems }

  const counts = read.filter(({ isShares }) => !isShares)
  const [first] = counts
  for (const other of counts.slice(1)) {
    if (first === undefined || Math.abs(other.sum / first.sum - 1) <= totalsMayDiffer) continue
    problems.push({
      path: `margins.${other.name}`,
      code: 'margins_differ',
      message: `The margin "${other.name}" sums to ${other.sum}, but "${first.name}" to ${first.sum}. Both must count the same population: correct one, or give both as shares.`,
      params: { margin: other.name, other: first.name, sum: other.sum, otherSum: first.sum },
    })
  }
  if (problems.length > 0) return { ok: false, problems }

  let sumOfWeights = 0
  for (let row = 0; row < weights.length; row += 1) sumOfWeights += weights[row] ?? 0
  const population = total !== undefined && first === undefined ? total : (first?.sum ?? sumOfWeights)
  return {
    ok: true,
    value: read.map(({ sum, isShares: _, ...margin }) => ({
      ...margin,
      targets: sum === population ? margin.targets : margin.targets.map((size) => (size / sum) * population),
    })),
  }
}

/** Weighted respondents in each category. */
export function marginTotals(
  { categoryOfRow, targets }: FittedMargin,
  weights: ArrayLike<number>,
): Float64Array {
  const totals = new Float64Array(targets.length)
  for (let row = 0; row < categoryOfRow.length; row += 1) {
    const category = categoryOfRow[row] ?? 0
    totals[category] = (totals[category] ?? 0) + (weights[row] ?? 0)
  }
  return totals
}

type ReadMargin = FittedMargin & { readonly sum: number; readonly isShares: boolean }

function readMargin(margin: Margin, n: number, problems: Problem[]): ReadMargin {
  const { name, categories, population } = margin
  const report = (category: string | null, code: string, message: string) =>
    problems.push({
      path: category === null ? `margins.${name}` : `margins.${name}.${category}`,
      code,
      message,
      params: { margin: name, ...(category !== null && { category }) },
    })
  if (categories.length !== n)
    report(null, 'margin_length', `The margin "${name}" has ${categories.length} rows, the weights ${n}.`)

  const { respondents, without } = countRespondents(categories)
  if (without.length > 0) {
    report(
      null,
      'category_missing',
      `${rowsInWords(without)} no category of "${name}". Put these respondents into a category that has a margin, or leave them out.`,
    )
  }
  for (const [category, count] of respondents) {
    if (population.has(category)) continue
    const people = count === 1 ? '1 respondent is' : `${count} respondents are`
    report(
      category,
      'category_without_margin',
      `${people} in the category "${category}" of "${name}", which has no margin. Add its population, or put them into another category.`,
    )
  }
  let sum = 0
  for (const [category, size] of population) {
    sum += size
    const isEmpty = !respondents.has(category)
    if (!Number.isFinite(size) || size < 0 || (size === 0 && !isEmpty)) {
      report(
        category,
        'margin_not_positive',
        `The population of "${category}" in "${name}" is ${size}. Give a positive number, or leave the category out.`,
      )
    } else if (size > 0 && isEmpty) {
      report(
        category,
        'category_without_respondents',
        `Nobody who answered is in the category "${category}" of "${name}", so nobody can stand for its ${size}. Join it with another category, in the answers and in the margin.`,
      )
    }
  }
  const isNearOne = Math.abs(sum - 1) <= sharesMayMiss
  if (margin.unit === 'shares' && !isNearOne) {
    report(
      null,
      'shares_do_not_sum',
      `The shares of "${name}" sum to ${sum}, not to 1. Add what is missing, or give counts of people.`,
    )
  }
  const used = [...population].filter(([category]) => respondents.has(category))
  const indexOf = new Map(used.map(([category], index) => [category, index]))
  return {
    name,
    categoryNames: used.map(([category]) => category),
    categoryOfRow: Int32Array.from(categories, (category) => indexOf.get(category ?? '') ?? 0),
    targets: Float64Array.from(used, ([, size]) => size),
    sum,
    isShares: margin.unit === undefined ? isNearOne : margin.unit === 'shares',
  }
}

function countRespondents(categories: readonly (string | null)[]) {
  const respondents = new Map<string, number>()
  const without: number[] = []
  for (const [row, category] of categories.entries()) {
    if (category === null) without.push(row)
    else respondents.set(category, (respondents.get(category) ?? 0) + 1)
  }
  return { respondents, without }
}
