import { compiled } from './compiled'
import type { Item, Questionnaire } from './definition'
import { referencesOf } from './expression'

/**
 * The items that tell a sensitive answer: sensitive ones, and those that rest on one by their relevance, their calculation, their choice
 * filter, what is filled in beforehand, or the condition under which they need an answer. That such an item was asked, or was not, or left out,
 * or what it gave, tells what was answered, whatever its own answer is.
 *
 * @returns ids of items
 */
export function tellingItems(questionnaire: Questionnaire): ReadonlySet<string> {
  const { relevant, required, calculation, choiceFilter, default: start } = compiled(questionnaire)
  return itemsResting(questionnaire, ({ sensitive }) => sensitive, [
    relevant,
    required,
    calculation,
    choiceFilter,
    start,
  ])
}

/** The items that hold what people wrote in their own words: texts, and what is calculated from them. @returns ids of items */
export function writtenItems(questionnaire: Questionnaire): ReadonlySet<string> {
  const { calculation } = compiled(questionnaire)
  return itemsResting(questionnaire, ({ type }) => type === 'text', [calculation])
}

/** Items of some kind, and those whose expressions refer to one, near or far. */
function itemsResting(
  { items }: Questionnaire,
  isOfKind: (item: Item) => boolean,
  expressions: readonly ReturnType<typeof compiled>['relevant'][],
): ReadonlySet<string> {
  const found = new Set<string>()
  // Items refer only to earlier items, so one pass finds those that rest on others.
  for (const item of items) {
    const rests = expressions.some((byItem) => {
      const expression = byItem.get(item.id)
      return expression !== undefined && referencesOf(expression).some((other) => found.has(other))
    })
    if (isOfKind(item) || rests) found.add(item.id)
  }
  return found
}
