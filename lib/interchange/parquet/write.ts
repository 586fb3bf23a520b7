import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js'
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js'
import { numberedRows } from '../cells'
import type { Microdata, MissingKind } from '../microdata'
import { codebookMetadata, type ParquetColumn, parquetColumn, reasonName, schemaOf } from './columns'

/** Cells that wait until their part of the file is written: some tens of megabytes. */
const cellsOfAGroup = 1_000_000
const fewestRowsOfAGroup = 500
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
  const columns = table.variables.map(parquetColumn)
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(columns, columns),
    kvMetadata: [{ key: 'foothold', value: codebookMetadata(table) }],
    createdBy: 'Foothold',
  })
  const rowsOfAGroup = Math.min(
    mostRowsOfAGroup,
    Math.max(fewestRowsOfAGroup, Math.floor(cellsOfAGroup / Math.max(columns.length, 1))),
  )
  const withReasons = new Set<ParquetColumn>()

  let group = emptyGroup(columns)
  for await (const [row, cells] of numberedRows(table)) {
    for (const [index, { column, values, reasons }] of group.entries()) {
      const cell = cells[index]
      if (cell === undefined) continue
      values.push(column.storedValue(cell, row))
      reasons.push(typeof cell === 'object' ? cell.missing : null)
    }
    if (row % rowsOfAGroup === 0) {
      writeGroup(writer, group, withReasons)
      yield taken(bytes)
      group = emptyGroup(columns)
    }
  }
  if (group.some(({ values }) => values.length > 0)) writeGroup(writer, group, withReasons)

  leaveOutIdleReasons(writer, columns, withReasons)
  writer.finish()
  yield taken(bytes)
}

type ColumnOfAGroup = {
  readonly column: ParquetColumn
  readonly values: (string | number | null)[]
  readonly reasons: (MissingKind | null)[]
}

function emptyGroup(columns: readonly ParquetColumn[]): readonly ColumnOfAGroup[] {
  return columns.map((column) => ({ column, values: [], reasons: [] }))
}

function writeGroup(
  writer: ParquetWriter,
  group: readonly ColumnOfAGroup[],
  withReasons: Set<ParquetColumn>,
): void {
  for (const { column, reasons } of group) {
    if (reasons.some((reason) => reason !== null)) withReasons.add(column)
  }
  writer.write({
    columnData: [
      ...group.map(({ column, values }) => ({
        name: column.name,
        data: values,
        statistics: column.hasOrder,
        offsetIndex: false,
      })),
      ...group.map(({ column, reasons }) => ({
        name: reasonName(column.name),
        data: reasons,
        statistics: false,
        offsetIndex: false,
      })),
    ],
    rowGroupSize: Math.max(1, group[0]?.values.length ?? 1),
  })
}

/**
 * Whether a variable has a missing value at all is known after the last row, and the list of columns stands at the end of the file: so every
 * group has a place for the reasons of every variable (some bytes where there are none), and those that nobody needs are not listed.
 */
function leaveOutIdleReasons(
  writer: ParquetWriter,
  columns: readonly ParquetColumn[],
  withReasons: ReadonlySet<ParquetColumn>,
): void {
  const kept = columns.filter((column) => withReasons.has(column))
  const names = new Set([...columns.map(({ name }) => name), ...kept.map(({ name }) => reasonName(name))])
  writer.schema = schemaOf(columns, kept)
  writer.row_groups = writer.row_groups.map((group) => {
    const listed = group.columns.filter((chunk) => names.has(chunk.meta_data?.path_in_schema[0] ?? ''))
    return {
      ...group,
      columns: listed,
      total_byte_size: sumOf(listed.map((chunk) => chunk.meta_data?.total_uncompressed_size)),
      total_compressed_size: sumOf(listed.map((chunk) => chunk.meta_data?.total_compressed_size)),
    }
  })
}

function sumOf(sizes: readonly (bigint | undefined)[]): bigint {
  return sizes.reduce<bigint>((sum, size) => sum + (size ?? 0n), 0n)
}

/** The bytes written since the last time. */
function taken(bytes: ByteWriter): Uint8Array {
  const chunk = bytes.getBytes().slice()
  bytes.index = 0
  return chunk
}
