import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import type { Database } from './database'
import type { Environment } from './environment'
import { newId } from './identifiers'
import {
  makeMasterSecret,
  readMasterSecret,
  takeWaitingMasterKey,
  waitingMasterSecret,
  wrappingKeyOf,
} from './master-key'
import { dataKeys } from './schema/keys'
import type { SealedPlace } from './sealed-columns'
import { decrypt, derive, encrypt, keyIdOf } from './sealing'
import type { Transaction } from './write-queue'

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
  /** Adds a data key, under which everything is sealed from then on. @returns its id */
  readonly addKey: (tx: Transaction) => string
  /** Wraps every data key under another master key; keys to come are wrapped under that one too. */
  readonly rewrap: (tx: Transaction, secret: Buffer) => void
}

/** Another process may have added a key: how long, in milliseconds, this one may go on sealing under the last. */
export const longestOldKey = 1_000

/**
 * Opens the keys of an installation, and makes them on the first day.
 *
 * The data keys are wrapped by a master key, which comes from FOOTHOLD_SECRET, else from the file that FOOTHOLD_SECRET_FILE
 * names, else from `keys/master.key` in the data folder.
 *
 * @param reader a connection that sees what is committed alone: nothing may be sealed under a key that is then undone
 * @throws Error when the master key does not fit the database: the encrypted columns are then lost to it
 */
export function openVault(db: Database, environment: Environment, reader: Database = db): Vault {
  let wrappingKey = fittingKey(db, environment)
  // Two processes that start together must not each make a first key.
  db.transaction(
    (tx) => {
      if (!hasKeys(tx)) addTo(tx, wrappingKey, 0)
    },
    { behavior: 'immediate' },
  )
  let keys = unwrapped(reader, wrappingKey)
  let lookedAt = performance.now()
  const first = keys[0]?.key
  if (first === undefined) throw new Error('No data key.')
  const newestId = reader
    .select({ id: dataKeys.id })
    .from(dataKeys)
    .orderBy(desc(dataKeys.sequence))
    .limit(1)
    .prepare()

  const look = () => {
    lookedAt = performance.now()
    if (newestId.get()?.id !== keys.at(-1)?.id) keys = unwrapped(reader, wrappingKey)
  }
  const newest = (): DataKey => {
    if (performance.now() - lookedAt > longestOldKey) look()
    const key = keys.at(-1)
    if (key === undefined) throw new Error('No data key.')
    return key
  }
  const keyOf = (sealed: Uint8Array): Buffer => {
    const id = keyIdOf(sealed)
    const find = () => keys.find((one) => one.id === id)?.key
    const known = find()
    if (known !== undefined) return known
    look()
    const key = find()
    if (key === undefined) throw new Error(`The data key ${id} is not in this database.`)
    return key
  }
  // Hashes must stay comparable when the data key is rotated: their keys come from the first.
  const macKeys = new Map<MacPurpose, Buffer>()
  return {
    seal: (place, plain) => {
      const { id, key } = newest()
      return encrypt(key, id, boundTo(place), plain)
    },
    open: (place, sealed) => decrypt(keyOf(sealed), boundTo(place), sealed),
    sealUnder: (secret, place, plain) => {
      const { id, key } = newest()
      return encrypt(keyOfBoth(key, secret), id, boundTo(place), plain)
    },
    openUnder: (secret, place, sealed) => decrypt(keyOfBoth(keyOf(sealed), secret), boundTo(place), sealed),
    mac: (purpose, message) => {
      let key = macKeys.get(purpose)
      if (key === undefined) {
        key = derive(first, `mac ${purpose}`)
        macKeys.set(purpose, key)
      }
      return createHmac('sha256', key).update(message).digest()
    },
    addKey: (tx) => {
      // Another process may have changed the master key: what was wrapped under the last one would be lost.
      unwrapped(tx.db, wrappingKey)
      const { sequence } = tx.db.select().from(dataKeys).orderBy(desc(dataKeys.sequence)).get() ?? {
        sequence: -1,
      }
      return addTo(tx.db, wrappingKey, sequence + 1)
    },
    rewrap: (tx, secret) => {
      const [present, next] = [wrappingKey, wrappingKeyOf(secret)]
      for (const { id, key } of unwrapped(tx.db, present)) {
        const wrapped = encrypt(next, id, boundToKey(id), key)
        tx.db.update(dataKeys).set({ wrapped }).where(eq(dataKeys.id, id)).run()
      }
      wrappingKey = next
      tx.onUndo(() => {
        wrappingKey = present
      })
    },
  }
}

type DataKey = { readonly id: string; readonly key: Buffer }

/** Every data key, the first one first. @throws Error when the master key does not fit */
function unwrapped(db: Pick<Database, 'select'>, wrappingKey: Buffer): readonly DataKey[] {
  const stored = db.select().from(dataKeys).orderBy(dataKeys.sequence).all()
  try {
    return stored.map(({ id, wrapped }) => ({ id, key: decrypt(wrappingKey, boundToKey(id), wrapped) }))
  } catch {
    throw new Error(
      'The key does not fit this database. Bring back the FOOTHOLD_SECRET, the secret file or the keys folder that it was made with.',
    )
  }
}

/**
 * The wrapping key of the master key that fits the database. A change of the master key that was interrupted after the database had gone over
 * to the next one is brought to its end here.
 */
function fittingKey(db: Database, environment: Environment): Buffer {
  // One that is made for a database with keys could fit none of them, and would hide that the right one is missing.
  if (!hasKeys(db)) makeMasterSecret(environment)
  const present = wrappingKeyOf(readMasterSecret(environment))
  const waiting = waitingMasterSecret(environment)
  if (waiting === null) return present
  const next = wrappingKeyOf(waiting)
  if (fits(db, present) || !fits(db, next)) return present
  takeWaitingMasterKey(environment)
  return next
}

function hasKeys(db: Pick<Database, 'select'>): boolean {
  return db.select({ id: dataKeys.id }).from(dataKeys).limit(1).get() !== undefined
}

/** Whether every data key of a database opens under a wrapping key. */
export function fits(db: Pick<Database, 'select'>, wrappingKey: Buffer): boolean {
  try {
    unwrapped(db, wrappingKey)
    return true
  } catch {
    return false
  }
}

function addTo(db: Pick<Database, 'insert'>, wrappingKey: Buffer, sequence: number): string {
  const now = new Date()
  const id = newId(now)
  const wrapped = encrypt(wrappingKey, id, boundToKey(id), randomBytes(32))
  db.insert(dataKeys)
    .values({ id, wrapped, sequence, createdOn: now.toISOString().slice(0, 10) })
    .run()
  return id
}

/** @see RFC 5869: the secret is the input, the data key the salt */
function keyOfBoth(dataKey: Buffer, secret: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, dataKey, 'seal under a secret', 32))
}

function boundTo({ table, column, row }: SealedPlace): Buffer {
  return Buffer.from(`${table}/${column}/${row}`)
}

function boundToKey(id: string): Buffer {
  return Buffer.from(`data_keys/wrapped/${id}`)
}
