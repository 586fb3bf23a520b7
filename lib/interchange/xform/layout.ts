import { isTable } from '../../questionnaire/appearance'
import type { Item, Questionnaire, Section } from '../../questionnaire/definition'
import { hasOptions, isDisplayed, offeredMissingCodes } from '../../questionnaire/options'
import { isSkippableSection } from '../../questionnaire/skippable-section'
import { formOptions } from '../form-options'

/*
 * Where everything stands in an instance of the form. Ids begin with a letter, so what Foothold adds of its own begins with a low line
 * and meets none of them.
 */

/** Before the first section: language, consent and code. */
export const start = '/data/_start'

/** Where the answer to an item stands. */
export type ItemPlace = {
  readonly item: Item
  /** Path of its own node. */
  readonly path: string
  /** Path of the node for the reserved answers of an item that is not answered by options; null where there is none. */
  readonly otherPath: string | null
}

export type SectionPlace = {
  readonly section: Section
  readonly path: string
  /** Of the group before it, which announces it; null where nothing does. */
  readonly announcedAt: string | null
  readonly isSkippable: boolean
  /** Of the row that shows the options of a table once, above its questions; null where the section is none. */
  readonly tableAt: string | null
  readonly places: readonly ItemPlace[]
}

/** Every section with its items, in the order of asking. */
export function layoutOf(questionnaire: Questionnaire): readonly SectionPlace[] {
  const byId = new Map(questionnaire.items.map((item) => [item.id, item]))
  return questionnaire.sections.map((section) => {
    // Only "meta" has a meaning of its own among the children of the root.
    const path = `/data/${section.id === 'meta' ? '_meta' : section.id}`
    const isSkippable = isSkippableSection(questionnaire, section)
    const items = section.items.flatMap((id) => byId.get(id) ?? [])
    return {
      section,
      path,
      announcedAt: isSkippable || section.intro ? `/data/_before_${section.id}` : null,
      isSkippable,
      tableAt: isTable(section) && areOfOneList(questionnaire, items) ? `${path}/_table` : null,
      places: items.map((item) => ({
        item,
        path: `${path}/${item.id}`,
        otherPath: takesOther(item) ? `${path}/_other_${item.id}` : null,
      })),
    }
  })
}

/** Whether every question among some items is answered by the same options, so that they can stand above all of them. */
function areOfOneList(questionnaire: Questionnaire, items: readonly Item[]): boolean {
  const asked = items.filter((item) => isDisplayed(item) && item.type !== 'note')
  const lists = asked.map((item) =>
    hasOptions(item) && item.type !== 'rank' && item.choiceFilter === undefined
      ? formOptions(questionnaire, item).name
      : null,
  )
  return lists.length > 0 && !lists.includes(null) && new Set(lists).size === 1
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function takesOther(item: Item): boolean {
  const takesNone = !isDisplayed(item) || item.type === 'note'
  // What is put in order is chosen among options too, but the reserved ones cannot stand in an order.
  return !takesNone && (!hasOptions(item) || item.type === 'rank') && offeredMissingCodes(item).length > 0
}
