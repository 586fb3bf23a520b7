import { hasAppearance } from '../../questionnaire/appearance'
import { parseExpression } from '../../questionnaire/expression'
import { namedInText } from '../../questionnaire/filled-text'
import type { DraftItem, DraftRepeat } from './drafts'
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
  const coarser = coarserDates[word as keyof typeof coarserDates]
  const start = startOf(definition.default, coarser.min.length)
  if (!isReckonedWith && start !== null) return { ...definition, ...coarser, ...start }
  note('The whole day is asked for, because an expression reckons with it.')
  return definition
}

/** A day that is filled in, cut to the month or year; null for one that is reckoned. @param length characters of the date that are kept */
function startOf(written: unknown, length: number): { readonly default?: string } | null {
  if (typeof written !== 'string') return {}
  const parsed = parseExpression(written)
  return parsed.ok && parsed.value.kind === 'text'
    ? { default: `'${parsed.value.value.slice(0, length)}'` }
    : null
}

/** The items, with dates of which the form asks the month or the year asked so where nothing reckons with them. */
export function withPrecisions(
  items: readonly DraftItem[],
  repeats: readonly DraftRepeat[],
  remarks: Remarks,
): readonly DraftItem[] {
  const named = new Set([...items, ...repeats].flatMap(({ definition }) => idsReckonedWith(definition)))
  return items.map((item) => {
    const isReckonedWith = named.has(item.id) || item.definition.constraint !== undefined
    const note = (message: string) => remarks.note(item.row.place('appearance'), 'whole_day_asked', message)
    return { ...item, definition: withPrecision(item.definition, isReckonedWith, note) }
  })
}

/** The items whose answers the expressions of an item or a repeat look at. */
function idsReckonedWith(definition: Definition): readonly string[] {
  const columns = ['relevant', 'constraint', 'calculation', 'choiceFilter', 'required', 'default', 'count']
  const expressions = columns.map((column) => definition[column]).filter((text) => typeof text === 'string')
  return namedInText(expressions.join('\n'))
}
