import { createCipheriv, createDecipheriv, hkdfSync, randomFillSync } from 'node:crypto'

/**
 * The form of a sealed value: one byte for the format, sixteen for the key's id, twelve for the nonce, sixteen for the tag, then the
 * ciphertext of AES-256-GCM.
 */
const format = 1
const keyIdBytes = 16
const nonceBytes = 12
const tagBytes = 16

/** Where in a sealed value the key's id stands, counted from 1 as SQL does, and its length in bytes. */
export const keyIdAt = { from: 2, length: keyIdBytes } as const

/**
 * Seals with a fresh nonce.
 *
 * @param key 32 bytes
 * @param keyId a UUID
 * @param associated what the value is bound to
 */
export function encrypt(key: Buffer, keyId: string, associated: Buffer, plain: Uint8Array): Buffer {
  const nonce = newNonce()
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(associated)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([format]), bytesOfId(keyId), nonce, cipher.getAuthTag(), sealed])
}

/** @throws Error when the value was changed, is bound to something else, or was sealed under another key */
export function decrypt(key: Buffer, associated: Buffer, sealed: Uint8Array): Buffer {
  if (sealed[0] !== format) throw new Error('This value was sealed by another version of Foothold.')
  const nonceAt = 1 + keyIdBytes
  const tagAt = nonceAt + nonceBytes
  const textAt = tagAt + tagBytes
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(nonceAt, tagAt), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(associated)
  decipher.setAuthTag(sealed.subarray(tagAt, textAt))
  return Buffer.concat([decipher.update(sealed.subarray(textAt)), decipher.final()])
}

/** A key of 32 bytes for one purpose. @see RFC 5869 */
export function derive(secret: Buffer, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'foothold', label, 32))
}

/** The UUID of the key under which a value is sealed. */
export function keyIdOf(sealed: Uint8Array): string {
  const hex = Buffer.from(sealed.subarray(1, 1 + keyIdBytes)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The 16 bytes of a UUID. */
export function bytesOfId(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

const drawn = Buffer.alloc(256 * nonceBytes)
let drawnAt = drawn.length

/** Fresh random bytes: one call to the system serves for many nonces, and none is given out twice. */
function newNonce(): Buffer {
  if (drawnAt === drawn.length) {
    randomFillSync(drawn)
    drawnAt = 0
  }
  const nonce = Buffer.from(drawn.subarray(drawnAt, drawnAt + nonceBytes))
  drawnAt += nonceBytes
  return nonce
}
