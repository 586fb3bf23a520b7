import type { DetailTable } from './detail/detail-table'
import type { Comparison } from './difference'
import type { Profile } from './profile'

/** What a report says of a round besides its figures. Dates are `2026-03-01`. */
export type ReportedRound = {
  /** Address of the round. */
  readonly slug: string
  readonly title: string
  /** Who asked; '' says nothing. */
  readonly organisation: string
  readonly openedOn: string | null
  readonly closedOn: string | null
}

/** The protected figures of one release that a report and a publication are made of. */
export type RoundFigures = {
  /** By category where there are categories, else of everybody. */
  readonly profile: Profile
  /** Neighbouring categories, as `comparedGroups` names them. */
  readonly comparisons: readonly Comparison[]
  /** Means of sub-dimensions, divided as the profile; null where the release was made before they were kept. */
  readonly parts: DetailTable | null
  /** Signals behind the categories, divided as the profile; null likewise. */
  readonly signals: DetailTable | null
  /** What moved thresholds would change, of everybody; null likewise. */
  readonly thresholds: DetailTable | null
  /** Shares of score bands, of everybody, where categories are made from the score; left out by publications made before it was shown. */
  readonly distribution?: DetailTable | null
}

/**
 * Gives figures back when nothing in them may be known to managers only.
 *
 * @throws RangeError naming the place of an exact figure: a number of people behind a figure (`design`), a record key, a table that says
 *   of itself that it is exact, or one that hides no small group
 */
export function protectedOnly<T>(figures: T): T {
  refuseExact(figures, 'figures')
  return figures
}

function refuseExact(value: unknown, place: string): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, part] of Object.entries(value)) {
    const here = `${place}.${name}`
    const isExact =
      name === 'design' ||
      name === 'recordKey' ||
      (name === 'exact' && part !== false) ||
      (name === 'minimumCell' && !(typeof part === 'number' && part >= 5))
    if (isExact) throw new RangeError(`${here} is for managers only. Publish protected figures.`)
    refuseExact(part, here)
  }
}
