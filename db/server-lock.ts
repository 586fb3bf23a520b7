import { join } from 'node:path'
import { makeDataFolder, withRemedy } from './data-folder'
import { SqliteFile } from './sqlite'

/** Held by the one server of a data folder. */
export type ServerLock = { readonly release: () => void }

/**
 * Takes a data folder for this server. The lock is one of the system on a small file, so that it goes with the process, however that
 * ends: a server that was killed leaves nothing behind that would stop the next one. The command line does not take it.
 *
 * @returns null when another server has the folder
 * @throws Error that says what to do, where the folder cannot be used
 */
export function lockForServer(dataFolder: string): ServerLock | null {
  const databaseFile = join(dataFolder, 'server.lock')
  const file = withRemedy({ dataFolder, databaseFile }, () => {
    makeDataFolder(dataFolder)
    return new SqliteFile(databaseFile)
  })
  try {
    file.pragma('busy_timeout = 0')
    file.exec('begin exclusive')
    return { release: () => file.close() }
  } catch (error) {
    file.close()
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return null
    throw error
  }
}

/** What a second server, or whoever wants the folder for itself, is told. */
export function folderIsServed(dataFolder: string): string {
  return `Another Foothold serves the data folder ${dataFolder}. Stop that one first, or choose another folder with FOOTHOLD_DATA_DIR.`
}
