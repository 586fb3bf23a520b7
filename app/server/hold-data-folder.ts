import { readEnvironment } from '@/db/environment'
import { folderIsServed, lockForServer, type ServerLock } from '@/db/server-lock'

// As long as the process lives; Next loads a module once for each of its bundles.
const held = globalThis as { footholdServerLock?: ServerLock }

/** Takes the data folder for this server, or ends the process with a sentence where another one has it. */
export function holdDataFolder(): void {
  if (held.footholdServerLock !== undefined) return
  const { dataFolder } = readEnvironment()
  const lock = lockForServer(dataFolder)
  if (lock === null) {
    console.error(folderIsServed(dataFolder))
    process.exit(1)
  }
  held.footholdServerLock = lock
}
