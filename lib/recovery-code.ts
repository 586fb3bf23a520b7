/** Letters and digits that are not taken for each other: Crockford's base 32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 12
const groups = /.{4}/g

/** A recovery code in groups of four. @param bytes at random, 10 or more: 60 bits are used */
export function codeFrom(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = (bits.match(/.{5}/g) ?? [])
    .slice(0, length)
    .map((five) => alphabet[Number.parseInt(five, 2)])
  return (letters.join('').match(groups) ?? []).join('-')
}

/** As it was given out, however it is written: letters that look like digits are read as these. */
export function normalisedCode(written: string): string {
  return written
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}
