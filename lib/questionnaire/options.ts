import { compiled } from './compiled'
import { countryCodes } from './countries'
import type {
  ChoiceItem,
  Item,
  LanguageMap,
  MissingCode,
  OptionItem,
  Questionnaire,
  ResponseOption,
} from './definition'
import { evaluate, isTrue, type Value } from './expression'

/** One answer that can be chosen: a response option of the item, or a reserved code that it offers. */
export type Option = { readonly code: string; readonly label: LanguageMap; readonly isMissing: boolean }

/** Whether an item is answered by choosing among options. */
export function isChoice(item: Item): item is ChoiceItem {
  return item.type === 'single' || item.type === 'multiple'
}

/** Whether an item has response options, to choose among or to put in order. */
export function hasOptions(item: Item): item is OptionItem {
  return isChoice(item) || item.type === 'rank'
}

/** Whether an item has a page of its own. The others are filled in by the round, the device or a calculation. */
export function isDisplayed(item: Item): boolean {
  return item.type !== 'hidden' && item.type !== 'calculated' && item.type !== 'today'
}

/**
 * The response options of an item, without reserved codes: its own, those of its named list, or those of its outside list
 * (labels empty there: `countryOptions` names them in a language).
 */
export function responseOptions(questionnaire: Questionnaire, item: OptionItem): readonly ResponseOption[] {
  if (item.choices !== undefined) return item.choices
  if (item.choiceList !== undefined) return questionnaire.choiceLists[item.choiceList] ?? []
  return item.choiceSource === undefined ? [] : countries
}

/**
 * The response options that an item's choice filter leaves; all of them without one.
 *
 * @param itemValue what expressions see of the other items
 */
export function filteredOptions(
  questionnaire: Questionnaire,
  item: OptionItem,
  itemValue: (itemId: string) => Value,
): readonly ResponseOption[] {
  const options = responseOptions(questionnaire, item)
  const filter = compiled(questionnaire).choiceFilter.get(item.id)
  if (filter === undefined) return options
  return options.filter((option) =>
    isTrue(evaluate(filter, { itemValue, attributeOf: (name) => attributeOf(option, name) })),
  )
}

/** What a choice filter sees of an option: `name` is its code, other names are its attributes. */
export function attributeOf({ code, attributes = {} }: ResponseOption, name: string): string {
  if (Object.hasOwn(attributes, name)) return attributes[name] ?? ''
  return name === 'name' ? code : ''
}

const countries: readonly ResponseOption[] = countryCodes.map((code) => ({ code, label: {}, score: null }))

/**
 * Everything that can be chosen for an item, in the order of asking: options first, then the reserved codes.
 * A sensitive item always offers "prefer not to answer".
 */
export function optionsOf(questionnaire: Questionnaire, item: Item): readonly Option[] {
  const proper = hasOptions(item) ? responseOptions(questionnaire, item) : []
  return [
    ...proper.map(({ code, label }) => ({ code, label, isMissing: false })),
    ...offeredMissingCodes(item).map((code) => ({
      code,
      label: questionnaire.missingLabels[code] ?? {},
      isMissing: true,
    })),
  ]
}

/** More options than this are searched (without script picked from a native list); up to this many are laid open on cards, unless the item asks for a list. */
export const mostCards = 20

/** Whether one of an item's options is searched for or picked from a list: they are too many to be laid open, or its appearance is `minimal`. */
export function isPickedFromList(questionnaire: Questionnaire, item: Item): boolean {
  return (
    item.type === 'single' &&
    (item.appearance?.includes('minimal') === true || optionsOf(questionnaire, item).length > mostCards)
  )
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
  item: OptionItem,
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
