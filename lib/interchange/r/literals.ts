/** Values as R writes them, in ASCII. */

/** A text: what is not ASCII is written by its number, and a zero character, which R cannot hold, is left out. */
export function rText(text: string): string {
  const escaped = text
    .replaceAll('\0', '')
    .replace(/["\\]/g, (character) => `\\${character}`)
    // By code points: R knows no halves of surrogate pairs, which become U+FFFD.
    .replace(/[^\x20-\x7e]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0xfffd
      const known = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
      const digits = known.toString(16)
      return known > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`
    })
  return `"${escaped}"`
}

/** A vector of texts. */
export function rTexts(texts: readonly string[]): string {
  return texts.length === 0 ? 'character()' : `c(${texts.map(rText).join(', ')})`
}

/** A vector of texts, each with a name that is a name in R too. */
export function rNames(entries: readonly (readonly [name: string, text: string])[]): string {
  return `c(${entries.map(([name, text]) => `${name} = ${rText(text)}`).join(', ')})`
}
