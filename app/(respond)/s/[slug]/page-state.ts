import type { EntryFault } from '../../entry'
import type { Interview, Turn } from '../../interview'

/** Reasons why sending failed that have words of their own (`trouble.…`). */
const troubleCodes = [
  'network',
  'not_kept',
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

/** Reasons why an interview could not be put aside. */
const savingTroubleCodes = [
  'network',
  'unexpected',
  'storage_full',
  'too_many_requests',
  'submission_differs',
  'response_withdrawn',
] as const
export type SavingTroubleCode = (typeof savingTroubleCodes)[number]

/** What came of the last request to the server. */
export type Outcome =
  | { readonly kind: 'sent'; readonly receipt: string }
  /** Finished and sealed on this phone; it is sent when there is a network, and (`isClosed`) when the round is open again. */
  | { readonly kind: 'queued'; readonly receipt: string; readonly isClosed: boolean }
  /** Finished, and only in this page: the person decides whether the phone may keep it. */
  | { readonly kind: 'no_network' }
  | { readonly kind: 'closed' }
  /** The round closed while somebody was answering. */
  | { readonly kind: 'closed_meanwhile' }
  /** Put aside, until and with `expiresOn`; the code goes on with it. */
  | { readonly kind: 'saved'; readonly code: string; readonly expiresOn: string }
  | {
      readonly kind: 'unsaved'
      readonly code: SavingTroubleCode
      /** How long to wait, where too many were saved; else 0. */
      readonly seconds: number
    }
  | { readonly kind: 'trouble'; readonly code: TroubleCode; readonly items: readonly ItemFault[] }

/** Everything that the answering page shows, besides the questionnaire and the words. */
export type PageState = Turn & { readonly outcome: Outcome | null }

export function firstPageState(interview: Interview): PageState {
  return { interview, entry: null, fault: null, outcome: null }
}

/**
 * An interview whose answers have left the page, or have nowhere to go: none stays in it, nor the code of an earlier wave, but the
 * country whose help contacts are shown.
 */
export function ended(interview: Interview, outcome: Outcome): PageState {
  const { host_country: country } = interview.answers
  const answers = country === undefined ? {} : { host_country: country }
  return { interview: { ...interview, answers, earlier: null }, entry: null, fault: null, outcome }
}

export function trouble(
  interview: Interview,
  code: TroubleCode,
  items: readonly ItemFault[] = [],
): PageState {
  return { interview, entry: null, fault: null, outcome: { kind: 'trouble', code, items } }
}

/** Refusals that mean the same to the person who answers. */
const sameTrouble: Readonly<Record<string, SavingTroubleCode>> = {
  storage_unwritable: 'storage_full',
  overloaded: 'too_many_requests',
  request_too_slow: 'network',
}

/** The code with words of its own, `unexpected` where there are none. */
export function troubleCodeOf(code: string): TroubleCode {
  return sameTrouble[code] ?? troubleCodes.find((known) => known === code) ?? 'unexpected'
}

/** As `troubleCodeOf`, for an interview that could not be put aside. */
export function savingTroubleCodeOf(code: string): SavingTroubleCode {
  return sameTrouble[code] ?? savingTroubleCodes.find((known) => known === code) ?? 'unexpected'
}

/** Whether the interview is over: nothing of it can be changed any more. */
export function hasEnded({ outcome }: PageState): boolean {
  return ['sent', 'queued', 'closed', 'closed_meanwhile'].includes(outcome?.kind ?? '')
}

/** Whether the page says that something needs another look. */
export function hasFault({ fault, outcome }: PageState): boolean {
  return fault !== null || outcome?.kind === 'trouble'
}

const unfinishedOutcomes: readonly Outcome['kind'][] = ['trouble', 'no_network', 'saved', 'unsaved']

/** Whether there is something to keep: an interview that was begun and has not ended. */
export function isUnfinished({ interview, outcome }: PageState): boolean {
  const isUnderWay = interview.place !== 'consent' && interview.place !== 'declined'
  return isUnderWay && (outcome === null || unfinishedOutcomes.includes(outcome.kind))
}
