import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Messages } from '../../message'

/** Everything that is read on the answering pages, in one language. */
export type SurveyWords = {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly questionnaire: Questionnaire
  readonly messages: Messages
}
