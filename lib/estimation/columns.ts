/** A column of numbers; null or NaN where a row has none. */
export type NumberColumn = ArrayLike<number | null>

/** A column of labels, each kept once: strata, sampling units, groups. */
export type CodedColumn = {
  /** For each row the place of its label in `names`; −1 where a row has none. */
  readonly codes: Int32Array
  readonly names: readonly string[]
}

/** The number of a row. @returns null where it has none */
export function numberAt(column: NumberColumn, row: number): number | null {
  const value = column[row] ?? null
  return value === null || Number.isNaN(value) ? null : value
}

/** Keeps each label of a column once, in the order of first appearance. */
export function codedColumn(labels: readonly (string | null)[]): CodedColumn {
  const places = new Map<string, number>()
  const codes = Int32Array.from(labels, (label) => {
    if (label === null) return -1
    const place = places.get(label) ?? places.size
    places.set(label, place)
    return place
  })
  return { codes, names: [...places.keys()] }
}
