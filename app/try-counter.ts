/** What came of asking for a try: it is taken and can be given back, or one has to wait. */
export type Try =
  | { readonly isTaken: true; readonly giveBack: () => void }
  /** Whole seconds, from 1 to 60. */
  | { readonly isTaken: false; readonly retryAfterSeconds: number }

export type TryLimits = {
  /** Most tries of one key in any 60 seconds. */
  readonly mostOfOne: number
  /** Most tries of all keys together in any 60 seconds; also what is remembered at most. */
  readonly mostInAll: number
}

const minute = 60_000

/**
 * Counts tries in the minute before each. A try is taken before its outcome is known, so that many at the same time cannot
 * slip past; one that turns out well is given back. What is refused does not count: waiting always ends.
 *
 * @returns asks for a try: by a key, at a time in milliseconds that never goes back
 */
export function tryCounter({ mostOfOne, mostInAll }: TryLimits): (key: string, now: number) => Try {
  let tries: readonly { readonly key: string; readonly at: number }[] = []
  return (key, now) => {
    tries = tries.filter(({ at }) => at > now - minute)
    const own = tries.filter((taken) => taken.key === key)
    const full = [own.length >= mostOfOne ? own : [], tries.length >= mostInAll ? tries : []]
    const oldest = full.flatMap(([first]) => (first === undefined ? [] : [first.at]))
    if (oldest.length > 0) {
      return { isTaken: false, retryAfterSeconds: Math.ceil((Math.max(...oldest) + minute - now) / 1000) }
    }
    const taken = { key, at: now }
    tries = [...tries, taken]
    return {
      isTaken: true,
      giveBack: () => {
        tries = tries.filter((other) => other !== taken)
      },
    }
  }
}
