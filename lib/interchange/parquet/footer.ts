import type { Variable } from '../microdata'
import { storageOf } from './column-buffer'
import type { ColumnChunk } from './pages'
import { encodings } from './pages'
import { concatenated, i32, i64, list, struct, type ThriftValue, text } from './thrift'

/** The end of a Parquet file, which says what is where (parquet-format, parquet.thrift). */

/** Numbers of the enumerations of parquet.thrift. */
const physical = { code: 6, text: 6, int32: 1, double: 5 } as const
const convertedTypes = { utf8: 0, date: 6 } as const
const optional = 1
const logicalTypes = { string: 1, date: 6 } as const
const formatVersion = 1

/** A column of the file. */
export type FileColumn = {
  readonly name: string
  readonly physicalType: number
  readonly element: ThriftValue
}

/** The column of a variable as the footer describes it: categories are texts, their codes. */
export function variableColumn(variable: Variable): FileColumn {
  const storage = storageOf(variable)
  if (storage === 'code' || storage === 'text') return textColumn(variable.name)
  return variable.type === 'date'
    ? fileColumn(variable.name, physical.int32, convertedTypes.date, logicalTypes.date)
    : fileColumn(variable.name, physical[storage], null, null)
}

/** A column of texts in UTF-8. */
export function textColumn(name: string): FileColumn {
  return fileColumn(name, physical.text, convertedTypes.utf8, logicalTypes.string)
}

function fileColumn(
  name: string,
  physicalType: number,
  convertedType: number | null,
  logicalType: number | null,
): FileColumn {
  const element = struct([
    [1, i32(physicalType)],
    [3, i32(optional)],
    [4, text(name)],
    [6, convertedType === null ? null : i32(convertedType)],
    [10, logicalType === null ? null : struct([[logicalType, struct([])]])],
  ])
  return { name, physicalType, element }
}

/** What the end of the file says of a column in a group of rows, kept as few bytes until then. */
export type ChunkNote = { readonly bytes: Uint8Array; readonly unpacked: number; readonly packed: number }

/** @param offset place of the first page in the file */
export function chunkNote(column: FileColumn, chunk: ColumnChunk, offset: number): ChunkNote {
  const { bytes } = struct([
    [2, i64(offset)],
    [
      3,
      struct([
        [1, i32(column.physicalType)],
        [
          2,
          list(
            (chunk.hasDictionary
              ? [encodings.plain, encodings.rle, encodings.dictionary]
              : [encodings.plain, encodings.rle]
            ).map(i32),
          ),
        ],
        [3, list([text(column.name)])],
        [4, i32(chunk.codec)],
        [5, i64(chunk.rows)],
        [6, i64(chunk.unpackedBytes)],
        [7, i64(chunk.pages.length)],
        [9, i64(offset + chunk.dictionaryBytes)],
        [11, chunk.hasDictionary ? i64(offset) : null],
      ]),
    ],
  ])
  return { bytes, unpacked: chunk.unpackedBytes, packed: chunk.pages.length }
}

export type RowGroup = { readonly rows: number; readonly columns: readonly ChunkNote[] }

/** Metadata, their length, and the mark of the format. */
export function footer(
  columns: readonly FileColumn[],
  groups: readonly RowGroup[],
  codebook: string,
): Uint8Array {
  const root = struct([
    [4, text('schema')],
    [5, i32(columns.length)],
  ])
  const { bytes } = struct([
    [1, i32(formatVersion)],
    [2, list([root, ...columns.map(({ element }) => element)])],
    [3, i64(groups.reduce((sum, { rows }) => sum + rows, 0))],
    [4, list(groups.map(groupValue))],
    [
      5,
      list([
        struct([
          [1, text('foothold')],
          [2, text(codebook)],
        ]),
      ]),
    ],
    [6, text('Foothold')],
  ])
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, bytes.length, true)
  return concatenated([bytes, length, mark])
}

function groupValue({ rows, columns }: RowGroup): ThriftValue {
  const type = struct([]).type
  return struct([
    [1, list(columns.map(({ bytes }) => ({ type, bytes })))],
    [2, i64(columns.reduce((sum, { unpacked }) => sum + unpacked, 0))],
    [3, i64(rows)],
    [6, i64(columns.reduce((sum, { packed }) => sum + packed, 0))],
  ])
}

/** First and last bytes of the format. */
export const mark = new TextEncoder().encode('PAR1')
