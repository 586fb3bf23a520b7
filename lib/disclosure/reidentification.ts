/*
 * How easily people can be told apart in a table of single answers by what somebody may know of them anyway: gender, age, origin. A measure of
 * the risk that is left, in the aggregate; it names nobody.
 */

/** People in groups that share every one of some characteristics. */
export type Distinguishing = {
  /** The characteristics. */
  readonly keys: readonly string[]
  /** Groups that occur. */
  readonly groups: number
  /** People in the smallest of them. */
  readonly smallest: number
  /** People who are alone in theirs: sample uniques. */
  readonly unique: number
  /** People in groups of fewer than 3, 5 and 10: without 3-, 5- and 10-anonymity. */
  readonly fewerThan3: number
  readonly fewerThan5: number
  readonly fewerThan10: number
}

export type ReidentificationRisk = {
  readonly people: number
  /** All characteristics together. */
  readonly together: Distinguishing
  /** Of one, of two and of three characteristics, those that leave most people alone. */
  readonly worst: readonly Distinguishing[]
}

/** More characteristics than this are seldom known of a stranger. */
const mostTried = 3

/**
 * Counts who can be told apart.
 *
 * @param keys names of the characteristics
 * @param people each person's characteristics; one that is missing is a group of its own
 * @see Sweeney (2002), k-anonymity, Int. J. Uncertainty, Fuzziness and Knowledge-Based Systems 10(5); Skinner and Elliot (2002) on sample uniques
 */
export async function reidentificationRisk(
  keys: readonly string[],
  people: AsyncIterable<Readonly<Record<string, string>>> | Iterable<Readonly<Record<string, string>>>,
): Promise<ReidentificationRisk> {
  const tallies = [...combinations(keys, mostTried), keys].map((chosen) => ({
    chosen,
    groups: new Map<string, number>(),
  }))
  let n = 0
  for await (const person of people) {
    n += 1
    for (const { chosen, groups } of tallies) {
      const group = chosen.map((key) => person[key] ?? '').join('\n')
      groups.set(group, (groups.get(group) ?? 0) + 1)
    }
  }
  const all = tallies.map(({ chosen, groups }) => distinguishing(chosen, [...groups.values()]))
  const sizes = Array.from({ length: Math.min(mostTried, keys.length) }, (_, place) => place + 1)
  return {
    people: n,
    together: all.at(-1) ?? distinguishing(keys, []),
    worst: sizes.flatMap((size) =>
      all
        .slice(0, -1)
        .filter(({ keys: used }) => used.length === size)
        .toSorted((a, b) => b.unique - a.unique || b.fewerThan10 - a.fewerThan10)
        .slice(0, 1),
    ),
  }
}

function distinguishing(keys: readonly string[], sizes: readonly number[]): Distinguishing {
  const under = (k: number) => sizes.reduce((sum, size) => (size < k ? sum + size : sum), 0)
  return {
    keys,
    groups: sizes.length,
    smallest: sizes.reduce((least, size) => Math.min(least, size), sizes[0] ?? 0),
    unique: under(2),
    fewerThan3: under(3),
    fewerThan5: under(5),
    fewerThan10: under(10),
  }
}

/** Every choice of one to `most` keys, in their order. */
function combinations(keys: readonly string[], most: number): readonly (readonly string[])[] {
  const found: (readonly string[])[] = []
  const extend = (chosen: readonly string[], from: number) => {
    for (const [place, key] of keys.entries()) {
      if (place < from) continue
      const longer = [...chosen, key]
      found.push(longer)
      if (longer.length < most) extend(longer, place + 1)
    }
  }
  if (most > 0) extend([], 0)
  return found
}
