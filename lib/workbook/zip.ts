import { crc32 } from './crc32'
import { deflate } from './deflate'

/** A file inside an archive. */
export type ZipEntry = {
  /** Path inside the archive, in ASCII, with `/`. */
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
}

type WrittenEntry = {
  readonly name: Uint8Array
  readonly offset: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
}

/** From here on a size or place does not fit the fields of the first zip format. */
const zip64From = 0xffff_ffff
const withSizesAfterData = 0x0008
const deflated = 8

/**
 * A zip archive, written front to back in the memory of a few chunks: the sizes of an entry follow its data, in eight bytes each where
 * four are too few (zip64).
 *
 * @param madeOn date of every entry, `2026-03-01`, so that the same content gives the same archive
 * @see PKWARE, .ZIP File Format Specification 6.3.10
 */
export async function* zip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
  madeOn: string,
): AsyncGenerator<Uint8Array> {
  const date = dosDate(madeOn)
  const written: WrittenEntry[] = []
  let offset = 0

  for await (const entry of entries) {
    const name = new TextEncoder().encode(entry.name)
    const header = fields(
      [4, 0x0403_4b50],
      [2, 20],
      [2, withSizesAfterData],
      [2, deflated],
      [2, 0],
      [2, date],
      [4, 0],
      [4, 0],
      [4, 0],
      [2, name.length],
      [2, 0],
    )
    yield joined(header, name)

    let crc = 0
    let size = 0
    let packedSize = 0
    const counted = tapped(entry.content, (chunk) => {
      crc = crc32(chunk, crc)
      size += chunk.length
    })
    for await (const chunk of deflate(counted)) {
      packedSize += chunk.length
      yield chunk
    }

    const sizeBytes = size >= zip64From || packedSize >= zip64From ? 8 : 4
    const descriptor = fields([4, 0x0807_4b50], [4, crc], [sizeBytes, packedSize], [sizeBytes, size])
    yield descriptor
    written.push({ name, offset, crc, packedSize, size })
    offset += header.length + name.length + packedSize + descriptor.length
  }

  yield directory(written, offset, date)
}

function directory(entries: readonly WrittenEntry[], start: number, date: number): Uint8Array {
  const records = entries.map((entry) => directoryRecord(entry, date))
  const size = records.reduce((sum, record) => sum + record.length, 0)
  const isLarge = start + size >= zip64From

  const large = fields(
    [4, 0x0606_4b50],
    [8, 44],
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, entries.length],
    [8, entries.length],
    [8, size],
    [8, start],
    // Where the record above stands.
    [4, 0x0706_4b50],
    [4, 0],
    [8, start + size],
    [4, 1],
  )
  const end = fields(
    [4, 0x0605_4b50],
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, Math.min(size, zip64From)],
    [4, isLarge ? zip64From : start],
    [2, 0],
  )
  return joined(...records, ...(isLarge ? [large] : []), end)
}

function directoryRecord(entry: WrittenEntry, date: number): Uint8Array {
  const isLarge = entry.size >= zip64From || entry.packedSize >= zip64From || entry.offset >= zip64From
  const large = isLarge
    ? fields([2, 0x0001], [2, 24], [8, entry.size], [8, entry.packedSize], [8, entry.offset])
    : new Uint8Array()
  const header = fields(
    [4, 0x0201_4b50],
    [2, isLarge ? 45 : 20],
    [2, isLarge ? 45 : 20],
    [2, withSizesAfterData],
    [2, deflated],
    [2, 0],
    [2, date],
    [4, entry.crc],
    [4, isLarge ? zip64From : entry.packedSize],
    [4, isLarge ? zip64From : entry.size],
    [2, entry.name.length],
    [2, large.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, isLarge ? zip64From : entry.offset],
  )
  return joined(header, entry.name, large)
}

/** Little-endian whole numbers, each with its width in bytes. */
function fields(...values: readonly (readonly [width: 2 | 4 | 8, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [width]) => sum + width, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [width, value] of values) {
    if (width === 2) view.setUint16(at, value, true)
    else if (width === 4) view.setUint32(at, value, true)
    else view.setBigUint64(at, BigInt(value), true)
    at += width
  }
  return bytes
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

async function* tapped(
  chunks: AsyncIterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    see(chunk)
    yield chunk
  }
}

/** A date as MS-DOS kept it, from 1980 on. */
function dosDate(date: string): number {
  const [year = 1980, month = 1, day = 1] = date.split('-').map(Number)
  return ((Math.max(year, 1980) - 1980) << 9) | (month << 5) | day
}
