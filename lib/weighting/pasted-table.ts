import { CsvError, parse } from 'csv-parse/sync'
import type { Result } from '@/lib/result'

/** One line of a table that was typed, pasted or uploaded. */
export type PastedRow = {
  /** Line of the text on which it begins, from 1. */
  readonly line: number
  /** Cells without the spaces around them. */
  readonly cells: readonly string[]
}

/** A table as it came, and how its numbers may be written. */
export type PastedTable = {
  readonly rows: readonly PastedRow[]
  /** Whether a comma parts cells, so that it cannot stand in a number. */
  readonly isPartedByCommas: boolean
}

/**
 * Reads a table from text: cells parted by tab (as spreadsheets copy them), semicolon or comma, whichever the first line uses; quotes as
 * in RFC 4180; empty lines left out.
 */
export function pastedTable(text: string): Result<PastedTable> {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? ''
  const delimiter = ['\t', ';'].find((candidate) => first.includes(candidate)) ?? ','
  try {
    const rows: PastedRow[] = []
    parse(text, {
      delimiter,
      bom: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        // `lines` is the line on which a row ends.
        const line = lines - (cells.join('').split('\n').length - 1)
        if (cells.some((cell) => cell !== '')) rows.push({ line, cells })
        return null
      },
    })
    return { ok: true, value: { rows, isPartedByCommas: delimiter === ',' } }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const message = `This is not a table that can be read: ${error.message}. Look at the quotes in this line.`
    return {
      ok: false,
      problems: [{ path: `line ${Number(error.lines)}`, code: 'table_unreadable', message }],
    }
  }
}

/**
 * A number as people write it: `1200`, `1 200`, `0.485`, `48.5%`; `0,485` where no comma parts the cells.
 *
 * @returns null where it is none, or can be read in two ways (`12,345`)
 */
export function writtenNumber(
  cell: string,
  { isPartedByCommas }: Pick<PastedTable, 'isPartedByCommas'>,
): number | null {
  const isPercent = cell.endsWith('%')
  const bare = cell
    .replace(/%$/, '')
    .trim()
    .replaceAll(/(?<=\d)[ \u00a0\u202f](?=\d{3}(?:\D|$))/g, '')
  const hasThousands = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/.test(bare)
  const pointed = isPartedByCommas || hasThousands ? bare : bare.replace(',', '.')
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(pointed)) return null
  const value = Number(pointed) / (isPercent ? 100 : 1)
  return Number.isFinite(value) ? value : null
}
