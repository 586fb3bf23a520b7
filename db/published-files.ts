import type { Actor } from '@/lib/permissions'
import { authorise } from './authorise'
import { store } from './connection'
import { drawInTurn } from './drawing-queue'
import { keepDrawing, readDrawing, removeAllDrawings, removeDrawings } from './published-folder'
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
  const kept = await readDrawing(id, name)
  if (kept !== null) return kept
  return drawInTurn(
    `${id} ${name}`,
    async () => {
      // Kept since it was looked for: by who asked a moment before.
      const keptSince = await readDrawing(id, name)
      if (keptSince !== null) return keptSince
      const drawn = await draw()
      await keepDrawing(id, name, drawn)
      // Withdrawn meanwhile: what was kept a moment ago may have come after the folder was removed.
      try {
        standingPublication(store().reader, slug, version)
      } catch (error) {
        await removeDrawings(id)
        throw error
      }
      return drawn
    },
    { mayAlwaysWait },
  )
}

/** Forgets all that was drawn, of every publication: to be called when the server starts, which may draw otherwise than the one before. */
export async function forgetPublishedFiles(actor: Actor): Promise<void> {
  authorise(actor, 'installation.check')
  await removeAllDrawings()
}
