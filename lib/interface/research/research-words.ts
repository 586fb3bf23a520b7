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
import views from './views.json'

/**
 * The sentences of figures and reports, which staff read in English and a report may say in another language; and those of views that only
 * staff see, which are in English like all of their screens. One that a report takes moves to the catalogues of its languages.
 */
export type ResearchKey = keyof typeof en | keyof typeof views
export type ResearchSay = (key: ResearchKey, params?: MessageParams) => string

/** A reviewer adds the language to the last list; until then reports say that they are a draft. */
const catalogue = catalogueOf<ResearchKey>(
  {
    en: { ...views, ...en },
    ar: { ...views, ...ar },
    es: { ...views, ...es },
    fr: { ...views, ...fr },
    pt: { ...views, ...pt },
    uk: { ...views, ...uk },
    'fa-AF': { ...views, ...faAF },
    ti: { ...views, ...ti },
    bn: { ...views, ...bn },
    sw: { ...views, ...sw },
  },
  ['en'],
)

/** Whether reports speak a language, or its plain form. */
export const speaksReports = catalogue.speaks

/** Whether the sentences of a language are a machine's draft that no native speaker has checked. */
export const isDraftedByMachine = catalogue.isMachineDrafted

/** Says the sentences of figures in a language: itself, its plain form (`ar-SY` → `ar`), else English. */
export function researchWords(language: string): ResearchSay {
  const messages = catalogue.messagesIn(language)
  return (key, params = {}) => sayMessage(messages[key], params, catalogue.spokenFor(language))
}

/** Whether a text is one of a figure's own sentences: signals and breakdowns that an administrator added have no words here. */
export function isResearchKey(key: string): key is ResearchKey {
  return Object.hasOwn(en, key) || Object.hasOwn(views, key)
}
