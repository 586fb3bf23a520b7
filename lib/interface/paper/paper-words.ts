import { catalogueOf } from '../catalogue'
import { type MessageParams, sayMessage } from '../message'
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

/** The sentences of a questionnaire on paper: what to tick, what to skip, and what nobody is asked. */
export type PaperKey = keyof typeof en
export type PaperSay = (key: PaperKey, params?: MessageParams) => string
type PaperTexts = Readonly<Record<PaperKey, string>>

const texts: Readonly<Record<string, PaperTexts>> & { readonly en: PaperTexts } = {
  en,
  ar,
  es,
  fr,
  pt,
  uk,
  'fa-AF': faAF,
  ti,
  bn,
  sw,
}

/** A reviewer adds the language to the last list; until then the document says that its words are a draft. */
const catalogue = catalogueOf<PaperKey>(texts, ['en'])

/** Whether the sentences of a language are a machine's draft that no native speaker has checked. */
export const arePaperWordsDrafted = catalogue.isMachineDrafted

/** The language whose sentences stand around a questionnaire: its own, its plain form (`ar-SY` → `ar`), else English. */
export const paperLanguageFor = catalogue.spokenFor

/** Says the sentences of a questionnaire on paper in a language, as `paperLanguageFor` chooses it. */
export function paperWords(language: string): PaperSay {
  const messages = catalogue.messagesIn(language)
  return (key, params = {}) => sayMessage(messages[key], params, catalogue.spokenFor(language))
}

/** The same sentences with the places of their parts, for `relevanceInWords`. */
export function paperTexts(language: string): PaperTexts {
  return texts[catalogue.spokenFor(language)] ?? en
}
