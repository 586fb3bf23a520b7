import type { MeanFigure, PovertyFigures, ShareFigure } from './figure'

/** Band codes by name of breakdown, and the category under `category`: `{category: 'victim', gender: 'woman'}`. */
export type Group = Readonly<Record<string, string>>

export type DimensionFigures = MeanFigure & {
  /** Share of people deprived in this dimension; null when the dimension has no cut-off. */
  readonly deprived: ShareFigure | null
}

export type VisibleCell = {
  readonly group: Group
  readonly suppressed: false
  /** People, unweighted. Protected: about so many, off by at most 3. */
  readonly n: number
  /** The category's share of the people of its group, all categories together; null when the table is not by category. */
  readonly share: ShareFigure | null
  readonly overall: MeanFigure
  readonly dimensions: Readonly<Record<string, DimensionFigures>>
  /** Null when the questionnaire measures no poverty. */
  readonly poverty: PovertyFigures | null
}

/** A cell of too few people. Says nothing more, not even whether it is empty. */
export type SuppressedCell = { readonly group: Group; readonly suppressed: true }

export type ProfileCell = VisibleCell | SuppressedCell

/** How many could not be placed in a category, of the people of one group. */
export type UndeterminedShare = {
  /** The group without its category; `{}` for everybody. */
  readonly group: Group
  /** Null when the group, or the undetermined in it, are too few to show. */
  readonly share: ShareFigure | null
}

export type ProfileMethod = {
  /** Each a sentence in English, for the method section. */
  readonly weighting: string
  readonly variance: string
  readonly intervals: string
  readonly disclosure: {
    /** True: unprotected, live, not for publication. */
    readonly exact: boolean
    /** Fewer people than this are not shown. */
    readonly minimumCell: number
    /** The same for the category `victim` by origin, host country or place. */
    readonly minimumVictimCell: number
    readonly statement: string
  }
}

/** What holds for the whole profile and must be said beside it. */
export type ProfileNote = {
  readonly code:
    | 'not_for_publication'
    | 'synthetic'
    | 'non_probability'
    | 'does_not_add_up'
    | 'excluded_share_high'
    | 'bands_hidden'
  /** A sentence in English. */
  readonly text: string
}

/** The aggregate profile of a round: the same object on the page, in the API and on the command line. */
export type Profile = {
  /** Address of the round. */
  readonly survey: string
  /** Date, `2026-03-01`. */
  readonly generatedAt: string
  readonly synthetic: boolean
  readonly questionnaire: { readonly id: string; readonly version: number }
  readonly sampleDesign: SampleDesign
  readonly by: readonly string[]
  readonly where: Readonly<Record<string, string>>
  /** Protected profiles only: the release that the figures come from. */
  readonly release?: { readonly number: number; readonly responses: number; readonly madeOn: string }
  readonly method: ProfileMethod
  /** Categories in the order of display; empty when the questionnaire does not classify. */
  readonly categories: readonly string[]
  /** Dimension ids in the order of the questionnaire. */
  readonly dimensions: readonly string[]
  readonly cells: readonly ProfileCell[]
  /** One entry for each group of the table, its category left aside; empty when the questionnaire does not classify. */
  readonly undetermined: readonly UndeterminedShare[]
  readonly notes: readonly ProfileNote[]
}

export type SampleDesign = 'probability' | 'non_probability'
