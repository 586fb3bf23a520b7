import { type TranslationState, translationStates } from '../../questionnaire/translation-state'

/** Columns of a sheet for translators, by the first word of their heading; source and translation name their language behind it. */
export const columns = ['key', 'context', 'source', 'translation', 'state', 'mark'] as const
export type Column = (typeof columns)[number]

/** Without these a translation cannot be told from another, or held against what was translated. */
export const neededColumns: readonly Column[] = ['key', 'source', 'translation']

const stateWords: Readonly<Record<TranslationState, string>> = {
  missing: 'missing',
  to_check: 'to be checked',
  machine_drafted: 'machine-drafted',
  translated: 'translated',
  reviewed: 'reviewed',
}

/** A state as the sheet has it. */
export function wordsOfState(state: TranslationState): string {
  return stateWords[state]
}

/** The state that a cell names, in capitals or not; null where it names none. */
export function stateOfWords(words: string): TranslationState | null {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ')
      .trim()
  return translationStates.find((state) => plain(stateWords[state]) === plain(words)) ?? null
}

/** All words that a cell of a state may have, for messages. */
export const allStateWords = Object.values(stateWords).join(', ')

/** A fingerprint as a cell has it: with a letter in front, or a spreadsheet program would make a number of some. */
export function markOf(fingerprint: string): string {
  return `x${fingerprint}`
}

/** The fingerprint of a cell; null where it is lost. */
export function fingerprintOfMark(cell: string): string | null {
  return /^\s*x([0-9a-f]{8})\s*$/.exec(cell)?.[1] ?? null
}
