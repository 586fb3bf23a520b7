/**
 * Sufficient statistics: what a profile needs to know of a group of people, and nothing of any one of them.
 * Sums add over disjoint groups, so a new response changes a cell without a look at the others.
 */

/** Sums over the people of a cell who have a value y of one measure. */
export type MeasureSums = {
  /** People with a value. */
  readonly n: number
  /** Those of them with y > 0, unweighted: the count that stands behind a share. */
  readonly positive: number
  /** Σw */
  readonly w: number
  /** Σw² */
  readonly ww: number
  /** The largest w, or a number above it: who counts for most is not looked for again when somebody leaves. */
  readonly largest: number
  /** Σwy */
  readonly wy: number
  /** Σwy² */
  readonly wyy: number
  /** Σw²y */
  readonly wwy: number
  /** Σw²y² */
  readonly wwyy: number
}

/** Sums over all people of a cell, and by measure in the order of `measuresOf`. */
export type CellSums = {
  readonly n: number
  readonly w: number
  readonly ww: number
  /** The largest w, or a number above it. */
  readonly largest: number
  /** Sum of the people's record keys modulo 2³²: names who is in the cell without naming anyone. */
  readonly recordKey: number
  readonly measures: readonly MeasureSums[]
}

const noMeasure: MeasureSums = {
  n: 0,
  positive: 0,
  w: 0,
  ww: 0,
  largest: 0,
  wy: 0,
  wyy: 0,
  wwy: 0,
  wwyy: 0,
}

/** Sums over nobody. @param measureCount how many measures the questionnaire has */
export function emptySums(measureCount: number): CellSums {
  const measures = new Array<MeasureSums>(measureCount).fill(noMeasure)
  return { n: 0, w: 0, ww: 0, largest: 0, recordKey: 0, measures }
}

/**
 * The sums with one person more. To add one person to many cells, make that person's sums once
 * (`addPerson(emptySums(count), …)`) and merge them into each cell.
 *
 * @param values one for each measure, null where the person has none
 * @param weight survey weight, finite and positive
 * @param recordKey the response's random key, a whole number from 0 to 2³² − 1
 * @throws RangeError when the number of values differs from that of the measures, or a number is out of range
 */
export function addPerson(
  sums: CellSums,
  values: readonly (number | null)[],
  weight: number,
  recordKey: number,
): CellSums {
  if (!(weight > 0 && Number.isFinite(weight))) throw new RangeError('A weight is a finite positive number.')
  if (!isUint32(recordKey)) throw new RangeError('A record key is a whole number from 0 to 2³² − 1.')
  const ww = weight * weight
  const measures = values.map((y): MeasureSums => {
    if (y === null) return noMeasure
    if (!Number.isFinite(y)) throw new RangeError('A value of a measure is finite, or null.')
    return {
      n: 1,
      positive: y > 0 ? 1 : 0,
      w: weight,
      ww,
      largest: weight,
      wy: weight * y,
      wyy: weight * y * y,
      wwy: ww * y,
      wwyy: ww * y * y,
    }
  })
  return mergeSums(sums, { n: 1, w: weight, ww, largest: weight, recordKey, measures }, 1)
}

/**
 * The sums over both groups (sign 1), or over those of `a` without those of `b` (sign −1).
 *
 * Where nobody is left the sums are exactly zero: the residue of floating-point subtraction is dropped.
 * @throws RangeError when the measures differ in number, or more people would be taken away than there are
 */
export function mergeSums(a: CellSums, b: CellSums, sign: 1 | -1): CellSums {
  if (a.measures.length !== b.measures.length)
    throw new RangeError(`Sums of ${a.measures.length} and ${b.measures.length} measures do not add up.`)
  const n = a.n + sign * b.n
  if (n < 0) throw new RangeError('More people would be taken away than the cell holds.')
  if (n === 0) return emptySums(a.measures.length)
  return {
    n,
    w: a.w + sign * b.w,
    ww: a.ww + sign * b.ww,
    largest: sign === 1 ? Math.max(a.largest, b.largest) : a.largest,
    recordKey: (a.recordKey + sign * b.recordKey) >>> 0,
    measures: a.measures.map((measure, index) =>
      mergeMeasures(measure, b.measures[index] ?? noMeasure, sign),
    ),
  }
}

function mergeMeasures(a: MeasureSums, b: MeasureSums, sign: 1 | -1): MeasureSums {
  const n = a.n + sign * b.n
  if (n < 0) throw new RangeError('More values would be taken away than the measure holds.')
  if (n === 0) return noMeasure
  return {
    n,
    positive: a.positive + sign * b.positive,
    w: a.w + sign * b.w,
    ww: a.ww + sign * b.ww,
    largest: sign === 1 ? Math.max(a.largest, b.largest) : a.largest,
    wy: a.wy + sign * b.wy,
    wyy: a.wyy + sign * b.wyy,
    wwy: a.wwy + sign * b.wwy,
    wwyy: a.wwyy + sign * b.wwyy,
  }
}

/*
 * The stored form, little-endian. Head: version (1 byte), weighted (2) or not (0), number of measures (2), n (4),
 * record key (4). Then, weighted: w, ww, largest (8 each), and for each measure n, positive (4 each), w, ww, largest, wy, wyy, wwy, wwyy
 * (8 each). Unweighted: for each measure n, positive, wy, wyy; all else follows from these. A cell of an unweighted
 * round, the usual case, is thus less than half as long, and there are 37 to be written for each response.
 */
const formatVersion = 1
const weightedForm = 2
const headBytes = 12
const weightedHeadBytes = 24
const unweightedMeasureBytes = 24
const weightedMeasureBytes = 64

/** The sums as bytes; `decodeSums` gives back the same numbers to the last bit. */
export function encodeSums(sums: CellSums): Uint8Array {
  const isWeighted = !isUnweighted(sums)
  const measureBytes = isWeighted ? weightedMeasureBytes : unweightedMeasureBytes
  const bytes = new Uint8Array(
    headBytes + (isWeighted ? weightedHeadBytes : 0) + sums.measures.length * measureBytes,
  )
  const view = new DataView(bytes.buffer)
  view.setUint8(0, formatVersion)
  view.setUint8(1, isWeighted ? weightedForm : 0)
  view.setUint16(2, sums.measures.length, true)
  view.setUint32(4, sums.n, true)
  view.setUint32(8, sums.recordKey, true)
  let at = headBytes
  if (isWeighted) {
    view.setFloat64(at, sums.w, true)
    view.setFloat64(at + 8, sums.ww, true)
    view.setFloat64(at + 16, sums.largest, true)
    at += weightedHeadBytes
  }
  for (const measure of sums.measures) {
    view.setUint32(at, measure.n, true)
    view.setUint32(at + 4, measure.positive, true)
    at += 8
    if (isWeighted) {
      view.setFloat64(at, measure.w, true)
      view.setFloat64(at + 8, measure.ww, true)
      view.setFloat64(at + 16, measure.largest, true)
      view.setFloat64(at + 24, measure.wy, true)
      view.setFloat64(at + 32, measure.wyy, true)
      view.setFloat64(at + 40, measure.wwy, true)
      view.setFloat64(at + 48, measure.wwyy, true)
      at += 56
    } else {
      view.setFloat64(at, measure.wy, true)
      view.setFloat64(at + 8, measure.wyy, true)
      at += 16
    }
  }
  return bytes
}

/**
 * The sums that `encodeSums` wrote.
 *
 * @throws RangeError when the bytes are of another version or length: the file is damaged, or from a later Foothold
 */
export function decodeSums(bytes: Uint8Array): CellSums {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < headBytes || view.getUint8(0) !== formatVersion)
    throw new RangeError('These are not cell sums of a version that this program reads.')
  const form = view.getUint8(1)
  if (form !== 0 && form !== weightedForm)
    throw new RangeError('These are not cell sums of a version that this program reads.')
  const isWeighted = form === weightedForm
  const count = view.getUint16(2, true)
  const measureBytes = isWeighted ? weightedMeasureBytes : unweightedMeasureBytes
  if (bytes.byteLength !== headBytes + (isWeighted ? weightedHeadBytes : 0) + count * measureBytes)
    throw new RangeError('These cell sums are damaged: their length does not fit their head.')
  const n = view.getUint32(4, true)
  const recordKey = view.getUint32(8, true)
  let at = headBytes
  const w = isWeighted ? view.getFloat64(at, true) : n
  const ww = isWeighted ? view.getFloat64(at + 8, true) : n
  const largest = isWeighted ? view.getFloat64(at + 16, true) : Math.min(n, 1)
  if (isWeighted) at += weightedHeadBytes
  const measures: MeasureSums[] = []
  for (let index = 0; index < count; index++, at += measureBytes) {
    const measureN = view.getUint32(at, true)
    const positive = view.getUint32(at + 4, true)
    if (isWeighted) {
      measures.push({
        n: measureN,
        positive,
        w: view.getFloat64(at + 8, true),
        ww: view.getFloat64(at + 16, true),
        largest: view.getFloat64(at + 24, true),
        wy: view.getFloat64(at + 32, true),
        wyy: view.getFloat64(at + 40, true),
        wwy: view.getFloat64(at + 48, true),
        wwyy: view.getFloat64(at + 56, true),
      })
    } else {
      const wy = view.getFloat64(at + 8, true)
      const wyy = view.getFloat64(at + 16, true)
      const ones = { n: measureN, w: measureN, ww: measureN, largest: Math.min(measureN, 1) }
      measures.push({ ...ones, positive, wy, wyy, wwy: wy, wwyy: wyy })
    }
  }
  return { n, w, ww, largest, recordKey, measures }
}

/**
 * Adds sums (sign 1) to a stored form, or takes them away (−1): what `decodeSums`, `mergeSums` and `encodeSums` would give. Both
 * unweighted, the usual case, the bytes are changed where they are, without an object made: there are 37 cells to each response.
 *
 * @param bytes as `encodeSums` wrote them; no longer to be used but through what is returned
 * @throws RangeError as `mergeSums`
 */
export function mergeIntoBytes(bytes: Uint8Array, sums: CellSums, sign: 1 | -1): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const n = view.getUint32(4, true) + sign * sums.n
  const isInPlace = view.getUint8(1) === 0 && view.getUint16(2, true) === sums.measures.length && n > 0
  if (!isInPlace || !isUnweighted(sums)) return encodeSums(mergeSums(decodeSums(bytes), sums, sign))
  view.setUint32(4, n, true)
  view.setUint32(8, (view.getUint32(8, true) + sign * sums.recordKey) >>> 0, true)
  let at = headBytes
  for (const measure of sums.measures) {
    if (measure.n > 0) {
      const measureN = view.getUint32(at, true) + sign * measure.n
      if (measureN < 0) throw new RangeError('More values would be taken away than the measure holds.')
      view.setUint32(at, measureN, true)
      view.setUint32(at + 4, view.getUint32(at + 4, true) + sign * measure.positive, true)
      // As in `mergeMeasures`: where nobody is left, the residue of subtraction is dropped.
      view.setFloat64(at + 8, measureN === 0 ? 0 : view.getFloat64(at + 8, true) + sign * measure.wy, true)
      view.setFloat64(at + 16, measureN === 0 ? 0 : view.getFloat64(at + 16, true) + sign * measure.wyy, true)
    }
    at += unweightedMeasureBytes
  }
  return bytes
}

/** The number of people in a stored form. */
export function peopleInBytes(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true)
}

function isUnweighted(sums: CellSums): boolean {
  return (
    sums.w === sums.n &&
    sums.ww === sums.n &&
    sums.largest === Math.min(sums.n, 1) &&
    sums.measures.every(
      (measure) =>
        measure.w === measure.n &&
        measure.ww === measure.n &&
        measure.largest === Math.min(measure.n, 1) &&
        measure.wwy === measure.wy &&
        measure.wwyy === measure.wyy,
    )
  )
}

function isUint32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffffffff
}
