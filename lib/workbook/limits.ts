/** What is read of a workbook at most; real forms of needs assessments have a tenth of it. */
export const workbookLimits = {
  fileBytes: 10_000_000,
  /** Of everything that is read, unpacked. */
  unpackedBytes: 100_000_000,
  entries: 2_000,
  sheets: 100,
  /** Of one sheet. */
  rows: 50_000,
  /** Of all sheets. */
  cells: 1_000_000,
  columns: 1_000,
} as const
