import { compileMessage } from './compile-message'
import type { Message } from './message'

/** Sentences of one kind in every language that says them. A regional language is spoken in its plain form: `ar-SY` as `ar`. */
export type Catalogue<Key extends string> = {
  /** English first. */
  readonly languages: readonly string[]
  /** Whether a language, or its plain form, is spoken. */
  readonly speaks: (language: string) => boolean
  /** The language that answers for another: itself, its plain form, else English. */
  readonly spokenFor: (language: string) => string
  /** Whether the sentences are a machine's draft that no native speaker has checked. */
  readonly isMachineDrafted: (language: string) => boolean
  /** The sentences, parsed. */
  readonly messagesIn: (language: string) => Readonly<Record<Key, Message>>
}

/**
 * @param texts ICU messages by language, English first
 * @param reviewed the languages that a native speaker has checked
 */
export function catalogueOf<Key extends string>(
  texts: Readonly<Record<string, Readonly<Record<Key, string>>>> & {
    readonly en: Readonly<Record<Key, string>>
  },
  reviewed: readonly string[],
): Catalogue<Key> {
  const parsed = new Map<string, Readonly<Record<Key, Message>>>()
  const spokenIn = (language: string) =>
    [language, language.split('-')[0] ?? ''].find((one) => Object.hasOwn(texts, one))
  const spokenFor = (language: string) => spokenIn(language) ?? 'en'
  return {
    languages: Object.keys(texts),
    speaks: (language) => spokenIn(language) !== undefined,
    spokenFor,
    isMachineDrafted: (language) => !reviewed.includes(spokenFor(language)),
    messagesIn: (language) => {
      const spoken = spokenFor(language)
      const messages = parsed.get(spoken) ?? compileAll(texts[spoken] ?? texts.en, spoken)
      parsed.set(spoken, messages)
      return messages
    },
  }
}

function compileAll<Key extends string>(
  texts: Readonly<Record<Key, string>>,
  language: string,
): Readonly<Record<Key, Message>> {
  const entries = Object.entries<string>(texts).map(([key, text]) => [key, compileMessage(text, language)])
  return Object.fromEntries(entries)
}
