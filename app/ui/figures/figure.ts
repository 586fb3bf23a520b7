import type { CsvCell } from '../charts/chart-csv'
import type { ChartFrame } from '../charts/chart-frame'

/** The table behind a picture: as a page shows it and as a file holds it. */
export type FigureTable = {
  readonly columns: readonly string[]
  /** Words and figures as a page shows them; the first cell names the row. */
  readonly rows: readonly (readonly string[])[]
  /** The same figures for a program, with columns of their own: bare numbers, bands by code, why one is missing. */
  readonly data: { readonly columns: readonly string[]; readonly rows: readonly (readonly CsvCell[])[] }
}

/** One picture of a profile with all that belongs to it, wherever it is shown: on a page, in a file, in a report. */
export type ProfileFigure = {
  /** Names it in addresses and file names: letters, digits and hyphens. */
  readonly id: string
  /** The finding or the question. */
  readonly title: string
  /** Unit, uncertainty and number of people. */
  readonly subtitle: string
  /** Shown two in a row on a wide desk. */
  readonly isHalf: boolean
  readonly draw: (frame: ChartFrame) => string
  readonly table: FigureTable
}
