/** For the value of a byte and its distance from the end of a group of four: what it does to the check sum. */
const tables = makeTables()

/**
 * The CRC-32 of zip and gzip, over bytes that may come in parts.
 *
 * @param before the check sum of the bytes before these; 0 at the start
 * @returns a whole number from 0 to 2³² − 1
 * @see ISO/IEC 3309, polynomial 0xEDB88320 (reflected)
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  const [near, second, third, far] = tables
  let crc = ~before
  let at = 0
  // Four bytes a step: a sheet of a large table has gigabytes.
  for (; at + 4 <= bytes.length; at += 4) {
    crc ^=
      byteAt(bytes, at) |
      (byteAt(bytes, at + 1) << 8) |
      (byteAt(bytes, at + 2) << 16) |
      (byteAt(bytes, at + 3) << 24)
    crc =
      wordAt(far, crc & 0xff) ^
      wordAt(third, (crc >>> 8) & 0xff) ^
      wordAt(second, (crc >>> 16) & 0xff) ^
      wordAt(near, crc >>> 24)
  }
  for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ wordAt(near, (crc ^ byteAt(bytes, at)) & 0xff)
  return ~crc >>> 0
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}

function wordAt(table: Uint32Array, index: number): number {
  return table[index] ?? 0
}

function makeTables(): readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
  const near = new Uint32Array(256).map((_, byte) => {
    let crc = byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1
    return crc
  })
  const further = (table: Uint32Array) => table.map((crc) => (crc >>> 8) ^ wordAt(near, crc & 0xff))
  const second = further(near)
  const third = further(second)
  return [near, second, third, further(third)]
}
