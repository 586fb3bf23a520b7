import { compileMessage } from '../compile-message'
import { type Message, type MessageParams, sayMessage } from '../message'
import ar from './ar.json'
import bn from './bn.json'
import en from './en.json'
import es from './es.json'
import faAF from './fa-AF.json'
import fr from './fr.json'
import pt from './pt.json'
import sw from './sw.json'
import ti from './ti.json'
import uk from './uk.json'
import views from './views.json'

/**
 * The sentences of figures and reports, which staff read in English and a report may say in another language; and those of views that only
 * staff see, which are in English like all of their screens. One that a report takes moves to the catalogues of its languages.
 */
export type ResearchKey = keyof typeof en | keyof typeof views
export type ResearchSay = (key: ResearchKey, params?: MessageParams) => string

/** A sentence that a language does not have yet is said in English. */
type Texts = Readonly<Partial<Record<ResearchKey, string>>>

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
const compiledByLanguage = new Map<string, ReadonlyMap<string, Message>>()

/** The languages that reports speak, English first. */
export const reportLanguages: readonly string[] = [...textsByLanguage.keys()]

/** Whether the sentences of a language are a machine's draft that no native speaker has checked; a reviewer takes it out of the list. */
export function isDraftedByMachine(language: string): boolean {
  return machineDrafted.has(spokenFor(language))
}

const machineDrafted: ReadonlySet<string> = new Set(reportLanguages.filter((language) => language !== 'en'))

/** Says the sentences of figures in a language: itself, its plain form (`ar-SY` → `ar`), else English. */
export function researchWords(language: string): ResearchSay {
  const spoken = spokenFor(language)
  let messages = compiledByLanguage.get(spoken)
  if (messages === undefined) {
    const texts = { ...views, ...en, ...textsByLanguage.get(spoken) }
    messages = new Map(Object.entries(texts).map(([key, text]) => [key, compileMessage(text, spoken)]))
    compiledByLanguage.set(spoken, messages)
  }
  const known = messages
  return (key, params = {}) => sayMessage(known.get(key) ?? key, params, spoken)
}

/** Whether a text is one of a figure's own sentences: signals and breakdowns that an administrator added have no words here. */
export function isResearchKey(key: string): key is ResearchKey {
  return Object.hasOwn(en, key) || Object.hasOwn(views, key)
}

function spokenFor(language: string): string {
  const plain = language.split('-')[0] ?? ''
  return [language, plain].find((candidate) => textsByLanguage.has(candidate)) ?? 'en'
}
