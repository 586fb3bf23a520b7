import { accessSync, constants, mkdirSync } from 'node:fs'
import type { Environment } from './environment'

/** Makes the data folder, its owner's alone, unless it is there. @throws Error of the system, when it cannot be used */
export function makeDataFolder(dataFolder: string): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK)
}

/**
 * Does something that needs the data folder.
 *
 * @throws Error that says what to do, where folder or file cannot be used
 */
export function withRemedy<T>(paths: Paths, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const remedy = openingFaults.find(({ codes }) => codes.test(code))?.remedy
    if (remedy === undefined) throw error
    throw new Error(`FOOTHOLD_DATA_DIR: ${remedy(paths)}`, { cause: error })
  }
}

type Paths = Pick<Environment, 'dataFolder' | 'databaseFile'>

const openingFaults: readonly { readonly codes: RegExp; readonly remedy: (paths: Paths) => string }[] = [
  {
    codes: /^(EACCES|EPERM|EROFS|SQLITE_READONLY.*|SQLITE_CANTOPEN.*|SQLITE_PERM)$/,
    remedy: ({ dataFolder }) =>
      `${dataFolder} cannot be written. Give the account that runs Foothold the right to write there, or choose another folder.`,
  },
  {
    codes: /^(ENOTDIR|EEXIST)$/,
    remedy: ({ dataFolder }) => `${dataFolder} is a file, not a folder. Choose another name.`,
  },
  {
    codes: /^(ENOSPC|EDQUOT|SQLITE_FULL)$/,
    remedy: ({ dataFolder }) => `there is no room on the disk of ${dataFolder}. Make room, then start again.`,
  },
  {
    codes: /^(SQLITE_NOTADB|SQLITE_CORRUPT.*)$/,
    remedy: ({ databaseFile }) =>
      `${databaseFile} is damaged, or no database of Foothold. Nothing was changed. Copy the data folder to another disk, then restore your newest backup: foothold restore FILE --replace`,
  },
]
