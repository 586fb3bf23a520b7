import type { NumberColumn } from './columns'
import type { SurveyDesign } from './design'
import { rowsOfDomain, rowsWithValues, valuesOf, weightsOf } from './domain'
import type { EstimateOptions } from './estimate'
import { weightedMean, weightedVariance } from './estimate'

/**
 * Cronbach's alpha in the population: k/(k−1) (1 − Σ s²(item) / s²(sum)), the variances weighted, over rows that have every item.
 *
 * @param items at least two, already turned the same way
 * @returns null when fewer than two rows are complete, or their sums do not vary
 * @throws RangeError for fewer than two items
 * @see R survey, svycralpha()
 */
export function weightedAlpha(
  design: SurveyDesign,
  items: readonly NumberColumn[],
  { domain }: Pick<EstimateOptions, 'domain'> = {},
): number | null {
  const k = items.length
  if (k < 2) throw new RangeError('Alpha needs two items or more.')
  const rows = rowsWithValues(rowsOfDomain(design, domain), ...items)
  if (rows.length < 2) return null
  const w = weightsOf(design, rows)
  const variance = (values: Float64Array) => weightedVariance(values, w, weightedMean(values, w).mean)
  const columns = items.map((item) => valuesOf(item, rows))
  const sums = Float64Array.from(rows, (_, place) =>
    columns.reduce((sum, column) => sum + (column[place] ?? 0), 0),
  )
  const ofSums = variance(sums)
  const ofItems = columns.reduce((sum, column) => sum + variance(column), 0)
  return ofSums === 0 ? null : (k / (k - 1)) * (1 - ofItems / ofSums)
}
