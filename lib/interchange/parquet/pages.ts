import type { ColumnValues } from './column-buffer'
import { hybrid, littleEndian, plainTexts } from './encoding'
import { concatenated, i32, struct } from './thrift'

/** Numbers of the enumerations of parquet.thrift. */
export const codecs = { uncompressed: 0, gzip: 2 } as const
export const encodings = { plain: 0, rle: 3, dictionary: 8 } as const
const pageTypes = { data: 0, dictionary: 2 } as const

/** What a column has in a group of rows: its pages, and what the end of the file says of them. */
export type ColumnChunk = {
  readonly pages: Uint8Array
  readonly codec: number
  readonly hasDictionary: boolean
  /** Bytes of the dictionary before the first page of data. */
  readonly dictionaryBytes: number
  readonly rows: number
  /** Bytes of all pages before they were packed, with their headers. */
  readonly unpackedBytes: number
}

/** Pages smaller than this gain less by packing than a reader loses. */
const leastBytesToPack = 1024

/** One dictionary page, where there is a dictionary, and one page of data (format version 1, which every reader knows). */
export async function columnChunk({ isDefined, values, dictionary }: ColumnValues): Promise<ColumnChunk> {
  const levels = hybrid(isDefined, 1)
  const data = concatenated([littleEndian(levels.length), levels, values])
  const isPacked = data.length >= leastBytesToPack
  const pack = isPacked ? gzip : async (bytes: Uint8Array) => bytes

  const words = dictionary === null ? null : plainTexts(dictionary)
  const dictionaryPage =
    words === null || dictionary === null
      ? emptyPage
      : page(pageTypes.dictionary, dictionary.length, words, await pack(words), encodings.plain)
  const dataPage = page(
    pageTypes.data,
    isDefined.length,
    data,
    await pack(data),
    dictionary === null ? encodings.plain : encodings.dictionary,
  )
  return {
    pages: concatenated([dictionaryPage.bytes, dataPage.bytes]),
    codec: isPacked ? codecs.gzip : codecs.uncompressed,
    hasDictionary: dictionary !== null,
    dictionaryBytes: dictionaryPage.bytes.length,
    rows: isDefined.length,
    unpackedBytes: dictionaryPage.unpackedBytes + dataPage.unpackedBytes,
  }
}

type Page = { readonly bytes: Uint8Array; readonly unpackedBytes: number }

const emptyPage: Page = { bytes: new Uint8Array(), unpackedBytes: 0 }

function page(type: number, count: number, plain: Uint8Array, packed: Uint8Array, encoding: number): Page {
  const { bytes: header } = struct([
    [1, i32(type)],
    [2, i32(plain.length)],
    [3, i32(packed.length)],
    [
      5,
      type === pageTypes.data
        ? struct([
            [1, i32(count)],
            [2, i32(encoding)],
            [3, i32(encodings.rle)],
            [4, i32(encodings.rle)],
          ])
        : null,
    ],
    [
      7,
      type === pageTypes.dictionary
        ? struct([
            [1, i32(count)],
            [2, i32(encoding)],
          ])
        : null,
    ],
  ])
  return { bytes: concatenated([header, packed]), unpackedBytes: header.length + plain.length }
}

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const source = new Blob([concatenated([bytes])]).stream()
  const packed = source.pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}
