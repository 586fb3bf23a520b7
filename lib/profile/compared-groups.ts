import { categoriesOf, undetermined } from '@/lib/disclosure/lattice'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Profile } from './profile'
import type { Group } from './table-parts'

/**
 * The groups of a table by category that sentences compare: each category that is shown beside the next better one that is, the worst off
 * first. Empty where a table is divided otherwise, and where categories are bands of the score: they differ in it by definition.
 */
export function comparedGroups(
  { by, cells }: Profile,
  questionnaire: Questionnaire,
): readonly (readonly [worse: Group, better: Group])[] {
  if (questionnaire.scoring?.classification?.type !== 'signals') return []
  if (!by.includes('category') || by.some((name) => name !== 'category' && name !== 'wave')) return []
  const shown = categoriesOf(questionnaire).flatMap((category) => {
    const cell = cells.find(({ group }) => group.category === category)
    return category === undetermined || cell === undefined || cell.suppressed ? [] : [cell.group]
  })
  return shown
    .slice(1)
    .flatMap((worse, place): readonly (readonly [Group, Group])[] => {
      const better = shown[place]
      return better === undefined ? [] : [[worse, better]]
    })
    .toReversed()
}
