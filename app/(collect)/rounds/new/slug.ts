/** The shape of a round's address: lower-case letters and digits in groups joined by single hyphens. */
export const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

export const longestSlug = 64

/**
 * An address suggested by a title: `Bogotá, spring 2027` gives `bogota-spring-2027`.
 *
 * @returns empty where the title has no Latin letter or digit to make one from
 */
export function slugFrom(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, '')
}
