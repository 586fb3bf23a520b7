import type { Problem } from '../result'
import type { Questionnaire, Repeat } from './definition'
import { type Expression, partsOf } from './expression'
import { askedAfterEntries, entryId, repeatsByItem, repeatsOf, takesAllEntries } from './repeats'

/** More items than this no questionnaire may have, entries counted each. */
const mostItems = 5_000

/** The problems of repeats: their sections, their names, their size, and what cannot be told apart by entry. */
export function* checkRepeats(questionnaire: Questionnaire): Generator<Problem> {
  yield* checkSectionsOfRepeats(questionnaire)
  yield* checkNames(questionnaire)
  yield* checkScores(questionnaire)
  const repeatByItem = repeatsByItem(questionnaire)
  const total = questionnaire.items.reduce((sum, { id }) => sum + (repeatByItem.get(id)?.most ?? 1), 0)
  if (total > mostItems)
    yield {
      path: 'repeats',
      code: 'too_many_items',
      message: `With every entry there are ${total} items, and ${mostItems} are the most. Ask for fewer entries ("most").`,
    }
}

function* checkSectionsOfRepeats(questionnaire: Questionnaire): Generator<Problem> {
  const { sections } = questionnaire
  const known = new Set(repeatsOf(questionnaire).map(({ id }) => id))
  const closed = new Set<string>()
  for (const [place, { repeat }] of sections.entries()) {
    const before = sections[place - 1]?.repeat
    if (before !== undefined && before !== repeat) closed.add(before)
    if (repeat === undefined) continue
    const path = `sections[${place}].repeat`
    if (!known.has(repeat))
      yield {
        path,
        code: 'unknown_repeat',
        message: `There is no repeat "${repeat}". The repeats are: ${[...known].join(', ') || 'none'}.`,
      }
    else if (closed.has(repeat))
      yield {
        path,
        code: 'repeat_interrupted',
        message: `The sections of the repeat "${repeat}" must follow each other. Move this one to the others.`,
      }
  }
  const used = new Set(sections.map(({ repeat }) => repeat))
  for (const [place, { id }] of repeatsOf(questionnaire).entries())
    if (!used.has(id))
      yield {
        path: `repeats[${place}].id`,
        code: 'repeat_without_section',
        message: `No section belongs to the repeat "${id}". Give a section "repeat": "${id}", or take the repeat out.`,
      }
}

/** Names that the entries get must be free, and short enough. */
function* checkNames(questionnaire: Questionnaire): Generator<Problem> {
  const repeats = repeatsOf(questionnaire)
  if (repeats.length === 0) return
  const repeatByItem = repeatsByItem(questionnaire)
  const taken = new Set(questionnaire.items.map(({ id }) => id))
  for (const [place, repeat] of repeats.entries()) {
    const own = [...repeatByItem].filter(([, { id }]) => id === repeat.id).map(([id]) => id)
    const names = [repeat.id, ...askedAfterEntries(repeat), ...own.flatMap((id) => laterEntries(id, repeat))]
    yield* freeNames(names, taken, `repeats[${place}].id`, repeat.id)
  }
  const takenBySections = new Set(questionnaire.sections.map(({ id }) => id))
  for (const [place, repeat] of repeats.entries()) {
    const own = questionnaire.sections.filter((section) => section.repeat === repeat.id)
    const names = own.flatMap(({ id }) => laterEntries(id, repeat))
    yield* freeNames(names, takenBySections, `repeats[${place}].id`, repeat.id)
  }
}

function laterEntries(id: string, { most }: Repeat): readonly string[] {
  return Array.from({ length: Math.max(0, most - 1) }, (_, at) => entryId(id, at + 2))
}

function* freeNames(
  names: readonly string[],
  taken: Set<string>,
  path: string,
  repeatId: string,
): Generator<Problem> {
  for (const name of names) {
    if (taken.has(name)) {
      yield {
        path,
        code: 'name_taken',
        message: `The repeat "${repeatId}" needs the name "${name}", which is taken. Rename what has it, or the repeat.`,
      }
      return
    }
    if (name.length > 64) {
      yield {
        path,
        code: 'name_too_long',
        message: `The repeat "${repeatId}" needs the name "${name}", which is longer than 64 characters. Give a shorter id.`,
      }
      return
    }
    taken.add(name)
  }
}

/** A score is one of a person, so what it is made of has one answer. */
function* checkScores(questionnaire: Questionnaire): Generator<Problem> {
  const { items, scoring } = questionnaire
  const repeatByItem = repeatsByItem(questionnaire)
  if (repeatByItem.size === 0) return
  const inRepeat = (path: string, id: string): readonly Problem[] =>
    repeatByItem.has(id)
      ? [
          {
            path,
            code: 'item_in_repeat',
            message: `"${id}" is asked once for each entry of "${repeatByItem.get(id)?.id}", and a score is made of single answers. Take it out here.`,
          },
        ]
      : []
  for (const [place, item] of items.entries()) {
    if (item.scoring.method !== 'none') yield* inRepeat(`items[${place}].scoring`, item.id)
    if (item.benchmarkOf !== undefined)
      yield* [item.benchmarkOf, item.id]
        .flatMap((id) => inRepeat(`items[${place}].benchmarkOf`, id))
        .slice(0, 1)
  }
  for (const [place, dimension] of (scoring?.dimensions ?? []).entries())
    for (const [inner, subdimension] of dimension.subdimensions.entries())
      for (const [slot, { id }] of subdimension.items.entries())
        yield* inRepeat(`scoring.dimensions[${place}].subdimensions[${inner}].items[${slot}].id`, id)
  const classification = scoring?.classification
  if (classification === null || classification === undefined) return
  for (const [place, id] of classification.coreItems.entries())
    yield* inRepeat(`scoring.classification.coreItems[${place}]`, id)
  if (classification.type !== 'signals') return
  for (const [place, id] of classification.requiredItems.entries())
    yield* inRepeat(`scoring.classification.requiredItems[${place}]`, id)
}

/** What to write for an item of a repeat where one answer is wanted. */
export function remedyOutside(itemId: string, repeatId: string): string {
  return `"${itemId}" is asked once for each entry of "${repeatId}". Say which is meant: sum( ), min( ), max( ), join( ) or count-non-empty( ) take them all, indexed-repeat(\${${itemId}}, \${${repeatId}}, 1) takes one.`
}

/**
 * The problems of repeats in one expression.
 *
 * @param own the repeat in which it stands; null outside of repeats
 */
export function* checkEntriesIn(
  repeatByItem: ReadonlyMap<string, Repeat>,
  own: Repeat | null,
  expression: Expression,
): Generator<Omit<Problem, 'path'>> {
  if (expression.kind === 'reference') {
    const of = repeatByItem.get(expression.itemId)
    if (of !== undefined && of.id !== own?.id)
      yield {
        code: 'item_in_repeat',
        params: { itemId: expression.itemId },
        message: `At character ${expression.at + 1}: ${remedyOutside(expression.itemId, of.id)}`,
      }
    return
  }
  if (expression.kind !== 'call') {
    for (const part of partsOf(expression)) yield* checkEntriesIn(repeatByItem, own, part)
    return
  }
  const { name, operands, at } = expression
  if (name === 'position' && own === null)
    yield {
      code: 'position_outside_repeat',
      message: `At character ${at + 1}: position( ) is the number of an entry, and this stands in no repeat.`,
    }
  if (name === 'indexed-repeat') {
    const [item, of, number] = operands
    const repeat = item?.kind === 'reference' ? repeatByItem.get(item.itemId) : undefined
    if (repeat === undefined || of?.kind !== 'reference' || of.itemId !== repeat.id)
      yield {
        code: 'not_of_repeat',
        message: `At character ${at + 1}: indexed-repeat( ) takes an item of a repeat, that repeat, and a number: indexed-repeat(\${item}, \${repeat}, 1).`,
      }
    if (number !== undefined) yield* checkEntriesIn(repeatByItem, own, number)
    return
  }
  for (const operand of operands) {
    const isEveryEntry = operand.kind === 'reference' && takesAllEntries(name)
    if (!isEveryEntry) yield* checkEntriesIn(repeatByItem, own, operand)
  }
}
