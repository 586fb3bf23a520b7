import { createHmac } from 'node:crypto'

/*
 * Codes of an authenticator app, for `db` only: RFC 4226 (HOTP) and RFC 6238 (TOTP) with what every app reads: HMAC-SHA-1, 6 digits,
 * steps of 30 seconds.
 */

const digits = 6
const stepSeconds = 30
const secretBytes = 20
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A shared secret of 160 bits, as RFC 4226 section 4 recommends, in base 32. @param bytes that nobody can guess, 20 or more */
export function secretFrom(bytes: Buffer): string {
  return base32(bytes.subarray(0, secretBytes))
}

/** The time step of a moment. @see RFC 6238, section 4.2 */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1_000 / stepSeconds)
}

/** The code of a step. @param secret base 32 @see RFC 4226, section 5.3 */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0x0f
  const truncated = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(truncated % 10 ** digits).padStart(digits, '0')
}

/**
 * The step of a code that is right at a moment: the present one, or the one before or after, for a clock that goes wrong by half a
 * minute (RFC 6238, section 5.2).
 *
 * @param lastStep of the newest code that was used: that one and all before it are spent
 * @returns null when the code is not right, or spent
 */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number | null): number | null {
  const present = stepAt(now)
  const found = [present, present - 1, present + 1].find((step) => codeOf(secret, step) === code)
  // One that lies further ahead was used by a clock that was wrong, and would keep every code out until then.
  const isSpent = lastStep !== null && lastStep <= present + 1 && (found ?? 0) <= lastStep
  return found === undefined || isSpent ? null : found
}

/** The address that an authenticator app reads from a QR code. @param account as the app shows it */
export function appAddress(secret: string, account: string): string {
  const label = encodeURIComponent(`Foothold:${account}`)
  return `otpauth://totp/${label}?secret=${secret}&issuer=Foothold&digits=${digits}&period=${stepSeconds}`
}

/** @see RFC 4648, section 6 */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('')
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
