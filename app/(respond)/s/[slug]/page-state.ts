import type { Answers } from '@/lib/questionnaire/answer-values'
import type { EntryFault } from '../../entry'
import { type Interview, newInterview, type Turn } from '../../interview'

/** Reasons why sending failed that have words of their own (`trouble.…`). */
const troubleCodes = [
  'network',
  'unexpected',
  'storage_full',
  'too_many_requests',
  'answers_invalid',
  'submission_differs',
  'response_withdrawn',
  'lost',
] as const
export type TroubleCode = (typeof troubleCodes)[number]

export type ItemFault = { readonly itemId: string; readonly fault: EntryFault }

/** What came of the last request to the server. */
export type Outcome =
  | { readonly kind: 'sent'; readonly receipt: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'trouble'; readonly code: TroubleCode; readonly items: readonly ItemFault[] }

/** Everything that the answering page shows, besides the questionnaire and the words. */
export type PageState = Turn & { readonly outcome: Outcome | null }

export function firstPageState(submissionId: string, given: Answers): PageState {
  return { interview: newInterview(submissionId, given), entry: null, fault: null, outcome: null }
}

export function trouble(
  interview: Interview,
  code: TroubleCode,
  items: readonly ItemFault[] = [],
): PageState {
  return { interview, entry: null, fault: null, outcome: { kind: 'trouble', code, items } }
}

/** The code with words of its own, `unexpected` where there are none. */
export function troubleCodeOf(code: string): TroubleCode {
  return troubleCodes.find((known) => known === code) ?? 'unexpected'
}

/** Whether the page says that something needs another look. */
export function hasFault({ fault, outcome }: PageState): boolean {
  return fault !== null || outcome?.kind === 'trouble'
}
