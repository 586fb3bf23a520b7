import type { CsvColumns } from './read-columns'
import { UsageError } from './terminal'

/** More wrong rows than this are counted, not listed. */
const mostListed = 20

/**
 * What is wrong with a column of survey weights: every row needs one, of zero or more. Whoever is to count for nothing has 0; a gap may as
 * well be a slip, so nobody is left out for one.
 *
 * @returns a fault a row, with file, line, column and remedy
 */
export function weightFaults({ numbers, placeOf }: CsvColumns, name: string): readonly string[] {
  const weights = numbers.get(name) ?? new Float64Array()
  const faults: string[] = []
  for (const [row, weight] of weights.entries()) {
    if (weight >= 0) continue
    const fault = Number.isNaN(weight)
      ? 'there is no weight. Give the row one (0 to leave it out of every figure), or take it out of the file.'
      : `a weight cannot be negative, as ${weight} is. Give it as zero or a positive number.`
    faults.push(`${placeOf(row)}, column "${name}": ${fault}`)
  }
  return faults
}

/** @throws UsageError when there are faults, with the first of them and the number of the rest */
export function refuseFaults(faults: readonly string[]): void {
  if (faults.length === 0) return
  const more = faults.length > mostListed ? [`… and ${faults.length - mostListed} more.`] : []
  throw new UsageError([...faults.slice(0, mostListed), ...more].join('\n'))
}

/** @throws UsageError when nobody counts */
export function refuseZeroWeights(file: string, { numbers }: CsvColumns, name: string): void {
  if (numbers.get(name)?.every((weight) => weight === 0))
    throw new UsageError(`${file}: every weight in "${name}" is 0. Give positive weights.`)
}
