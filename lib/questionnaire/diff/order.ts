/**
 * What has to be moved to bring a list into another order: as little as can be.
 *
 * @param before @param after the same things, each once
 * @returns those that moved, in their new order. Of two neighbours that changed places, the one that stands second now
 */
export function movedIn<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  const places = new Map(before.map((one, place) => [one, place]))
  const sequence = after.map((one) => places.get(one) ?? -1)
  const staying = longestRise(sequence)
  return after.filter((_, place) => !staying.has(place))
}

/** Places of a longest part of a sequence that rises. */
function longestRise(sequence: readonly number[]): ReadonlySet<number> {
  // At `length - 1`: the place where the rise of that length with the lowest end stops.
  const ends: number[] = []
  const former: (number | undefined)[] = []
  for (const [place, value] of sequence.entries()) {
    let length = ends.length
    while (length > 0 && (sequence[ends[length - 1] ?? -1] ?? 0) >= value) length -= 1
    former[place] = ends[length - 1]
    ends[length] = place
  }
  const rise = new Set<number>()
  for (let place = ends.at(-1); place !== undefined; place = former[place]) rise.add(place)
  return rise
}
