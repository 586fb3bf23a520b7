import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readEnvironment } from './environment'

/** Where what was drawn of publications lies: for `db` only. A publication has a folder of its own, by its id. */

/** What was kept under a name; null where nothing was, or where it cannot be read. */
export function readDrawing(id: string, name: string): Promise<Uint8Array | null> {
  return readFile(join(folderOf(id), name)).catch(() => null)
}

/** What cannot be kept is drawn again for the next who asks: nobody is refused for it, and the log says why. */
export async function keepDrawing(id: string, name: string, bytes: Uint8Array): Promise<void> {
  const folder = folderOf(id)
  const unfinished = join(folder, `${name}.part`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(unfinished, bytes, { mode: 0o600 })
    await rename(unfinished, join(folder, name))
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {})
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    console.error(JSON.stringify({ level: 'error', work: 'published files', error: code }))
  }
}

/** Removes all that was drawn of a publication. */
export async function removeDrawings(id: string): Promise<void> {
  await rm(folderOf(id), { recursive: true, force: true })
}

/** Removes all that was drawn of any. */
export async function removeAllDrawings(): Promise<void> {
  await rm(publishedFolder(), { recursive: true, force: true })
}

function publishedFolder(): string {
  return join(readEnvironment().dataFolder, 'published')
}

function folderOf(id: string): string {
  return join(publishedFolder(), id)
}
