/** What is read of a file at most; the longest questionnaire that comes with Foothold makes a fiftieth of it. */
export const xliffLimits = {
  fileBytes: 20_000_000,
  /** Elements inside each other. */
  depth: 100,
  units: 50_000,
} as const
