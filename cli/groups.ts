import type { CsvColumns } from './read-columns'

/** Rows that have the same labels in the columns of `--by`. */
export type Group = {
  /** Column → label; empty when no column was named. */
  readonly labels: Readonly<Record<string, string>>
  readonly rows: readonly number[] | null
}

/**
 * The groups that occur, by the columns in their order, numbers by size and words by letter. A row without a label in one of the
 * columns belongs to no group.
 *
 * @param by columns read as labels; none: one group of all rows, whose `rows` is null
 */
export function groupsBy({ rows, labels }: CsvColumns, by: readonly string[]): readonly Group[] {
  if (by.length === 0) return [{ labels: {}, rows: null }]
  const columns = by.flatMap((name) => labels.get(name) ?? [])
  const members = new Map<string, number[]>()
  for (let row = 0; row < rows; row += 1) {
    const codes = columns.map(({ codes }) => codes[row] ?? -1)
    if (codes.includes(-1)) continue
    const key = codes.join()
    const known = members.get(key)
    if (known === undefined) members.set(key, [row])
    else known.push(row)
  }
  return [...members.values()]
    .map((rowsOfGroup) => {
      const path = columns.map(({ codes, names }) => names[codes[rowsOfGroup[0] ?? 0] ?? 0] ?? '')
      const labelsOfGroup = Object.fromEntries(by.map((name, place) => [name, path[place] ?? '']))
      return { path, labels: labelsOfGroup, rows: rowsOfGroup }
    })
    .sort((a, b) => a.path.reduce((order, label, place) => order || byLabel(label, b.path[place] ?? ''), 0))
    .map(({ labels: labelsOfGroup, rows: rowsOfGroup }) => ({ labels: labelsOfGroup, rows: rowsOfGroup }))
}

/** Order of two labels: numbers by size and before words, words by letter. */
export function byLabel(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)]
  if (Number.isNaN(x) || Number.isNaN(y)) {
    if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1
    return a < b ? -1 : a > b ? 1 : 0
  }
  return x - y
}
