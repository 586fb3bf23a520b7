/**
 * A questionnaire as it is laid on paper, in the order of reading and in one language: all of it words, so that the template needs to know
 * nothing of questionnaires.
 */
export type PaperDocument = {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** Of the words around the questionnaire, which are English where its language is not spoken. */
  readonly wordsDirection: 'ltr' | 'rtl'
  readonly title: string
  readonly intro: string
  readonly outro: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  /** What to know before this is given to anybody: a translation that is not finished, for one. */
  readonly warnings: readonly string[]
  /** The warning that is added where the fonts lack a sign of the document. */
  readonly warningOfMissingSigns: string
  readonly how: { readonly heading: string; readonly sentences: readonly string[] }
  /** The heading of a table of contents; null where the questionnaire is too short for one. */
  readonly contents: string | null
  readonly sections: readonly PaperSection[]
  /** What nobody is asked; null where there is nothing of that kind. */
  readonly annex: PaperAnnex | null
  readonly footer: string
  /** With `{page}` and `{pages}`. */
  readonly pageNumber: string
  /** `2026-03-01`; null where it is not published. */
  readonly publishedOn: string | null
}

export type PaperSection = {
  readonly title: string
  readonly notes: readonly string[]
  readonly intro: string
  readonly groups: readonly PaperGroup[]
}

/** Items that follow each other and are asked under one condition, or one item. */
export type PaperGroup = { readonly skip: Rich | null; readonly items: readonly PaperItem[] }

export type PaperItem = {
  readonly id: string
  /** Its place among the questions; null for what is only read out. */
  readonly number: number | null
  readonly label: string
  readonly help: string
  /** Sensitive, high risk, needs an answer. */
  readonly marks: readonly string[]
  /** How to answer, in the order of reading. */
  readonly hints: readonly Rich[]
  readonly answer: PaperAnswer
  /** Prefer not to answer, don't know, does not apply: as far as they are offered. */
  readonly reserved: readonly PaperOption[]
  /** Whether it surely fits on a page and is not to be broken over two. */
  readonly isKeptWhole: boolean
}

export type PaperOption = {
  readonly code: string
  readonly label: string
  /** What is to be known of it; '' for nothing. */
  readonly note: string
}

/** The room for an answer. */
export type PaperAnswer =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'options'
      /** What is ticked: one of circles, any of squares; or squares that take a number. */
      readonly mark: 'circle' | 'square' | 'number'
      readonly columns: 1 | 2
      readonly options: readonly PaperOption[]
      /** Said where the list goes on; null where it is whole. */
      readonly more: { readonly text: string; readonly write: string } | null
    }
  | { readonly kind: 'lines'; readonly lines: number; readonly unit: string; readonly isShort: boolean }
  | {
      readonly kind: 'cells'
      readonly fields: readonly { readonly label: string; readonly cells: number }[]
      /** A time of day is written from left to right in every language. */
      readonly isTime: boolean
    }
  | {
      readonly kind: 'scale'
      readonly values: readonly string[]
      readonly minLabel: string
      readonly maxLabel: string
    }
  | {
      readonly kind: 'ends'
      readonly ends: readonly { readonly value: string; readonly label: string }[]
    }

export type PaperAnnex = {
  readonly heading: string
  readonly text: string
  readonly heads: readonly string[]
  readonly rows: readonly { readonly id: string; readonly name: string; readonly how: Rich }[]
}

/** A sentence with parts that are set in their own way. */
export type Rich = readonly RichPart[]
export type RichPart =
  | { readonly kind: 'words'; readonly text: string }
  /** An item: its number among the questions ('' where it has none) and its id. */
  | { readonly kind: 'item'; readonly number: string; readonly id: string }
  /** An expression, which is read from left to right in every language. */
  | { readonly kind: 'expression'; readonly text: string }
