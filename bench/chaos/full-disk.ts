import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { post } from './clients'
import type { Finding } from './findings'
import { openSite, pause, type Scale } from './site'
import { onSmallDisk } from './small-disk'

const megabyte = 1_048_576

/** Fills the disk to the last byte while people answer, looks what they are told, makes room, and looks whether all goes on by itself. */
export function fullDisk({ responses, clients, seed }: Scale): Promise<readonly Finding[]> {
  return onSmallDisk(({ folder }) => filled(folder, responses, clients, seed))
}

async function filled(
  disk: string,
  responses: number,
  clients: number,
  seed: number,
): Promise<readonly Finding[]> {
  const site = await openSite(seed, disk)
  const { url } = site.server
  const answering = site.answering(clients)
  await site.until(responses / 3)
  const ballast = join(disk, 'ballast')
  fill(ballast, disk)
  const send = () =>
    post(`${url}/api/v1/surveys/chaos/responses`, [...site.ledger.values()].at(-1)?.body ?? '')
  let refused = await send()
  // What the log of the database had room for is taken first, and is acknowledged rightly.
  for (let tries = 0; tries < 600 && refused?.status !== 507; tries += 1) {
    await pause(20)
    fill(ballast, disk)
    refused = await send()
  }
  const health = await fetch(`${url}/api/health`)
  const reading = await fetch(`${url}/s/chaos`)
  const whileFull = site.acknowledged()
  await pause(1_000)
  const stayed = site.acknowledged() - whileFull
  rmSync(ballast)
  const emptied = performance.now()
  await site.until(whileFull + clients)
  const seconds = (performance.now() - emptied) / 1_000
  await site.until(responses)
  await answering.stop()
  return [
    { what: 'acknowledged before the disk was full', seen: whileFull, holds: whileFull > 0 },
    { what: 'acknowledged while it was full', seen: stayed, holds: true },
    { what: 'status of a submission', seen: refused?.status ?? 'none', holds: refused?.status === 507 },
    { what: 'status of /api/health', seen: health.status, holds: health.status === 503 },
    { what: 'status of the survey page', seen: reading.status, holds: reading.status === 200 },
    { what: 'seconds until it took answers again', seen: seconds.toFixed(1), holds: seconds < 30 },
    ...(await site.findings()),
  ]
}

/** Takes every byte that is left. */
function fill(ballast: string, disk: string): void {
  const file = openSync(ballast, 'a')
  const zeros = Buffer.alloc(megabyte)
  try {
    for (let size = megabyte; size >= 512; ) {
      const { bavail, bsize } = statfsSync(disk)
      if (bavail * bsize === 0) return
      try {
        writeSync(file, zeros, 0, size)
      } catch {
        size /= 2
      }
    }
  } finally {
    closeSync(file)
  }
}
