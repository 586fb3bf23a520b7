import type { Problem } from '../../result'
import { type NumberColumn, numberAt } from '../columns'
import { type Consistency, consistencyOf, type ItemConsistency, itemConsistencies } from './alpha'
import {
  type CovarianceMatrix,
  completeRows,
  correlation,
  correlationMatrix,
  covarianceMatrix,
  type MissingRule,
  meanAndSd,
} from './covariance'
import {
  type AnswerPatterns,
  oneFactorByLikelihood,
  patternOfCovariances,
  patternsOfColumns,
} from './full-information'
import { goesAgainst, heldAtOne, itemsCancel, notSettled, obstaclesOf, omegaNeedsThree } from './notes'
import { minimumResiduals, omegaOfModel, omegaTotal } from './one-factor'

/** `minres`: least squares. `ml`: maximum likelihood from the same people. `fiml`: maximum likelihood from every answer there is. */
export type FactorMethod = 'minres' | 'ml' | 'fiml'

/** McDonald's omega and the factor behind it. */
export type Omega = {
  readonly method: FactorMethod
  /** 1 − Σψ / 1'R1 for `minres` and `ml`; for `fiml`, which has no R of one set of people, as `ofModel`. */
  readonly total: number | null
  /** (Σλ)² / ((Σλ)² + Σψ): with the variance that the model gives. */
  readonly ofModel: number | null
  readonly loadings: readonly number[]
  readonly uniquenesses: readonly number[]
  /** Items whose λ² would pass 1. */
  readonly capped: readonly string[]
}

/** Reliability of a set of scored items. A figure that does not exist is null, and `notes` says why. */
export type Reliability = Consistency & {
  /** People the figures rest on: with every item answered, or under `pairwise` with any. */
  readonly n: number
  readonly items: readonly (ItemConsistency & { readonly item: string })[]
  readonly omega: Omega | null
  readonly notes: readonly Problem[]
}

/** What the answers themselves say of an item. */
export type ItemStatistics = {
  /** People who answered it. */
  readonly n: number
  /** Share of people who did not, 0–1. */
  readonly missing: number
  readonly mean: number | null
  readonly sd: number | null
  /** Correlation with the mean of the items that the person answered, itself among them. */
  readonly itemTotal: number | null
}

export type ScaleReliability = Omit<Reliability, 'items'> & {
  readonly rows: number
  /** People who answered every item. */
  readonly complete: number
  readonly items: readonly (ItemConsistency & ItemStatistics & { readonly item: string })[]
  /** Mean and standard deviation of each person's mean over the items answered. */
  readonly scoreMean: number | null
  readonly scoreSd: number | null
}

const nothing: Consistency = {
  alpha: null,
  alphaStandardised: null,
  alphaSe: null,
  lambda6: null,
  averageCorrelation: null,
  medianCorrelation: null,
  varianceOfCorrelations: null,
  signalToNoise: null,
}
const nothingOfItem: ItemConsistency = {
  itemRest: null,
  itemTotalStandardised: null,
  itemTotalCorrected: null,
  ifDropped: null,
}

/**
 * Reliability from answers.
 *
 * @param columns one an item, all as long; null or NaN where a person gave none
 * @param missing `listwise` when left out
 * @param method `minres` when left out
 * @see measurement framework, section 11
 */
export function reliabilityOfAnswers(
  columns: readonly { readonly item: string; readonly values: NumberColumn }[],
  { missing = 'listwise', method = 'minres' }: { missing?: MissingRule; method?: FactorMethod } = {},
): ScaleReliability {
  const values = columns.map((column) => column.values)
  const rows = values[0]?.length ?? 0
  const complete = completeRows(values).length
  const means = Float64Array.from({ length: rows }, (_, row) => meanOfRow(values, row))
  const answered = meanAndSd(means)
  const n = missing === 'listwise' ? complete : answered.n
  const { items, ...scale } = reliabilityOfCovariances({
    items: columns.map(({ item }) => item),
    covariances: covarianceMatrix(values, missing),
    n,
    method,
    ...(method === 'fiml' && { patterns: patternsOfColumns(values) }),
  })
  return {
    ...scale,
    rows,
    complete,
    items: items.map((entry, position) => {
      const column = values[position] ?? []
      const { n: answers, mean, sd } = meanAndSd(column)
      return {
        ...entry,
        n: answers,
        missing: rows === 0 ? 0 : (rows - answers) / rows,
        mean: finite(mean),
        sd: finite(sd),
        itemTotal: finite(correlation(column, means)),
      }
    }),
    scoreMean: finite(answered.mean),
    scoreSd: finite(answered.sd),
  }
}

/**
 * Reliability from a covariance or correlation matrix, where the answers themselves are not at hand.
 *
 * @param n people behind the matrix
 * @param patterns for `fiml`; left out, the matrix is taken as that of complete answers
 */
export function reliabilityOfCovariances({
  items,
  covariances,
  n,
  method = 'minres',
  patterns,
}: {
  readonly items: readonly string[]
  readonly covariances: CovarianceMatrix
  readonly n: number
  readonly method?: FactorMethod
  readonly patterns?: AnswerPatterns
}): Reliability {
  const obstacles = obstaclesOf(items, covariances, n)
  if (obstacles.length > 0) {
    return {
      ...nothing,
      n,
      items: items.map((item) => ({ item, ...nothingOfItem })),
      omega: null,
      notes: obstacles,
    }
  }
  const consistency = consistencyOf(covariances, n)
  const details = itemConsistencies(covariances, n)
  const omega =
    items.length < 3
      ? null
      : omegaOf(
          items,
          correlationMatrix(covariances),
          method,
          patterns ?? patternOfCovariances(covariances, n),
        )
  return {
    ...consistency,
    n,
    items: details.map((detail, position) => ({ item: items[position] ?? '', ...detail })),
    omega: omega?.value ?? null,
    notes: [
      ...(consistency.alpha === null ? [itemsCancel] : []),
      ...(items.length < 3 ? [omegaNeedsThree] : []),
      ...details.flatMap(({ itemRest }, position) =>
        itemRest !== null && itemRest < 0 ? [goesAgainst(items[position] ?? '', itemRest)] : [],
      ),
      ...(omega?.notes ?? []),
    ],
  }
}

function omegaOf(
  items: readonly string[],
  correlations: CovarianceMatrix,
  method: FactorMethod,
  patterns: AnswerPatterns,
): { readonly value: Omega; readonly notes: readonly Problem[] } {
  const raw = method === 'minres' ? null : oneFactorByLikelihood(patterns)
  const factor = raw === null ? minimumResiduals(correlations) : { ...raw.standardised, capped: raw.capped }
  const ofModel = omegaOfModel(factor.loadings, factor.uniquenesses)
  const capped = factor.capped.map((position) => items[position] ?? '')
  return {
    value: {
      method,
      total: method === 'fiml' ? ofModel : omegaTotal(factor, correlations),
      ofModel,
      loadings: factor.loadings,
      uniquenesses: factor.uniquenesses,
      capped,
    },
    notes: [
      ...capped.map((item) => heldAtOne(item)),
      ...(raw !== null && !raw.isSettled ? [notSettled(raw.iterations)] : []),
    ],
  }
}

function meanOfRow(columns: readonly NumberColumn[], row: number): number {
  let [sum, count] = [0, 0]
  for (const column of columns) {
    const value = numberAt(column, row)
    if (value === null) continue
    sum += value
    count += 1
  }
  return count === 0 ? Number.NaN : sum / count
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
