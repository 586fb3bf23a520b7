import { DesignError, type SurveyDesign, surveyDesign } from '@/lib/estimation/design'
import type { EstimateCall } from './estimate-call'
import type { CsvColumns, WantedColumns } from './read-columns'
import { UsageError } from './terminal'
import { refuseFaults, refuseZeroWeights, weightFaults } from './weight-column'

type DesignOptions = Pick<EstimateCall, 'file' | 'weight' | 'strata' | 'clusters' | 'fpc'>

/** The columns that the options of a design name: weights and corrections as numbers, strata and units as labels. */
export function columnsOfDesign({ weight, strata, clusters, fpc }: DesignOptions): Required<WantedColumns> {
  return {
    numbers: [...(weight === undefined ? [] : [weight]), ...fpc],
    labels: [...(strata === undefined ? [] : [strata]), ...clusters],
  }
}

/**
 * The design that the options and the columns describe, as `svydesign(nest = TRUE)` reads it.
 *
 * @throws UsageError naming line, column and remedy: a row without weight, stratum, unit or correction; a negative weight; a
 *   correction that contradicts the sample
 */
export function readDesign(options: DesignOptions, columns: CsvColumns): SurveyDesign {
  const { file, weight, strata, clusters, fpc } = options
  const { numbers, labels, rows } = columns
  refuseGaps(options, columns)
  const weights = weight === undefined ? undefined : numbers.get(weight)
  const stratum = strata === undefined ? undefined : labels.get(strata)
  try {
    return surveyDesign({
      n: rows,
      ...(weights !== undefined && { weights }),
      ...(stratum !== undefined && { strata: stratum }),
      clusters: clusters.flatMap((name) => labels.get(name) ?? []),
      fpc: fpc.flatMap((name) => numbers.get(name) ?? []),
    })
  } catch (error) {
    if (error instanceof DesignError) throw new UsageError(`${file}: ${error.message}`)
    throw error
  }
}

function refuseGaps(options: DesignOptions, columns: CsvColumns): void {
  const { numbers, labels, rows, placeOf } = columns
  const { weight, strata, clusters, fpc } = options
  const problems: string[] = weight === undefined ? [] : [...weightFaults(columns, weight)]
  const look = (name: string, faultOf: (row: number) => string | null) => {
    for (let row = 0; row < rows; row += 1) {
      const fault = faultOf(row)
      if (fault !== null) problems.push(`${placeOf(row)}, column "${name}": ${fault}`)
    }
  }
  for (const name of [...(strata === undefined ? [] : [strata]), ...clusters]) {
    const what = name === strata ? 'stratum' : 'sampling unit'
    const codes = labels.get(name)?.codes ?? new Int32Array()
    look(name, (row) =>
      (codes[row] ?? -1) < 0
        ? `there is no ${what}. Every row of a design needs one: fill it in, or take the row out.`
        : null,
    )
  }
  for (const name of fpc) {
    const column = numbers.get(name) ?? new Float64Array()
    look(name, (row) =>
      (column[row] ?? Number.NaN) > 0
        ? null
        : 'there is no population count. Give the sampling units in the population of the stratum, or the share drawn.',
    )
  }
  refuseFaults(problems)
  if (weight !== undefined) refuseZeroWeights(options.file, columns, weight)
}
