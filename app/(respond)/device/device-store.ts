import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { Envelope } from '@/lib/envelope'

/**
 * What this browser keeps: drafts, if the person chose so, and finished interviews that wait for a network. Everything in it
 * is sealed; in clear stand only random ids, the survey's address, an order and the day of a draft.
 */
type DeviceSchema = DBSchema & {
  readonly drafts: { readonly key: string; readonly value: StoredDraft }
  readonly queue: { readonly key: string; readonly value: QueuedInterview }
}

export type StoredDraft = {
  readonly submissionId: string
  readonly slug: string
  /** Rises with every writing: the clock of a phone may be years off. */
  readonly order: number
  /** Day of the last writing, as `dayOf` counts; none in what an older program wrote. */
  readonly keptOn?: number
  /** Cannot be exported: it opens the draft in this browser alone, and goes with it. */
  readonly key: CryptoKey
  readonly nonce: Uint8Array<ArrayBuffer>
  readonly text: ArrayBuffer
}

/** `closed`: the round took no answers when it was tried; `refused`: the server did not accept it. */
export type QueueState = 'waiting' | 'closed' | 'refused'

export type QueuedInterview = {
  readonly submissionId: string
  readonly slug: string
  readonly order: number
  readonly envelope: Envelope
  readonly state: QueueState
}

/** Says nothing of what it is for to whoever looks through a phone. */
const databaseName = 'pages'

/** Set when the page is being left: nothing is written to this phone any more. */
let isLeaving = false

/** Refuses every writing from now on. */
export function stopKeeping(): void {
  isLeaving = true
}

/** Whether the page is being left. */
export function hasStoppedKeeping(): boolean {
  return isLeaving
}

let opened: Promise<IDBPDatabase<DeviceSchema>> | null = null

/** The device's store. @throws where the browser refuses to keep anything */
export function deviceStore(): Promise<IDBPDatabase<DeviceSchema>> {
  opened ??= openDB<DeviceSchema>(databaseName, 1, {
    upgrade(database) {
      database.createObjectStore('drafts', { keyPath: 'submissionId' })
      database.createObjectStore('queue', { keyPath: 'submissionId' })
    },
    // Another page wants to erase it.
    blocking: forget,
    terminated: forgetOpened,
  }).catch((error: unknown) => {
    forgetOpened()
    throw error
  })
  return opened
}

/** Whether this browser has a store already; asking makes none. */
export async function hasDeviceStore(): Promise<boolean> {
  try {
    const databases = await indexedDB.databases()
    return databases.some(({ name }) => name === databaseName)
  } catch {
    // Older browsers do not tell: looking into it does no harm.
    return true
  }
}

/** Erases the whole store. */
export async function eraseDeviceStore(): Promise<void> {
  await forget()
  await deleteDB(databaseName)
}

async function forget(): Promise<void> {
  const closing = opened
  forgetOpened()
  ;(await closing)?.close()
}

function forgetOpened(): void {
  opened = null
}
