import type { DetailTier } from '@/lib/disclosure/detail'
import type { Kin } from '@/lib/disclosure/noise'
import type { Answers } from '@/lib/questionnaire/answer-values'
import type { Path } from '@/lib/questionnaire/flow'
import type { AnswerStatus } from '@/lib/questionnaire/missing'
import type { ScoredResponse } from '@/lib/scoring/score'

/** What is reported of one person beyond the measures of the profile itself. */
export type DetailMeasure = {
  /** `answer:ITEM=CODE`, `subdimension:ID`, `signal:ID`, …: the parts are those of its family. */
  readonly id: string
  readonly tier: DetailTier
  /** A score runs from 0 to 100, a share from 0 to 1, a change from −100 to 100. */
  readonly kind: 'score' | 'share' | 'change'
  /** Name under which its random error is drawn; measures that are the same number for everybody share one. */
  readonly statistic: string
  /** A figure of the same people that this one may be the same number as, or nearly. */
  readonly kin?: Kin | null
  /** Shown only of everybody: within a category it says what another measure says. */
  readonly isUndivided?: boolean
  /** Of linked people: about everybody of the wave before, those included who were not found again. */
  readonly isOfAllBefore?: boolean
}

/** What was said in the wave before by a person who was found again. */
export type EarlierWave = {
  readonly state: string
  readonly overall: number | null
  readonly dimensions: Readonly<Record<string, number | null>>
}

/** One person, as detailed measures see them. */
export type DetailPerson = {
  readonly answers: Answers
  readonly path: Path
  readonly statuses: ReadonlyMap<string, AnswerStatus>
  /** Null for a questionnaire without scoring. */
  readonly scored: ScoredResponse | null
  /** Null for who is not linked. */
  readonly earlier: EarlierWave | null
}

/** Measures that are reckoned together. */
export type MeasureFamily = {
  readonly measures: readonly DetailMeasure[]
  /** The person's value of each, in their order; null where there is none. An empty list stands for null throughout. */
  readonly valuesOf: (person: DetailPerson) => readonly (number | null)[]
}

/** A measure that is a share of people, 0 to 1. @param statistic under whose name its error is drawn; its own id when left out */
export function detailShare(id: string, tier: DetailTier, statistic = id): DetailMeasure {
  return { id, tier, kind: 'share', statistic }
}

/** A measure that may be the same number as another one, or what is left of it. @param sign −1 for what is left of it */
export function akin(measure: DetailMeasure, statistic: string, sign: 1 | -1 = 1): DetailMeasure {
  return { ...measure, kin: { statistic, sign } }
}

/** A measure that is a mean of scores, 0 to 100. @param statistic under whose name its error is drawn; its own id when left out */
export function detailScore(id: string, tier: DetailTier, statistic = id): DetailMeasure {
  return { id, tier, kind: 'score', statistic }
}
