/** One thing wrong with an input: where, what kind, and a sentence that says what to do. */
export type Problem = {
  /** Where in the input, dots between keys and `[n]` for list places: `items[3].choices[0].code`. */
  readonly path: string
  /** Stable machine name in snake_case, for programs and for translated messages. */
  readonly code: string
  /** What is wrong and what would be right, in English. Carries no answer, name or secret. */
  readonly message: string
  /** Values that a translated message needs (limits, codes offered); never the answer itself. */
  readonly params?: Readonly<Record<string, string | number>>
}

/** The outcome of reading something from outside: the value, or every problem found. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }
