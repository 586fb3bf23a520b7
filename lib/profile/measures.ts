import { countsAsPoor } from '@/lib/poverty-cutoff'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { deprivationScore } from '@/lib/scoring/deprivation'

/** What a profile reports of one person: a score (0–100) or a share (0–1, mostly yes or no). */
export type Measure = {
  /** `overall`, `dimension:ID`, `deprived:ID`, `censored:ID`, `poor`, `intensity`, and the `_union`, `_intersection` of both. */
  readonly id: string
  readonly kind: 'score' | 'share'
  /** Largest value less smallest: 100 for scores, 1 for shares. */
  readonly range: 100 | 1
  /**
   * Name under which the random error of this measure is drawn. Measures that are the same number for every
   * person by construction share it: two errors on one figure could be averaged out.
   */
  readonly statistic: string
}

/** The part of a scored response that measures are made of. */
export type ScoredMeasures = {
  readonly overall: number | null
  readonly dimensions: Readonly<Record<string, number | null>>
  readonly deprived: Readonly<Record<string, boolean | null>>
}

// As in the comparison of scores with their cut-off: thirds and quarters do not add up exactly in binary.
const tolerance = 1e-9

const plans = new WeakMap<Questionnaire, MeasurePlan>()

/**
 * The measures of a questionnaire, in the order in which sums are kept. A published questionnaire never changes,
 * so neither does this list for a round.
 *
 * Deprivation measures exist where a dimension has a cut-off, poverty measures where the scoring block has a
 * poverty cut-off; a questionnaire without scoring has none.
 */
export function measuresOf(questionnaire: Questionnaire): readonly Measure[] {
  return planOf(questionnaire).measures
}

/**
 * Name under which the error of a measure is drawn.
 *
 * @throws RangeError when the questionnaire has no such measure
 */
export function statisticOf(questionnaire: Questionnaire, id: string): string {
  const found = measuresOf(questionnaire).find((measure) => measure.id === id)
  if (found === undefined) throw new RangeError(`There is no measure "${id}".`)
  return found.statistic
}

/**
 * One person's value of each measure, aligned with `measuresOf`; null where the score was not formed.
 *
 * Poverty measures are null unless every deprivation flag is set: such a person is excluded, and the excluded
 * share is reported (measurement.md, section 5).
 */
export function measureValues(
  questionnaire: Questionnaire,
  scored: ScoredMeasures,
): readonly (number | null)[] {
  const { measures, dimensionIds, deprivable, k } = planOf(questionnaire)
  const values: (number | null)[] = []
  if (measures.length === 0) return values
  values.push(scored.overall)
  for (const id of dimensionIds) values.push(scored.dimensions[id] ?? null)
  for (const id of deprivable) values.push(asShare(scored.deprived[id] ?? null))
  if (k === null) return values

  const c = deprivationScore(questionnaire, scored.deprived)
  const poor = c === null ? null : asShare(countsAsPoor(c, k))
  const union = c === null ? null : asShare(c > tolerance)
  for (const id of deprivable) {
    values.push(poor === null ? null : poor * Number(scored.deprived[id] === true))
  }
  values.push(
    poor,
    union,
    c === null ? null : asShare(c >= 1 - tolerance),
    c === null || poor === null ? null : poor * c,
    c,
  )
  return values
}

/** What the poverty measure counts: dimensions with their weights (which sum to 1), and the cut-off. */
export type PovertyDefinition = {
  readonly k: number
  readonly dimensions: readonly { readonly id: string; readonly weight: number }[]
}

/** The questionnaire's poverty measure; null when it has none. */
export function povertyOf(questionnaire: Questionnaire): PovertyDefinition | null {
  const { k, deprivable, weights } = planOf(questionnaire)
  if (k === null) return null
  return { k, dimensions: deprivable.map((id, index) => ({ id, weight: weights[index] ?? 0 })) }
}

type MeasurePlan = {
  readonly measures: readonly Measure[]
  readonly dimensionIds: readonly string[]
  /** Dimensions with a deprivation cut-off, and their weights in c, which sum to 1. */
  readonly deprivable: readonly string[]
  readonly weights: readonly number[]
  /** Poverty cut-off; null when the questionnaire has no poverty measure. */
  readonly k: number | null
}

function planOf(questionnaire: Questionnaire): MeasurePlan {
  const known = plans.get(questionnaire)
  if (known !== undefined) return known
  const plan = makePlan(questionnaire)
  plans.set(questionnaire, plan)
  return plan
}

function makePlan(questionnaire: Questionnaire): MeasurePlan {
  const scoring = questionnaire.scoring
  if (scoring === null) return { measures: [], dimensionIds: [], deprivable: [], weights: [], k: null }
  const dimensionIds = scoring.dimensions.map((dimension) => dimension.id)
  const withCutoff = scoring.dimensions.filter((dimension) => dimension.deprivationCutoff !== null)
  const deprivable = withCutoff.map((dimension) => dimension.id)
  const totalWeight = withCutoff.reduce((sum, dimension) => sum + dimension.weight, 0)
  const weights = withCutoff.map((dimension) => dimension.weight / totalWeight)
  const k = scoring.poverty === null || deprivable.length === 0 ? null : scoring.poverty.k

  const soleDimension = dimensionIds.length === 1 ? dimensionIds[0] : undefined
  const measures: Measure[] = [
    score(
      'overall',
      soleDimension !== undefined && scoring.overall.method === 'arithmetic'
        ? `dimension:${soleDimension}`
        : 'overall',
    ),
    ...dimensionIds.map((id) => score(`dimension:${id}`)),
    ...deprivable.map((id) => share(`deprived:${id}`)),
  ]
  if (k !== null) {
    const soleDeprivation = deprivable.length === 1 ? `deprived:${deprivable[0]}` : null
    const smallest = Math.min(...weights)
    // With k at an end of the scale, "poor" is the union or the intersection under another name.
    const isUnion = k <= smallest + tolerance
    const isIntersection = k > 1 - smallest + tolerance
    const poor = isUnion ? 'poor_union' : isIntersection ? 'poor_intersection' : 'poor'
    const intensity = isUnion ? 'intensity_union' : isIntersection ? 'poor_intersection' : 'intensity'
    measures.push(
      ...deprivable.map((id) =>
        share(`censored:${id}`, soleDeprivation ?? (isIntersection ? 'poor_intersection' : undefined)),
      ),
      share('poor', soleDeprivation ?? poor),
      share('poor_union', soleDeprivation ?? undefined),
      share('poor_intersection', soleDeprivation ?? undefined),
      share('intensity', soleDeprivation ?? intensity),
      share('intensity_union', soleDeprivation ?? undefined),
    )
  }
  return { measures, dimensionIds, deprivable, weights, k }
}

function score(id: string, statistic = id): Measure {
  return { id, kind: 'score', range: 100, statistic }
}

function share(id: string, statistic = id): Measure {
  return { id, kind: 'share', range: 1, statistic }
}

function asShare(isTrue: boolean | null): number | null {
  return isTrue === null ? null : Number(isTrue)
}
