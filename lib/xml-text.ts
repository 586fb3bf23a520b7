// What XML 1.0 cannot hold at all: most control characters, halves of surrogate pairs, and the two non-characters.
const impossible = /(?![\t\n\r\x7f-\x9f])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/gu

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // An XML reader turns a bare carriage return into a line feed, and both into spaces in an attribute.
  '\r': '&#13;',
}

/**
 * A text as content or attribute of an XML or HTML element. A character that XML cannot hold becomes U+FFFD, the sign for one that is lost.
 */
export function xmlText(text: string): string {
  return text.replace(impossible, '\uFFFD').replace(/[&<>"\r]/g, (character) => entities[character] ?? '')
}
