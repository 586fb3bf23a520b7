import { xmlText } from '../xml-text'

/** Attributes in their order; those that are undefined are left out. */
type Attributes = Readonly<Record<string, string | undefined>>

/**
 * An element.
 *
 * @param content a text, or the elements inside, of which '' are none
 */
export function el(name: string, attributes: Attributes, content: string | readonly string[]): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${xmlText(value)}"`))
    .join('')
  const inside = typeof content === 'string' ? xmlText(content) : `\n${content.join('')}`
  return `<${name}${written}>${inside}</${name}>\n`
}

/** The element, or nothing where its text is ''. */
export function optional(name: string, attributes: Attributes, text: string): string {
  return text === '' ? '' : el(name, attributes, text)
}

/** The element around others, or nothing where there are none. */
export function around(name: string, elements: readonly string[]): string {
  return elements.every((element) => element === '') ? '' : el(name, {}, elements)
}
