import { once } from 'node:events'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { CsvError, type Parser, parse } from 'csv-parse'
import type { CodedColumn } from '@/lib/estimation/columns'
import { progressBar, UsageError } from './terminal'

/** Columns of a CSV file, by name; only those asked for are kept. */
export type CsvColumns = {
  readonly header: readonly string[]
  readonly rows: number
  /** NaN where a cell is empty or NA. */
  readonly numbers: ReadonlyMap<string, Float64Array>
  /** Code −1 where a cell is empty or NA. */
  readonly labels: ReadonlyMap<string, CodedColumn>
  /** The place of a row (from 0) in words, for a message: `survey.csv, line 12`. */
  readonly placeOf: (row: number) => string
}

export type WantedColumns = {
  readonly numbers?: readonly string[]
  readonly labels?: readonly string[]
}

/**
 * Reads columns of a CSV file as a stream: comma, semicolon or tab (whichever the header uses), quotes as in RFC 4180, UTF-8 with or
 * without a byte order mark. The file is never in memory as a whole; a number takes 8 bytes, a label 4, a row 4 more.
 *
 * @param file a path; `-` is standard input
 * @param wanted the columns to read, or a function that chooses them from the header and may refuse it
 * @throws UsageError naming file, line, column and remedy: no such file, not UTF-8, no such column, a wanted name that stands twice in
 *   the header, a row of another length, a cell that is not a number
 */
export async function readColumns(
  file: string,
  wanted: WantedColumns | ((header: readonly string[]) => WantedColumns),
): Promise<CsvColumns> {
  const name = file === '-' ? 'standard input' : file
  const size = sizeOf(file)
  const table = gatheredTable(name, wanted)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const bar = progressBar('Reading bytes')
  let parsing: { readonly parser: Parser; readonly end: Promise<void> } | null = null
  let done = 0
  try {
    for await (const chunk of file === '-'
      ? process.stdin
      : createReadStream(file, { highWaterMark: 1 << 18 })) {
      requireUtf8(name, () => decoder.decode(chunk, { stream: true }))
      if (parsing === null) {
        const parser = startParser(String(chunk), table.take)
        parsing = { parser, end: finished(parser) }
        // Awaited below; until then a failure waits in the promise.
        parsing.end.catch(() => undefined)
      }
      const { parser, end } = parsing
      if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), end])
      done += chunk.length
      bar.update(done, Math.max(size, done))
    }
    requireUtf8(name, () => decoder.decode())
    parsing?.parser.end()
    await parsing?.end
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UsageError(`${name}, line ${Number(error.lines)}: ${error.message}. Check the quotes there.`)
  } finally {
    parsing?.parser.destroy()
    bar.end()
  }
  return table.finish()
}

function sizeOf(file: string): number {
  if (file === '-') return 0
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file. Check the path.`)
  const stat = statSync(file)
  if (stat.isDirectory()) throw new UsageError(`${file}: this is a folder. Name a file in it.`)
  return stat.size
}

function requireUtf8(name: string, decode: () => unknown): void {
  try {
    decode()
  } catch {
    throw new UsageError(`${name}: this is not UTF-8 text. Save the table as CSV in UTF-8.`)
  }
}

function startParser(head: string, take: (record: readonly string[], line: number) => void): Parser {
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(head),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 10_000_000,
    // Rows are taken here and dropped, so that nothing waits on the readable side of the parser.
    on_record: (record: readonly string[], { lines }) => {
      take(record, lines)
      return null
    },
  })
  parser.resume()
  return parser
}

/** The mark that the header uses most, outside quotes; the comma where none stands there. */
function delimiterOf(head: string): string {
  const counts = new Map([',', ';', '\t'].map((mark) => [mark, 0]))
  let isQuoted = false
  for (const letter of head) {
    if (letter === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (letter === '\n' || letter === '\r') break
    else if (counts.has(letter)) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0]
}

type Gathered<T> = { readonly add: (cell: string, place: () => string) => void; readonly finish: () => T }

function gatheredTable(file: string, wanted: Parameters<typeof readColumns>[1]) {
  const numbers = new Map<string, Gathered<Float64Array>>()
  const labels = new Map<string, Gathered<CodedColumn>>()
  const lines = growing((length) => new Int32Array(length))
  const columns: { readonly at: number; readonly add: Gathered<unknown>['add'] }[] = []
  let header: readonly string[] | null = null

  function readHeader(names: readonly string[]): readonly string[] {
    const { numbers: asNumbers = [], labels: asLabels = [] } =
      typeof wanted === 'function' ? wanted(names) : wanted
    refuseMissingColumns(file, names, [...asNumbers, ...asLabels])
    for (const name of new Set(asNumbers)) numbers.set(name, numberColumn(name))
    for (const name of new Set(asLabels)) labels.set(name, labelColumn())
    for (const [name, { add }] of [...numbers, ...labels]) columns.push({ at: names.indexOf(name), add })
    return names
  }

  return {
    take(record: readonly string[], line: number): void {
      if (header === null) {
        header = readHeader(record.map((cell) => cell.trim()))
        return
      }
      const place = () => `${file}, line ${line}`
      if (record.length !== header.length) {
        throw new UsageError(
          `${place()}: it has ${record.length} columns and the first row has ${header.length}. Check commas and quotes.`,
        )
      }
      for (const { at, add } of columns) add(record[at] ?? '', place)
      lines.push(line)
    },
    finish(): CsvColumns {
      if (header === null)
        throw new UsageError(`${file}: the file is empty. Its first row names the columns.`)
      const lineOf = lines.finish()
      if (lineOf.length === 0) throw new UsageError(`${file}: there are no rows below the header.`)
      return {
        header,
        rows: lineOf.length,
        numbers: new Map([...numbers].map(([name, column]) => [name, column.finish()])),
        labels: new Map([...labels].map(([name, column]) => [name, column.finish()])),
        placeOf: (row) => `${file}, line ${lineOf[row] ?? '?'}`,
      }
    },
  }
}

function refuseMissingColumns(file: string, header: readonly string[], wanted: readonly string[]): void {
  const unknown = [...new Set(wanted)].filter((name) => !header.includes(name))
  if (unknown.length > 0) {
    throw new UsageError(
      `${file}: there is no column ${unknown.map((name) => `"${name}"`).join(', ')}. There are: ${header.filter((name) => name !== '').join(', ')}.`,
    )
  }
  const repeated = [...new Set(wanted)].filter((name) => header.indexOf(name) !== header.lastIndexOf(name))
  if (repeated.length > 0) {
    throw new UsageError(
      `${file}, line 1: these columns stand twice: ${repeated.join(', ')}. Give each a name of its own.`,
    )
  }
}

const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

function isMissing(cell: string): boolean {
  return cell === '' || cell === 'NA'
}

function numberColumn(name: string): Gathered<Float64Array> {
  const values = growing((length) => new Float64Array(length))
  return {
    add(cell, place) {
      const text = cell.trim()
      const value = isMissing(text) ? Number.NaN : isNumber.test(text) ? Number(text) : null
      if (value === null || value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
        throw new UsageError(
          `${place()}, column "${name}": "${text}" is not a number. Write it as 12 or 12.5, and leave the cell empty (or NA) where there is none.`,
        )
      }
      values.push(value)
    },
    finish: () => values.finish(),
  }
}

function labelColumn(): Gathered<CodedColumn> {
  const places = new Map<string, number>()
  const codes = growing((length) => new Int32Array(length))
  return {
    add(cell) {
      const label = cell.trim()
      let code = -1
      if (!isMissing(label)) {
        code = places.get(label) ?? places.size
        places.set(label, code)
      }
      codes.push(code)
    },
    finish: () => ({ codes: codes.finish(), names: [...places.keys()] }),
  }
}

/** A typed array that doubles when it is full. */
function growing<T extends Float64Array | Int32Array>(make: (length: number) => T) {
  let values = make(1024)
  let length = 0
  return {
    push(value: number): void {
      if (length === values.length) {
        const larger = make(2 * length)
        larger.set(values)
        values = larger
      }
      values[length] = value
      length += 1
    },
    finish(): T {
      const exact = make(length)
      exact.set(values.subarray(0, length))
      return exact
    },
  }
}
