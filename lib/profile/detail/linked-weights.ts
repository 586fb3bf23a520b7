import { adjustForAttrition } from '@/lib/estimation/attrition'
import { attritionClasses } from '@/lib/estimation/attrition-classes'

/** Where a person of the wave before stood in its sample. */
export type PlaceBefore = {
  /** '' in a questionnaire that does not classify. */
  readonly state: string
  /** Survey weight of that wave: finite and positive; 1 where every person counts once. */
  readonly weight: number
  readonly stratum: string
  readonly psu: string
}

/** A person of the wave before, found again or not. */
export type PersonBefore = PlaceBefore & {
  /** By breakdown; '' where the answer gave none. */
  readonly bands: Readonly<Record<string, string>>
  readonly isFound: boolean
}

/** What goes along with coming back, the most telling first: plans to move on, place, age, gender. */
const characteristics = ['stay', 'area_type', 'age_band', 'gender'] as const

/**
 * Weights of the people found again, raised so that those of a state stand for everybody who was in it: u_n adjusted for attrition
 * (measurement.md, section 6.3). A state of which nobody was found has no weights: nobody can stand for it.
 *
 * @returns in the order of the people; null for who was not found
 */
export function linkedWeights(people: readonly PersonBefore[]): readonly (number | null)[] {
  const found = new Set(people.flatMap(({ state, isFound }) => (isFound ? [state] : [])))
  const places = [...people.keys()].filter((place) => found.has(people[place]?.state ?? ''))
  const kept = places.flatMap((place) => people[place] ?? [])
  const weights: (number | null)[] = people.map(() => null)
  if (kept.length === 0) return weights
  const isFound = kept.map((person) => person.isFound)
  const classes = attritionClasses(
    kept.map(({ state }) => state),
    isFound,
    characteristics.map((id) => kept.map(({ bands }) => bands[id] ?? '')),
  )
  const adjusted = adjustForAttrition(
    kept.map(({ weight }) => weight),
    isFound,
    classes,
  )
  if (!adjusted.ok) throw new RangeError(adjusted.problems.map(({ message }) => message).join(' '))
  const { rows, weighting } = adjusted.value
  for (const [index, row] of rows.entries()) {
    const place = places[row]
    if (place !== undefined) weights[place] = weighting.weights[index] ?? null
  }
  return weights
}
