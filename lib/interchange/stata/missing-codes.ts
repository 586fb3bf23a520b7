import { type MissingKind, missingKinds } from '../microdata'

/** Letter of the extended missing value: `.a` refused, `.b` don't know, `.c` not applicable, `.d` not asked, `.e` skipped. */
const letters = {
  refused: 'a',
  dont_know: 'b',
  not_applicable: 'c',
  not_asked: 'd',
  skipped: 'e',
} as const satisfies Readonly<Record<MissingKind, string>>

/**
 * What stands for a missing text. Stata knows missing texts only as empty ones, so the reasons are written as the extended missing
 * values are, and a question that was not asked leaves the empty text.
 */
export const textCodes = {
  refused: '.a',
  dont_know: '.b',
  not_applicable: '.c',
  not_asked: '',
  skipped: '.e',
} as const satisfies Record<MissingKind, string>

const codesOfTexts: ReadonlySet<string> = new Set(Object.values(textCodes).filter((code) => code !== ''))

/** An answer as it is written: one that reads like a code gets a space before it, NUL characters (which end a text) go. */
export function writtenText(answer: string): string {
  const text = answer.includes('\0') ? answer.replaceAll('\0', '') : answer
  return codesOfTexts.has(text) ? ` ${text}` : text
}

/** Bytes that a code takes with a space before it: no text is narrower. */
export const narrowestText = 3

/** Place of a kind among the extended missing values: `.a` is 1. */
function letterNumber(kind: MissingKind): number {
  return letters[kind].charCodeAt(0) - 'a'.charCodeAt(0) + 1
}

/** How Stata keeps a number. Its missing values are the largest that a type holds. */
export const storageTypes = {
  byte: { code: 65530, bytes: 1, least: -127, most: 100 },
  int: { code: 65529, bytes: 2, least: -32_767, most: 32_740 },
  long: { code: 65528, bytes: 4, least: -2_147_483_647, most: 2_147_483_620 },
  double: { code: 65526, bytes: 8, least: -Number.MAX_VALUE, most: 2 ** 1023 * (1 - 2 ** -53) },
} as const

export type StorageType = keyof typeof storageTypes

/** The missing values of a type as the numbers that its bytes hold; `.` comes before `.a`. */
export function missingNumbers(type: StorageType): Readonly<Record<MissingKind, number>> {
  const value = (kind: MissingKind) =>
    type === 'double'
      ? 2 ** 1023 * (1 + letterNumber(kind) / 4096)
      : storageTypes[type].most + 1 + letterNumber(kind)
  return {
    refused: value('refused'),
    dont_know: value('dont_know'),
    not_applicable: value('not_applicable'),
    not_asked: value('not_asked'),
    skipped: value('skipped'),
  }
}

/** Each reason with its letter, for a note in the file: `.a refused`. */
export function missingLegend(labels: Readonly<Record<MissingKind, string>>): string {
  return missingKinds.map((kind) => `.${letters[kind]} ${labels[kind]}`).join('; ')
}
