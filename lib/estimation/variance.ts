import { DesignError, type Stage, type SurveyDesign } from './design'

/**
 * What a stratum of one primary sampling unit adds, since its variance cannot be estimated from itself.
 *
 * | option                | adds                                                                   |
 * | --------------------- | ---------------------------------------------------------------------- |
 * | `fail`                | nothing: it is an error that names the stratum                         |
 * | `adjust`              | (1 − f) z², its difference from zero instead of from its own mean      |
 * | `certainty`, `remove` | 0                                                                      |
 * | `average`             | the average of what the strata with more units add                     |
 */
export type LonelyPsu = (typeof lonelyPsuOptions)[number]

export const lonelyPsuOptions = ['fail', 'adjust', 'certainty', 'remove', 'average'] as const

export type VarianceOptions = {
  readonly lonelyPsu: LonelyPsu
  /**
   * Whether `adjust` and `average` also hold for a stratum of several units of which the domain has but one; otherwise the
   * others count as zeros. R: `options(survey.adjust.domain.lonely)`.
   */
  readonly adjustsLonelyInDomain?: boolean
}

/**
 * The variance of a sum of row contributions: between primary units within strata and, with a second stage, within units. Units of
 * the design without a row here count as zeros; strata without one count for nothing.
 *
 * @param rows the rows of the domain
 * @param z their linearised contributions, weight included, in the same order
 * @throws DesignError naming the stratum that has one unit, under `fail`; or under `average` when no stratum has more
 * @see Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, equation 4.3.21 (two stages); Lumley (2004),
 *   J. Statistical Software 9(8)
 */
export function designVariance(
  design: SurveyDesign,
  rows: Int32Array,
  z: Float64Array,
  options: VarianceOptions,
): number {
  const [first, second] = design.stages
  if (first === undefined) return 0
  if (design.residual !== undefined) {
    const { residual, ...uncalibrated } = design
    const whole = new Float64Array(design.n)
    for (const [place, row] of rows.entries()) whole[row] = z[place] ?? 0
    // What was calibrated concerns everybody: the residuals of rows outside the domain are not zero.
    return designVariance(uncalibrated, Int32Array.from(whole.keys()), residual(whole), options)
  }
  let variance = 0
  const between = [...strataVariances(first, rows, z, options)]
  for (const [, part] of averaged(first, between)) variance += part
  if (second === undefined) return variance
  // The strata of the second stage are the units of the first, each with its stratum's sampling fraction.
  for (const within of strataVariances(second, rows, z, options)) {
    for (const [unit, part] of averaged(second, [within]))
      variance += (first.fraction[first.stratumOfUnit[unit] ?? 0] ?? 0) * part
  }
  return variance
}

/**
 * Degrees of freedom of a domain: primary units with a row of it, less strata with one.
 *
 * @see R survey, degf() of a subset
 */
export function degreesOfFreedom(design: SurveyDesign, rows: Int32Array): number {
  const stage = design.stages[0]
  if (stage === undefined) return 0
  const units = new Set<number>()
  const strata = new Set<number>()
  for (const row of rows) {
    const unit = stage.unitOfRow[row] ?? 0
    if (units.has(unit)) continue
    units.add(unit)
    strata.add(stage.stratumOfUnit[unit] ?? 0)
  }
  return units.size - strata.size
}

/** A stratum and what it adds to the variance; null where `average` has still to fill it in. */
type StratumVariance = readonly [stratum: number, variance: number | null]

function averaged(
  stage: Stage,
  strata: readonly StratumVariance[],
): readonly (readonly [stratum: number, variance: number])[] {
  const known = strata.flatMap(([, part]) => (part === null ? [] : [part]))
  const [lonely] = strata.find(([, part]) => part === null) ?? []
  if (lonely !== undefined && known.length === 0) {
    throw new DesignError(
      `${hasOneUnit(stage, lonely)} and there is no stratum with more, to take the average of. Choose adjust, certainty or remove.`,
    )
  }
  const average = known.reduce((sum, part) => sum + part, 0) / Math.max(1, known.length)
  return strata.map(([stratum, part]) => [stratum, part ?? average])
}

function* strataVariances(
  stage: Stage,
  rows: Int32Array,
  z: Float64Array,
  { lonelyPsu, adjustsLonelyInDomain = false }: VarianceOptions,
): Generator<StratumVariance> {
  const totals = unitTotals(stage, rows, z)
  const sums = new Float64Array(stage.unitsInStratum.length)
  const present = new Int32Array(stage.unitsInStratum.length)
  for (const [unit, total] of totals) {
    const stratum = stage.stratumOfUnit[unit] ?? 0
    sums[stratum] = (sums[stratum] ?? 0) + total
    present[stratum] = (present[stratum] ?? 0) + 1
  }
  const isAlone = (stratum: number) =>
    stage.unitsInStratum[stratum] === 1 || (adjustsLonelyInDomain && present[stratum] === 1)
  const squares = new Float64Array(sums.length)
  for (const [unit, total] of totals) {
    const stratum = stage.stratumOfUnit[unit] ?? 0
    const centre = isAlone(stratum) && lonelyPsu === 'adjust' ? 0 : meanOfUnits(stage, sums, stratum)
    squares[stratum] = (squares[stratum] ?? 0) + (total - centre) ** 2
  }
  for (const [stratum, count] of stage.unitsInStratum.entries()) {
    if (present[stratum] === 0) continue
    const left = 1 - (stage.fraction[stratum] ?? 0)
    // A stratum drawn whole has no sampling error, however few its units. R draws the line here too.
    if (left < 1e-7) yield [stratum, 0]
    else if (isAlone(stratum) && lonelyPsu === 'average') yield [stratum, null]
    else if (count === 1) {
      if (lonelyPsu === 'fail') {
        throw new DesignError(
          `${hasOneUnit(stage, stratum)}, so its variance cannot be estimated. Choose adjust, certainty, remove or average, or join it to another stratum.`,
        )
      }
      yield [stratum, left * (squares[stratum] ?? 0)]
    } else {
      const isCentredAtZero = isAlone(stratum) && lonelyPsu === 'adjust'
      const centre = isCentredAtZero ? 0 : meanOfUnits(stage, sums, stratum)
      const square = (squares[stratum] ?? 0) + (count - (present[stratum] ?? 0)) * centre ** 2
      yield [stratum, left * (count / (count - 1)) * square]
    }
  }
}

/** Only units with a row: a small domain of a large design costs little. */
function unitTotals(stage: Stage, rows: Int32Array, z: Float64Array): ReadonlyMap<number, number> {
  const totals = new Map<number, number>()
  for (const [place, row] of rows.entries()) {
    const unit = stage.unitOfRow[row] ?? 0
    totals.set(unit, (totals.get(unit) ?? 0) + (z[place] ?? 0))
  }
  return totals
}

/** Over all units drawn: those without a row of the domain are zeros. */
function meanOfUnits(stage: Stage, sums: Float64Array, stratum: number): number {
  return (sums[stratum] ?? 0) / (stage.unitsInStratum[stratum] ?? 1)
}

function hasOneUnit(stage: Stage, stratum: number): string {
  return `Stratum (${stage.nameOfStratum(stratum)}) has only one sampling unit`
}
