import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { envelopeBinding, envelopeFormat, envelopeKeyLabel } from '@/lib/envelope'
import { problem } from '@/lib/problem'
import { readInput } from './accounts'
import { store } from './connection'
import type { rounds } from './schema/rounds'
import { sealingKeyPlace } from './sealing-keys'

const pointBytes = 65
const nonceBytes = 12
const tagBytes = 16
const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/, 'Give base64url, without padding.')

export const envelopeSchema = z.strictObject({
  submissionId: z.uuid('Give a UUID, made new for each response.').toLowerCase(),
  version: z.int('Give the version of the questionnaire that was answered.'),
  consentVersion: z.int('Give the version of the consent text that was agreed to.'),
  sealed: z.strictObject({
    format: z.literal(envelopeFormat),
    key: base64url.length(87),
    nonce: base64url.length(16),
    text: base64url,
  }),
})

const insideSchema = z.object({
  language: z.string(),
  consentText: z.string().nullable(),
  receipt: z.string(),
  earlierReceipt: z.string().optional(),
  answers: z.unknown(),
})

/** Whether a submission came sealed. */
export function isEnvelope(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'sealed' in input
}

/**
 * Opens an interview that was sealed to the key of a round.
 *
 * @param input the envelope, as it came
 * @returns a submission as a program would send it, still to be checked
 * @throws input_invalid; envelope_unreadable when it was sealed to another key, changed, or moved to another round
 */
export function openEnvelope(round: typeof rounds.$inferSelect, input: unknown): unknown {
  const { submissionId, version, consentVersion, sealed } = readInput(envelopeSchema, input)
  if (round.sealingPrivateKey === null || round.sealingPublicKey === null)
    throw problem('envelope_unreadable')
  const privateKey = store().vault.open(sealingKeyPlace(round.id), round.sealingPrivateKey)
  const binding = envelopeBinding({ submissionId, slug: round.slug, version, consentVersion })
  try {
    const key = sharedKey(privateKey, Buffer.from(round.sealingPublicKey, 'base64url'), sealed.key)
    const text = Buffer.from(sealed.text, 'base64url')
    const nonce = Buffer.from(sealed.nonce, 'base64url').subarray(0, nonceBytes)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(binding))
    decipher.setAuthTag(text.subarray(-tagBytes))
    const plain = Buffer.concat([decipher.update(text.subarray(0, -tagBytes)), decipher.final()])
    const { answers, ...inside } = insideSchema.parse(JSON.parse(plain.toString('utf8')))
    return { submissionId, version, consentVersion, consent: true, answers, ...inside }
  } catch {
    // Whatever did not fit, the sender learns the same: nothing here may help to guess at keys.
    throw problem('envelope_unreadable')
  }
}

function sharedKey(privateKey: Buffer, roundPoint: Buffer, devicePoint: string): Buffer {
  const point = Buffer.from(devicePoint, 'base64url')
  if (point.length !== pointBytes || point[0] !== 4) throw new RangeError('not an uncompressed point')
  const secret = diffieHellman({
    privateKey: createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
      format: 'jwk',
    }),
  })
  const salt = Buffer.concat([point, roundPoint])
  return Buffer.from(hkdfSync('sha256', secret, salt, envelopeKeyLabel, 32))
}
