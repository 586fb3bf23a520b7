/*
 * When the figures that researchers see are renewed (protection.md, section 5, rule 2). Seldom, and never by a step that
 * someone outside can choose: two releases that differ by a known person would each say something about that person.
 */

/** Responses for the first release. */
export const firstReleaseAt = 30
/** A withdrawal reaches the published figures within so many days. */
const withdrawalDays = 30

/** A round is given so many releases at most because it was scored anew: each is one more look at the same people's answers. */
export const mostScoredAnew = 3

/** By so many scorings the figures of a round are released at most: by the first, by those, at its first close and by a manager's decision. */
export const mostReleasedScorings = 1 + mostScoredAnew + 2

/** Why a release was made, in the words of the table below. */
export const releaseReasons = [
  'first',
  'doubled',
  'round_closed',
  'manager_decided',
  'scored_anew',
  'withdrawal',
] as const
export type ReleaseReason = (typeof releaseReasons)[number]

/** What decides whether a release is due. */
export type ReleaseState = {
  /** Responses accepted and not withdrawn. */
  readonly responses: number
  /** The last release; null before the first. */
  readonly last: { readonly responses: number } | null
  /** True at the round's first close: closing and opening it again and again must not make releases at will. */
  readonly isFirstClose: boolean
  /**
   * True when a response came or went since the last release, other weights were chosen, or the round was scored anew. Choosing weights brings
   * no release about: it only lets those two be made that can be made once in a round, at its first close and by a manager's decision.
   */
  readonly hasChanged: boolean
  /** True when the round is scored by a version that no release of it was made by: going back and forth must not make releases at will. */
  readonly isScoringNew: boolean
  /** How many releases of the round were made because it was scored anew. */
  readonly scoredAnew: number
  /** Date of the earliest withdrawal that no release has taken in, `2026-03-01`; null when there is none. */
  readonly withdrawnOn: string | null
  /** Today, `2026-03-31`. */
  readonly today: string
}

/**
 * Why a release is to be made now; null when none is.
 *
 * | before | now | reason |
 * |---|---|---|
 * | no release | 30 responses or more | `first` |
 * | a release | twice its responses or more | `doubled` |
 * | none since the last change | the round closes for the first time | `round_closed` |
 * | a release, none by the scoring of now | scored anew, up to 3 times | `scored_anew` |
 * | a release that holds a response withdrawn 30 days ago | | `withdrawal` |
 */
export function releaseReason(state: ReleaseState): ReleaseReason | null {
  const { last } = state
  if (state.isFirstClose && (last === null || state.hasChanged)) return 'round_closed'
  if (isNumberReached(state.responses, last?.responses ?? null) && (last === null || state.hasChanged))
    return last === null ? 'first' : 'doubled'
  if (last !== null && state.isScoringNew && state.scoredAnew < mostScoredAnew) return 'scored_anew'
  if (
    last !== null &&
    state.withdrawnOn !== null &&
    daysBetween(state.withdrawnOn, state.today) >= withdrawalDays
  )
    return 'withdrawal'
  return null
}

/**
 * Whether a round has the responses that its next release waits for.
 *
 * @param released responses of the last release; null before the first
 */
export function isNumberReached(responses: number, released: number | null): boolean {
  // A release made at the close of a small round, or emptied by withdrawals, must not make every response a doubling.
  return responses >= (released === null ? firstReleaseAt : 2 * Math.max(released, firstReleaseAt / 2))
}

/**
 * Whether a manager may make a release now: once in a round, after the first one, and only when something changed.
 *
 * @param managerReleases how many releases of this round a manager decided on
 */
export function mayManagerRelease(
  state: Pick<ReleaseState, 'last' | 'hasChanged'>,
  managerReleases: number,
): boolean {
  return managerReleases === 0 && state.last !== null && state.hasChanged
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
