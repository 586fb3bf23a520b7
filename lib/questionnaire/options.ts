import { countryCodes } from './countries'
import type { ChoiceItem, Item, LanguageMap, MissingCode, Questionnaire, ResponseOption } from './definition'

/** One answer that can be chosen: a response option of the item, or a reserved code that it offers. */
export type Option = { readonly code: string; readonly label: LanguageMap; readonly isMissing: boolean }

/** Whether an item is answered by choosing among options. */
export function isChoice(item: Item): item is ChoiceItem {
  return item.type === 'single' || item.type === 'multiple'
}

/**
 * The response options of an item, without reserved codes: its own, those of its named list, or those of its outside list
 * (labels empty there: `countryOptions` names them in a language).
 */
export function responseOptions(questionnaire: Questionnaire, item: ChoiceItem): readonly ResponseOption[] {
  if (item.choices !== undefined) return item.choices
  if (item.choiceList !== undefined) return questionnaire.choiceLists[item.choiceList] ?? []
  return item.choiceSource === undefined ? [] : countries
}

const countries: readonly ResponseOption[] = countryCodes.map((code) => ({ code, label: {}, score: null }))

/**
 * Everything that can be chosen for an item, in the order of asking: options first, then the reserved codes.
 * A sensitive item always offers "prefer not to answer".
 */
export function optionsOf(questionnaire: Questionnaire, item: Item): readonly Option[] {
  const proper = isChoice(item) ? responseOptions(questionnaire, item) : []
  return [
    ...proper.map(({ code, label }) => ({ code, label, isMissing: false })),
    ...offeredMissingCodes(item).map((code) => ({
      code,
      label: questionnaire.missingLabels[code] ?? {},
      isMissing: true,
    })),
  ]
}

/** More options than this are searched (without script picked from a native list); up to this many are laid open on cards. */
const mostCards = 20

/** Whether an item's options are too many to be laid open, so that one is searched for or picked from a list. */
export function isPickedFromList(questionnaire: Questionnaire, item: Item): boolean {
  return item.type === 'single' && optionsOf(questionnaire, item).length > mostCards
}

/** The options that stand on a card of their own: all of them, or the reserved ones beside a list or a written field. */
export function optionsOnCards(questionnaire: Questionnaire, item: Item): readonly Option[] {
  const options = optionsOf(questionnaire, item)
  return isPickedFromList(questionnaire, item) ? options.filter(({ isMissing }) => isMissing) : options
}

/** One end of a scale that has words: its value as it is posted, and what it means. */
export type LabelledEnd = { readonly code: string; readonly label: LanguageMap }

/** The ends of a scale that have words, the lowest first; none for other items. */
export function labelledEnds(item: Item): readonly LabelledEnd[] {
  if (item.type !== 'scale') return []
  return [
    { code: String(item.min), label: item.minLabel ?? {} },
    { code: String(item.max), label: item.maxLabel ?? {} },
  ].filter(({ label }) => Object.keys(label).length > 0)
}

/** What can be heard as an answer to an item: the options on cards, and the ends of a scale that have words. */
export function heardAnswers(
  questionnaire: Questionnaire,
  item: Item,
): readonly { readonly code: string; readonly label: LanguageMap }[] {
  return [...labelledEnds(item), ...optionsOnCards(questionnaire, item)]
}

/** The reserved codes that an item offers. */
export function offeredMissingCodes(item: Item): readonly MissingCode[] {
  return item.sensitive && !item.missing.includes('pnta') ? [...item.missing, 'pnta'] : item.missing
}

const optionIndexes = new WeakMap<Questionnaire, Map<string, ReadonlyMap<string, ResponseOption>>>()

/** The response option of an item with a code, if it has one. */
export function optionWithCode(
  questionnaire: Questionnaire,
  item: ChoiceItem,
  code: string,
): ResponseOption | undefined {
  let indexes = optionIndexes.get(questionnaire)
  if (indexes === undefined) {
    indexes = new Map()
    optionIndexes.set(questionnaire, indexes)
  }
  let index = indexes.get(item.id)
  if (index === undefined) {
    index = new Map(responseOptions(questionnaire, item).map((option) => [option.code, option]))
    indexes.set(item.id, index)
  }
  return index.get(code)
}
