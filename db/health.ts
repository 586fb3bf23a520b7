import { accessSync, constants, statfsSync } from 'node:fs'
import type { Actor } from '@/lib/permissions'
import { authorise } from './authorise'
import { store } from './connection'
import { readEnvironment } from './environment'

/** A part without which answers are not taken. */
export const healthParts = ['database', 'keys', 'storage'] as const
export type HealthPart = (typeof healthParts)[number]

/** With less room than this, in bytes, a backup or a release may fill the disk. */
const leastRoom = 64 * 1024 * 1024

/** Which part does not work; null when all do. Looks, and changes nothing. */
export async function checkHealth(actor: Actor): Promise<HealthPart | null> {
  authorise(actor, 'session.start')
  try {
    store().reader.$client.prepare('select count(*) from rounds').get()
  } catch {
    return 'database'
  }
  if (!sealsAndOpens()) return 'keys'
  return canStore() ? null : 'storage'
}

function sealsAndOpens(): boolean {
  const { vault } = store()
  const place = { table: 'health', column: 'check', row: 'none' } as const
  try {
    return vault.open(place, vault.seal(place, Buffer.from('whole'))).toString() === 'whole'
  } catch {
    return false
  }
}

function canStore(): boolean {
  const { dataFolder, databaseFile } = readEnvironment()
  try {
    for (const path of [dataFolder, databaseFile]) accessSync(path, constants.W_OK)
    const { bavail, bsize } = statfsSync(dataFolder)
    return bavail * bsize >= leastRoom
  } catch {
    return false
  }
}
