import type { MediaKind } from './media'
import type { MediaPlace } from './media-names'
import type { Item, Questionnaire } from './questionnaire/definition'
import {
  hasOptions,
  heardAnswers,
  isDisplayed,
  labelledEnds,
  offeredMissingCodes,
} from './questionnaire/options'
import { idBefore } from './questionnaire/repeats'

/** Where something can be heard or seen, in any language. */
export type WordsPlace = Omit<MediaPlace, 'language'>

/**
 * The places where a questionnaire can be heard, each once: questions first, then answers, in the order of asking. Answers that
 * say the same words (those of a list that several questions use, equal ends of scales, and the reserved ones) need one recording,
 * at any of them.
 */
export function placesToRecord(questionnaire: Questionnaire): readonly WordsPlace[] {
  const places = new Map<string, WordsPlace>()
  for (const item of questionnaire.items) {
    if (!isDisplayed(item)) continue
    places.set(wordsAt(item, ''), { itemId: item.id, optionCode: '' })
    for (const { code } of heardAnswers(questionnaire, item)) {
      const words = wordsAt(item, code)
      if (!places.has(words)) places.set(words, { itemId: item.id, optionCode: code })
    }
  }
  return [...places.values()]
}

/** Those of the places to record for which nothing of a kind is there. */
export function placesWithout(
  questionnaire: Questionnaire,
  there: readonly WordsPlace[],
): readonly WordsPlace[] {
  const items = new Map(questionnaire.items.map((item) => [item.id, item]))
  const words = ({ itemId, optionCode }: WordsPlace) => {
    const item = items.get(itemId)
    return item === undefined ? '' : wordsAt(item, optionCode)
  }
  const heard = new Set(there.map(words))
  return placesToRecord(questionnaire).filter((place) => !heard.has(words(place)))
}

/** What is heard and seen on the pages of a survey: by item id for a question, by `ITEM/OPTION` for an answer. */
export type SurveyMedia = Readonly<Record<string, MediaNames>>
/** The names by which files are served. */
export type MediaNames = { readonly audio?: string; readonly image?: string }

/**
 * What is heard and seen in one language. An answer without a file of its own gets that of the same words at another question.
 *
 * @param files those of the language, and the pictures
 * @param wave from the second on, a question with a follow-up wording is not heard: its recording says the first
 */
export function surveyMedia(
  questionnaire: Questionnaire,
  files: readonly NamedMedia[],
  wave: number,
): SurveyMedia {
  const own = new Map(files.map((file) => [`${file.kind} ${file.itemId}/${file.optionCode}`, file.name]))
  const items = new Map(questionnaire.items.map((item) => [item.id, item]))
  const shared = new Map<string, string>()
  for (const { kind, itemId, optionCode, name } of files) {
    const item = items.get(itemId)
    const key = item === undefined ? '' : `${kind} ${wordsAt(item, optionCode)}`
    if (!shared.has(key)) shared.set(key, name)
  }
  const namesAt = (item: Item, code: string): MediaNames => {
    const found = (kind: MediaKind) =>
      own.get(`${kind} ${item.id}/${code}`) ?? shared.get(`${kind} ${wordsAt(item, code)}`)
    const isOtherWording = code === '' && wave > 1 && item.labelFollowUp !== undefined
    const audio = isOtherWording ? undefined : found('audio')
    const image = found('image')
    return { ...(audio === undefined ? {} : { audio }), ...(image === undefined ? {} : { image }) }
  }
  const entries = questionnaire.items.flatMap((item) =>
    !isDisplayed(item)
      ? []
      : [
          [item.id, namesAt(item, '')] as const,
          ...heardAnswers(questionnaire, item).map(
            ({ code }) => [`${item.id}/${code}`, namesAt(item, code)] as const,
          ),
        ],
  )
  return Object.fromEntries(entries.filter(([, names]) => Object.keys(names).length > 0))
}

/** A stored file at its place. @see surveyMedia */
export type NamedMedia = MediaPlace & { readonly kind: MediaKind; readonly name: string }

/**
 * The files of a questionnaire at the items that it is asked as: each entry of a repeat has those of the item that it repeats.
 *
 * @param asked an unrolled questionnaire
 */
export function filesAsAsked<File extends MediaPlace>(
  asked: Questionnaire,
  files: readonly File[],
): readonly File[] {
  const ofItem = new Map<string, File[]>()
  for (const file of files) ofItem.set(file.itemId, [...(ofItem.get(file.itemId) ?? []), file])
  return asked.items.flatMap(({ id }) =>
    (ofItem.get(idBefore(asked, id)) ?? []).map((file) => ({ ...file, itemId: id })),
  )
}

/** What is heard and seen in each of some languages. @see surveyMedia */
export function surveyMediaIn(
  languages: readonly string[],
  questionnaire: Questionnaire,
  files: readonly NamedMedia[],
  wave: number,
): Readonly<Record<string, SurveyMedia>> {
  return Object.fromEntries(
    languages.map((language) => {
      const inLanguage = files.filter((file) => file.kind === 'image' || file.language === language)
      return [language, surveyMedia(questionnaire, inLanguage, wave)]
    }),
  )
}

/** The same text for places that say the same words: a recording at one of them is heard at all. */
export function wordsAt(item: Item, optionCode: string): string {
  if (offeredMissingCodes(item).some((code) => code === optionCode)) return `reserved/${optionCode}`
  const end = labelledEnds(item).find(({ code }) => code === optionCode)
  if (end !== undefined) return `end ${optionCode} ${JSON.stringify(end.label)}`
  const list = hasOptions(item) && optionCode !== '' ? item.choiceList : undefined
  return list === undefined ? `item ${item.id}/${optionCode}` : `list ${list}/${optionCode}`
}
