import type { Item, Questionnaire, Section } from './definition'

/** Whether an appearance, which is words with spaces between them as in XLSForm, has a word. */
export function hasAppearance({ appearance }: Pick<Section, 'appearance'>, word: string): boolean {
  return appearance?.toLowerCase().split(/\s+/).includes(word) === true
}

/** Whether the questions of a section are rows of a table, which share their options and the words that lead to them. */
export function isTable(section: Pick<Section, 'appearance'>): boolean {
  return hasAppearance(section, 'table-list')
}

/** Whether the options of an item are steps from one end to the other: it says so itself (`likert`), or it is a row of a table. */
export function isLikert({ sections }: Pick<Questionnaire, 'sections'>, item: Item): boolean {
  if (item.type !== 'single') return false
  return (
    hasAppearance(item, 'likert') ||
    sections.some((section) => isTable(section) && section.items.includes(item.id))
  )
}
