import { isolatedWords } from '../bidi-text'
import type en from './messages/en.json'

/**
 * Interface sentences as the browser gets them: ICU messages parsed on the server, so that no parser travels.
 * `compile-message.ts` makes them.
 */

export type MessageKey = keyof typeof en
/** A message without arguments is its text. */
export type Message = string | readonly MessagePart[]
export type MessagePart =
  | string
  /** The argument as it is, but that its marks of direction end with it. */
  | { readonly put: string }
  /** The argument as a number of the language; in a plural, `#` is the plural's own argument. */
  | { readonly number: string }
  | { readonly plural: string; readonly cases: Readonly<Record<string, Message>> }
export type Messages = Readonly<Record<MessageKey, Message>>
export type MessageParams = Readonly<Record<string, string | number>>

/** Says a message in the language of the page. */
export type Say = (key: MessageKey, params?: MessageParams) => string

/** The sentences of one language, ready to be said. */
export function sayIn(language: string, messages: Messages): Say {
  const locale = numberLocale(language)
  return (key, params = {}) => spoken(messages[key], params, locale)
}

/** Says one message in a language. */
export function sayMessage(message: Message, params: MessageParams, language: string): string {
  return spoken(message, params, numberLocale(language))
}

/** The language with the digits 0–9, which the questionnaires' own texts use, whatever the machine prefers. */
export function numberLocale(language: string): string {
  // A browser that does not know a language would speak its owner's instead, with that one's digits.
  const known = Intl.NumberFormat.supportedLocalesOf(language).length > 0 ? language : 'en'
  return `${known}-u-nu-latn`
}

function spoken(message: Message, params: MessageParams, locale: string): string {
  if (typeof message === 'string') return message
  return message.map((part) => spokenPart(part, params, locale)).join('')
}

function spokenPart(part: MessagePart, params: MessageParams, locale: string): string {
  if (typeof part === 'string') return part
  if ('put' in part) return isolatedWords(String(params[part.put] ?? ''))
  if ('number' in part) return new Intl.NumberFormat(locale).format(Number(params[part.number]))
  const count = Number(params[part.plural])
  const chosen =
    part.cases[`=${count}`] ??
    part.cases[new Intl.PluralRules(locale).select(count)] ??
    part.cases.other ??
    ''
  return spoken(chosen, params, locale)
}
