/** Texts in UTF-8 where a file format limits how long they may be. Pure; no text is cut inside what a reader sees as one letter. */

const encoder = new TextEncoder()

/** The bytes of a text in UTF-8. A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/**
 * Writes a text into bytes that are there already, which saves an array for each cell.
 *
 * @returns how many bytes it took; null when it does not fit
 */
export function writeUtf8(text: string, into: Uint8Array): number | null {
  const { read, written } = encoder.encodeInto(text, into)
  return read === text.length ? written : null
}

/** A label on one line: runs of white space become a space, NUL characters go. */
export function oneLine(text: string): string {
  return text.replaceAll('\0', '').replace(/\s+/gu, ' ').trim()
}

/** The text where it takes at most so many bytes; else its beginning with `…` in place of the rest. */
export function cutToBytes(text: string, most: number): string {
  return cut(text, most, (part) => utf8(part).length)
}

/** The text where it has at most so many characters (code points); else its beginning with `…` in place of the rest. */
export function cutToCharacters(text: string, most: number): string {
  return cut(text, most, (part) => [...part].length)
}

function cut(text: string, most: number, size: (part: string) => number): string {
  if (size(text) <= most) return text
  let kept = ''
  let room = most - size('…')
  // A vowel sign or a joined emoji stays with its letter.
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    room -= size(segment)
    if (room < 0) break
    kept += segment
  }
  return `${kept}…`
}
