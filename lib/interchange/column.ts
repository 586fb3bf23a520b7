import type { Answers } from '../questionnaire/answer-values'
import type { AnswerStatus } from '../questionnaire/missing'
import type { ScoredResponse } from '../scoring/score'
import type { Cell, Variable } from './microdata'

/** One person's answers and what follows from them: what a row of microdata is made from. */
export type Person = {
  /** Made for one file: neither the submission's id nor the receipt. */
  readonly rowId: string
  /** Date, `2026-03-01`. */
  readonly answeredOn: string
  /** Language that the person read. */
  readonly language: string
  readonly channel: Channel
  readonly questionnaireVersion: number
  readonly answers: Answers
  readonly statuses: ReadonlyMap<string, AnswerStatus>
  /** Null where the questionnaire has no scoring block. */
  readonly scored: ScoredResponse | null
  /** Null where the round has no weights. */
  readonly design: SampleUnit | null
}

export const channels = ['web', 'api', 'import'] as const
export type Channel = (typeof channels)[number]

/** A person's place in the sample. */
export type SampleUnit = {
  /** Survey weight; null for a person without one. */
  readonly weight: number | null
  readonly stratum: string
  readonly psu: string
}

/** Variables that are filled together: the one of an item, or those of the options of a multiple one. */
export type Column = {
  readonly variables: readonly Variable[]
  /** Adds a person's cells to a row, one for each variable. */
  readonly fill: (row: Cell[], person: Person) => void
}

/** What is asked for in a table of microdata. */
export type MicrodataChoice = {
  /** Of labels; what has no text in it falls back to the questionnaire's default language. */
  readonly language: string
  /** Whether sensitive items, and what gives their answers away, are included. */
  readonly includeSensitive: boolean
  /** Whether what people wrote in their own words is included. */
  readonly includeText: boolean
  /** Whether the score of each item stands beside the scores made from them. */
  readonly includeItemScores: boolean
}

/** A variable that was left out, and why. */
export type LeftOut = {
  readonly name: string
  /** In the language of the table. */
  readonly label: string
  readonly why: 'sensitive' | 'text'
}

/** A column, or what is said in its place. */
export type ColumnOrGap = { readonly column: Column } | { readonly leftOut: LeftOut }
