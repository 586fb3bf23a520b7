import type { SaxesTagNS } from 'saxes'
import type { InlinePart } from './unit'

/** What an element inside a text begins with; marks of annotations are nothing. */
export function openingParts(tag: SaxesTagNS): readonly InlinePart[] {
  switch (tag.local) {
    case 'cp':
      return [{ words: characterOf(attribute(tag, 'hex') ?? '') }]
    case 'ph':
    case 'sc':
    case 'ec':
      return [
        code(
          attribute(tag, 'copyOf') ?? attribute(tag, 'id'),
          attribute(tag, 'dataRef'),
          attribute(tag, 'equiv') ?? attribute(tag, 'disp'),
        ),
      ]
    case 'pc':
      return [code(attribute(tag, 'id'), attribute(tag, 'dataRefStart'), attribute(tag, 'dispStart'))]
    default:
      return []
  }
}

/** What an element inside a text ends with: only a pair of codes has words there. */
export function closingParts(tag: SaxesTagNS): readonly InlinePart[] {
  if (tag.local !== 'pc') return []
  return [code(null, attribute(tag, 'dataRefEnd'), attribute(tag, 'dispEnd'))]
}

function code(id: string | null, dataRef: string | null, shown: string | null): InlinePart {
  return { id, dataRef, shown }
}

/** The character of a code point in hexadecimal; the sign for one that is lost where there is no such. */
function characterOf(hex: string): string {
  const codePoint = /^[0-9a-f]{1,8}$/i.test(hex) ? Number.parseInt(hex, 16) : Number.NaN
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\uFFFD'
}

/**
 * Without what a program may have added to lay out a file that does not preserve spaces: those at both ends, and indented line ends. Bare line
 * ends stay, since programs that lay nothing out forget to say so.
 */
export function withoutLayout(parts: readonly InlinePart[]): readonly InlinePart[] {
  const isBlank = (part: InlinePart) => 'words' in part && part.words.trim() === ''
  const start = parts.findIndex((part) => !isBlank(part))
  const end = parts.findLastIndex((part) => !isBlank(part))
  return parts.slice(start < 0 ? parts.length : start, end + 1).map((part, index, kept) => {
    if (!('words' in part)) return part
    const flat = part.words.replace(indentedLineEnds, ' ')
    const begun = index === 0 ? flat.trimStart() : flat
    return { words: index === kept.length - 1 ? begun.trimEnd() : begun }
  })
}

// A run of spaces is tried from its beginning only, or a long one would take for ever.
const indentedLineEnds = /(?<![ \t])[ \t]*\n[ \t]+/g

/** The value of an attribute by its name as written; null without it. */
export function attribute(tag: SaxesTagNS, name: string): string | null {
  return tag.attributes[name]?.value ?? null
}
