import type { Cell, Microdata, MissingKind, Variable } from './microdata'

/** How often what occurs in a variable: unweighted, unprotected, for who may have the single answers anyway. */
export type VariableCounts = {
  /** Cells with a value. */
  readonly valid: number
  /** Cells by the number of their category; a category that nobody chose is 0. */
  readonly byCategory: ReadonlyMap<number, number>
  readonly missing: Readonly<Record<MissingKind, number>>
  /** Of numbers only: least, largest and mean value; null for other types and where no cell has a value. */
  readonly spread: { readonly min: number; readonly max: number; readonly mean: number } | null
}

/**
 * The same table, counted while its rows are read on their way to a file, since they may be read only once.
 *
 * @returns `counts`: those of the rows read so far, a variable each
 */
export function counted(table: Microdata): {
  readonly table: Microdata
  readonly counts: () => readonly VariableCounts[]
} {
  const tallies = table.variables.map(emptyTally)
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    for await (const cells of table.rows) {
      for (const [index, tally] of tallies.entries()) add(tally, cells[index])
      yield cells
    }
  }
  return { table: { ...table, rows: rows() }, counts: () => tallies.map(countsOf) }
}

type Tally = {
  readonly isNumber: boolean
  readonly byCategory: Map<number, number>
  readonly missing: Record<MissingKind, number>
  valid: number
  min: number
  max: number
  mean: number
}

function emptyTally(variable: Variable): Tally {
  const categories = variable.type === 'categorical' ? variable.categories : []
  return {
    isNumber: variable.type === 'number',
    byCategory: new Map(categories.map(({ value }) => [value, 0])),
    missing: { refused: 0, dont_know: 0, not_applicable: 0, not_asked: 0, skipped: 0 },
    valid: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    mean: 0,
  }
}

function add(tally: Tally, cell: Cell | undefined): void {
  if (cell === undefined) return
  if (typeof cell === 'object') {
    tally.missing[cell.missing] += 1
    return
  }
  tally.valid += 1
  if (typeof cell !== 'number') return
  if (tally.isNumber) {
    tally.min = Math.min(tally.min, cell)
    tally.max = Math.max(tally.max, cell)
    // A running mean: a sum of large numbers would lose the small ones.
    tally.mean += (cell - tally.mean) / tally.valid
  } else {
    tally.byCategory.set(cell, (tally.byCategory.get(cell) ?? 0) + 1)
  }
}

function countsOf({ isNumber, valid, byCategory, missing, min, max, mean }: Tally): VariableCounts {
  return {
    valid,
    byCategory: new Map(byCategory),
    missing: { ...missing },
    spread: isNumber && valid > 0 ? { min, max, mean } : null,
  }
}
