import type { CodeEntry } from '../code-entry'

/** What came of asking to have answers erased. */
export type Withdrawal = CodeEntry | { readonly kind: 'done' }
