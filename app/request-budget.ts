/**
 * Counts requests by key, in spans of a minute. It remembers no key longer than that, and costs the same however many come.
 *
 * @param most requests of one key in a span
 * @returns counts one, at a time in milliseconds that never goes back: seconds until the next span where it is one too many, else null
 */
export function requestBudget(most: number): (key: string, now: number) => number | null {
  const minute = 60_000
  let span = -1
  let counts = new Map<string, number>()
  return (key, now) => {
    const present = Math.floor(now / minute)
    if (present !== span) {
      span = present
      counts = new Map()
    }
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count > most ? Math.ceil(((present + 1) * minute - now) / 1_000) : null
  }
}
