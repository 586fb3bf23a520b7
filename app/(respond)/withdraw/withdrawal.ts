/** What came of asking to have answers erased. */
export type Withdrawal =
  | { readonly kind: 'asked' }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'refused'
      readonly code: 'empty' | 'wrong' | 'tooMany' | 'unexpected'
      /** What was written, shown again. */
      readonly written: string
      /** How long to wait, where there were too many tries; else 0. */
      readonly seconds: number
    }
