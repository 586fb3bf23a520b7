/** What kind of error it was, for a log: never its message, which may quote what was answered. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  // SQLite's own name for it, such as SQLITE_FULL.
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}`
}
