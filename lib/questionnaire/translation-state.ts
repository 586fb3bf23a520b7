import type { Problem } from '../result'
import type { LanguageMap, Questionnaire } from './definition'
import { namedInText } from './filled-text'
import { hasText } from './language'
import { type TranslatableText, translatableTexts, withTexts } from './translatable'

/**
 * How far each translated text is. What is stored says who brought a text so far and of which source; whether the source changed since is
 * never stored: it is seen by comparing.
 */

/** What a text that is there can be said to be, the least certain first. */
export const recordedStates = ['machine_drafted', 'translated', 'reviewed'] as const
export type RecordedState = (typeof recordedStates)[number]

/**
 * | text | recorded | source when it was translated | state |
 * | --- | --- | --- | --- |
 * | no | | | `missing` |
 * | yes | no | | `to_check` |
 * | yes | yes | another | `to_check` |
 * | yes | yes | the present one | as recorded |
 */
export const translationStates = ['missing', 'to_check', ...recordedStates] as const
export type TranslationState = (typeof translationStates)[number]

/** What is kept of one translation. */
export type RecordedTranslation = {
  readonly state: RecordedState
  /** The text in the default language of which it is the translation. */
  readonly source: string
}

/** By language and key of `translatableTexts`; what a draft keeps beside its questionnaire. */
export type TranslationStates = Readonly<Record<string, Readonly<Record<string, RecordedTranslation>>>>

/** A questionnaire and how far its translations are. */
export type TranslatedQuestionnaire = {
  readonly questionnaire: Questionnaire
  readonly states: TranslationStates
}

/** A text that was translated, or said to be in a state without being changed. */
export type Translation = {
  /** An empty one takes the text away. */
  readonly text: string
  readonly state: RecordedState
  /** What was translated, where that is not the present text of the default language. */
  readonly source?: string
}

/** How far one text is in a language other than the default one. */
export function stateOf(
  { questionnaire: { defaultLanguage }, states }: TranslatedQuestionnaire,
  language: string,
  { key, texts }: Pick<TranslatableText, 'key' | 'texts'>,
): TranslationState {
  if (!hasText(texts, language)) return 'missing'
  const recorded = recordOf(states, language, key)
  if (recorded === undefined) return 'to_check'
  return isSameWording(recorded.source, texts[defaultLanguage] ?? '') ? recorded.state : 'to_check'
}

/** The source of which a text is the translation, to be shown beside the present one; null where it is not known. */
export function translatedSource(states: TranslationStates, language: string, key: string): string | null {
  return recordOf(states, language, key)?.source ?? null
}

export type TranslationProgress = {
  /** Texts that the default language has. */
  readonly total: number
  /** How many of them are in each state; together they are `total`. */
  readonly counts: Readonly<Record<TranslationState, number>>
}

/** How far a language other than the default one is. */
export function progressOf(translated: TranslatedQuestionnaire, language: string): TranslationProgress {
  const { questionnaire } = translated
  const counts = { missing: 0, to_check: 0, machine_drafted: 0, translated: 0, reviewed: 0 }
  let total = 0
  for (const text of translatableTexts(questionnaire)) {
    if (!hasText(text.texts, questionnaire.defaultLanguage)) continue
    total += 1
    counts[stateOf(translated, language, text)] += 1
  }
  return { total, counts }
}

/**
 * Sets texts of a language together with their states. Placeholders are not looked at: `placeholderProblem` does.
 *
 * @param translations by key
 * @throws RangeError when the questionnaire lacks the language or a key, and for the default language, which is nobody's translation
 */
export function withTranslations(
  { questionnaire, states }: TranslatedQuestionnaire,
  language: string,
  translations: ReadonlyMap<string, Translation>,
): TranslatedQuestionnaire {
  const { defaultLanguage } = questionnaire
  if (language === defaultLanguage)
    throw new RangeError(`"${language}" is the language from which is translated.`)
  const sources = new Map(
    translatableTexts(questionnaire).map(({ key, texts }) => [key, texts[defaultLanguage] ?? '']),
  )
  const recorded = new Map(Object.entries(Object.hasOwn(states, language) ? (states[language] ?? {}) : {}))
  for (const [key, { text, state, source }] of translations) {
    if (text.trim() === '') recorded.delete(key)
    else recorded.set(key, { state, source: source ?? sources.get(key) ?? '' })
  }
  const changes = new Map([...translations].map(([key, { text }]) => [key, text]))
  return {
    questionnaire: withTexts(questionnaire, language, changes),
    states: { ...states, [language]: Object.fromEntries(recorded) },
  }
}

/**
 * States for texts that have none, from what `translationStatus` says of their language: drafted by a machine, or translated from the present
 * source; a copy of the source is to be checked. For a questionnaire that comes from a file, and for items that were inserted with their translations.
 *
 * @param known what is recorded already, and stays
 */
export function initialStates(
  questionnaire: Questionnaire,
  known: TranslationStates = {},
): TranslationStates {
  const { defaultLanguage, languages, translationStatus } = questionnaire
  const texts = translatableTexts(questionnaire)
  const others = languages.filter((language) => language !== defaultLanguage)
  return {
    ...known,
    ...Object.fromEntries(
      others.map((language) => {
        const state = stateFromStatus(translationStatus[language] ?? '')
        // A text that is the source itself may stand there because nobody translated it: a person has to say that it is right.
        const isOnlyCopied = (texts: LanguageMap) =>
          state === 'translated' && texts[language] === texts[defaultLanguage]
        const found = texts
          .filter(({ texts }) => hasText(texts, language) && !isOnlyCopied(texts))
          .map(({ key, texts }) => [key, { state, source: texts[defaultLanguage] ?? '' }])
        return [language, { ...Object.fromEntries(found), ...known[language] }]
      }),
    ),
  }
}

function stateFromStatus(status: string): RecordedState {
  if (status === statusWords.reviewed) return 'reviewed'
  return isMachineDraftedStatus(status) ? 'machine_drafted' : 'translated'
}

/** Whether a `translationStatus` says that a machine wrote the texts of a language and nobody reviewed them. */
export function isMachineDraftedStatus(status: string): boolean {
  return /\bmachine[\s_-]+(drafted|translated)\b/i.test(status)
}

/** Values of `translationStatus` after which nothing is left to do. */
export const reviewedStatuses: readonly string[] = ['source', 'reviewed']

/**
 * The questionnaire with a `translationStatus` that says of each language other than the default one what its texts are; for the moment of publishing.
 */
export function withStatuses(translated: TranslatedQuestionnaire): Questionnaire {
  const { questionnaire } = translated
  const { defaultLanguage, languages, translationStatus } = questionnaire
  const others = languages.filter((language) => language !== defaultLanguage)
  const statuses = others.map((language) => {
    const { counts } = progressOf(translated, language)
    const least = translationStates.find((state) => counts[state] > 0) ?? 'reviewed'
    return [language, statusWords[least]]
  })
  return { ...questionnaire, translationStatus: { ...translationStatus, ...Object.fromEntries(statuses) } }
}

/** What is said of a language whose least certain text is in a state. */
const statusWords: Readonly<Record<TranslationState, string>> = {
  missing: 'in translation',
  to_check: 'to be checked, the source has changed',
  machine_drafted: 'machine-drafted, review before field use',
  translated: 'translated, review before field use',
  reviewed: 'reviewed',
}

/**
 * The states after a part of the questionnaire got another id.
 *
 * @param from beginning of its keys: `items/work`; @param to the new one: `items/work_status`
 */
export function renamedStates(states: TranslationStates, from: string, to: string): TranslationStates {
  const renamed = (key: string) =>
    key === from || key.startsWith(`${from}/`) ? `${to}${key.slice(from.length)}` : key
  return Object.fromEntries(
    Object.entries(states).map(([language, byKey]) => [
      language,
      Object.fromEntries(Object.entries(byKey).map(([key, recorded]) => [renamed(key), recorded])),
    ]),
  )
}

/**
 * What is wrong with the answers that a translation shows: it shows those of the same items as its source, in any order and as often as its
 * grammar asks.
 *
 * @param path where the translation stands, for the problem
 */
export function placeholderProblem(source: string, translation: string, path: string): Problem | null {
  const wanted = new Set(namedInText(source))
  const found = new Set(namedInText(translation))
  const lost = [...wanted].filter((itemId) => !found.has(itemId))
  const added = [...found].filter((itemId) => !wanted.has(itemId))
  if (lost.length === 0 && added.length === 0) return null
  const sentences = [
    lost.length > 0 && `The translation lacks ${written(lost)}. Write it where the answer is to stand.`,
    added.length > 0 && `The source has no ${written(added)}. Take it out of the translation.`,
  ]
  return { path, code: 'placeholders_differ', message: sentences.filter(Boolean).join(' ') }
}

/** Every text of a language whose answers shown are not those of its source; by key. */
export function placeholderProblems(questionnaire: Questionnaire, language: string): readonly Problem[] {
  const { defaultLanguage } = questionnaire
  return translatableTexts(questionnaire)
    .filter(({ texts }) => hasText(texts, language) && hasText(texts, defaultLanguage))
    .map(({ key, texts }) => placeholderProblem(texts[defaultLanguage] ?? '', texts[language] ?? '', key))
    .filter((problem) => problem !== null)
}

function written(itemIds: readonly string[]): string {
  return itemIds.map((itemId) => `\${${itemId}}`).join(', ')
}

/** Whether two texts differ at most in spaces, line ends and how letters are composed: nothing that a translation would follow. */
export function isSameWording(one: string, other: string): boolean {
  return one === other || wording(one) === wording(other)
}

function wording(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

function recordOf(states: TranslationStates, language: string, key: string) {
  const byKey = Object.hasOwn(states, language) ? states[language] : undefined
  return byKey !== undefined && Object.hasOwn(byKey, key) ? byKey[key] : undefined
}
