import type { Questionnaire } from './definition'
import { hasText } from './language'
import { type TranslatableText, translatableTexts } from './translatable'
import { initialStates, type RecordedState, type TranslationStates } from './translation-state'

/**
 * How far translations are after a draft was edited: a text that was written anew is translated from the source that stands beside it now, one
 * that came with an item of another questionnaire is what its language is said to be, and every other keeps what was recorded. Whether its source
 * changed since shows by itself.
 */
export function statesAfterEdit(
  before: Questionnaire,
  after: Questionnaire,
  states: TranslationStates,
): TranslationStates {
  const former = new Map(translatableTexts(before).map((text) => [text.key, text]))
  const texts = translatableTexts(after)
  const others = after.languages.filter((language) => language !== after.defaultLanguage)
  const known = Object.fromEntries(
    others.map((language) => {
      const recorded: Record<string, { readonly state: RecordedState; readonly source: string }> = {}
      for (const text of texts.filter(({ texts }) => hasText(texts, language))) {
        const kept = states[language]?.[text.key]
        if (isWrittenAnew(former.get(text.key), text, language)) {
          recorded[text.key] = { state: 'translated', source: text.texts[after.defaultLanguage] ?? '' }
        } else if (kept !== undefined) recorded[text.key] = kept
      }
      return [language, recorded]
    }),
  )
  return initialStates(after, known)
}

function isWrittenAnew(
  before: TranslatableText | undefined,
  after: TranslatableText,
  language: string,
): boolean {
  return before !== undefined && before.texts[language] !== after.texts[language]
}
