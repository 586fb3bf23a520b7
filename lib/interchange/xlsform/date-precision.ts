import { hasAppearance } from '../../questionnaire/appearance'
import type { DraftItem } from './drafts'
import type { Remarks } from './remarks'

type Definition = DraftItem['definition']

/** The days that are taken where a form sets no bounds. */
export const wholeDays = { min: '1900-01-01', max: '2100-12-31' }

/** Dates of which less than the day is asked, by the word of their appearance. */
const coarserDates = {
  'month-year': { precision: 'month', min: '1900-01', max: '2100-12' },
  year: { precision: 'year', min: '1900', max: '2100' },
} as const

/**
 * A date of which the month or the year is asked, where its appearance says so; as it was for any other item.
 *
 * @param isReckonedWith whether an expression looks at its answer: in other programs that is the first day, with which one can reckon
 */
function withPrecision(
  definition: Definition,
  isReckonedWith: boolean,
  note: (message: string) => void,
): Definition {
  const word = Object.keys(coarserDates).find((one) => hasAppearance(definition, one))
  if (definition.type !== 'date' || definition.precision !== undefined || word === undefined)
    return definition
  if (!isReckonedWith) return { ...definition, ...coarserDates[word as keyof typeof coarserDates] }
  note('The whole day is asked for, because an expression reckons with it.')
  return definition
}

/** The items, with dates of which the form asks the month or the year asked so where nothing reckons with them. */
export function withPrecisions(items: readonly DraftItem[], remarks: Remarks): readonly DraftItem[] {
  const named = new Set(items.flatMap(({ definition }) => idsReckonedWith(definition)))
  return items.map((item) => {
    const isReckonedWith = named.has(item.id) || item.definition.constraint !== undefined
    const note = (message: string) => remarks.note(item.row.place('appearance'), 'whole_day_asked', message)
    return { ...item, definition: withPrecision(item.definition, isReckonedWith, note) }
  })
}

/** The items whose answers the expressions of an item look at. */
function idsReckonedWith(definition: DraftItem['definition']): readonly string[] {
  const columns = ['relevant', 'constraint', 'calculation', 'choiceFilter', 'required', 'default']
  const expressions = columns.map((column) => definition[column]).filter((text) => typeof text === 'string')
  return [...expressions.join('\n').matchAll(/\$\{\s*(\w+)\s*\}/g)].map(([, id]) => String(id))
}
