import type { LanguageMap } from '../questionnaire/definition'
import { hasText } from '../questionnaire/language'
import { translatableTexts } from '../questionnaire/translatable'
import {
  isSameWording,
  placeholderProblem,
  type RecordedState,
  recordedStates,
  stateOf,
  type TranslatedQuestionnaire,
  type Translation,
  type TranslationState,
  withTranslations,
} from '../questionnaire/translation-state'
import type { Problem } from '../result'
import { crc32 } from '../workbook/crc32'
import { utf8 } from './utf8'

/** Translations that come back from a translator, in whatever file: which are taken, and what is said of the rest. */

/** One text of a file. */
export type OfferedTranslation = {
  readonly key: string
  /** Where it stands in the file, to begin a sentence: `Row 12`. */
  readonly place: string
  readonly source: string
  /** Empty where the file has none. */
  readonly translation: string
  /** What the file says of it; null where it says nothing. */
  readonly state: RecordedState | 'to_check' | null
  /** `fingerprint` of the translation when the file was made; null where the file has lost it. */
  readonly before: string | null
}

/** What became of a file. */
export type TakenTranslations = {
  readonly translated: TranslatedQuestionnaire
  /** Texts that are other than before. */
  readonly changed: number
  /** Texts that are as before and have another state. */
  readonly restated: number
  /** Texts that the file leaves as they are, empty ones among them. */
  readonly unchanged: number
  /** What was taken, or left, and somebody should know; path is the key. */
  readonly notes: readonly Problem[]
  /** What was not taken; path is the key. */
  readonly refused: readonly Problem[]
}

/** Most characters of a text, as the format of questionnaires has it. */
const mostCharacters = 10_000

/**
 * Takes what a file offers into a draft. Each text is taken or refused alone, so that one lost placeholder does not hold up the rest.
 *
 * - An empty translation leaves what is there.
 * - A translation that the file has as it got it leaves what is there, so that a file never undoes what was changed here meanwhile.
 * - A changed translation is `translated` unless the file gives it another state than it had.
 * - A translation of a source that was changed meanwhile is taken, and is to be checked.
 * - A text that shows other answers than its source is refused.
 *
 * @param language one of the questionnaire's, not the default one
 */
export function takeTranslations(
  draft: TranslatedQuestionnaire,
  language: string,
  offered: Iterable<OfferedTranslation>,
): TakenTranslations {
  const { defaultLanguage } = draft.questionnaire
  const known = new Map(translatableTexts(draft.questionnaire).map((text) => [text.key, text]))
  const taken = new Map<string, Translation>()
  const seen = new Set<string>()
  const notes: Problem[] = []
  const refused: Problem[] = []
  let changed = 0
  let restated = 0
  let unchanged = 0
  for (const offer of offered) {
    const { key, place } = offer
    const say = (list: Problem[], { code, message }: Remark) =>
      list.push({ path: key, code, message: `${place}: ${message}` })
    const text = known.get(key)
    if (text === undefined) {
      const message = `the questionnaire has no text "${key.slice(0, 200)}". It was taken out or renamed since the file was made.`
      say(refused, { code: 'text_unknown', message })
      continue
    }
    if (seen.has(key)) {
      const message = `"${key}" stands in the file a second time. The first one counts.`
      say(refused, { code: 'text_repeated', message })
      continue
    }
    seen.add(key)
    const verdict = verdictOn(offer, {
      text: textOf(text.texts, language),
      source: textOf(text.texts, defaultLanguage),
      state: stateOf(draft, language, text),
    })
    switch (verdict.kind) {
      case 'refused':
        say(refused, verdict.reason)
        break
      case 'left':
        unchanged += 1
        if (verdict.note !== null) say(notes, verdict.note)
        break
      case 'taken':
        taken.set(key, verdict.translation)
        if (verdict.isOtherText) changed += 1
        else restated += 1
        for (const note of verdict.notes) say(notes, note)
    }
  }
  const translated = taken.size === 0 ? draft : withTranslations(draft, language, taken)
  return { translated, changed, restated, unchanged, notes, refused }
}

type Present = { readonly text: string; readonly source: string; readonly state: TranslationState }

type Remark = { readonly code: string; readonly message: string }

type Verdict =
  | { readonly kind: 'refused'; readonly reason: Remark }
  | { readonly kind: 'left'; readonly note: Remark | null }
  | {
      readonly kind: 'taken'
      readonly translation: Translation
      readonly isOtherText: boolean
      readonly notes: readonly Remark[]
    }

const left: Verdict = { kind: 'left', note: null }

function verdictOn(offer: OfferedTranslation, present: Present): Verdict {
  const { key, translation: text, before } = offer
  if (text.trim() === '') return left
  const isSame = isSameText(text, present.text)
  const isTouched = before === null ? !isSame : fingerprint(text) !== before
  const isChangedHere = before !== null && present.text !== '' && fingerprint(present.text) !== before
  if (!isSame && !isTouched && present.text !== '')
    return {
      kind: 'left',
      note: {
        code: 'changed_meanwhile',
        message: `"${key}" was changed here since the file was made. The file has the text of before, so the present one stays.`,
      },
    }

  const isOfPresentSource = isSameWording(offer.source, present.source)
  const sourceChanged = (rest: string): Remark => ({
    code: 'source_changed',
    message: `the source of "${key}" was changed since the file was made. ${rest}`,
  })
  const state = stateOfOffer(offer.state, present.state, !isSame)
  if (state === null) return left
  if (isSame && !isOfPresentSource)
    return { kind: 'left', note: sourceChanged('What the file says of its translation was left out.') }

  if (text.length > mostCharacters) {
    const message = `the translation has ${text.length} characters; ${mostCharacters} is the most.`
    return { kind: 'refused', reason: { code: 'text_too_long', message } }
  }
  const problem = placeholderProblem(present.source, text, key)
  if (problem !== null) return { kind: 'refused', reason: { code: problem.code, message: problem.message } }

  const notes: Remark[] = []
  if (!isOfPresentSource) notes.push(sourceChanged('The translation was taken and is to be checked.'))
  if (!isSame && isChangedHere)
    notes.push({
      code: 'replaced',
      message: `"${key}" was changed here and in the file. The file counts; here it was: ${present.text}`,
    })
  // Of what was not looked at since its source changed, the source is not known.
  const source =
    !isTouched && offer.state === 'to_check'
      ? ''
      : isOfPresentSource
        ? null
        : offer.source.slice(0, mostCharacters)
  return {
    kind: 'taken',
    translation: { text: isSame ? present.text : text, state, ...(source !== null && { source }) },
    isOtherText: !isSame,
    notes,
  }
}

/**
 * The state that a text gets; null for the one it has.
 *
 * | text in the file | it says | becomes |
 * | --- | --- | --- |
 * | other | nothing, or what the text was before | `translated` |
 * | other | another state | that |
 * | the same | nothing, or less than it is | as it is |
 * | the same | more than it is | that |
 */
function stateOfOffer(
  said: OfferedTranslation['state'],
  present: TranslationState,
  isOtherText: boolean,
): RecordedState | null {
  if (isOtherText) return said === null || said === 'to_check' || said === present ? 'translated' : said
  if (said === null || said === 'to_check') return null
  const ranks: readonly TranslationState[] = recordedStates
  return ranks.indexOf(said) > ranks.indexOf(present) ? said : null
}

/** A short mark of a text, by which a file tells whether somebody changed it: CRC-32 of its UTF-8, in hexadecimal. */
export function fingerprint(text: string): string {
  return crc32(utf8(sameLineEnds(text)))
    .toString(16)
    .padStart(8, '0')
}

function isSameText(one: string, other: string): boolean {
  return sameLineEnds(one) === sameLineEnds(other)
}

function sameLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

function textOf(texts: LanguageMap, language: string): string {
  return hasText(texts, language) ? (texts[language] ?? '') : ''
}
