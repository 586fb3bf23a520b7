/** What stands in a form that asks for a code. */
export type CodeEntry =
  | { readonly kind: 'asked' }
  | {
      readonly kind: 'refused'
      readonly code: 'empty' | 'wrong' | 'tooMany' | 'unexpected'
      /** What was written, shown again. */
      readonly written: string
      /** How long to wait, where there were too many tries; else 0. */
      readonly seconds: number
    }

/** The status that programs read. */
export function statusOfEntry(entry: CodeEntry): {
  readonly status: number
  readonly retryAfterSeconds?: number
} {
  if (entry.kind === 'asked') return { status: 200 }
  return entry.code === 'tooMany' ? { status: 429, retryAfterSeconds: entry.seconds } : { status: 422 }
}
