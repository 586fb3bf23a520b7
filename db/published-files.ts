import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '@/lib/permissions'
import { authorise } from './authorise'
import { store } from './connection'
import { drawInTurn } from './drawing-queue'
import { readEnvironment } from './environment'
import { standingPublication } from './standing-publications'

/*
 * What is drawn from a publication: pages, reports, pictures. A publication does not change, so each is drawn once and kept in the folder
 * `published` of the data folder, until the publication is withdrawn or the server starts anew: a program that draws better then does.
 */

/** What is drawn of a publication. */
export type PublishedFile = {
  /** Names it among all of its publication: letters, digits, hyphens and full stops. Made by us, never taken from an address. */
  readonly name: string
  /** Whether it is drawn before all others and never refused: for what there is little of. */
  readonly mayAlwaysWait: boolean
  readonly draw: () => Promise<Uint8Array>
}

/**
 * A file of a publication: as it was kept, else drawn now. Whether the publication still stands is asked before and after.
 *
 * @throws as `readStanding`; too_many_drawings; what `draw` throws; RangeError for a name that is none
 */
export async function readPublishedFile(
  actor: Actor,
  slug: string,
  version: number,
  { name, mayAlwaysWait, draw }: PublishedFile,
): Promise<Uint8Array> {
  authorise(actor, 'aggregate.published')
  if (!/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(name)) throw new RangeError('Files have names of our own.')
  const { id } = standingPublication(store().reader, slug, version)
  const kept = await readFile(join(folderOf(id), name)).catch(() => null)
  if (kept !== null) return kept
  return drawInTurn(
    `${id} ${name}`,
    async () => {
      const drawn = await draw()
      await keep(id, name, drawn)
      // Withdrawn meanwhile: what was kept a moment ago may have come after the folder was removed.
      try {
        standingPublication(store().reader, slug, version)
      } catch (error) {
        await removePublishedFiles(id)
        throw error
      }
      return drawn
    },
    { mayAlwaysWait },
  )
}

/** Removes all that was drawn of a publication. For `db` only. */
export async function removePublishedFiles(id: string): Promise<void> {
  await rm(folderOf(id), { recursive: true, force: true })
}

/** Forgets all that was drawn, of every publication: to be called when the server starts, which may draw otherwise than the one before. */
export async function forgetPublishedFiles(actor: Actor): Promise<void> {
  authorise(actor, 'installation.check')
  await rm(publishedFolder(), { recursive: true, force: true })
}

/** What cannot be kept is drawn again for the next who asks: nobody is refused for it. */
async function keep(id: string, name: string, bytes: Uint8Array): Promise<void> {
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

function publishedFolder(): string {
  return join(readEnvironment().dataFolder, 'published')
}

function folderOf(id: string): string {
  return join(publishedFolder(), id)
}
