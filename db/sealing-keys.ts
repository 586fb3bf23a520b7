import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { SealedPlace } from './sealed-columns'

/** The pair of keys that a round's finished interviews are sealed to on the device and opened with here. */
export type SealingKey = {
  /** P-256, uncompressed point, base64url. */
  readonly publicKey: string
  /** PKCS #8. */
  readonly privateKey: Buffer
}

/** A new pair: ECDH on P-256, which browsers have. */
export function newSealingKey(): SealingKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  return {
    publicKey: Buffer.concat(point).toString('base64url'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }),
  }
}

/** Where a round's private key is sealed. */
export function sealingKeyPlace(roundId: string): SealedPlace {
  return { table: 'rounds', column: 'sealing_private_key', row: roundId }
}
