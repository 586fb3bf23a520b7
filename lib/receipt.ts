import type { Result } from './result'

/** Crockford's base 32: no I, L, O or U, so that a code can be read aloud and copied by hand. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const dataLength = 15
const receiptLength = dataLength + 1

/**
 * A receipt: 15 characters of Crockford base 32 (75 bits) and a check character that catches every single wrong
 * character and nearly every swap of neighbours.
 *
 * @param bytes at least 10 random or keyed bytes; the first 75 bits are used
 * @throws RangeError when there are fewer bytes
 * @see ISO/IEC 7812-1, annex B (Luhn), in base 32
 */
export function receiptFrom(bytes: Uint8Array): string {
  if (bytes.length < 10) throw new RangeError('A receipt needs 10 bytes.')
  let bits = 0n
  for (const byte of bytes.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte)
  bits >>= 5n
  let data = ''
  for (let place = dataLength - 1; place >= 0; place -= 1)
    data += alphabet[Number((bits >> BigInt(5 * place)) & 31n)]
  return data + checkCharacter(data)
}

/** In groups of four, for eyes and voices: `ABCD-EFGH-JKMN-PQRS`. */
export function formatReceipt(receipt: string): string {
  return receipt.match(/.{1,4}/g)?.join('-') ?? ''
}

/**
 * Reads a receipt as people write it: any case, with or without spaces and hyphens, O for 0, I and L for 1.
 *
 * @returns the 16 characters, or what is wrong: the length, a character that no receipt has, or a slip of the pen
 */
export function parseReceipt(text: string): Result<string> {
  const receipt = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (receipt.length !== receiptLength) {
    return refused(
      'receipt_length',
      `A receipt code has ${receiptLength} letters and digits. Check that none is missing.`,
    )
  }
  if ([...receipt].some((character) => !alphabet.includes(character))) {
    return refused(
      'receipt_character',
      'A receipt code has only digits and letters, without U. Check the letters.',
    )
  }
  if (checkCharacter(receipt.slice(0, dataLength)) !== receipt.at(-1)) {
    return refused('receipt_check', 'This code is not right. Check the letters and try again.')
  }
  return { ok: true, value: receipt }
}

function refused(code: string, message: string): Result<never> {
  return { ok: false, problems: [{ path: 'receipt', code, message }] }
}

function checkCharacter(data: string): string {
  let sum = 0
  for (const [place, character] of [...data].reverse().entries()) {
    const value = alphabet.indexOf(character) * (place % 2 === 0 ? 2 : 1)
    sum += Math.floor(value / 32) + (value % 32)
  }
  return alphabet[(32 - (sum % 32)) % 32] ?? '0'
}
