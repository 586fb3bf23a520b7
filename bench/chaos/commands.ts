import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { killedAfter } from '@/db/testing/killed'
import type { Finding } from './findings'
import { openSite, type Scale } from './site'

const operator = `{ kind: 'operator' }`
const programs = [
  `import { rotateDataKey } from './db/data-keys'
   for (;;) await rotateDataKey(${operator})`,
  `import { makeBackup } from './db/backup'
   await makeBackup(${operator})`,
]

/** Kills commands, which make new keys and backups, while a server serves the same folder and people answer. */
export async function killedCommands({
  kills,
  responses,
  clients,
  seed,
}: Scale): Promise<readonly Finding[]> {
  const site = await openSite(seed)
  const answering = site.answering(clients)
  for (let done = 0; done < kills; done += 1) {
    await site.until(((done + 1) * responses) / (2 * kills))
    const program = programs[done % programs.length] ?? ''
    await killedAfter(500 + site.chance() * 4_000, program, site.dataFolder)
  }
  await killedAfter(60_000, programs[0]?.replace('for (;;) ', '') ?? '', site.dataFolder)
  await site.until(responses)
  await answering.stop()
  const backups = readdirSync(join(site.dataFolder, 'backups')).filter((name) => name.endsWith('.backup'))
  return [
    { what: 'commands that were killed', seen: kills, holds: true },
    { what: 'backups that came about', seen: backups.length, holds: true },
    ...(await site.findings()),
  ]
}
