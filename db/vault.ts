import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomFillSync,
} from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from './database'
import type { Environment } from './environment'
import { newId } from './identifiers'
import { dataKeys } from './schema/keys'

/** Where a sealed value lives. It opens nowhere else: a value cannot be moved to another row or column. */
export type SealedPlace = { readonly table: string; readonly column: string; readonly row: string }

/** What a keyed hash is for. Each purpose has a key of its own. */
export type MacPurpose =
  | 'receipt'
  | 'receipt-lookup'
  | 'content'
  | 'import'
  | 'sign-in'
  | 'session-cookie'
  | 'known-device'
  | 'recovery-code'
  | 'second-factor-offer'
  | 'resume-code-salt'
  | 'resume-code-lookup'
  | 'saved-submission'
  | 'cursor'

/** Encryption and keyed hashes with the keys of this installation. */
export type Vault = {
  /** AES-256-GCM with a fresh nonce: format, key id, nonce, tag, ciphertext. */
  readonly seal: (place: SealedPlace, plain: Uint8Array) => Buffer
  /** @throws Error when the value was changed or moved, or the key is not here */
  readonly open: (place: SealedPlace, sealed: Uint8Array) => Buffer
  /**
   * As `seal`, under a key that is made from the data key and a secret that is kept nowhere here: to open it takes both.
   *
   * @param secret hard to guess: whoever has the data key can try out guesses
   */
  readonly sealUnder: (secret: Uint8Array, place: SealedPlace, plain: Uint8Array) => Buffer
  /** @throws Error as `open`, and when it was sealed under another secret */
  readonly openUnder: (secret: Uint8Array, place: SealedPlace, sealed: Uint8Array) => Buffer
  /** HMAC-SHA-256 under the key of a purpose, 32 bytes. */
  readonly mac: (purpose: MacPurpose, message: string) => Buffer
}

const format = 1
const keyIdBytes = 16
const nonceBytes = 12
const tagBytes = 16

/**
 * Opens the keys of an installation, and makes them on the first day.
 *
 * The data key is wrapped by a master key, which comes from FOOTHOLD_SECRET, else from the file that FOOTHOLD_SECRET_FILE
 * names, else from `keys/master.key` in the data folder.
 *
 * @throws Error when the master key does not fit the database: the encrypted columns are then lost to it
 */
export function openVault(db: Database, environment: Environment): Vault {
  const wrappingKey = derive(readMasterSecret(environment), 'wrap data keys')
  // Two processes that start together must not each make a first key.
  const stored = db.transaction(
    (tx) => {
      makeFirstKey(tx, wrappingKey)
      return tx.select().from(dataKeys).orderBy(dataKeys.sequence, dataKeys.createdOn).all()
    },
    { behavior: 'immediate' },
  )
  const keys = new Map(stored.map((row) => [row.id, unwrap(wrappingKey, row.id, row.wrapped)]))
  const [firstKey] = keys.values()
  const [newest] = [...keys].reverse()
  if (firstKey === undefined || newest === undefined) throw new Error('No data key.')
  const [currentId, currentKey] = newest
  // Hashes must stay comparable when the data key is rotated: their keys come from the first.
  const macKeys = new Map<MacPurpose, Buffer>()
  const keyOf = (sealed: Uint8Array): Buffer => {
    const id = keyIdOf(sealed)
    const key = keys.get(id)
    if (key === undefined) throw new Error(`The data key ${id} is not in this database.`)
    return key
  }
  return {
    seal: (place, plain) => encrypt(currentKey, currentId, boundTo(place), plain),
    open: (place, sealed) => decrypt(keyOf(sealed), boundTo(place), sealed),
    sealUnder: (secret, place, plain) =>
      encrypt(keyOfBoth(currentKey, secret), currentId, boundTo(place), plain),
    openUnder: (secret, place, sealed) => decrypt(keyOfBoth(keyOf(sealed), secret), boundTo(place), sealed),
    mac: (purpose, message) => {
      let key = macKeys.get(purpose)
      if (key === undefined) {
        key = derive(firstKey, `mac ${purpose}`)
        macKeys.set(purpose, key)
      }
      return createHmac('sha256', key).update(message).digest()
    },
  }
}

/**
 * A key for something that lies outside of the database and needs none to be opened: made from the master key alone.
 *
 * @param label what it is for
 * @throws Error when there is no master key; none is made here
 */
export function keyFromMaster(environment: Environment, label: string): Buffer {
  if (
    environment.secret === null &&
    environment.secretFile === null &&
    !existsSync(masterKeyFile(environment))
  ) {
    throw new Error(
      `There is no master key: neither FOOTHOLD_SECRET nor FOOTHOLD_SECRET_FILE is set, and ${masterKeyFile(environment)} is not there. Bring back the key that belongs to this data.`,
    )
  }
  return derive(readMasterSecret(environment), label)
}

function masterKeyFile({ dataFolder }: Pick<Environment, 'dataFolder'>): string {
  return join(dataFolder, 'keys', 'master.key')
}

function readMasterSecret({ dataFolder, secret, secretFile }: Environment): Buffer {
  if (secret !== null) return Buffer.from(secret)
  if (secretFile !== null) {
    if (!existsSync(secretFile)) {
      throw new Error(
        `FOOTHOLD_SECRET_FILE: there is no file ${secretFile}. Bring the key back, or correct the path.`,
      )
    }
    return Buffer.from(readFileSync(secretFile, 'utf8').trim())
  }
  const file = masterKeyFile({ dataFolder })
  if (!existsSync(file)) makeMasterKey(file)
  return Buffer.from(readFileSync(file, 'utf8').trim())
}

/** Two processes that start together must not each make a key, and none may ever see half of one. */
function makeMasterKey(file: string): void {
  const folder = dirname(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const whole = `${file}.${randomBytes(8).toString('hex')}`
  writeFileSync(whole, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(whole, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(whole)
  }
}

function makeFirstKey(db: Pick<Database, 'select' | 'insert'>, wrappingKey: Buffer): void {
  if (db.select({ id: dataKeys.id }).from(dataKeys).limit(1).get() !== undefined) return
  const id = newId(new Date())
  const wrapped = encrypt(wrappingKey, id, Buffer.from(`data_keys/wrapped/${id}`), randomBytes(32))
  db.insert(dataKeys)
    .values({ id, wrapped, sequence: 0, createdOn: new Date().toISOString().slice(0, 10) })
    .run()
}

function derive(secret: Buffer, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'foothold', label, 32))
}

/** @see RFC 5869: the secret is the input, the data key the salt */
function keyOfBoth(dataKey: Buffer, secret: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, dataKey, 'seal under a secret', 32))
}

function unwrap(wrappingKey: Buffer, id: string, wrapped: Buffer): Buffer {
  try {
    return decrypt(wrappingKey, Buffer.from(`data_keys/wrapped/${id}`), wrapped)
  } catch {
    throw new Error(
      'The key does not fit this database. Bring back the FOOTHOLD_SECRET, the secret file or the keys folder that it was made with.',
    )
  }
}

function encrypt(key: Buffer, keyId: string, associated: Buffer, plain: Uint8Array): Buffer {
  const nonce = newNonce()
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(associated)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([format]), bytesOfId(keyId), nonce, cipher.getAuthTag(), sealed])
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

function decrypt(key: Buffer, associated: Buffer, sealed: Uint8Array): Buffer {
  if (sealed[0] !== format) throw new Error('This value was sealed by another version of Foothold.')
  const nonceAt = 1 + keyIdBytes
  const tagAt = nonceAt + nonceBytes
  const textAt = tagAt + tagBytes
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(nonceAt, tagAt))
  decipher.setAAD(associated)
  decipher.setAuthTag(sealed.subarray(tagAt, textAt))
  return Buffer.concat([decipher.update(sealed.subarray(textAt)), decipher.final()])
}

function boundTo({ table, column, row }: SealedPlace): Buffer {
  return Buffer.from(`${table}/${column}/${row}`)
}

function bytesOfId(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

function keyIdOf(sealed: Uint8Array): string {
  const hex = Buffer.from(sealed.subarray(1, 1 + keyIdBytes)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
