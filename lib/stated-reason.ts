import { z } from 'zod'

const fewestWords = 3
const longestReason = 500

/**
 * Why somebody looks at single answers, or takes them out of the house: a few words that the log keeps.
 *
 * @param ask the sentence that asks for it where it is missing or too short
 */
export function statedReason(ask: string) {
  return z
    .string(ask)
    .trim()
    .max(longestReason, `Keep the reason under ${longestReason} characters.`)
    .refine((reason) => wordsIn(reason) >= fewestWords, ask)
}

/** Words as a reader of any script counts them: also those that no space parts. */
function wordsIn(text: string): number {
  return [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)].filter(
    ({ isWordLike }) => isWordLike,
  ).length
}
