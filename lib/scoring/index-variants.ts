import type { Questionnaire, ScoringBlock } from '../questionnaire/definition'
import { overallScore } from './score'

/** Another way to form the overall index from the same dimension scores. */
export type IndexVariant = {
  /** `arithmetic`, `floor=1`, `weight:legal_status=0.4` */
  readonly id: string
  readonly scoring: ScoringBlock
  /** Id of the dimension that weighs more in it; null where none does. */
  readonly heavier: string | null
}

const otherFloors: readonly number[] = [1, 10]
const heavierWeight = 0.4

const variantLists = new WeakMap<Questionnaire, readonly IndexVariant[]>()

/**
 * The indices of the robustness table (measurement.md, section 4.5): arithmetic mean, floors 1 and 10, and each dimension in turn at a
 * weight of 0.4 with the others sharing the rest. Empty where the index is not a geometric mean of several dimensions.
 */
export function indexVariants(questionnaire: Questionnaire): readonly IndexVariant[] {
  const known = variantLists.get(questionnaire)
  if (known !== undefined) return known
  const variants = makeVariants(questionnaire)
  variantLists.set(questionnaire, variants)
  return variants
}

/** A person's index under a variant, 0–100. @returns null when a dimension has no score */
export function indexUnder(
  variant: IndexVariant,
  dimensions: Readonly<Record<string, number | null>>,
): number | null {
  return overallScore(variant.scoring, dimensions)
}

function makeVariants({ scoring }: Questionnaire): readonly IndexVariant[] {
  if (scoring === null || scoring.overall.method !== 'geometric' || scoring.dimensions.length < 2) return []
  const { dimensions, overall } = scoring
  const others = (1 - heavierWeight) / (dimensions.length - 1)
  return [
    {
      id: 'arithmetic',
      scoring: { ...scoring, overall: { method: 'arithmetic', requires: 'all' } },
      heavier: null,
    },
    ...otherFloors.map((floor) => ({
      id: `floor=${floor}`,
      scoring: { ...scoring, overall: { ...overall, floor } },
      heavier: null,
    })),
    ...dimensions.map(({ id }) => ({
      id: `weight:${id}=${heavierWeight}`,
      heavier: id,
      scoring: {
        ...scoring,
        dimensions: dimensions.map((dimension) => ({
          ...dimension,
          weight: dimension.id === id ? heavierWeight : others,
        })),
      },
    })),
  ]
}
