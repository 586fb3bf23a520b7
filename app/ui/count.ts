const grouped = new Intl.NumberFormat('en')

/** A number of people or answers as staff read it: "2,000". */
export function countInFigures(count: number): string {
  return grouped.format(count)
}
