import type { ConsentWords } from '../../consent'
import type { Answers } from '../../questionnaire/answer-values'

/** What a form needs to know of the round that it collects for. */
export type XFormRound = {
  /** Address of the round, and id of the form. */
  readonly slug: string
  readonly title: string
  readonly wave: number
  /** Whether its answers are made up, for practice. */
  readonly isSynthetic: boolean
  /** Whether people may give the code of an earlier wave. */
  readonly asksEarlierReceipt: boolean
  /** The consent page in each language that is open for collection, the first one the usual one. */
  readonly consents: readonly RoundConsent[]
  /** What the round itself answers. */
  readonly filledIn: Answers
}

export type RoundConsent = {
  readonly language: string
  /** Under which its wording is kept. */
  readonly id: string
  readonly words: ConsentWords
}
