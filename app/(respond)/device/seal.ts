import {
  type Envelope,
  type EnvelopeFacts,
  envelopeBinding,
  envelopeFormat,
  envelopeKeyLabel,
  envelopeText,
  type SealedInterview,
} from '@/lib/envelope'

/** Whether this page may use the browser's cryptography: it may over TLS and on the machine itself. */
export function canSeal(): boolean {
  return globalThis.crypto?.subtle !== undefined
}

/**
 * Seals a finished interview to the key of its round. The key made for it is forgotten as soon as this returns, so nobody
 * opens it on this device again.
 *
 * @param roundKey P-256, uncompressed point, base64url
 */
export async function sealInterview(
  roundKey: string,
  { slug, ...facts }: EnvelopeFacts,
  interview: SealedInterview,
): Promise<Envelope> {
  const { subtle } = crypto
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const roundPoint = bytesOf(roundKey)
  const round = await subtle.importKey('raw', roundPoint, curve, false, [])
  const device = await subtle.generateKey(curve, false, ['deriveBits'])
  const point = new Uint8Array(await subtle.exportKey('raw', device.publicKey))
  const secret = await subtle.deriveBits({ name: 'ECDH', public: round }, device.privateKey, 256)
  const salt = new Uint8Array([...point, ...roundPoint])
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(envelopeKeyLabel) },
    await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']),
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  )
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = new TextEncoder().encode(envelopeBinding({ slug, ...facts }))
  const text = await subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData },
    key,
    envelopeText(interview),
  )
  return {
    ...facts,
    sealed: {
      format: envelopeFormat,
      key: base64url(point),
      nonce: base64url(nonce),
      text: base64url(new Uint8Array(text)),
    },
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
