import { utf8 } from './utf8'

/**
 * Bytes that a file is written into from front to back, least significant byte first, and taken from in pieces. It holds what
 * has not been taken.
 */
export type GrowingBytes = {
  /** How many bytes it holds. */
  readonly length: () => number
  readonly uint8: (value: number) => void
  readonly int16: (value: number) => void
  readonly uint16: (value: number) => void
  readonly int32: (value: number) => void
  /** A whole number from 0 to 2⁵³, in eight bytes. */
  readonly uint64: (value: number) => void
  readonly float64: (value: number) => void
  readonly bytes: (bytes: Uint8Array) => void
  /** So many bytes of one value. */
  readonly fill: (value: number, count: number) => void
  readonly text: (text: string) => void
  /**
   * A text in a field of a fixed width, the rest filled up.
   *
   * @throws RangeError when it is longer than the field
   */
  readonly field: (text: string, width: number, filler: number) => void
  /** Overwrites one byte. */
  readonly setUint8: (at: number, value: number) => void
  /** Overwrites eight bytes with a whole number from 0 to 2⁵³. */
  readonly setUint64: (at: number, value: number) => void
  /** Hands out a copy of the first `count` bytes and forgets them. */
  readonly take: (count: number) => Uint8Array<ArrayBuffer>
}

/** @param room bytes to begin with; it grows as needed */
export function growingBytes(room = 1 << 16): GrowingBytes {
  let array = new Uint8Array(room)
  let view = new DataView(array.buffer)
  let length = 0

  /** Makes room for so many more bytes; returns where they begin. */
  function extend(count: number): number {
    const at = length
    length += count
    if (length > array.length) {
      const larger = new Uint8Array(Math.max(length, array.length * 2))
      larger.set(array)
      array = larger
      view = new DataView(array.buffer)
    }
    return at
  }

  function setUint64(at: number, value: number): void {
    view.setUint32(at, value % 2 ** 32, true)
    view.setUint32(at + 4, Math.floor(value / 2 ** 32), true)
  }

  function bytes(added: Uint8Array): void {
    const at = extend(added.length)
    array.set(added, at)
  }

  // An array that is handed out again holds what it held before, so every byte of a field is written.
  function fill(value: number, count: number): void {
    const at = extend(count)
    array.fill(value, at, at + count)
  }

  // A writer's place is taken first: growing replaces the view.
  return {
    length: () => length,
    uint8: (value) => {
      const at = extend(1)
      array[at] = value
    },
    int16: (value) => {
      const at = extend(2)
      view.setInt16(at, value, true)
    },
    uint16: (value) => {
      const at = extend(2)
      view.setUint16(at, value, true)
    },
    int32: (value) => {
      const at = extend(4)
      view.setInt32(at, value, true)
    },
    uint64: (value) => {
      const at = extend(8)
      setUint64(at, value)
    },
    float64: (value) => {
      const at = extend(8)
      view.setFloat64(at, value, true)
    },
    bytes,
    fill,
    text: (text) => bytes(utf8(text)),
    field: (text, width, filler) => {
      const content = utf8(text)
      if (content.length > width) {
        throw new RangeError(`A text of ${content.length} bytes does not fit into a field of ${width}.`)
      }
      bytes(content)
      fill(filler, width - content.length)
    },
    setUint8: (at, value) => {
      array[at] = value
    },
    setUint64,
    take: (count) => {
      const taken = array.slice(0, count)
      array.copyWithin(0, count, length)
      length -= count
      return taken
    },
  }
}
