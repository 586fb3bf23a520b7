import type { Cell, Microdata } from './microdata'

export type TableRow = {
  readonly cells: readonly Cell[]
  /** The error of a cell that its variable cannot hold: column and row, and what is wrong; never the value. */
  readonly fault: (place: number, what: string) => RangeError
}

/**
 * The rows of a table, held to what the table says of itself.
 *
 * @throws RangeError when a row has more or fewer cells than there are variables, or there are more or fewer rows than `rowCount`
 */
export async function* tableRows(
  table: Pick<Microdata, 'variables' | 'rowCount' | 'rows'>,
): AsyncGenerator<TableRow> {
  const { variables, rowCount } = table
  let count = 0
  const fault = (place: number, what: string) =>
    new RangeError(`Column "${variables[place]?.name}", row ${count}: the value ${what}.`)
  for await (const cells of table.rows) {
    count += 1
    if (count > rowCount) throw new RangeError(`The table was to have ${rowCount} rows and has more.`)
    if (cells.length !== variables.length) {
      throw new RangeError(`Row ${count} has ${cells.length} cells for ${variables.length} variables.`)
    }
    yield { cells, fault }
  }
  if (count < rowCount) throw new RangeError(`The table was to have ${rowCount} rows and has ${count}.`)
}
