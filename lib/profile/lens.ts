import type { Questionnaire } from '@/lib/questionnaire/definition'

/** What a survey of migration looks at: what hosts think of it, how migrants fare, what it does to society. */
export const lenses = ['hosts', 'migrants', 'fabric'] as const
export type Lens = (typeof lenses)[number]

/**
 * Through which lens a questionnaire looks.
 *
 * | lens | people | their categories |
 * |---|---|---|
 * | `hosts` | of the host country | bands of their score: open, ambivalent, against |
 * | `migrants` | migrants | from circumstances |
 * | `fabric` | anybody | none |
 *
 * @returns null for one that is none of these: it has no scores, or other people or categories
 */
export function lensOf({ population, scoring }: Questionnaire): Lens | null {
  if (scoring === null) return null
  const type = scoring.classification?.type ?? null
  if (population === 'host' && type === 'threshold') return 'hosts'
  if (population === 'migrant') return 'migrants'
  return population === 'any' && type === null ? 'fabric' : null
}
