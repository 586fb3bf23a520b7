import type { MissingCode, ResponseOption } from '../../questionnaire/definition'
import { namedInText } from '../../questionnaire/filled-text'
import type { FormRow } from './headings'

/** The parts of a questionnaire that the survey sheet holds, not yet looked over as a whole. */
export type CarriedSurvey = {
  readonly sections: readonly DraftSection[]
  readonly repeats: readonly DraftRepeat[]
  readonly items: readonly DraftItem[]
  readonly choiceLists: Readonly<Record<string, readonly ResponseOption[]>>
  /** The reserved codes that items offer. */
  readonly missing: ReadonlySet<MissingCode>
  /** Ids of rows that nothing was made of. */
  readonly notCarried: ReadonlySet<string>
}

/** An item with what decides where it stands. */
export type DraftItem = {
  readonly id: string
  readonly row: FormRow
  readonly section: string
  readonly definition: Readonly<Record<string, unknown>>
}

export type DraftSection = {
  readonly id: string
  /** Id of the repeat that it belongs to; null for none. */
  readonly repeat: string | null
  readonly definition: Readonly<Record<string, unknown>>
}

export type DraftRepeat = {
  readonly id: string
  readonly row: FormRow
  readonly definition: Readonly<Record<string, unknown>> & {
    readonly relevant: string | null
    readonly count: string | null
    readonly most: number
  }
}

/** The ids that an item names, in expressions and in texts. */
export function idsNamedIn({ definition }: DraftItem): readonly string[] {
  return namedInText(JSON.stringify(definition))
}
