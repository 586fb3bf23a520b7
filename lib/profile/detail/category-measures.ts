import { categoriesOf } from '@/lib/disclosure/lattice'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { categoryVariants, type MovedThreshold } from '@/lib/scoring/category-variants'
import { classifyBy } from '@/lib/scoring/classify'
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
 * What becomes of categories when one threshold moves: `moved:VARIANT`, the share of people whose category is another, and
 * `becomes:VARIANT=CATEGORY`, the share who then are in it.
 */
export function sensitivityFamilies(questionnaire: Questionnaire): readonly MeasureFamily[] {
  const categories = categoriesOf(questionnaire)
  return categoryVariants(questionnaire).map(({ id, classification, threshold }) => ({
    measures: [
      detailShare(`moved:${id}`, 'analysis'),
      ...categories.map((category) => ({
        ...becoming(`becomes:${id}=${category}`, category, isOutOfReach(questionnaire, threshold, category)),
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
  }))
}

/** The share of a category after a threshold has moved. Where that cannot reach it, it is the share before: one number, one error. */
function becoming(id: string, category: string, isSame: boolean): DetailMeasure {
  const statistic = `category:${category}`
  return isSame ? detailShare(id, 'analysis', statistic) : akin(detailShare(id, 'analysis'), statistic)
}

/** Whether a category is settled by rules before the one whose threshold was moved: the first that holds decides. */
function isOutOfReach({ scoring }: Questionnaire, threshold: MovedThreshold, category: string): boolean {
  const classification = scoring?.classification
  if (classification?.type !== 'signals' || threshold.kind === 'cut') return false
  const moved = classification.rules.findIndex((rule) =>
    threshold.kind === 'answered' ? rule.whenInsufficient === true : rule.id === threshold.rule,
  )
  return classification.rules.every((rule, place) => rule.category !== category || place < moved)
}
