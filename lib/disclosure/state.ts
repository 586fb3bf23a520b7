import { countsAsPoor } from '@/lib/poverty-cutoff'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { deprivationScore } from '@/lib/scoring/deprivation'
import { categoriesOf } from './lattice'

/*
 * The states between which people move from wave to wave (measurement.md, section 6.3): the categories, with the average parted into
 * those who are not poor and those who are, at the door of the victims.
 */

export const averageAndPoor = 'average_poor'
const average = 'average'

/** The states that a category is parted into. */
export function statesOfCategory(category: string): readonly string[] {
  return category === average ? [average, averageAndPoor] : [category]
}

/** The states of a questionnaire in the order of display; empty when it does not classify. */
export function statesOf(questionnaire: Questionnaire): readonly string[] {
  const isParted = (questionnaire.scoring?.poverty ?? null) !== null
  return categoriesOf(questionnaire).flatMap((category) =>
    isParted ? statesOfCategory(category) : [category],
  )
}

/**
 * The state of a person. Somebody average whose deprivation score cannot be formed counts as not poor: poverty must be seen to be
 * counted.
 *
 * @param category '' in a questionnaire that does not classify, which has no states
 */
export function stateOf(
  questionnaire: Questionnaire,
  category: string,
  deprived: Readonly<Record<string, boolean | null>>,
): string {
  const poverty = questionnaire.scoring?.poverty ?? null
  if (category !== average || poverty === null) return category
  const c = deprivationScore(questionnaire, deprived)
  return c !== null && countsAsPoor(c, poverty.k) ? averageAndPoor : average
}
