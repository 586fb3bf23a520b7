import type { DetailTier } from '@/lib/disclosure/detail'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { answerFamilies, missingnessFamilies } from './answer-measures'
import { benchmarkFamily } from './benchmark-measure'
import { sensitivityFamilies, signalFamily } from './category-measures'
import { changeFamily, recoveryFamily, stateFamily, unlinkedFamily } from './linked-measures'
import type { DetailMeasure, DetailPerson, MeasureFamily } from './measure-family'
import { cutoffFamilies, distributionFamilies, robustnessFamily, subdimensionFamily } from './score-measures'

type DetailPlan = {
  readonly families: readonly MeasureFamily[]
  readonly measures: readonly DetailMeasure[]
  readonly places: ReadonlyMap<string, number>
}

const plans = new WeakMap<Questionnaire, DetailPlan>()

/** The detailed measures of a questionnaire, in the order in which their sums are kept: releases are read by it, so that new ones come last. */
export function detailMeasuresOf(questionnaire: Questionnaire): readonly DetailMeasure[] {
  return planOf(questionnaire).measures
}

/** Place of a measure in that order; undefined when the questionnaire has none of this id. */
export function placeOfDetail(questionnaire: Questionnaire, id: string): number | undefined {
  return planOf(questionnaire).places.get(id)
}

/**
 * One person's value of each detailed measure, aligned with `detailMeasuresOf`; null where there is none.
 *
 * Shares are 1 or 0 of those whom the question is about; scores 0–100; changes −100 to 100.
 *
 * @param isWanted tells of which tiers; null for all others
 */
export function detailValues(
  questionnaire: Questionnaire,
  person: DetailPerson,
  isWanted: (tier: DetailTier) => boolean,
): readonly (number | null)[] {
  const { families } = planOf(questionnaire)
  return families.flatMap(({ measures, valuesOf }) => {
    const values = measures.some(({ tier }) => isWanted(tier)) ? valuesOf(person) : []
    return values.length === 0 ? measures.map(() => null) : values
  })
}

function planOf(questionnaire: Questionnaire): DetailPlan {
  const known = plans.get(questionnaire)
  if (known !== undefined) return known
  const families = [
    subdimensionFamily(questionnaire),
    ...answerFamilies(questionnaire),
    ...missingnessFamilies(questionnaire),
    ...distributionFamilies(questionnaire),
    signalFamily(questionnaire),
    ...sensitivityFamilies(questionnaire),
    robustnessFamily(questionnaire),
    ...cutoffFamilies(questionnaire),
    benchmarkFamily(questionnaire),
    stateFamily(questionnaire),
    changeFamily(questionnaire),
    recoveryFamily(questionnaire),
    unlinkedFamily(),
  ]
  const measures = families.flatMap((family) => family.measures)
  const plan = { families, measures, places: new Map(measures.map(({ id }, place) => [id, place])) }
  plans.set(questionnaire, plan)
  return plan
}
