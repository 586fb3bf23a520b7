import { isolatedWords } from '../bidi-text'
import type { LanguageMap } from './definition'

const placeholder = /\$\{\s*([a-z][a-z0-9_]*)\s*\}/g

/** The items whose answers a text shows, written `${item}`; in the order in which they stand. */
export function namedInText(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, id]) => String(id))
}

/** A piece of a text: words, or the place of an item's answer with how it is written. */
export type TextPart = { readonly words: string } | { readonly itemId: string; readonly written: string }

/** A text cut into words and the places of answers; together they are the text again. */
export function partsOfText(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(placeholder)) {
    const [written, itemId] = match
    if (match.index > end) parts.push({ words: text.slice(end, match.index) })
    parts.push({ itemId: String(itemId), written })
    end = match.index + written.length
  }
  if (end < text.length) parts.push({ words: text.slice(end) })
  return parts
}

/** The items that a text shows in any of its languages, each once. */
export function namedInTexts(texts: LanguageMap | null | undefined): readonly string[] {
  return [...new Set(Object.values(texts ?? {}).flatMap(namedInText))]
}

/**
 * A text with answers in the places that name their items.
 *
 * @param wordsOf what an item's answer is in words; '' for none, which is shown as an ellipsis. They turn no letters of the text around them
 */
export function filledText(text: string, wordsOf: (itemId: string) => string): string {
  return text.replace(placeholder, (_, id: string) => isolatedWords(wordsOf(id)) || '…')
}
