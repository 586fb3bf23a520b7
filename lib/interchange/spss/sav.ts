import { dayNumber } from '../../questionnaire/calendar'
import { type GrowingBytes, growingBytes } from '../growing-bytes'
import type { Cell, Microdata } from '../microdata'
import { tableRows } from '../table-rows'
import { writeUtf8 } from '../utf8'
import { type NumericColumn, type SavColumn, savColumns, segmentBytes, type TextColumn } from './columns'
import { bias, dictionary } from './dictionary'
import { savProblems } from './limits'
import { textCodes, writtenText } from './missing-codes'

/**
 * The bytes of an SPSS system file, with bytecode compression, in pieces of about 64 kB. It holds one row at a time.
 *
 * Numbers, categories and dates that are missing become codes that the file declares and labels; see `numericCodes` and, for texts,
 * `textCodes`. Check with `savProblems` first.
 *
 * @throws RangeError before the first byte when `savProblems` reports a problem; later when a row does not fit its variables (the
 *   column and the row are named, the value is not) or there are more or fewer rows than `rowCount`
 */
export async function* writeSav(table: Microdata): AsyncGenerator<Uint8Array> {
  const [problem] = savProblems(table)
  if (problem !== undefined) throw new RangeError(problem.message)
  const columns = savColumns(table.variables, table.missingLabels)
  yield dictionary(table, columns)

  const out = growingBytes(2 * pieceBytes)
  const words = compressedWords(out)
  const writers = columns.map((column) => cellWriter(column, words))
  for await (const row of tableRows(table)) {
    for (let place = 0; place < writers.length; place += 1) {
      const fault = writers[place]?.(row.cells[place])
      if (fault !== undefined) throw row.fault(place, fault)
    }
    if (words.finishedBytes() >= pieceBytes) yield words.take()
  }
  words.end()
  yield out.take(out.length())
}

const pieceBytes = 65_536

/** Writes a cell; returns what is wrong with it where it cannot. */
type CellWriter = (cell: Cell | undefined) => string | undefined

function cellWriter(column: SavColumn, words: CompressedWords): CellWriter {
  return column.kind === 'text' ? textWriter(column, words) : numberWriter(column, words)
}

function numberWriter(column: NumericColumn, words: CompressedWords): CellWriter {
  const { codes } = column
  const { refused: first, skipped: last } = codes
  const isDate = column.kind === 'date'
  return (cell) => {
    if (typeof cell === 'object') {
      words.number(codes[cell.missing])
      return undefined
    }
    const value = isDate ? secondsSince1582(cell) : cell
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return isDate ? 'is not a date such as 2026-03-01' : 'is not a finite number'
    }
    if (value === systemMissing) return 'is the one number that SPSS keeps for itself'
    if (value >= first && value <= last) {
      return `lies among the codes of missing values, ${first} to ${last}: give the variable its true least value`
    }
    words.number(value)
    return undefined
  }
}

const systemMissing = -Number.MAX_VALUE

/** 141,428 days lie between 1582-10-14, from which SPSS counts, and 1970-01-01. */
function secondsSince1582(cell: Cell | undefined): number | null {
  const days = typeof cell === 'string' ? dayNumber(cell) : Number.NaN
  return Number.isNaN(days) ? null : (days + 141_428) * 86_400
}

function textWriter(column: TextColumn, words: CompressedWords): CellWriter {
  const answer = new Uint8Array(column.width)
  const field = new Uint8Array(column.words * 8)
  return (cell) => {
    if (typeof cell === 'number' || cell === undefined) return 'is not a text'
    const text = typeof cell === 'object' ? textCodes[cell.missing] : writtenText(cell)
    const length = writeUtf8(text, answer)
    if (length === null) return `is longer than the ${column.width} bytes of its variable`
    // Each piece of 255 bytes begins at a multiple of 256.
    let end = 0
    for (let from = 0; from < length; from += segmentBytes.held) {
      const piece = answer.subarray(from, Math.min(from + segmentBytes.held, length))
      const at = (from / segmentBytes.held) * (segmentBytes.held + 1)
      field.set(piece, at)
      if (piece.length === segmentBytes.held) field[at + segmentBytes.held] = space
      end = at + piece.length
    }
    const wordEnd = Math.ceil(end / 8) * 8
    field.fill(space, end, wordEnd)
    words.textWords(field.subarray(0, wordEnd))
    words.blanks(column.words - wordEnd / 8)
    return undefined
  }
}

const space = 32

/** Words of eight bytes as SPSS compresses them: eight commands of a byte each, then the words that no command stands for. */
type CompressedWords = {
  readonly number: (value: number) => void
  readonly textWords: (bytes: Uint8Array) => void
  readonly blanks: (count: number) => void
  readonly end: () => void
  /** Bytes that later words cannot change. */
  readonly finishedBytes: () => number
  readonly take: () => Uint8Array
}

const commands = { firstNumber: 1, lastNumber: 251, end: 252, whole: 253, blank: 254 } as const

function compressedWords(out: GrowingBytes): CompressedWords {
  let blockAt = 0
  let used = 8

  function command(code: number): void {
    if (used === 8) {
      blockAt = out.length()
      out.fill(0, 8)
      used = 0
    }
    out.setUint8(blockAt + used, code)
    used += 1
  }

  const finishedBytes = () => (used === 8 ? out.length() : blockAt)

  return {
    number: (value) => {
      // A small fraction would be lost in the sum.
      const code = Number.isInteger(value) ? value + bias : 0
      if (code >= commands.firstNumber && code <= commands.lastNumber) {
        command(code)
      } else {
        command(commands.whole)
        out.float64(value)
      }
    },
    textWords: (bytes) => {
      for (let from = 0; from < bytes.length; from += 8) {
        if (isBlank(bytes, from)) {
          command(commands.blank)
        } else {
          command(commands.whole)
          out.bytes(bytes.subarray(from, from + 8))
        }
      }
    },
    blanks: (count) => {
      for (let left = count; left > 0; left -= 1) command(commands.blank)
    },
    end: () => command(commands.end),
    finishedBytes,
    take: () => {
      const finished = finishedBytes()
      const taken = out.take(finished)
      blockAt -= finished
      return taken
    },
  }
}

function isBlank(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < from + 8; at += 1) if (bytes[at] !== space) return false
  return true
}
