/** A cell of the table behind a chart. */
export type CsvCell = string | number | null

/**
 * The table behind a chart as CSV (RFC 4180, CRLF): cells with a comma, a quote or a line break are quoted. A text that a spreadsheet would
 * run as a formula begins with an apostrophe instead; numbers are written with a point and without grouping; null is empty.
 *
 * @param rows the first one names the columns
 * @see OWASP, CSV Injection
 */
export function chartCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(written).join(',')}\r\n`).join('')
}

function written(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const safe = /^[\s\p{Cf}]*[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
