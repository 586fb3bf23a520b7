import type { Item, OptionItem, Questionnaire } from '../definition'
import { placeOf, scoringPlaceOf } from '../edit'
import { parseExpression } from '../expression'
import { expressionText } from '../expression-text'
import { hasOptions, responseOptions } from '../options'
import type { Change, ChangePlace, ExpressionField } from './change'
import { compareOptions } from './options'
import { movedIn } from './order'
import { addedAndRemoved, areSame, settingOf } from './same'

/** The place of an item of a draft that no section lists. */
const nowhere = { sectionId: '', index: 0 }

/** The items that came, went, or stand elsewhere. */
export function* comparePlaces(before: Questionnaire, after: Questionnaire): Generator<Change> {
  const [oldIds, newIds] = [before, after].map(({ items }) => items.map(({ id }) => id))
  const { added, removed, kept } = addedAndRemoved(oldIds ?? [], newIds ?? [])
  for (const itemId of removed)
    yield {
      kind: 'item_removed',
      place: { kind: 'item', id: itemId },
      itemId,
      at: placeOf(before, itemId) ?? nowhere,
    }
  for (const itemId of added)
    yield {
      kind: 'item_added',
      place: { kind: 'item', id: itemId },
      itemId,
      at: placeOf(after, itemId) ?? nowhere,
    }
  const sectionOf = (questionnaire: Questionnaire, itemId: string) =>
    placeOf(questionnaire, itemId)?.sectionId
  const stay = new Set(kept.filter((itemId) => sectionOf(before, itemId) === sectionOf(after, itemId)))
  const moved = new Set(kept.filter((itemId) => !stay.has(itemId)))
  // Sections that change places take their items with them.
  for (const { id, items } of after.sections) {
    const old = before.sections.find((section) => section.id === id)?.items ?? []
    const order = (list: readonly string[]) => list.filter((itemId) => stay.has(itemId))
    for (const itemId of movedIn(order(old), order(items))) moved.add(itemId)
  }
  for (const itemId of newIds ?? []) {
    if (!moved.has(itemId)) continue
    yield {
      kind: 'item_moved',
      place: { kind: 'item', id: itemId },
      itemId,
      before: placeOf(before, itemId) ?? nowhere,
      after: placeOf(after, itemId) ?? nowhere,
    }
  }
}

/** Fields that are compared by themselves. */
const comparedElsewhere = new Set([
  'id',
  'type',
  'label',
  'help',
  'labelFollowUp',
  'constraintMessage',
  'requiredMessage',
  'minLabel',
  'maxLabel',
  'unit',
  'missing',
  'sensitive',
  'risk',
  'relevant',
  'constraint',
  'default',
  'calculation',
  'choiceFilter',
  'choices',
  'choiceList',
  'choiceSource',
  'variants',
  'scoring',
  'dimension',
  'subdimension',
])

/** How an item differs that both versions have, its words aside. */
export function* compareItem(
  before: Questionnaire,
  after: Questionnaire,
  old: Item,
  item: Item,
): Generator<Change> {
  const { id: itemId } = item
  const place: ChangePlace = { kind: 'item', id: itemId }
  if (old.type !== item.type)
    yield { kind: 'type_changed', place, itemId, before: old.type, after: item.type }
  yield* compareAnswers(before, after, old, item)
  yield* compareExpressions(old, item)
  if (old.sensitive !== item.sensitive) {
    const [was, is] = [old.sensitive, item.sensitive]
    yield { kind: 'protection_changed', place, itemId, field: 'sensitive', before: was, after: is }
  }
  if (old.risk !== item.risk) {
    const [was, is] = [old.risk === 'high', item.risk === 'high']
    yield { kind: 'protection_changed', place, itemId, field: 'risk', before: was, after: is }
  }
  if (!areSame(old.scoring, item.scoring))
    yield { kind: 'scoring_method_changed', place, itemId, before: old.scoring, after: item.scoring }
  yield* compareScorePlace(before, after, old, item)
  yield* compareSettings(old, item)
}

function* compareAnswers(
  before: Questionnaire,
  after: Questionnaire,
  old: Item,
  item: Item,
): Generator<Change> {
  const { id: itemId } = item
  const place: ChangePlace = { kind: 'item', id: itemId }
  const { added, removed } = addedAndRemoved(old.missing, item.missing)
  if (added.length + removed.length > 0)
    yield { kind: 'missing_codes_changed', place, itemId, added, removed }
  // Their order is that of asking.
  else if (!areSame(old.missing, item.missing)) yield setting(place, 'missing', old.missing, item.missing)
  if (!hasOptions(old) || !hasOptions(item)) return
  if (!areSame(old.variants, item.variants)) {
    const [was, is] = [settingOf(old.variants), settingOf(item.variants)]
    yield { kind: 'variants_changed', place, itemId, before: was, after: is }
  }
  const [source, newSource] = [sourceOf(old), sourceOf(item)]
  if (source !== newSource)
    yield { kind: 'options_source_changed', place, itemId, before: source, after: newSource }
  // Options of a list that both have are compared with the list.
  else if (item.choices === undefined) return
  const [was, is] = [responseOptions(before, old), responseOptions(after, item)]
  yield* compareOptions(bothLanguages(before, after), place, `items/${itemId}/choices`, was, is)
}

/** The list that the options come from; '' for those of the item itself. */
function sourceOf({ choiceList, choiceSource }: OptionItem): string {
  return choiceList ?? choiceSource ?? ''
}

export function bothLanguages(before: Questionnaire, after: Questionnaire): readonly string[] {
  return before.languages.filter((language) => after.languages.includes(language))
}

function* compareExpressions(old: Item, item: Item): Generator<Change> {
  for (const field of [
    'relevant',
    'required',
    'constraint',
    'default',
    'calculation',
    'choiceFilter',
  ] as const) {
    if (field === 'required' && isPlainlyRequired(old) && isPlainlyRequired(item)) continue
    const [was, is] = [expressionOf(old, field), expressionOf(item, field)]
    if (was === is) continue
    yield {
      kind: 'expression_changed',
      place: { kind: 'item', id: item.id },
      itemId: item.id,
      field,
      meansTheSame: was !== null && is !== null && plainExpression(was) === plainExpression(is),
      before: was,
      after: is,
    }
  }
}

function isPlainlyRequired({ required }: Item): boolean {
  return typeof required === 'boolean'
}

function expressionOf(item: Item, field: ExpressionField): string | null {
  switch (field) {
    case 'required':
      return item.required === true ? 'true()' : item.required || null
    case 'calculation':
      return item.type === 'calculated' ? item.calculation : null
    case 'choiceFilter':
      return hasOptions(item) ? (item.choiceFilter ?? null) : null
    default:
      return item[field] ?? null
  }
}

/** An expression in the one way of writing it; as it stands where it cannot be read. */
export function plainExpression(text: string): string {
  const parsed = parseExpression(text)
  return parsed.ok ? expressionText(parsed.value) : text
}

function* compareScorePlace(
  before: Questionnaire,
  after: Questionnaire,
  old: Item,
  item: Item,
): Generator<Change> {
  const place: ChangePlace = { kind: 'item', id: item.id }
  const [was, is] = [scoringPlaceOf(before, item.id), scoringPlaceOf(after, item.id)]
  if (!areSame(was, is)) yield { kind: 'score_place_changed', place, itemId: item.id, before: was, after: is }
  // The item repeats its place in the score; only where it says something else is that a change of its own.
  const follows =
    !areSame(was, is) && areSame([item.dimension, item.subdimension], [is?.dimensionId, is?.subdimensionId])
  if (follows) return
  for (const field of ['dimension', 'subdimension'] as const) {
    if (!areSame(old[field], item[field])) yield setting(place, field, old[field], item[field])
  }
}

function* compareSettings(old: Item, item: Item): Generator<Change> {
  const place: ChangePlace = { kind: 'item', id: item.id }
  const was = new Map<string, unknown>(Object.entries(old))
  const is = new Map<string, unknown>(Object.entries(item))
  for (const field of new Set([...was.keys(), ...is.keys()])) {
    if (comparedElsewhere.has(field)) continue
    // What depends on other answers is compared with the conditions.
    if (field === 'required' && !(isPlainlyRequired(old) && isPlainlyRequired(item))) continue
    // Another type has other fields.
    if (old.type !== item.type && !(was.has(field) && is.has(field))) continue
    if (!areSame(was.get(field), is.get(field))) yield setting(place, field, was.get(field), is.get(field))
  }
  // Units by language are texts like others, where both versions have one.
  if (!hasUnitTexts(old, item) && old.type === item.type && !areSame(unitOf(old), unitOf(item)))
    yield setting(place, 'unit', unitOf(old), unitOf(item))
}

function unitOf(item: Item) {
  return item.type === 'number' ? (item.unit ?? null) : null
}

/** Whether the units of an item are texts by language in both versions. */
export function hasUnitTexts(old: Item, item: Item): boolean {
  return [old, item].every((version) => typeof unitOf(version) === 'object' && unitOf(version) !== null)
}

export function setting(place: ChangePlace, field: string, before: unknown, after: unknown): Change {
  return { kind: 'setting_changed', place, field, before: settingOf(before), after: settingOf(after) }
}
