import { isolatedWords } from './bidi-text'
import type { Item, LanguageMap, Questionnaire } from './questionnaire/definition'
import type { Change, OptionMeaning, SettingValue } from './questionnaire/diff/change'
import type { ScoringPlace } from './questionnaire/edit'
import { textIn } from './questionnaire/language'
import { optionsOf } from './questionnaire/options'
import type { TextKind } from './questionnaire/placed-texts'
import { relevanceInWords } from './relevance-in-words'

/** Two versions of a questionnaire, as `differenceOf` compares them. */
export type Versions = { readonly before: Questionnaire; readonly after: Questionnaire }

/**
 * A change between two versions as a line for staff, in English: where, then what it was and is. Conditions are said in words where they can be,
 * with the expression beside.
 */
export function changeInWords(change: Change, versions: Versions): string {
  return `${placeInWords(change, versions)}: ${whatChanged(change, versions)}`
}

function placeInWords({ place }: Change, { before, after }: Versions): string {
  switch (place.kind) {
    case 'general':
      return 'Questionnaire'
    case 'score':
      return 'Score'
    case 'list': {
      const users = place.itemIds ?? []
      return `List "${place.id}" (${users.length === 0 ? 'of no item' : `of ${users.join(', ')}`})`
    }
    case 'section': {
      const section = [after, before].flatMap(({ sections }) => sections).find(({ id }) => id === place.id)
      return `Section "${place.id}" (${quoted(beginning(wordsOf(section?.title, after)))})`
    }
    case 'item':
      return `Item "${place.id}" (${quoted(beginning(labelOf(place.id, { before, after })))})`
  }
}

/** What of a place changed, without the place: `was moved from …`, `the option "a" was added.` */
export function whatChanged(change: Change, versions: Versions): string {
  switch (change.kind) {
    case 'item_added':
      return `was added to section "${change.at.sectionId}", as number ${change.at.index + 1}.`
    case 'item_removed':
      return `was removed from section "${change.at.sectionId}".`
    case 'item_moved':
      return `was moved from number ${change.before.index + 1} of section "${change.before.sectionId}" to number ${change.after.index + 1} of section "${change.after.sectionId}".`
    case 'section_added':
    case 'dimension_added':
    case 'choice_list_added':
    case 'scoring_added':
    case 'subdimension_added':
      return `${partNamed(change)}was added.`
    case 'section_removed':
    case 'dimension_removed':
    case 'choice_list_removed':
    case 'scoring_removed':
    case 'subdimension_removed':
      return `${partNamed(change)}was removed.`
    case 'section_moved':
      return `was moved from place ${change.before + 1} to place ${change.after + 1}.`
    case 'text_changed':
      return `${textNamed(change.text, change.code)} in ${change.language} ${fromTo(change.before, change.after)}`
    case 'language_added':
      return `the language ${change.language} was added.`
    case 'language_removed':
      return `the language ${change.language} was removed, with its texts.`
    case 'translation_status_changed':
      return `the translation into ${change.language} ${fromTo(change.before, change.after)}`
    case 'type_changed':
      return `the type ${fromTo(change.before, change.after)}`
    case 'option_added':
      return `the option "${change.code}" (${quoted(optionLabel(change, change.code, versions.after))}) was added.`
    case 'option_removed':
      return `the option "${change.code}" (${quoted(optionLabel(change, change.code, versions.before))}) was removed.`
    case 'option_recoded':
      return `the option "${change.before}" has the code "${change.after}" now, and the same words.`
    case 'options_reordered':
      return `the options stand in another order: ${change.after.join(', ')}.`
    case 'option_attributes_changed':
      return `the attributes of the option "${change.code}" ${fromTo(inShort(change.before), inShort(change.after))}`
    case 'options_source_changed':
      return `the options ${fromTo(change.before || 'its own', change.after || 'its own')}`
    case 'missing_codes_changed':
      return `${addedRemoved(change)} among the reserved codes that are offered.`
    case 'expression_changed':
      return expressionChanged(change, versions)
    case 'protection_changed':
      return protectionChanged(change)
    case 'option_rescored':
      return `the option "${change.code}" ${fromTo(meaning(change.before), meaning(change.after))}`
    case 'scoring_method_changed':
      return `the scoring ${fromTo(inShort(change.before), inShort(change.after))}`
    case 'variants_changed':
      return `the scores under conditions ${fromTo(inShort(change.before), inShort(change.after))}`
    case 'score_place_changed':
      return `the place in the score ${fromTo(scorePlace(change.before), scorePlace(change.after))}`
    case 'weight_changed':
      return `the weight of "${change.subdimensionId ?? change.dimensionId}" ${fromTo(change.before, change.after)}`
    case 'cutoff_changed':
      return `the cut-off of "${change.dimensionId}" ${fromTo(change.before, change.after)}`
    case 'core_items_changed':
      return `${addedRemoved(change)} in "${change.field}" of the classification.`
    case 'signal_changed':
      return `the signal "${change.signalId}" ${fromTo(signal(change.before), signal(change.after))}`
    case 'scoring_rule_changed':
    case 'setting_changed':
      return `"${change.field}" ${fromTo(inShort(change.before), inShort(change.after))}`
  }
}

type Whole = Extract<
  Change,
  {
    readonly kind: `${'section' | 'dimension' | 'choice_list' | 'scoring' | 'subdimension'}_${'added' | 'removed'}`
  }
>

/** What the place does not say already. */
function partNamed(change: Whole): string {
  if ('subdimensionId' in change)
    return `the sub-dimension "${change.subdimensionId}" of "${change.dimensionId}" `
  if ('dimensionId' in change) return `the dimension "${change.dimensionId}" `
  return ''
}

const textNames: Readonly<Record<TextKind, string>> = {
  title: 'the title',
  intro: 'the introduction',
  outro: 'the closing words',
  section_title: 'the title',
  section_intro: 'the introduction',
  repeat_label: 'the name of an entry',
  label: 'the question',
  help: 'the help',
  follow_up_label: 'the question of later rounds',
  constraint_message: 'the message of the constraint',
  required_message: 'the message for who leaves it out',
  unit: 'the unit',
  lowest: 'the words of the lowest value',
  highest: 'the words of the highest value',
  option: 'the option',
  missing_option: 'the reserved code',
  dimension: 'the name of a dimension',
  subdimension: 'the name of a sub-dimension',
}

/** What a text is, to begin a sentence part: `the help`, `the option "a"`. */
export function textNamed(kind: TextKind, code: string | null): string {
  return code === null ? textNames[kind] : `${textNames[kind]} "${code}"`
}

function expressionChanged(
  { itemId, field, before, after, meansTheSame }: Extract<Change, { kind: 'expression_changed' }>,
  versions: Versions,
): string {
  const names = {
    relevant: 'the condition',
    required: 'the condition under which an answer is needed',
    constraint: 'the constraint',
    default: 'the answer filled in beforehand',
    calculation: 'the calculation',
    choiceFilter: 'the filter of options',
  } as const
  const named = names[field]
  if (meansTheSame) return `${named} is written otherwise and means the same: ${after}`
  const said = (expression: string | null, questionnaire: Questionnaire) => {
    if (expression === null) return null
    const { defaultLanguage } = questionnaire
    const isCondition = field === 'relevant' || field === 'required'
    const parts = isCondition ? relevanceInWords(questionnaire, expression, defaultLanguage) : null
    if (parts === null) return expression
    const words = parts.map((part) => (typeof part === 'string' ? part : quoted(part.quoted))).join('')
    return `${words} [${expression}]`
  }
  const [was, is] = [said(before, versions.before), said(after, versions.after)]
  if (field === 'relevant' && was === null) return `is asked only where: ${is}. It was asked of everybody.`
  if (field === 'relevant' && is === null) return `is asked of everybody. It was asked only where: ${was}.`
  return `${named} of "${itemId}" ${fromTo(was, is)}`
}

function protectionChanged({ field, after }: Extract<Change, { kind: 'protection_changed' }>): string {
  if (field === 'sensitive') return after ? 'is sensitive now.' : 'is no longer sensitive.'
  return after ? 'is of high risk now.' : 'is no longer of high risk.'
}

function fromTo(before: string | number | null, after: string | number | null): string {
  const said = (value: string | number) => (typeof value === 'number' ? String(value) : quoted(value))
  if (before === null) return after === null ? 'stayed.' : `was added: ${said(after)}`
  return after === null ? `was removed: ${said(before)}` : `was ${said(before)} and is ${said(after)}`
}

function addedRemoved({
  added,
  removed,
}: {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}): string {
  const parts = [
    added.length > 0 && `${added.join(', ')} ${added.length === 1 ? 'was' : 'were'} added`,
    removed.length > 0 && `${removed.join(', ')} ${removed.length === 1 ? 'was' : 'were'} removed`,
  ]
  return parts.filter((part) => part !== false).join(', and ')
}

function meaning({ score, critical, isNotApplicable }: OptionMeaning): string {
  if (isNotApplicable) return 'does not apply'
  return `${score === null ? 'no score' : `score ${score}`}${critical ? ', critical' : ''}`
}

function scorePlace(place: ScoringPlace | null): string | null {
  return place === null ? null : `${place.dimensionId}, ${place.subdimensionId}, weight ${place.weight}`
}

function signal(seen: { readonly strength: string; readonly when: string } | null): string | null {
  return seen === null ? null : `${seen.strength}: ${seen.when}`
}

function inShort(value: SettingValue): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  return JSON.stringify(value)
}

function optionLabel({ place }: Change, code: string, questionnaire: Questionnaire): string {
  const options =
    place.kind === 'list'
      ? (questionnaire.choiceLists[place.id] ?? [])
      : questionnaire.items.flatMap((item) =>
          place.kind === 'item' && item.id === place.id ? optionsOf(questionnaire, item) : [],
        )
  return wordsOf(options.find((option) => option.code === code)?.label, questionnaire)
}

function labelOf(id: string, { before, after }: Versions): string {
  const isOne = (item: Item) => item.id === id
  const present = after.items.find(isOne)
  return present === undefined
    ? wordsOf(before.items.find(isOne)?.label, before)
    : wordsOf(present.label, after)
}

function wordsOf(texts: LanguageMap | undefined, { defaultLanguage }: Questionnaire): string {
  return textIn(texts, defaultLanguage, defaultLanguage)
}

/** Enough of a text to know it again. */
function beginning(text: string): string {
  const letters = [...text]
  return letters.length <= 60 ? text : `${letters.slice(0, 60).join('').trimEnd()}…`
}

function quoted(text: string): string {
  return `“${isolatedWords(text.replace(/\s+/g, ' ').trim())}”`
}
