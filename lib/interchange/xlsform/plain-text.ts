/*
 * Texts of forms may be formatted, by Markdown and by a few HTML tags (ODK XForms Specification, "Markdown in labels and hints"). Here a text is
 * its words, on every phone, on paper and read aloud.
 */

const tags =
  'a|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|ins|li|mark|ol|p|s|small|span|strong|sub|sup|u|ul'
const tag = new RegExp(`<(/?)(${tags})(?:\\s+[a-z-]+\\s*=[^<>]*|\\s*)/?>`, 'gi')
const breaking = /^(blockquote|br|center|div|h[1-6]|hr|li|ol|p|ul)$/i

/** What stands between `${` and `}` is a name, whatever marks are in it. */
const placeholder = /\$\{[^{}]*\}/g

/**
 * A text without its formatting: emphasis, headings and tags are gone, lines stay lines, a link stands in brackets behind its words. Marks that
 * format nothing, as in `____` or `5 * 3`, stay.
 */
export function plainText(text: string): string {
  const names: string[] = []
  const held = text.replace(placeholder, (name) => `\uE000${names.push(name) - 1}\uE001`)
  const plain = held
    .replace(tag, (_, closing: string, name: string) =>
      breaking.test(name) && (closing !== '/' || /^(p|div)$/i.test(name)) ? '\n' : '',
    )
    .replace(/&(nbsp|amp|lt|gt|quot);/g, (_, name: keyof typeof entities) => entities[name])
    .replace(/\[([^[\]\n]{1,500})\]\(([^()\s]{1,2000})\)/g, (_, words: string, address: string) =>
      words === address ? address : `${words} (${address})`,
    )
    .replace(/^[ \t]*#{1,6}[ \t]+/gm, '')
    .replace(/\*\*([^*\n]+)\*\*/g, (_, words: string) => words)
    .replace(/(?<!\w)__(?=\S)([^_\n]*[^_\s])__(?!\w)/g, '$1')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])/g, '$1')
    .replace(/(?<!\w)_(?=\S)([^_\n]*[^_\s])_(?!\w)/g, '$1')
  if (plain === held) return text
  return plain
    .replace(/[ \t]+(?=\n|$)/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .replace(/\uE000(\d+)\uE001/g, (_, place: string) => names[Number(place)] ?? '')
}

const entities = { nbsp: '\u00A0', amp: '&', lt: '<', gt: '>', quot: '"' } as const
