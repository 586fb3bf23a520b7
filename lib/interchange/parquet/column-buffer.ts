import { cellForm, misfit } from '../cells'
import { type Cell, missingKinds, type Variable } from '../microdata'
import { bitsFor, hybrid, littleEndian } from './encoding'
import { concatenated } from './thrift'

/** The values of a column in the rows of a group, ready for its pages. */
export type ColumnValues = {
  /** 1 for each row with a value, 0 for null. */
  readonly isDefined: Uint8Array
  /** Those that are defined, encoded. */
  readonly values: Uint8Array
  /** The texts that the values are numbers of; null where they stand for themselves. */
  readonly dictionary: readonly string[] | null
}

/** The cells of a column until their group of rows is written, in the narrowest memory. */
export type ColumnBuffer = {
  readonly add: (cell: Cell, row: number) => void
  /** Bytes that texts of this group take; other types have room for a whole group from the start. */
  readonly textBytes: () => number
  readonly values: () => ColumnValues
  /** Why cells have no value, in the words of `missingKinds`. */
  readonly reasons: () => ColumnValues
  /** Makes room for the next group. */
  readonly clear: () => void
}

/** How the values of a variable are kept: `int32` also for dates, as days since 1 January 1970. */
export type Storage = 'code' | 'int32' | 'double' | 'text'

/** How a variable is kept: numbers as `int32` where they are whole and their bounds, which must be known, fit; else as `double`. */
export function storageOf(variable: Variable): Storage {
  switch (variable.type) {
    case 'categorical':
      return variable.categories.length > 0 ? 'code' : 'text'
    case 'date':
      return 'int32'
    case 'text':
      return 'text'
    case 'number': {
      const { decimals, min, max } = variable
      const isInt32 = decimals === 0 && min !== null && max !== null && min >= -(2 ** 31) && max < 2 ** 31
      return isInt32 ? 'int32' : 'double'
    }
  }
}

/** @param rowsOfAGroup most cells between two calls of `clear` */
export function columnBuffer(variable: Variable, rowsOfAGroup: number): ColumnBuffer {
  const storage = storageOf(variable)
  // 0 where there is a value, else the number of the reason from 1.
  const reasonNumbers = new Uint8Array(rowsOfAGroup)
  const numbers =
    storage === 'double'
      ? new Float64Array(rowsOfAGroup)
      : new Int32Array(storage === 'text' ? 0 : rowsOfAGroup)
  const texts = textBuffer()
  let rows = 0
  let rowNow = 0
  let defined = 0

  const codes = variable.type === 'categorical' ? variable.categories.map(({ code }) => code) : []
  const places = new Map(
    variable.type === 'categorical' ? variable.categories.map(({ value }, place) => [value, place]) : [],
  )
  const isWhole = variable.type === 'number' && storage === 'int32'
  const keep = (value: number) => {
    numbers[defined] = value
    defined += 1
    return 0
  }
  const store = cellForm<number>(variable, {
    category: (value) => {
      const place = places.get(value)
      return place === undefined ? undefined : keep(place)
    },
    number: (value) => {
      if (isWhole && (value | 0) !== value) throw misfit(variable, rowNow, 'a whole number within its bounds')
      return keep(value)
    },
    text: (value) => {
      texts.add(value)
      return 0
    },
    date: (_, day) => keep(day),
    missing: ({ missing }) => missingKinds.indexOf(missing) + 1,
  })

  return {
    add: (cell, row) => {
      rowNow = row
      reasonNumbers[rows] = store(cell, row)
      rows += 1
    },
    textBytes: texts.length,
    values: () => ({
      isDefined: reasonNumbers.subarray(0, rows).map((reason) => (reason === 0 ? 1 : 0)),
      values:
        storage === 'text'
          ? texts.bytes()
          : storage === 'code'
            ? numbersOf(numbers.subarray(0, defined), codes.length)
            : bytesOfNumbers(numbers.subarray(0, defined)),
      dictionary: storage === 'code' ? codes : null,
    }),
    reasons: () => {
      const given = reasonNumbers.subarray(0, rows)
      return {
        isDefined: given.map((reason) => (reason === 0 ? 0 : 1)),
        values: numbersOf(
          given.filter((reason) => reason !== 0).map((reason) => reason - 1),
          missingKinds.length,
        ),
        dictionary: missingKinds,
      }
    },
    clear: () => {
      rows = 0
      defined = 0
      texts.clear()
    },
  }
}

/** Numbers of texts in a dictionary, after the bits that each takes. */
function numbersOf(numbers: Uint8Array | Int32Array | Float64Array, count: number): Uint8Array {
  const bits = bitsFor(count)
  const small = numbers instanceof Float64Array ? Int32Array.from(numbers) : numbers
  return concatenated([Uint8Array.of(bits), hybrid(small, bits)])
}

function bytesOfNumbers(numbers: Int32Array | Float64Array): Uint8Array {
  const width = numbers.BYTES_PER_ELEMENT
  const bytes = new Uint8Array(numbers.length * width)
  const view = new DataView(bytes.buffer)
  for (const [index, number] of numbers.entries()) {
    if (width === 8) view.setFloat64(index * width, number, true)
    else view.setInt32(index * width, number, true)
  }
  return bytes
}

/** Texts as `plainTexts` of encoding.ts writes them, added one at a time. */
function textBuffer() {
  const encoder = new TextEncoder()
  let memory = new Uint8Array(0)
  let length = 0
  return {
    add: (text: string) => {
      // UTF-8 takes three bytes at most for each unit of UTF-16.
      const room = length + lengthBytes + 3 * text.length
      if (room > memory.length) {
        const larger = new Uint8Array(2 * room)
        larger.set(memory.subarray(0, length))
        memory = larger
      }
      const { written } = encoder.encodeInto(text, memory.subarray(length + lengthBytes))
      memory.set(littleEndian(written), length)
      length += lengthBytes + written
    },
    length: () => length,
    bytes: () => memory.subarray(0, length),
    clear: () => {
      length = 0
    },
  }
}

/** Bytes of the length before a text. */
const lengthBytes = 4
