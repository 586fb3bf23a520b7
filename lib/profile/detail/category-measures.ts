import { categoriesOf } from '@/lib/disclosure/lattice'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { categoryVariants } from '@/lib/scoring/category-variants'
import { classifyBy } from '@/lib/scoring/classify'
import { detailShare, type MeasureFamily } from './measure-family'

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
  return categoryVariants(questionnaire).map(({ id, classification }) => ({
    measures: [
      detailShare(`moved:${id}`, 'analysis'),
      ...categories.map((category) => detailShare(`becomes:${id}=${category}`, 'analysis')),
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
