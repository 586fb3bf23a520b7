/** What to do with a stratum of one primary sampling unit, whose variance cannot be estimated from itself. */
export type LonelyPsu = 'fail' | 'adjust' | 'certainty' | 'remove'

/** A sampling stage: which unit each row belongs to, which stratum each unit, and how much of the stratum was drawn. */
type Stage = {
  /** Unit of each row, counted from 0 over the whole design. */
  readonly unitOfRow: Int32Array
  readonly unitCount: number
  /** Stratum of each unit, from 0. */
  readonly stratumOfUnit: Int32Array
  readonly stratumNames: readonly string[]
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
  /** Where weights were calibrated: what is left of the contributions z once the calibration variables are projected out. */
  readonly residual?: (z: Float64Array) => Float64Array
}

export type DesignColumns = {
  /** Number of rows. */
  readonly n: number
  /** Positive. Left out: from `fpc`, as the inverse of the sampling fractions; without that 1. Null leaves the row out of every estimate, not out of the design. */
  readonly weights?: readonly (number | null)[]
  /** One stratum when left out. */
  readonly strata?: readonly string[]
  /** Primary sampling units, then those of the second stage; each row its own when left out. Ids count within their stratum. */
  readonly clusters?: readonly (readonly string[])[]
  /** For each stage, population units in the stratum, or sampling fractions if all are at most 1. */
  readonly fpc?: readonly (readonly number[])[]
}

/**
 * Reads a design, as R's `svydesign(nest = TRUE)` reads it.
 *
 * @throws RangeError naming the stratum where a correction says that fewer units exist than were drawn, a weight is not positive, or
 *   columns differ in length
 */
export function surveyDesign({ n, weights, strata, clusters = [], fpc = [] }: DesignColumns): SurveyDesign {
  for (const column of [weights, strata, ...clusters, ...fpc]) {
    if (column !== undefined && column.length !== n)
      throw new RangeError(`A design column has ${column.length} rows, not ${n}.`)
  }
  const [firstClusters, secondClusters] = clusters
  const first = stageOf(n, (row) => strata?.[row] ?? '', firstClusters, fpc[0])
  const stages =
    firstClusters !== undefined && fpc[1] !== undefined
      ? [first, stageOf(n, (row) => `unit ${first.unitOfRow[row]}`, secondClusters, fpc[1])]
      : [first]
  const w = Float64Array.from({ length: n }, (_, row) =>
    weights === undefined ? 1 / fractionDrawn(stages, row) : (weights[row] ?? 0),
  )
  const badWeight = w.findIndex((weight) => !(weight >= 0) || !Number.isFinite(weight))
  if (badWeight >= 0) throw new RangeError(`Row ${badWeight + 1}: a weight must be a positive number.`)
  return { n, weights: w, stages }
}

/**
 * The variance of a sum of row contributions z: between primary units within strata and, with a second stage, within units.
 *
 * @param z the linearised contribution of each row, weight included; 0 outside the domain
 * @throws RangeError naming the stratum that has one unit, under `fail`
 * @see Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, equation 4.3.21 (two stages); Lumley (2004),
 *   J. Statistical Software 9(8)
 */
export function designVariance(design: SurveyDesign, z: Float64Array, lonelyPsu: LonelyPsu): number {
  const residual = design.residual?.(z) ?? z
  let variance = 0
  let share = new Float64Array(design.stages[0]?.unitCount ?? 0).fill(1)
  for (const [level, stage] of design.stages.entries()) {
    const byStratum = stageVariance(stage, residual, level === 0 ? lonelyPsu : 'certainty')
    for (const [stratum, part] of byStratum.entries())
      variance += (level === 0 ? 1 : (share[stratum] ?? 1)) * part
    // The strata of the second stage are the units of the first, each with its stratum's sampling fraction.
    share = Float64Array.from(stage.stratumOfUnit, (stratum) => stage.fraction[stratum] ?? 0)
  }
  return variance
}

/**
 * Degrees of freedom of a domain: primary units with a row of it, less strata with one.
 *
 * @param isInside whether each row belongs
 */
export function degreesOfFreedom(design: SurveyDesign, isInside: (row: number) => boolean): number {
  const stage = design.stages[0]
  if (stage === undefined) return 0
  const units = new Set<number>()
  const strata = new Set<number>()
  for (let row = 0; row < design.n; row += 1) {
    if (!isInside(row)) continue
    const unit = stage.unitOfRow[row] ?? 0
    units.add(unit)
    strata.add(stage.stratumOfUnit[unit] ?? 0)
  }
  return units.size - strata.size
}

/**
 * Number of equally weighted people who would give the same precision.
 *
 * @param weights positive survey weights, one a person, any scale
 * @returns persons, from 1 to weights.length
 * @throws RangeError when empty, or when a weight is not finite and positive
 * @see Kish (1965), Survey Sampling, section 11.7: (Σw)² / Σw²
 */
export function effectiveSampleSize(weights: readonly number[]): number {
  if (weights.length === 0) throw new RangeError('There are no weights.')
  let sum = 0
  let sumOfSquares = 0
  for (const weight of weights) {
    if (!(weight > 0) || !Number.isFinite(weight))
      throw new RangeError('A weight is a finite positive number.')
    sum += weight
    sumOfSquares += weight * weight
  }
  return (sum * sum) / sumOfSquares
}

/** Kish's design effect of weighting, n Σw² / (Σw)², from 1. @throws as `effectiveSampleSize` */
export function kishDesignEffect(weights: readonly number[]): number {
  return weights.length / effectiveSampleSize(weights)
}

/** The chance by which a row came into the sample, stage by stage; 1 without corrections. */
function fractionDrawn(stages: readonly Stage[], row: number): number {
  return stages.reduce((chance, { unitOfRow, stratumOfUnit, fraction }) => {
    const share = fraction[stratumOfUnit[unitOfRow[row] ?? 0] ?? 0] ?? 0
    return share > 0 ? chance * share : chance
  }, 1)
}

function stageOf(
  n: number,
  stratumOf: (row: number) => string,
  clusters: readonly string[] | undefined,
  fpc: readonly number[] | undefined,
): Stage {
  const strata = new Map<string, number>()
  const units = new Map<string, number>()
  const unitOfRow = new Int32Array(n)
  const stratumOfUnit: number[] = []
  const populations: number[] = []
  for (let row = 0; row < n; row += 1) {
    const name = stratumOf(row)
    const stratum = strata.get(name) ?? strata.size
    strata.set(name, stratum)
    const key = `${stratum}\u0000${clusters === undefined ? row : clusters[row]}`
    let unit = units.get(key)
    if (unit === undefined) {
      unit = units.size
      units.set(key, unit)
      stratumOfUnit.push(stratum)
    }
    unitOfRow[row] = unit
    if (fpc !== undefined) populations[stratum] = fpc[row] ?? Number.POSITIVE_INFINITY
  }
  const stratumNames = [...strata.keys()]
  const unitsInStratum = new Int32Array(strata.size)
  for (const stratum of stratumOfUnit) unitsInStratum[stratum] = (unitsInStratum[stratum] ?? 0) + 1
  const areFractions = fpc?.every((value) => value <= 1) ?? false
  const fraction = Float64Array.from(stratumNames, (name, stratum) => {
    const population = populations[stratum]
    if (population === undefined) return 0
    const drawn = unitsInStratum[stratum] ?? 0
    const share = areFractions ? population : drawn / population
    if (share > 1 + 1e-12)
      throw new RangeError(`Stratum (${name}): ${drawn} units were drawn of ${population}.`)
    return share
  })
  return {
    unitOfRow,
    unitCount: units.size,
    stratumOfUnit: Int32Array.from(stratumOfUnit),
    stratumNames,
    unitsInStratum,
    fraction,
  }
}

function stageVariance(stage: Stage, z: Float64Array, lonelyPsu: LonelyPsu): Float64Array {
  const totals = new Float64Array(stage.unitCount)
  for (let row = 0; row < z.length; row += 1) {
    const unit = stage.unitOfRow[row] ?? 0
    totals[unit] = (totals[unit] ?? 0) + (z[row] ?? 0)
  }
  const strata = stage.stratumNames.length
  const sums = new Float64Array(strata)
  for (const [unit, total] of totals.entries()) {
    const stratum = stage.stratumOfUnit[unit] ?? 0
    sums[stratum] = (sums[stratum] ?? 0) + total
  }
  const squares = new Float64Array(strata)
  for (const [unit, total] of totals.entries()) {
    const stratum = stage.stratumOfUnit[unit] ?? 0
    const count = stage.unitsInStratum[stratum] ?? 1
    // A lonely unit has no mean of its own to differ from: centred at zero, as `adjust` wants it.
    const centre = count === 1 ? 0 : (sums[stratum] ?? 0) / count
    squares[stratum] = (squares[stratum] ?? 0) + (total - centre) ** 2
  }
  return squares.map((square, stratum) => {
    const count = stage.unitsInStratum[stratum] ?? 1
    const left = 1 - (stage.fraction[stratum] ?? 0)
    if (count > 1) return left * (count / (count - 1)) * square
    // A stratum drawn whole has no sampling error, however few its units.
    if (left <= 0) return 0
    if (lonelyPsu === 'fail') {
      throw new RangeError(
        `Stratum (${stage.stratumNames[stratum]}) has only one sampling unit. Choose adjust, certainty or remove.`,
      )
    }
    return lonelyPsu === 'adjust' ? left * square : 0
  })
}
