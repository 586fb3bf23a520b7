import type { Item, ItemOfType, Questionnaire } from '../../questionnaire/definition'
import { hasOptions } from '../../questionnaire/options'
import { formOptions } from '../form-options'
import { minutesOf } from './expression'
import { isWholeDay } from './words'

/** More options than that are searched rather than listed. */
const mostListed = 20

/** Largest number that clients take as a whole one. */
const largestInt = 2 ** 31 - 1

/** The data type of the node of an item. */
export function typeOf(item: Item): string {
  switch (item.type) {
    case 'number':
      return item.decimals === 0 && fitsInt(item) ? 'int' : 'decimal'
    case 'scale':
      return [item.min, item.step].every(Number.isInteger) && fitsInt(item) ? 'int' : 'decimal'
    case 'hidden':
      return fitsInt(item) ? 'int' : 'decimal'
    case 'date':
      return item.precision === 'year' ? 'int' : 'date'
    case 'today':
      return 'date'
    case 'time':
      return 'time'
    case 'rank':
      return 'odk:rank'
    default:
      return 'string'
  }
}

function fitsInt({ min, max }: { readonly min: number; readonly max: number }): boolean {
  return Math.abs(min) <= largestInt && Math.abs(max) <= largestInt
}

/**
 * Conditions on an answer for which XLSForm has no words, or other words.
 *
 * @param required the condition under which the item needs an answer
 */
export function moreOf(item: Item, required: string | null): readonly (string | null)[] {
  switch (item.type) {
    case 'number':
      return [typeOf(item) === 'decimal' ? decimalsOf(item.decimals) : null]
    case 'text':
      // Spaces alone are no answer.
      if (required === null) return [null]
      return [
        required === 'true()' ? "normalize-space(.) != ''" : `not(${required}) or normalize-space(.) != ''`,
      ]
    case 'date':
      return [dateRangeOf(item)]
    case 'time':
      return [isWholeDay(item) ? null : betweenMinutes(item)]
    default:
      return []
  }
}

function decimalsOf(decimals: number): string {
  const scaled = `(. * ${10 ** decimals})`
  return `abs(${scaled} - round(${scaled})) < 0.000001`
}

function dateRangeOf(item: ItemOfType<'date'>): string | null {
  switch (item.precision) {
    case 'day':
      return null
    case 'month':
      return betweenDigits(item, 'concat(substr(., 0, 4), substr(., 5, 7))', '-')
    case 'year':
      return `. >= ${item.min} and . <= ${item.max}`
  }
}

function betweenMinutes({ min, max }: ItemOfType<'time'>): string {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  return `${minutesOf('.')} >= ${minutes(min)} and ${minutesOf('.')} <= ${minutes(max)}`
}

/** Digits that stand in the order of time are compared as one number, which every client does alike. */
function betweenDigits(
  { min, max }: { readonly min: string; readonly max: string },
  digits: string,
  mark: string,
): string {
  const number = (text: string) => Number(text.replace(mark, ''))
  return `number(${digits}) >= ${number(min)} and number(${digits}) <= ${number(max)}`
}

/** How an item looks where its author says nothing. */
export function appearanceOf(questionnaire: Questionnaire, item: Item): string | null {
  if (item.appearance !== undefined) return item.appearance
  if (item.type === 'date' && item.precision === 'month') return 'month-year'
  if (item.type === 'text' && item.maxLength > 200) return 'multiline'
  const isLong =
    hasOptions(item) && item.type === 'single' && formOptions(questionnaire, item).options.length > mostListed
  return isLong ? 'minimal autocomplete' : null
}
