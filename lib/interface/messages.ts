import { compileMessage } from './compile-message'
import type { MessageKey, Messages } from './message'
import ar from './messages/ar.json'
import bn from './messages/bn.json'
import en from './messages/en.json'
import es from './messages/es.json'
import faAF from './messages/fa-AF.json'
import fr from './messages/fr.json'
import pt from './messages/pt.json'
import sw from './messages/sw.json'
import ti from './messages/ti.json'
import uk from './messages/uk.json'

type Texts = Readonly<Record<MessageKey, string>>

/** Interface texts by language. */
const textsByLanguage: ReadonlyMap<string, Texts> = new Map<string, Texts>([
  ['en', en],
  ['ar', ar],
  ['es', es],
  ['fr', fr],
  ['pt', pt],
  ['uk', uk],
  ['fa-AF', faAF],
  ['ti', ti],
  ['bn', bn],
  ['sw', sw],
])

/**
 * Languages whose interface texts no native speaker has reviewed yet. Staff see it beside the language; a reviewer takes the
 * language out of this list.
 */
const machineDrafted: ReadonlySet<string> = new Set(['ar', 'es', 'fr', 'pt', 'uk', 'fa-AF', 'ti', 'bn', 'sw'])

/** Whether the interface texts of a language are a machine's draft. */
export function isMachineDrafted(language: string): boolean {
  return machineDrafted.has(interfaceLanguageFor(language))
}

/** The languages that the interface speaks, English first. */
export const interfaceLanguages: readonly string[] = [...textsByLanguage.keys()]

const compiledByLanguage = new Map<string, Messages>()

/** Whether the interface speaks a language, or its plain form (`ar-SY` → `ar`). */
export function speaksInterface(language: string): boolean {
  return textsByLanguage.has(language) || textsByLanguage.has(language.split('-')[0] ?? '')
}

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

/** What only whole pages of the server and the poster say, and the consent page, whose words travel as they were agreed to. */
const saidByServer =
  /^(missing|broken|poster)\.|^withdraw\.(?!button|hint)|^resume\.(?!link|start)|^consent\.(?!heading|decline)|^closed\.text/

/** What only some surveys say: those that continue an earlier one, and those that ask a date. */
const saidWhere = {
  asksEarlier: /^earlier\.|^error\.receipt_wrong|^withdraw\.hint/,
  asksDate: /^question\.(?:date|day$|month$|year$|chooseMonth)|^error\.date_/,
} as const

/**
 * The sentences that the pages of an interview say in a language: fewer bytes for a slow network.
 *
 * @param survey `asksEarlier` where people are asked for the code of an earlier wave, `asksDate` where an item is a date
 */
export function interviewMessages(
  language: string,
  survey: Readonly<Record<keyof typeof saidWhere, boolean>>,
): Messages {
  const isSaid = (key: string) =>
    !saidByServer.test(key) &&
    (survey.asksEarlier || !saidWhere.asksEarlier.test(key)) &&
    (survey.asksDate || !saidWhere.asksDate.test(key))
  const said = Object.entries(messagesIn(language))
    .filter(([key]) => isSaid(key))
    .map(([key, message]) => [key, message])
  return Object.fromEntries(said)
}

function compileAll(texts: Texts, language: string): Messages {
  const entries = Object.entries(texts).map(([key, text]) => [key, compileMessage(text, language)])
  return Object.fromEntries(entries)
}
