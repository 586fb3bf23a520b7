/**
 * The form of a sealed interview: what a device does to a finished interview, so that it cannot be read there again.
 * The device seals (`app/(respond)/device/seal.ts`, WebCrypto), the server opens (`db/envelopes.ts`, Node's crypto).
 *
 * Ephemeral ECDH on P-256 with the round's key; HKDF-SHA-256 (RFC 5869) with both public keys as salt; AES-256-GCM (NIST SP
 * 800-38D) with a fresh 96-bit nonce and the facts below as associated data.
 */

/** What stands outside, readable and bound to the inside: one bit changed and it does not open. */
export type EnvelopeFacts = {
  /** UUID, lower case. */
  readonly submissionId: string
  /** The round's address. */
  readonly slug: string
  /** Of the questionnaire. */
  readonly version: number
  readonly consentVersion: number
}

export type Envelope = Omit<EnvelopeFacts, 'slug'> & {
  readonly sealed: {
    readonly format: typeof envelopeFormat
    /** The device's public key for this one interview: P-256, uncompressed point, base64url. */
    readonly key: string
    /** 12 bytes, base64url. */
    readonly nonce: string
    /** Ciphertext and 16-byte tag, base64url. */
    readonly text: string
  }
}

/** What is inside, as JSON. */
export type SealedInterview = {
  readonly language: string
  /** Id of the consent text that was agreed to; null where the page had none. */
  readonly consentText: string | null
  /** Made on the device, so that it can be shown before the network is back: 16 characters without hyphens. */
  readonly receipt: string
  /** Of an earlier wave of the study, 16 characters; left out where none was given. */
  readonly earlierReceipt?: string
  readonly answers: Readonly<Record<string, unknown>>
}

export const envelopeFormat = 1

/** The inside is filled with spaces to a multiple of this many bytes: its length tells nothing of how much was answered. */
const paddedTo = 1024

export const envelopeKeyLabel = 'foothold sealed interview 1'

/** The associated data of an envelope. */
export function envelopeBinding({ submissionId, slug, version, consentVersion }: EnvelopeFacts): string {
  return JSON.stringify([envelopeFormat, submissionId, slug, version, consentVersion])
}

/** The inside as bytes, padded. */
export function envelopeText(interview: SealedInterview): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(interview))
  const padded = new Uint8Array(Math.ceil(json.length / paddedTo) * paddedTo).fill(0x20)
  padded.set(json)
  return padded
}
