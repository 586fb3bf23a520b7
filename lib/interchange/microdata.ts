/**
 * A table of single answers on its way to a file: what every format of `interchange` writes from. A row is a person; it is
 * made and written one at a time, so that a table of any length takes the memory of a few rows.
 */

/** Why a cell holds no value. Kept apart in every format that can tell them apart. */
export const missingKinds = ['refused', 'dont_know', 'not_applicable', 'not_asked', 'skipped'] as const
export type MissingKind = (typeof missingKinds)[number]

/** A cell without a value. There is one object of each kind: `missing.refused`. */
export type MissingCell = { readonly missing: MissingKind }

/** A number, a text, the number of a category, a date as `2026-03-01`, or why there is none. */
export type Cell = number | string | MissingCell

export const missing = {
  refused: { missing: 'refused' },
  dont_know: { missing: 'dont_know' },
  not_applicable: { missing: 'not_applicable' },
  not_asked: { missing: 'not_asked' },
  skipped: { missing: 'skipped' },
} as const satisfies { readonly [K in MissingKind]: { readonly missing: K } }

/** A category of a variable. */
export type Category = {
  /** As answers are kept: `employed`. */
  readonly code: string
  /** The whole number that stands for it in cells and in files with value labels: `1`. */
  readonly value: number
  /** In the language of the table. */
  readonly label: string
}

type EveryVariable = {
  /** As in the questionnaire, unique but for the case of letters: letters, digits and `_`. A format that takes fewer makes it fit. */
  readonly name: string
  /** In the language of the table; any script, any length. */
  readonly label: string
  /** The question in full, for the codebook; '' where none was asked. */
  readonly question: string
  /** What it is about, for the codebook's groups: the id of a section, `scores`, `design` or `response`. */
  readonly group: string
}

export type Variable = EveryVariable &
  (
    | {
        readonly type: 'categorical'
        readonly level: 'nominal' | 'ordinal'
        readonly categories: readonly Category[]
      }
    | {
        readonly type: 'number'
        /** Most digits after the decimal point; null for as many as a double has. */
        readonly decimals: number | null
        /** Least and largest value that can occur; null where there is no bound. */
        readonly min: number | null
        readonly max: number | null
        readonly unit: string
      }
    | {
        readonly type: 'text'
        /** Most bytes that a cell of this table takes in UTF-8. */
        readonly maxBytes: number
      }
    | { readonly type: 'date' }
  )

/** The words of the reasons for a missing value, in the language of the table. */
export type MissingLabels = Readonly<Record<MissingKind, string>>

export type Microdata = {
  /** Name of the data set as files hold it, in ASCII: `spring-2026`. */
  readonly name: string
  readonly title: string
  /** Language of the labels: `ar`. */
  readonly language: string
  /** Date, `2026-03-01`. */
  readonly madeOn: string
  readonly variables: readonly Variable[]
  readonly missingLabels: MissingLabels
  readonly rowCount: number
  /** A cell for each variable, in their order. May be read once. */
  readonly rows: AsyncIterable<readonly Cell[]>
}
