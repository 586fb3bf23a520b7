import type { Result } from './result'

/*
 * Codes that people read aloud and copy by hand: the receipt, by which answers are withdrawn, and the resume code, by which an
 * interview that was put aside goes on. The last character of each checks the others.
 */

/** Crockford's base 32: no I, L, O or U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Characters of each kind, the check character included. */
const receiptLength = 16
const resumeCodeLength = 12

/**
 * A receipt: 15 characters of Crockford base 32 (75 bits) and a check character.
 *
 * @param bytes at least 10 random or keyed bytes; the first 75 bits are used
 * @throws RangeError when there are fewer bytes
 */
export function receiptFrom(bytes: Uint8Array): string {
  return codeFrom(receiptLength, bytes)
}

/**
 * A resume code: 11 characters of Crockford base 32 (55 bits) and a check character.
 *
 * @param bytes at least 7 random bytes; the first 55 bits are used
 * @throws RangeError when there are fewer bytes
 */
export function resumeCodeFrom(bytes: Uint8Array): string {
  return codeFrom(resumeCodeLength, bytes)
}

/** In groups of four, for eyes and voices: `ABCD-EFGH-JKMN-PQRS`. */
export function formatCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? ''
}

/**
 * Reads a receipt as people write it: any case, with or without spaces and hyphens, O for 0, I and L for 1.
 *
 * @returns the 16 characters, or what is wrong: the length, a character that no receipt has, or a slip of the pen
 */
export function parseReceipt(text: string): Result<string> {
  return parseCode('receipt', 'A receipt code', receiptLength, text)
}

/** As `parseReceipt`, for whoever need not know what is wrong. @returns the 16 characters, or null */
export function receiptIn(text: string): string | null {
  const read = readCode(receiptLength, text)
  return 'code' in read ? read.code : null
}

/** Reads a resume code as `parseReceipt` reads a receipt. @returns the 12 characters, or what is wrong */
export function parseResumeCode(text: string): Result<string> {
  return parseCode('resume_code', 'A resume code', resumeCodeLength, text)
}

function codeFrom(length: number, bytes: Uint8Array): string {
  const dataLength = length - 1
  const byteCount = Math.ceil((dataLength * 5) / 8)
  if (bytes.length < byteCount) throw new RangeError(`A code needs ${byteCount} bytes.`)
  let bits = 0n
  for (const byte of bytes.subarray(0, byteCount)) bits = (bits << 8n) | BigInt(byte)
  bits >>= BigInt(byteCount * 8 - dataLength * 5)
  let data = ''
  for (let place = dataLength - 1; place >= 0; place -= 1)
    data += alphabet[Number((bits >> BigInt(5 * place)) & 31n)]
  return data + checkCharacter(data)
}

/** What the message says of each fault. Apart from the reading: a browser that says it in its own words carries none of them. */
const faultMessages = {
  length: (title: string, length: number) =>
    `${title} has ${length} letters and digits. Check that none is missing.`,
  character: (title: string) => `${title} has only digits and letters, without U. Check the letters.`,
  check: () => 'This code is not right. Check the letters and try again.',
} as const

/** @param title in sentences: "A receipt code has …" */
function parseCode(
  name: 'receipt' | 'resume_code',
  title: string,
  length: number,
  text: string,
): Result<string> {
  const read = readCode(length, text)
  if ('code' in read) return { ok: true, value: read.code }
  const message = faultMessages[read.fault](title, length)
  return { ok: false, problems: [{ path: name, code: `${name}_${read.fault}`, message }] }
}

function readCode(
  length: number,
  text: string,
): { readonly code: string } | { readonly fault: keyof typeof faultMessages } {
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐‑–—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (code.length !== length) return { fault: 'length' }
  if ([...code].some((character) => !alphabet.includes(character))) return { fault: 'character' }
  return checkCharacter(code.slice(0, -1)) === code.at(-1) ? { code } : { fault: 'check' }
}

/**
 * Catches every single wrong character and nearly every swap of neighbours.
 *
 * @see ISO/IEC 7812-1, annex B (Luhn), in base 32
 */
function checkCharacter(data: string): string {
  let sum = 0
  for (const [place, character] of [...data].reverse().entries()) {
    const value = alphabet.indexOf(character) * (place % 2 === 0 ? 2 : 1)
    sum += Math.floor(value / 32) + (value % 32)
  }
  return alphabet[(32 - (sum % 32)) % 32] ?? '0'
}
