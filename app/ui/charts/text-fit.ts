/**
 * How wide letters are, in shares of the letter size: an upper estimate for the faces that pages and files use, because a server has no screen
 * to measure on. Marks that stand on or under a letter take no width.
 */
const widths: readonly (readonly [RegExp, number])[] = [
  [/\p{M}|\p{Cf}/u, 0],
  [/[ijlI|!.,:;'’()[\]\s·]/u, 0.3],
  [/[frt\-–/\\"“”„]/u, 0.42],
  [/[mwMW@%—…&+]/u, 0.92],
  [/\p{Nd}/u, 0.59],
  [/\p{Script=Arabic}/u, 0.58],
  [/\p{Script=Ethiopic}/u, 0.86],
  [/\p{Script=Bengali}/u, 0.7],
  [/\p{Lu}/u, 0.7],
  [/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u, 1],
]
const otherWidth = 0.6
const boldFactor = 1.07

const knownWidths = new Map<string, number>()

function letterWidth(letter: string): number {
  const known = knownWidths.get(letter)
  if (known !== undefined) return known
  const width = widths.find(([pattern]) => pattern.test(letter))?.[1] ?? otherWidth
  knownWidths.set(letter, width)
  return width
}

/** Letters of a line: how large in CSS pixels, and how heavy. */
export type Letters = { readonly size: number; readonly isBold?: boolean }

/** About how wide a line of text is, in CSS pixels; rather too wide than too narrow. */
export function textWidth(text: string, { size, isBold = false }: Letters): number {
  let width = 0
  for (const letter of text) width += letterWidth(letter)
  return width * size * (isBold ? boldFactor : 1)
}

/**
 * A text broken into lines of a given width. A word that is wider than a line is broken with a hyphen where its script may be; what does not
 * fit into the last line ends in "…", and the table behind the picture has it whole.
 *
 * @param width of a line, in CSS pixels
 * @param maxLines at least 1
 */
export function wrapped(
  text: string,
  { width, maxLines, ...letters }: Letters & { readonly width: number; readonly maxLines: number },
): readonly string[] {
  const fits = (line: string) => textWidth(line, letters) <= width
  const lines: string[] = []
  let line = ''
  const words = text.split(/\s+/u).filter((word) => word !== '')
  const pieces = words.flatMap((word) => (fits(word) ? [word] : brokenWord(word, fits)))
  for (const piece of pieces) {
    const longer = line === '' ? piece : `${line} ${piece}`
    if (line === '' || fits(longer)) line = longer
    else {
      lines.push(line)
      line = piece
    }
  }
  if (line !== '') lines.push(line)
  if (lines.length <= maxLines) return lines
  return [...lines.slice(0, maxLines - 1), cut(lines.slice(maxLines - 1).join(' '), fits)]
}

/** Parts of a long word: "Aufenthalts-", "genehmigung". Joined scripts are never torn. */
function brokenWord(word: string, fits: (line: string) => boolean): readonly string[] {
  if (!/^[\p{Script=Latin}\p{Script=Cyrillic}\p{M}\p{P}]+$/u.test(word)) return [cut(word, fits)]
  const parts: string[] = []
  let part = ''
  for (const letter of word) {
    if (part.length > 2 && !fits(`${part}${letter}-`)) {
      parts.push(`${part}-`)
      part = ''
    }
    part += letter
  }
  // Two letters alone on a line read like a slip.
  const last = parts.at(-1)
  if (part.length < 3 && last !== undefined && last.length > 5) {
    parts[parts.length - 1] = `${last.slice(0, -3)}-`
    part = `${last.slice(-3, -1)}${part}`
  }
  return [...parts, part]
}

function cut(text: string, fits: (line: string) => boolean): string {
  if (fits(text)) return text
  const letters = [...text]
  while (letters.length > 1 && !fits(`${letters.join('').trimEnd()}…`)) letters.pop()
  return `${letters.join('').trimEnd()}…`
}
