/**
 * A report as plain data: what it says, in which order, in one language. How it looks is decided where it is written out, as PDF or as a page.
 * Every text is shown as it is; nothing in it is markup.
 */
export type ReportDocument = {
  /** BCP 47, for hyphens, quotation marks and screen readers. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly title: string
  /** Under the title; may be empty. */
  readonly subtitle: string
  /** What must be read first, on every page: "Synthetic data"; null for nothing. */
  readonly marking: string | null
  /** Facts at the head of the first page: place, dates, number of people, kind of sample. */
  readonly facts: readonly ReportFact[]
  readonly blocks: readonly ReportBlock[]
  /** At the foot of every page: the source line or the citation. */
  readonly footer: string
  /** "Page {page} of {pages}"; both names stand once each. */
  readonly pageNumber: string
  /** Day of making, YYYY-MM-DD: the file's own date, so that the same figures give the same file. */
  readonly madeOn: string
  /** Who stands for the report, in the file's properties; empty for nobody. */
  readonly author: string
}

export type ReportFact = { readonly label: string; readonly value: string }

export type ReportBlock =
  /** 1: a part of the report; 2: a section of it; 3: a part of a section. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | {
      readonly kind: 'paragraph'
      /** `lead` says the finding; `quiet` is a note; `warning` stands in a frame. */
      readonly tone: 'plain' | 'lead' | 'quiet' | 'warning'
      readonly text: string
    }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | ReportTable
  | {
      readonly kind: 'figure'
      readonly title: string
      readonly subtitle: string
      readonly source: string
      /** As the charts draw it, tokens and all; about 680 CSS pixels wide fills a page. */
      readonly svg: string
      /** The picture in words, for those who do not see it. */
      readonly alternative: string
    }
  | { readonly kind: 'page-break' }

export type ReportTable = {
  readonly kind: 'table'
  readonly caption: string
  readonly columns: readonly {
    readonly head: string
    /** Figures stand at the end side, under each other. */
    readonly isFigure: boolean
  }[]
  /** How many columns at the start name the row. */
  readonly rowHeads: number
  /** Each as long as the columns. */
  readonly rows: readonly (readonly ReportCell[])[]
  /** Under the table; may be empty. */
  readonly note: string
}

export type ReportCell = {
  readonly text: string
  /** Hatched: the figure is withheld, and the text says why. */
  readonly isHidden?: boolean
}
