import { compiled } from './compiled'
import type { Questionnaire } from './definition'
import { referencesOf } from './expression'

/**
 * The items that tell a sensitive answer: sensitive ones, and those that are asked only after some answer to one. That such an item
 * was asked, or was not, tells what was answered, whatever its own answer is.
 *
 * @returns ids of items
 */
export function tellingItems(questionnaire: Questionnaire): ReadonlySet<string> {
  const { relevant } = compiled(questionnaire)
  const telling = new Set<string>()
  // Items refer only to earlier items, so one pass finds those that rest on others.
  for (const { id, sensitive } of questionnaire.items) {
    const relevance = relevant.get(id)
    const restsOnOne = relevance !== undefined && referencesOf(relevance).some((other) => telling.has(other))
    if (sensitive || restsOnOne) telling.add(id)
  }
  return telling
}
