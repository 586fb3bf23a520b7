import { existsSync, renameSync } from 'node:fs'
import { resolve } from 'node:path'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Actor } from '@/lib/permissions'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { readEnvironment } from './environment'
import { dateOf } from './identifiers'
import {
  keepMasterKey,
  layWaitingMasterKey,
  type MasterKeySource,
  makeKeysFolder,
  masterKeyFile,
  masterKeySource,
  readMasterSecret,
  secretIn,
  takeWaitingMasterKey,
  wrappingKeyOf,
} from './master-key'
import { folderIsServed, lockForServer } from './server-lock'
import { setSetting, settingsNow } from './settings'
import { SqliteFile } from './sqlite'
import { fits } from './vault'

/** What is refused because of how it was called: nothing was changed. */
export class KeyCareRefused extends Error {}

/** Where the master key is, and since when a copy of it lies elsewhere. */
export async function readMasterKeyState(
  actor: Actor,
): Promise<{ readonly source: MasterKeySource; readonly backedUpOn: string | null }> {
  authorise(actor, 'settings.manage')
  return {
    source: masterKeySource(readEnvironment()),
    backedUpOn: settingsNow(store().reader).keyBackedUpOn,
  }
}

/**
 * Copies the master key to a file that is its owner's alone.
 *
 * @throws KeyCareRefused when the file is there already, or the environment holds the key
 */
export async function exportMasterKey(actor: Actor, file: string): Promise<void> {
  authorise(actor, 'settings.manage')
  const environment = readEnvironment()
  requireKeyInFolder('export')
  await store().writes.transact(async (tx) => audit(tx, actor, 'key.export', ''))
  if (!keepMasterKey(resolve(file), readMasterSecret(environment)))
    throw new KeyCareRefused(`${file} is there already. Name another file: a key is never overwritten.`)
}

/**
 * Brings a master key back into the data folder. One that lies there and does not fit is put aside under another name.
 *
 * @returns whether the key was not there yet
 * @throws KeyCareRefused when the key does not belong to this database
 */
export async function importMasterKey(actor: Actor, file: string): Promise<boolean> {
  authorise(actor, 'settings.manage')
  const environment = readEnvironment()
  requireKeyInFolder('import')
  const secret = givenSecret(file)
  if (existsSync(environment.databaseFile) && !fitsFile(environment.databaseFile, secret))
    throw new KeyCareRefused(`${file} is not the key of this database. Look for another copy.`)
  const target = masterKeyFile(environment)
  makeKeysFolder(environment)
  if (existsSync(target)) {
    if (readMasterSecret(environment).equals(secret)) return false
    if (!existsSync(environment.databaseFile))
      throw new KeyCareRefused(`${target} is there already, and is another key. Move it away first.`)
    renameSync(target, `${target}.not-of-this-database-${Date.now()}`)
  }
  keepMasterKey(target, secret)
  return true
}

/**
 * Records that a copy of the master key lies in another place, after looking whether it is the right one.
 *
 * @throws KeyCareRefused when the file holds another key
 */
export async function confirmKeyBackup(actor: Actor, file: string): Promise<void> {
  authorise(actor, 'settings.manage')
  if (!readMasterSecret(readEnvironment()).equals(givenSecret(file)))
    throw new KeyCareRefused(
      `${file} holds another key than the one in use. Make a new copy: foothold keys export FILE`,
    )
  await store().writes.transact(async (tx) => setSetting(tx, actor, 'keyBackedUpOn', dateOf(new Date())))
}

/**
 * Puts a new master key in the place of the one that holds, and wraps every data key under it. Whatever interrupts it leaves the one or the
 * other in force. A copy of the new one is then still to be made.
 *
 * @param to file with the new key, where the environment holds the key: whoever calls then puts it into the environment
 * @returns file of the key that held until now, which older backups still need; null where the environment held it
 * @throws KeyCareRefused while a server runs
 */
export async function changeMasterKey(actor: Actor, to?: string): Promise<string | null> {
  authorise(actor, 'settings.manage')
  const environment = readEnvironment()
  const isInFolder = masterKeySource(environment) === 'data folder'
  if (isInFolder !== (to === undefined)) {
    throw new KeyCareRefused(
      isInFolder
        ? '--to FILE is for keys that the environment holds: here the new key is made in the data folder. Leave it out.'
        : `The master key comes from ${masterKeySource(environment)}. Put a new one into a file and name it: --to FILE`,
    )
  }
  const given = to === undefined ? null : givenSecret(to)
  const lock = lockForServer(environment.dataFolder)
  if (lock === null) throw new KeyCareRefused(folderIsServed(environment.dataFolder))
  try {
    // Opened first: a change that was interrupted is brought to its end by that, and its key must not be thrown away here.
    const { vault, writes } = store()
    const next = given ?? layWaitingMasterKey(environment)
    await writes.transact(async (tx) => {
      vault.rewrap(tx, next)
      audit(tx, actor, 'key.master', '')
      setSetting(tx, actor, 'keyBackedUpOn', null)
    })
    return isInFolder ? takeWaitingMasterKey(environment) : null
  } finally {
    lock.release()
  }
}

function requireKeyInFolder(what: 'export' | 'import'): void {
  const source = masterKeySource(readEnvironment())
  if (source === 'data folder') return
  throw new KeyCareRefused(
    `The master key comes from ${source}, so there is nothing to ${what} here. Keep a copy of what you put there.`,
  )
}

function givenSecret(file: string): Buffer {
  try {
    return secretIn(resolve(file), 'Key')
  } catch (error) {
    throw new KeyCareRefused(error instanceof Error ? error.message : String(error))
  }
}

/** Looked at without the store, which does not open when the key is not there. */
function fitsFile(databaseFile: string, secret: Buffer): boolean {
  const file = new SqliteFile(databaseFile)
  try {
    const hasKeys = file.prepare("select 1 from sqlite_schema where name = 'data_keys'").get() !== undefined
    return !hasKeys || fits(drizzle(file), wrappingKeyOf(secret))
  } finally {
    file.close()
  }
}
