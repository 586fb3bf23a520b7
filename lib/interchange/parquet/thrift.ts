/**
 * Values in Thrift's compact protocol, in which a Parquet file keeps its metadata. Numbers are whole and not negative, as all of ours are.
 *
 * @see Apache Thrift, doc/specs/thrift-compact-protocol.md
 */
export type ThriftValue = {
  /** Number of the type in the compact protocol. */
  readonly type: number
  readonly bytes: Uint8Array
}

const types = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const

/** A whole number or one of an enumeration. */
export function i32(value: number): ThriftValue {
  return { type: types.i32, bytes: varint(value * 2) }
}

/** @param value up to 2⁵² */
export function i64(value: number): ThriftValue {
  return { type: types.i64, bytes: varint(value * 2) }
}

/** A text in UTF-8, after its length in bytes. */
export function text(value: string): ThriftValue {
  const bytes = new TextEncoder().encode(value)
  return { type: types.binary, bytes: concatenated([varint(bytes.length), bytes]) }
}

/** @param values of one type; of an empty list readers do not ask which */
export function list(values: readonly ThriftValue[]): ThriftValue {
  const type = values[0]?.type ?? types.struct
  const size =
    values.length < 15
      ? Uint8Array.of((values.length << 4) | type)
      : concatenated([Uint8Array.of(0xf0 | type), varint(values.length)])
  return { type: types.list, bytes: concatenated([size, ...values.map(({ bytes }) => bytes)]) }
}

/** @param fields numbers of fields in rising order, by less than 16 each, with their values; null leaves a field out */
export function struct(fields: readonly (readonly [id: number, value: ThriftValue | null])[]): ThriftValue {
  const parts: Uint8Array[] = []
  let last = 0
  for (const [id, value] of fields) {
    if (value === null) continue
    parts.push(Uint8Array.of(((id - last) << 4) | value.type), value.bytes)
    last = id
  }
  return { type: types.struct, bytes: concatenated([...parts, Uint8Array.of(0)]) }
}

/** A whole number in groups of seven bits, the lowest first. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return Uint8Array.of(...bytes, rest)
}

/** Bytes one after the other, in an array of their own. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
