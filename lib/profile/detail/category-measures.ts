import { categoriesOf } from '@/lib/disclosure/lattice'
import type { Questionnaire, ThresholdClassification } from '@/lib/questionnaire/definition'
import { type CategoryVariant, categoryVariants } from '@/lib/scoring/category-variants'
import { categoryAt, classifyBy } from '@/lib/scoring/classify'
import { akin, type DetailMeasure, detailShare, type MeasureFamily } from './measure-family'

/** How many people each signal fired for: `signal:ID`. */
export function signalFamily({ scoring }: Questionnaire): MeasureFamily {
  const classification = scoring?.classification
  const signals = classification?.type === 'signals' ? classification.signals.map(({ id }) => id) : []
  return {
    measures: signals.map((id) => detailShare(`signal:${id}`, 'analysis')),
    valuesOf: ({ scored }) => {
      const fired = scored?.categoryBasis?.signals
      return fired === undefined ? [] : signals.map((id) => Number(fired.includes(id)))
    },
  }
}

/**
 * What becomes of categories when a threshold moves: `moved:VARIANT`, the share of people whose category is another, and
 * `becomes:VARIANT=CATEGORY`, the share who then are in it.
 */
export function sensitivityFamilies(questionnaire: Questionnaire): readonly MeasureFamily[] {
  return categoryVariants(questionnaire).map((variant) => sensitivityFamily(questionnaire, variant))
}

function sensitivityFamily(questionnaire: Questionnaire, variant: CategoryVariant): MeasureFamily {
  const categories = categoriesOf(questionnaire)
  const { id, classification } = variant
  return {
    measures: [
      detailShare(`moved:${id}`, 'analysis'),
      ...categories.map((category) => ({
        ...becoming(`becomes:${id}=${category}`, category, isOutOfReach(questionnaire, variant, category)),
        // Of those in one category, who moves and who stays are the same question.
        isUndivided: true,
      })),
    ],
    valuesOf: ({ scored, path, statuses }) => {
      if (scored === null || scored.category === null) return []
      const { category } = classifyBy(questionnaire, classification, path, statuses, scored.overall)
      return [
        Number(category !== scored.category),
        ...categories.map((candidate) => Number(candidate === category)),
      ]
    },
  }
}

/** The share of a category after a threshold has moved. Where that cannot reach it, it is the share before: one number, one error. */
function becoming(id: string, category: string, isSame: boolean): DetailMeasure {
  const statistic = `category:${category}`
  return isSame ? detailShare(id, 'analysis', statistic) : akin(detailShare(id, 'analysis'), statistic)
}

/** Whether a moved threshold leaves a category with the people whom it had, whatever anybody answered. */
function isOutOfReach({ scoring }: Questionnaire, variant: CategoryVariant, category: string): boolean {
  const original = scoring?.classification
  const { classification, threshold } = variant
  if (original?.type === 'threshold' && classification.type === 'threshold')
    return hasSameScores(original, classification, category)
  if (original?.type !== 'signals' || (threshold.kind !== 'answered' && threshold.kind !== 'signals'))
    return false
  // A category that is settled by rules before the one whose threshold was moved: the first that holds decides.
  const moved = original.rules.findIndex((rule) =>
    threshold.kind === 'answered' ? rule.whenInsufficient === true : rule.id === threshold.rule,
  )
  return original.rules.every((rule, place) => rule.category !== category || place < moved)
}

/** Whether two classifications put the same scores into a category: looked at every cut, and between each two. */
function hasSameScores(a: ThresholdClassification, b: ThresholdClassification, category: string): boolean {
  const cuts = [a, b].flatMap(({ bands }) =>
    bands.flatMap(({ atMost, atLeast }) => [atMost ?? [], atLeast ?? []].flat()),
  )
  const ends = [0, ...cuts, 100].toSorted((first, second) => first - second)
  const between = ends.slice(1).map((end, place) => (end + (ends[place] ?? end)) / 2)
  const isAlike = (score: number) =>
    (categoryAt(a, score) === category) === (categoryAt(b, score) === category)
  return a.minAnswered === b.minAnswered && [...ends, ...between].every(isAlike)
}
