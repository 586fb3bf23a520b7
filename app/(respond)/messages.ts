import { compileMessage } from './compile-message'
import type { MessageKey, Messages } from './message'
import ar from './messages/ar.json'
import en from './messages/en.json'
import es from './messages/es.json'
import fr from './messages/fr.json'
import pt from './messages/pt.json'
import uk from './messages/uk.json'

type Texts = Readonly<Record<MessageKey, string>>

/** Interface texts by language. All but English are machine-drafted: a native speaker reviews them before field use. */
const textsByLanguage: ReadonlyMap<string, Texts> = new Map<string, Texts>([
  ['en', en],
  ['ar', ar],
  ['es', es],
  ['fr', fr],
  ['pt', pt],
  ['uk', uk],
])

/** The languages that the interface speaks, English first. */
export const interfaceLanguages: readonly string[] = [...textsByLanguage.keys()]

const compiledByLanguage = new Map<string, Messages>()

/** The interface language for a questionnaire's language: itself, its plain form (`ar-SY` → `ar`), else English. */
export function interfaceLanguageFor(language: string): string {
  if (textsByLanguage.has(language)) return language
  const plain = language.split('-')[0] ?? ''
  return textsByLanguage.has(plain) ? plain : 'en'
}

/** The interface's sentences in a language, parsed. */
export function messagesIn(language: string): Messages {
  const spokenLanguage = interfaceLanguageFor(language)
  let messages = compiledByLanguage.get(spokenLanguage)
  if (messages === undefined) {
    messages = compileAll(textsByLanguage.get(spokenLanguage) ?? en, spokenLanguage)
    compiledByLanguage.set(spokenLanguage, messages)
  }
  return messages
}

function compileAll(texts: Texts, language: string): Messages {
  const entries = Object.entries(texts).map(([key, text]) => [key, compileMessage(text, language)])
  return Object.fromEntries(entries)
}
