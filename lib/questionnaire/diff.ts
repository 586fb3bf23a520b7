import type { Questionnaire } from './definition'
import type { Change, ChangePlace, Difference } from './diff/change'
import { bothLanguages, compareItem, comparePlaces, hasUnitTexts, setting } from './diff/items'
import { compareOptions } from './diff/options'
import { movedIn } from './diff/order'
import { addedAndRemoved, areSame } from './diff/same'
import { compareScoring } from './diff/scoring'
import { compareTexts } from './diff/texts'
import { scoringPlaceOf } from './edit'
import { hasOptions } from './options'
import type { TextKind } from './placed-texts'

/**
 * What differs between two versions of a questionnaire, for people to read: in the order of the document, what concerns it as a whole first.
 *
 * Nothing is left out but the version number: where there is no change, both say the same. What is added or removed whole is told once, without
 * its parts; an item that came counts in the score only where a further change says so. Empty texts and keys without a value count as absent.
 */
export function differenceOf(before: Questionnaire, after: Questionnaire): Difference {
  const languages = bothLanguages(before, after)
  const oldItems = new Map(before.items.map((item) => [item.id, item]))
  const sectionIds = new Set(after.sections.map(({ id }) => id))
  const keptSections = new Set(before.sections.map(({ id }) => id).filter((id) => sectionIds.has(id)))
  const newItems = new Map(after.items.map((item) => [item.id, item]))
  const keptRepeats = new Set(
    before.repeats
      ?.filter(({ id }) => after.repeats?.some((other) => other.id === id))
      .map(({ id }) => `repeats/${id}/label`),
  )
  const isCompared = ({ place, text, key }: { place: ChangePlace; text: TextKind; key: string }) => {
    if (text === 'repeat_label') return keptRepeats.has(key)
    if (place.kind === 'section') return keptSections.has(place.id)
    if (place.kind !== 'item') return true
    const [old, item] = [oldItems.get(place.id), newItems.get(place.id)]
    if (old === undefined || item === undefined) return false
    if (text === 'unit') return hasUnitTexts(old, item)
    // Texts that another type has not go with the type.
    return old.type === item.type || (text !== 'lowest' && text !== 'highest')
  }
  return [
    ...compareDocument(before, after),
    ...compareTexts(before, after, isCompared),
    ...compareSections(before, after),
    ...compareRepeats(before, after),
    ...comparePlaces(before, after),
    ...after.items.flatMap((item) => {
      const old = oldItems.get(item.id)
      return old === undefined ? placedInScore(after, item.id) : [...compareItem(before, after, old, item)]
    }),
    ...compareLists(before, after, languages),
    ...compareScoring(before, after, languages),
  ]
}

const general: ChangePlace = { kind: 'general' }

function* compareDocument(before: Questionnaire, after: Questionnaire): Generator<Change> {
  for (const field of ['format', 'id', 'population', 'estimatedMinutes', 'defaultLanguage'] as const) {
    if (!areSame(before[field], after[field])) yield setting(general, field, before[field], after[field])
  }
  const { added, removed, kept } = addedAndRemoved(before.languages, after.languages)
  for (const language of removed) yield { kind: 'language_removed', place: general, language }
  for (const language of added) yield { kind: 'language_added', place: general, language }
  const isKept = (language: string) => kept.includes(language)
  const order = after.languages.filter(isKept)
  if (!areSame(kept, order)) yield setting(general, 'languages', kept, order)
  const [oldRight, right] = [before, after].map(({ rightToLeft }) => rightToLeft.filter(isKept))
  if (!areSame(oldRight, right)) yield setting(general, 'rightToLeft', oldRight, right)
  const [old, present] = [before.translationStatus, after.translationStatus]
  for (const language of new Set([...Object.keys(old), ...Object.keys(present)])) {
    if (added.includes(language) || removed.includes(language)) continue
    const [was, is] = [old[language] ?? null, present[language] ?? null]
    if (was !== is)
      yield { kind: 'translation_status_changed', place: general, language, before: was, after: is }
  }
}

function* compareSections(before: Questionnaire, after: Questionnaire): Generator<Change> {
  const [oldIds, newIds] = [before, after].map(({ sections }) => sections.map(({ id }) => id))
  const { added, removed, kept } = addedAndRemoved(oldIds ?? [], newIds ?? [])
  const placeOf = (id: string): ChangePlace => ({ kind: 'section', id })
  for (const sectionId of removed) yield { kind: 'section_removed', place: placeOf(sectionId), sectionId }
  for (const sectionId of added) yield { kind: 'section_added', place: placeOf(sectionId), sectionId }
  const order = newIds?.filter((id) => kept.includes(id)) ?? []
  for (const sectionId of movedIn(kept, order)) {
    const [was, is] = [oldIds?.indexOf(sectionId) ?? 0, newIds?.indexOf(sectionId) ?? 0]
    yield { kind: 'section_moved', place: placeOf(sectionId), sectionId, before: was, after: is }
  }
  for (const section of after.sections) {
    const old = before.sections.find(({ id }) => id === section.id)
    if (old === undefined) continue
    for (const field of ['optional', 'appearance', 'repeat'] as const) {
      if (!areSame(old[field], section[field]))
        yield setting(placeOf(section.id), field, old[field], section[field])
    }
  }
}

/** Repeats that came or went, and the rules of those that both versions have. */
function* compareRepeats(before: Questionnaire, after: Questionnaire): Generator<Change> {
  const [old = [], present = []] = [before.repeats, after.repeats]
  const placeOf = (id: string): ChangePlace => {
    const sections = [after, before].flatMap((version) => version.sections)
    const first = sections.find(({ repeat }) => repeat === id)
    return first === undefined ? general : { kind: 'section', id: first.id }
  }
  for (const id of new Set([...old, ...present].map((repeat) => repeat.id))) {
    const [was, is] = [old, present].map((repeats) => repeats.find((repeat) => repeat.id === id))
    const place = placeOf(id)
    if (was === undefined || is === undefined) yield setting(place, `repeats.${id}`, was, is)
    else
      for (const field of ['relevant', 'count', 'most'] as const)
        if (!areSame(was[field], is[field]))
          yield setting(place, `repeats.${id}.${field}`, was[field], is[field])
  }
}

/** An item that came, where it counts in the score. */
function placedInScore(after: Questionnaire, itemId: string): readonly Change[] {
  const is = scoringPlaceOf(after, itemId)
  if (is === null) return []
  return [
    { kind: 'score_place_changed', place: { kind: 'item', id: itemId }, itemId, before: null, after: is },
  ]
}

function* compareLists(
  before: Questionnaire,
  after: Questionnaire,
  languages: readonly string[],
): Generator<Change> {
  const [old, present] = [before.choiceLists, after.choiceLists]
  const { added, removed, kept } = addedAndRemoved(Object.keys(old), Object.keys(present))
  const placeOf = (id: string): ChangePlace => {
    const users = after.items.filter((item) => hasOptions(item) && item.choiceList === id)
    return { kind: 'list', id, itemIds: users.map((item) => item.id) }
  }
  for (const listId of removed) yield { kind: 'choice_list_removed', place: placeOf(listId), listId }
  for (const listId of added) yield { kind: 'choice_list_added', place: placeOf(listId), listId }
  for (const id of kept)
    yield* compareOptions(languages, placeOf(id), `choiceLists/${id}`, old[id] ?? [], present[id] ?? [])
}
