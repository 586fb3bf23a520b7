import { numberedRows } from '../cells'
import type { Microdata } from '../microdata'
import type { TableDescription } from '../table-description'
import { type ColumnBuffer, columnBuffer } from './column-buffer'
import {
  type ChunkNote,
  chunkNote,
  type FileColumn,
  footer,
  mark,
  textColumn,
  variableColumn,
} from './footer'
import { reasonName } from './limits'
import { columnChunk } from './pages'

/** What waits until its part of the file is written: some tens of megabytes. */
const cellsOfAGroup = 4_000_000
const textBytesOfAGroup = 32_000_000
const fewestRowsOfAGroup = 100
const mostRowsOfAGroup = 100_000

/**
 * A table as Apache Parquet. Categories are their codes (UTF-8, by dictionary), numbers DOUBLE, or INT32 where they are whole and bounded, dates
 * DATE, texts STRING; a cell without a value is null. Where a variable has any such cell, a column `NAME__missing` after all others says why, in
 * the words of `missingKinds`. Labels and questions are in the key `foothold` of the file's metadata, as JSON.
 *
 * Ask `parquetProblems` first.
 *
 * @throws RangeError when a cell does not fit its variable
 */
export async function* writeParquet(table: Microdata): AsyncGenerator<Uint8Array> {
  const rowsOfAGroup = Math.min(
    mostRowsOfAGroup,
    Math.max(fewestRowsOfAGroup, Math.floor(cellsOfAGroup / Math.max(table.variables.length, 1))),
  )
  const columns = table.variables.map((variable) => ({
    value: variableColumn(variable),
    reason: textColumn(reasonName(variable.name)),
    buffer: columnBuffer(variable, rowsOfAGroup),
  }))
  const texts = columns.filter((_, index) => table.variables[index]?.type === 'text')
  const groups: WrittenGroup[] = []
  const withReasons = new Set<Column>()
  let offset = mark.length
  yield mark

  async function* group(rows: number): AsyncGenerator<Uint8Array> {
    const written = { rows, values: [] as ChunkNote[], reasons: [] as ChunkNote[] }
    for (const column of columns) {
      const chunk = await columnChunk(column.buffer.values())
      written.values.push(chunkNote(column.value, chunk, offset))
      offset += chunk.pages.length
      yield chunk.pages
    }
    for (const column of columns) {
      const reasons = column.buffer.reasons()
      if (reasons.isDefined.includes(1)) withReasons.add(column)
      const chunk = await columnChunk(reasons)
      written.reasons.push(chunkNote(column.reason, chunk, offset))
      offset += chunk.pages.length
      yield chunk.pages
      column.buffer.clear()
    }
    groups.push(written)
  }

  let waiting = 0
  for await (const [row, cells] of numberedRows(table)) {
    for (const [index, { buffer }] of columns.entries()) {
      const cell = cells[index]
      if (cell !== undefined) buffer.add(cell, row)
    }
    waiting += 1
    const textBytes = texts.reduce((sum, { buffer }) => sum + buffer.textBytes(), 0)
    if (waiting === rowsOfAGroup || textBytes > textBytesOfAGroup) {
      yield* group(waiting)
      waiting = 0
    }
  }
  if (waiting > 0) yield* group(waiting)

  yield end(table, columns, groups, withReasons)
}

type Column = { readonly value: FileColumn; readonly reason: FileColumn; readonly buffer: ColumnBuffer }
type WrittenGroup = {
  readonly rows: number
  readonly values: readonly ChunkNote[]
  readonly reasons: readonly ChunkNote[]
}

/**
 * Whether a variable has a missing value at all is known after the last row, and the columns of a file are listed at its end: so every group has
 * a place for the reasons of every variable (some bytes where there are none), and those that nobody needs are not listed.
 */
function end(
  table: TableDescription,
  columns: readonly Column[],
  groups: readonly WrittenGroup[],
  withReasons: ReadonlySet<Column>,
): Uint8Array {
  const isNeeded = columns.map((column) => withReasons.has(column))
  return footer(
    [
      ...columns.map(({ value }) => value),
      ...columns.filter((_, index) => isNeeded[index]).map(({ reason }) => reason),
    ],
    groups.map(({ rows, values, reasons }) => ({
      rows,
      columns: [...values, ...reasons.filter((_, index) => isNeeded[index])],
    })),
    codebookMetadata(table),
  )
}

/** What labels, questions and categories mean, for whoever opens the file without its codebook. */
function codebookMetadata(table: TableDescription): string {
  const { name, title, language, madeOn, missingLabels, variables } = table
  return JSON.stringify({ name, title, language, madeOn, missingLabels, variables })
}
