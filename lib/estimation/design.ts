import { type CodedColumn, codedColumn, type NumberColumn, numberAt } from './columns'

/** A sampling stage: which unit each row belongs to, which stratum each unit, and how much of the stratum was drawn. */
export type Stage = {
  /** Unit of each row, counted from 0 over the whole design. */
  readonly unitOfRow: Int32Array
  readonly unitCount: number
  /** Stratum of each unit, from 0. The strata of a second stage are the units of the first. */
  readonly stratumOfUnit: Int32Array
  readonly nameOfStratum: (stratum: number) => string
  /** Units drawn in each stratum. */
  readonly unitsInStratum: Int32Array
  /** f = n/N of each stratum; 0 without a finite population correction. */
  readonly fraction: Float64Array
}

/** A survey design over the rows of a data set. */
export type SurveyDesign = {
  readonly n: number
  readonly weights: Float64Array
  /** One stage, or two where the second is given with its own correction. */
  readonly stages: readonly Stage[]
  /** Where weights were calibrated: what is left of contributions z, one a row, once the calibration variables are projected out. */
  readonly residual?: (z: Float64Array) => Float64Array
}

/** Labels of rows, as texts or each kept once. Every row needs one. */
export type Labels = readonly string[] | CodedColumn

export type DesignColumns = {
  /** Number of rows. */
  readonly n: number
  /**
   * Zero or positive. Left out: from `fpc`, as the inverse of the sampling fractions; without that 1. A row with weight 0 or none is
   * left out of every estimate, not out of the design.
   */
  readonly weights?: NumberColumn
  /** One stratum when left out. */
  readonly strata?: Labels
  /** Primary sampling units, then those of the second stage; each row its own when left out. Ids count within their stratum. */
  readonly clusters?: readonly Labels[]
  /** For each stage, population units in the stratum, or sampling fractions if all of both stages are at most 1. */
  readonly fpc?: readonly NumberColumn[]
}

/** A design that its own columns contradict, or that cannot give the error asked for. The message names the stratum and the remedy. */
export class DesignError extends RangeError {}

/**
 * Reads a design, as R's `svydesign(nest = TRUE)` reads it: with a correction for the first stage only, later stages count as
 * drawn whole; without any, the variance is that between primary units.
 *
 * @throws DesignError where a correction is missing, differs within a stratum, mixes counts with fractions or says that fewer units
 *   exist than were drawn; a weight is negative or not finite; a row has no stratum or unit; columns differ in length
 */
export function surveyDesign({ n, weights, strata, clusters = [], fpc = [] }: DesignColumns): SurveyDesign {
  const stratum = strata && coded(strata)
  const [primary, secondary] = clusters.map(coded)
  for (const column of [weights, stratum?.codes, primary?.codes, secondary?.codes, ...fpc]) {
    if (column !== undefined && column.length !== n)
      throw new DesignError(`A design column has ${column.length} rows, not ${n}.`)
  }
  const areFractions = readsAsFractions(fpc)
  const first = stageOf({
    stratumOfRow: stratum?.codes ?? new Int32Array(n),
    nameOfStratum: (place) => stratum?.names[place] ?? 'all',
    strata: stratum?.names.length ?? 1,
    units: primary,
    population: fpc[0],
    areFractions,
  })
  const stages =
    primary === undefined || fpc[1] === undefined
      ? [first]
      : [
          first,
          stageOf({
            stratumOfRow: first.unitOfRow,
            nameOfStratum: (unit) => nameOfUnit(first, primary, unit),
            strata: first.unitCount,
            units: secondary,
            population: fpc[1],
            areFractions,
          }),
        ]
  return { n, weights: weights === undefined ? inverseFractions(n, stages) : readWeights(weights), stages }
}

/**
 * Number of equally weighted people who would give the same precision.
 *
 * @param weights positive survey weights, one a person, any scale
 * @returns persons, from 1 to weights.length
 * @throws RangeError when empty, or when a weight is not finite and positive
 * @see Kish (1965), Survey Sampling, section 11.7: (Σw)² / Σw²
 */
export function effectiveSampleSize(weights: ArrayLike<number>): number {
  if (weights.length === 0) throw new RangeError('There are no weights.')
  let sum = 0
  let sumOfSquares = 0
  for (let row = 0; row < weights.length; row += 1) {
    const weight = weights[row] ?? Number.NaN
    if (!(weight > 0) || !Number.isFinite(weight))
      throw new RangeError('A weight is a finite positive number.')
    sum += weight
    sumOfSquares += weight * weight
  }
  return (sum * sum) / sumOfSquares
}

/** Kish's design effect of weighting, n Σw² / (Σw)², from 1. @throws as `effectiveSampleSize` */
export function kishDesignEffect(weights: ArrayLike<number>): number {
  return weights.length / effectiveSampleSize(weights)
}

type StageColumns = {
  readonly stratumOfRow: Int32Array
  readonly nameOfStratum: (stratum: number) => string
  readonly strata: number
  /** Left out: each row is a unit. */
  readonly units: CodedColumn | undefined
  readonly population: NumberColumn | undefined
  readonly areFractions: boolean
}

function stageOf({
  stratumOfRow,
  nameOfStratum,
  strata,
  units,
  population,
  areFractions,
}: StageColumns): Stage {
  const { unitOfRow, stratumOfUnit } = nestedUnits(stratumOfRow, nameOfStratum, units)
  const unitsInStratum = new Int32Array(strata)
  for (const stratum of stratumOfUnit) unitsInStratum[stratum] = (unitsInStratum[stratum] ?? 0) + 1
  const fraction = new Float64Array(strata)
  if (population !== undefined) {
    for (const [stratum, value] of populations(stratumOfRow, nameOfStratum, population)) {
      const drawn = unitsInStratum[stratum] ?? 0
      const share = areFractions ? value : drawn / value
      if (share > 1 + 1e-12) {
        throw new DesignError(
          `Stratum (${nameOfStratum(stratum)}): ${drawn} units were drawn of ${value}. A population count cannot be below the units drawn.`,
        )
      }
      fraction[stratum] = share
    }
  }
  return {
    unitOfRow,
    unitCount: stratumOfUnit.length,
    stratumOfUnit,
    nameOfStratum,
    unitsInStratum,
    fraction,
  }
}

/** Units counted from 0 over all strata; the same id in two strata is two units. */
function nestedUnits(
  stratumOfRow: Int32Array,
  nameOfStratum: (stratum: number) => string,
  units: CodedColumn | undefined,
): { readonly unitOfRow: Int32Array; readonly stratumOfUnit: Int32Array } {
  const places = new Map<number, number>()
  const stratumOfUnit: number[] = []
  const unitOfRow = stratumOfRow.map((stratum, row) => {
    if (stratum < 0) throw new DesignError(`Row ${row + 1} has no stratum. Every row of a design needs one.`)
    const code = units === undefined ? row : (units.codes[row] ?? -1)
    if (code < 0) {
      throw new DesignError(
        `Row ${row + 1}, in stratum (${nameOfStratum(stratum)}), has no sampling unit. Every row of a design needs one.`,
      )
    }
    const key = units === undefined ? row : stratum * units.names.length + code
    let unit = places.get(key)
    if (unit === undefined) {
      unit = stratumOfUnit.length
      places.set(key, unit)
      stratumOfUnit.push(stratum)
    }
    return unit
  })
  return { unitOfRow, stratumOfUnit: Int32Array.from(stratumOfUnit) }
}

/** The one value of a correction in each stratum. */
function populations(
  stratumOfRow: Int32Array,
  nameOfStratum: (stratum: number) => string,
  population: NumberColumn,
): ReadonlyMap<number, number> {
  const known = new Map<number, number>()
  for (const [row, stratum] of stratumOfRow.entries()) {
    const value = numberAt(population, row)
    if (value === null || !(value > 0)) {
      throw new DesignError(
        `Row ${row + 1}, in stratum (${nameOfStratum(stratum)}): a finite population correction must be above 0, here it is ${value ?? 'missing'}.`,
      )
    }
    const before = known.get(stratum) ?? value
    if (before !== value) {
      throw new DesignError(
        `Stratum (${nameOfStratum(stratum)}) has two population counts, ${before} and ${value}. Give each row of a stratum the same.`,
      )
    }
    known.set(stratum, value)
  }
  return known
}

/** As R reads corrections: fractions if every value of every stage is at most 1, counts if every value is at least 1. */
function readsAsFractions(fpc: readonly NumberColumn[]): boolean {
  let [isBelow, isAbove] = [false, false]
  for (const column of fpc) {
    for (let row = 0; row < column.length; row += 1) {
      const value = numberAt(column, row) ?? 1
      if (value < 1) isBelow = true
      if (value > 1) isAbove = true
    }
  }
  if (isBelow && isAbove) {
    throw new DesignError(
      'The finite population corrections mix fractions (below 1) with counts (above 1). Give one kind, in both stages.',
    )
  }
  return !isAbove
}

function nameOfUnit(stage: Stage, units: CodedColumn, unit: number): string {
  const row = stage.unitOfRow.indexOf(unit)
  const stratum = stage.stratumOfUnit[unit] ?? 0
  return `unit ${units.names[units.codes[row] ?? 0]} of stratum ${stage.nameOfStratum(stratum)}`
}

function coded(labels: Labels): CodedColumn {
  return 'codes' in labels ? labels : codedColumn(labels)
}

function readWeights(weights: NumberColumn): Float64Array {
  return Float64Array.from({ length: weights.length }, (_, row) => {
    const weight = numberAt(weights, row) ?? 0
    if (!(weight >= 0) || !Number.isFinite(weight))
      throw new DesignError(`Row ${row + 1}: a weight must be a positive number, not ${weight}.`)
    return weight
  })
}

/** One over the chance by which each row came into the sample, stage by stage; 1 without corrections. */
function inverseFractions(n: number, stages: readonly Stage[]): Float64Array {
  const weights = new Float64Array(n).fill(1)
  for (const { unitOfRow, stratumOfUnit, fraction } of stages) {
    for (let row = 0; row < n; row += 1) {
      const share = fraction[stratumOfUnit[unitOfRow[row] ?? 0] ?? 0] ?? 0
      if (share > 0) weights[row] = (weights[row] ?? 1) / share
    }
  }
  return weights
}
