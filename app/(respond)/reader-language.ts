/**
 * The language to speak, among those offered, for a reader's `Accept-Language`.
 * Lookup as in RFC 4647, section 3.4: `fr-CA` finds `fr`; of equal weights the first wins.
 *
 * @param accepted the header, or null when there is none
 * @param offered language codes in order of preference; not empty
 * @returns one of `offered`; its first where nothing fits
 */
export function readerLanguage(accepted: string | null, offered: readonly string[]): string {
  const lowerCased = new Map(offered.map((language) => [language.toLowerCase(), language]))
  for (const range of rangesByWeight(accepted ?? '')) {
    for (let tag = range; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
      const found =
        lowerCased.get(tag) ?? offered.find((language) => language.toLowerCase().startsWith(`${tag}-`))
      if (found !== undefined) return found
    }
  }
  return offered[0] ?? 'en'
}

function rangesByWeight(header: string): readonly string[] {
  return header
    .slice(0, 1_000)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';')
      const weight = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((q) => q !== undefined)
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ tag, weight }) => /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
