import { xmlText } from '../xml-text'

/** Cells of a sheet as SpreadsheetML writes them (ISO/IEC 29500-1, 18.3.1.4). */

/** Most characters of one cell, in UTF-16. */
export const charactersOfACell = 32_767

/** Numbers of the formats in `styles.xml`. */
export const styles = { plain: 0, header: 1, date: 2, text: 3 } as const

/** The letters of a column, from 0: A, B, … Z, AA. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter
}

/**
 * A text cell that brings its own text; nothing for ''.
 *
 * @param place column letters and row number: `A1`
 */
export function textCell(place: string, text: string, style: number = styles.plain): string {
  const format = style === styles.plain ? '' : ` s="${style}"`
  return `<c r="${place}"${format} t="inlineStr"><is><t xml:space="preserve">${sheetText(text)}</t></is></c>`
}

/** A cell with a number. */
export function numberCell(place: string, value: number, style: number = styles.plain): string {
  const format = style === styles.plain ? '' : ` s="${style}"`
  return `<c r="${place}"${format}><v>${value}</v></c>`
}

/**
 * A text as a workbook keeps it: what XML cannot hold is written as `_x000B_`, and so is what already looks like that (18.4, ST_Xstring). Half
 * a surrogate pair becomes U+FFFD.
 */
export function sheetText(text: string): string {
  return xmlText(
    text
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replace(/(?![\t\n\x7f-\x9f])\p{Cc}|[\ufffe\uffff]/gu, (character) => {
        const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
        return `_x${code}_`
      }),
  )
}
