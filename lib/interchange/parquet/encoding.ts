import { concatenated, varint } from './thrift'

/** How Parquet writes runs of small numbers and texts (parquet-format, Encodings.md). */

/** Bits that the largest of `count` numbers from 0 takes, one at least. */
export function bitsFor(count: number): number {
  return Math.max(1, Math.ceil(Math.log2(Math.max(count, 1))))
}

/** Small numbers in the hybrid of run lengths and packed bits: one run where all are equal, else all packed, the lowest bit first. */
export function hybrid(values: Uint8Array | Int32Array, bits: number): Uint8Array {
  const first = values[0] ?? 0
  if (values.every((value) => value === first)) {
    const width = Math.ceil(bits / 8)
    const repeated = Uint8Array.from({ length: width }, (_, at) => (first >>> (8 * at)) & 0xff)
    return values.length === 0 ? new Uint8Array() : concatenated([varint(values.length * 2), repeated])
  }
  const eights = Math.ceil(values.length / 8)
  const packed = new Uint8Array(eights * bits)
  let at = 0
  let waiting = 0
  let waitingBits = 0
  for (const value of values) {
    for (let done = 0; done < bits; ) {
      const taken = Math.min(bits - done, 8 - waitingBits)
      waiting |= ((value >>> done) & ((1 << taken) - 1)) << waitingBits
      waitingBits += taken
      done += taken
      if (waitingBits === 8) {
        packed[at] = waiting
        at += 1
        waiting = 0
        waitingBits = 0
      }
    }
  }
  if (waitingBits > 0) packed[at] = waiting
  return concatenated([varint(eights * 2 + 1), packed])
}

/** Texts one after the other, each with its length in bytes before it. */
export function plainTexts(texts: readonly string[]): Uint8Array {
  return concatenated(
    texts.flatMap((text) => {
      const bytes = new TextEncoder().encode(text)
      return [littleEndian(bytes.length), bytes]
    }),
  )
}

/** A whole number in four bytes. */
export function littleEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, true)
  return bytes
}
