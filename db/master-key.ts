import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Environment } from './environment'
import { derive } from './sealing'

/** What names the master key: the environment, a file that it points to, or the data folder. */
export type MasterKeySource = 'FOOTHOLD_SECRET' | 'FOOTHOLD_SECRET_FILE' | 'data folder'

/** Where the master key comes from. */
export function masterKeySource({
  secret,
  secretFile,
}: Pick<Environment, 'secret' | 'secretFile'>): MasterKeySource {
  if (secret !== null) return 'FOOTHOLD_SECRET'
  return secretFile === null ? 'data folder' : 'FOOTHOLD_SECRET_FILE'
}

/** The file of the master key where neither variable names another. */
export function masterKeyFile({ dataFolder }: Pick<Environment, 'dataFolder'>): string {
  return join(dataFolder, 'keys', 'master.key')
}

/** @throws Error when the file of the key is not there; none is made here */
export function readMasterSecret(environment: Environment): Buffer {
  if (environment.secret !== null) return Buffer.from(environment.secret)
  if (environment.secretFile !== null) return secretIn(environment.secretFile, 'FOOTHOLD_SECRET_FILE')
  const file = masterKeyFile(environment)
  if (!existsSync(file)) {
    throw new Error(
      `There is no master key: neither FOOTHOLD_SECRET nor FOOTHOLD_SECRET_FILE is set, and ${file} is not there. Bring back the key that belongs to this data: foothold keys import FILE`,
    )
  }
  return secretIn(file, 'The master key')
}

/** Makes the master key of a new data folder, unless the environment names one or it is there. */
export function makeMasterSecret(environment: Environment): void {
  const file = masterKeyFile(environment)
  if (masterKeySource(environment) === 'data folder' && !existsSync(file)) makeMasterKey(file)
}

/**
 * The text of a file with a master key.
 *
 * @param name what the file is to whoever reads the error
 * @throws Error when it is not there, or too short to be a key
 */
export function secretIn(file: string, name: string): Buffer {
  if (!existsSync(file))
    throw new Error(`${name}: there is no file ${file}. Bring the key back, or correct the path.`)
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < 32)
    throw new Error(
      `${name}: ${file} holds no key: one has at least 32 characters. Bring back the right file.`,
    )
  return Buffer.from(secret)
}

/**
 * A key for something that lies outside of the database and needs none to be opened: made from the master key alone.
 *
 * @param label what it is for
 * @throws Error when there is no master key
 */
export function keyFromMaster(environment: Environment, label: string): Buffer {
  return derive(readMasterSecret(environment), label)
}

/** The key under which data keys are wrapped. */
export function wrappingKeyOf(secret: Buffer): Buffer {
  return derive(secret, 'wrap data keys')
}

/**
 * The next master key, which waits beside the one that holds until the database has gone over to it; null when none waits.
 */
export function waitingMasterSecret(environment: Environment): Buffer | null {
  const file = waitingFile(environment)
  if (masterKeySource(environment) !== 'data folder' || !existsSync(file)) return null
  return secretIn(file, 'The next master key')
}

/** Lays a new master key beside the one that holds. @returns the new one */
export function layWaitingMasterKey(environment: Environment): Buffer {
  rmSync(waitingFile(environment), { force: true })
  makeMasterKey(waitingFile(environment))
  return secretIn(waitingFile(environment), 'The next master key')
}

/**
 * Puts the waiting master key in the place of the one that held until now, from one moment to the next.
 *
 * @returns file of the one that held: backups that were made under it need it
 */
export function takeWaitingMasterKey(environment: Environment): string {
  const file = masterKeyFile(environment)
  const old = `${file}.until-${new Date().toISOString().replaceAll(':', '')}`
  linkSync(file, old)
  renameSync(waitingFile(environment), file)
  flushFolder(dirname(file))
  return old
}

/**
 * Writes a master key to a file that is its owner's alone. Processes that start together must not each make a key, and none may ever see half
 * of one: whoever comes second leaves the file as it is.
 *
 * @returns whether the file was not there before
 */
export function keepMasterKey(file: string, secret: Buffer): boolean {
  const whole = `${file}.${randomBytes(8).toString('hex')}`
  writeFileSync(whole, `${secret.toString()}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(whole, file)
    flushFolder(dirname(file))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(whole)
  }
}

/** The folder of the master key, which is its owner's alone. */
export function makeKeysFolder(environment: Pick<Environment, 'dataFolder'>): void {
  const folder = dirname(masterKeyFile(environment))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
}

function makeMasterKey(file: string): void {
  makeKeysFolder({ dataFolder: dirname(dirname(file)) })
  keepMasterKey(file, Buffer.from(randomBytes(32).toString('base64')))
}

function waitingFile(environment: Pick<Environment, 'dataFolder'>): string {
  return `${masterKeyFile(environment)}.next`
}

/** A name in a folder is on disk once the folder is. */
function flushFolder(folder: string): void {
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
