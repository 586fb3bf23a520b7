import type { Sheet } from '../../workbook/sheet'
import type { Remarks } from './remarks'

/*
 * What XLSForm has no columns for: scoring, reserved answers, dimensions. It stands on a sheet of its own, which other programs pass over
 * without a word; columns beside the options would travel to every phone and tell what each answer counts.
 */

export const footholdSheet = 'foothold'

/** A cell holds 32,767 characters; a long value goes on in the rows below. */
const mostOfACell = 30_000

/** What a thing has beside the columns of XLSForm; keys as in the questionnaire format. */
export type Extras = ReadonlyMap<string, Readonly<Record<string, unknown>>>

/** @param extras by what they belong to: `questionnaire`, `section ID`, `item ID`, `option LIST/CODE` */
export function extrasAsRows(extras: Extras): readonly (readonly string[])[] {
  const rows: string[][] = [['of', 'value']]
  for (const [of, values] of extras) {
    if (Object.keys(values).length === 0) continue
    const text = JSON.stringify(values)
    for (let at = 0; at < text.length; at += mostOfACell) rows.push([of, text.slice(at, at + mostOfACell)])
  }
  return rows
}

/** Reads the sheet back; a row that cannot be read is a fault. */
export function readExtras(sheet: Sheet | undefined, remarks: Remarks): Extras {
  const texts = new Map<string, { readonly row: number; text: string }>()
  for (const { number, cells } of sheet?.rows.slice(1) ?? []) {
    const of = cells.get(0) ?? ''
    const found = texts.get(of)
    if (found === undefined) texts.set(of, { row: number, text: cells.get(1) ?? '' })
    else found.text += cells.get(1) ?? ''
  }
  const extras = new Map<string, Readonly<Record<string, unknown>>>()
  for (const [of, { row, text }] of texts) {
    const value = parsed(text)
    if (value === null)
      remarks.fault(
        { sheet: sheet?.name ?? footholdSheet, row, column: 'value' },
        'extras_not_readable',
        'This is what Foothold wrote for itself, and it was changed. Export the form anew, or delete the sheet.',
      )
    else extras.set(of, value)
  }
  return extras
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null
  } catch {
    return null
  }
}
