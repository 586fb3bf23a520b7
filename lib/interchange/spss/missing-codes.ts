import { type MissingKind, missingKinds } from '../microdata'

/** The five codes of a numeric variable, one after the other, so that a range declares them all. */
export type NumericCodes = Readonly<Record<MissingKind, number>>

/**
 * The codes that stand for a missing number: −99 (refused) to −95 (skipped), or where the variable's own values reach there
 * −999 to −995 and so on; those of fifteen digits where nothing is known of the least value.
 *
 * @param lowest least value that the variable can have; null: any
 * @returns null when no codes are left below `lowest`
 */
export function numericCodes(lowest: number | null): NumericCodes | null {
  for (let digits = lowest === null ? mostDigits : 2; digits <= mostDigits; digits += 1) {
    const first = 1 - 10 ** digits
    if (lowest === null || lowest > first + missingKinds.length - 1) {
      return {
        refused: first,
        dont_know: first + 1,
        not_applicable: first + 2,
        not_asked: first + 3,
        skipped: first + 4,
      }
    }
  }
  return null
}

/** A double holds every whole number of fifteen digits. */
const mostDigits = 15

/**
 * What stands for a missing text. SPSS takes three texts as missing and no range, so the other two are told apart by their
 * value label: a question that was not asked leaves the blank that SPSS shows for "nothing there".
 */
export const textCodes = {
  refused: '-99',
  dont_know: '-98',
  not_applicable: '-97',
  not_asked: '',
  skipped: '-95',
} as const satisfies Record<MissingKind, string>

/** The kinds that SPSS is told to take as missing in a text. */
export const declaredInTexts = ['refused', 'dont_know', 'skipped'] as const satisfies readonly MissingKind[]

const codesOfTexts: ReadonlySet<string> = new Set(Object.values(textCodes).filter((code) => code !== ''))

/** An answer as it is written: one that reads like a code gets a space before it, NUL characters go. */
export function writtenText(answer: string): string {
  const text = answer.includes('\0') ? answer.replaceAll('\0', '') : answer
  if (!text.startsWith('-9')) return text
  // Spaces at the end are no part of a value in SPSS.
  const value = text.replace(/ +$/, '')
  return codesOfTexts.has(value) ? ` ${value}` : text
}

/** Bytes that a code takes with a space before it: no text is narrower. */
export const narrowestText = 4
