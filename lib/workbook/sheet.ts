/** The cells of a workbook as texts, whatever it was stored as. */
export type Workbook = { readonly sheets: readonly Sheet[] }

export type Sheet = {
  readonly name: string
  /** Rows that hold something, from the top. */
  readonly rows: readonly SheetRow[]
}

export type SheetRow = {
  /** As a spreadsheet program numbers it, from 1. */
  readonly number: number
  /** Texts by column, from 0; cells without text are left out. */
  readonly cells: ReadonlyMap<number, string>
  /** Columns whose text is what a formula gave last. */
  readonly formulas: ReadonlySet<number>
}
