import { catalogueOf } from './catalogue'
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

/** The sentences of the interface. A reviewer adds the language to the last list; until then staff see that it is a draft. */
const catalogue = catalogueOf<MessageKey>({ en, ar, es, fr, pt, uk, 'fa-AF': faAF, ti, bn, sw }, ['en'])

/** The languages that the interface speaks, English first. */
export const interfaceLanguages = catalogue.languages

/** Whether the interface texts of a language are a machine's draft. */
export const isMachineDrafted = catalogue.isMachineDrafted

/** Whether the interface speaks a language, or its plain form (`ar-SY` → `ar`). */
export const speaksInterface = catalogue.speaks

/** The interface language for a questionnaire's language: itself, its plain form (`ar-SY` → `ar`), else English. */
export const interfaceLanguageFor = catalogue.spokenFor

/** The interface's sentences in a language, parsed. */
export const messagesIn = catalogue.messagesIn

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
