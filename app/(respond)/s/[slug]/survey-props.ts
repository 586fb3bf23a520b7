import type { Answers } from '@/lib/questionnaire/answer-values'
import type { GivenSurvey } from '../../device/offline-pages'
import type { OfferedLanguage } from '../../language-menu'
import type { PageState } from './page-state'
import type { SurveyWords } from './survey-words'

/** Everything that a survey is drawn from, before anything was answered. */
export type SurveyProps = GivenSurvey & {
  /** The survey in the language of the page. */
  readonly served: SurveyWords
  readonly languages: readonly OfferedLanguage[]
  /** A demonstration: said on every page. */
  readonly isSample: boolean
  /** The round's public key, which finished interviews are sealed to. */
  readonly sealingKey: string
  /** Answers that are not the person's to give. */
  readonly hidden: Answers
  /** The round continues an earlier one: people are asked for the code that they got there. */
  readonly asksEarlier: boolean
}

/** What the server draws the page with, and gives to the script that takes it over. */
export type AnsweringProps = SurveyProps & {
  readonly first: PageState
  /** The code that this interview was saved under in this sitting, in groups of four; null when it was not. */
  readonly code: string | null
}
