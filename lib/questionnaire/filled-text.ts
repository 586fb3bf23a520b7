import type { LanguageMap } from './definition'

const placeholder = /\$\{\s*([a-z][a-z0-9_]*)\s*\}/g

/** The items whose answers a text shows, written `${item}`; in the order in which they stand. */
export function namedInText(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, id]) => String(id))
}

/** The items that a text shows in any of its languages, each once. */
export function namedInTexts(texts: LanguageMap | null | undefined): readonly string[] {
  return [...new Set(Object.values(texts ?? {}).flatMap(namedInText))]
}

/**
 * A text with answers in the places that name their items.
 *
 * @param wordsOf what an item's answer is in words; '' for none, which is shown as an ellipsis
 */
export function filledText(text: string, wordsOf: (itemId: string) => string): string {
  return text.replace(placeholder, (_, id: string) => wordsOf(id) || '…')
}
