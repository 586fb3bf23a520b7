import type { Finding } from './findings'
import { openSite, type Scale } from './site'
import { onSmallDisk } from './small-disk'

/** A disk that is read-only when the server starts: it says so and ends, and goes on when the disk can be written again. */
export function readOnly({ responses, clients, seed }: Scale): Promise<readonly Finding[]> {
  return onSmallDisk(async ({ folder, remount }) => {
    const site = await openSite(seed, folder)
    const answering = site.answering(clients)
    await site.until(responses / 2)
    await site.server.kill()
    remount('ro')
    const said = await site.server.start().then(
      () => 'it started',
      (error: Error) => error.message,
    )
    remount('rw')
    await site.server.start()
    await site.until(responses)
    await answering.stop()
    return [
      {
        what: 'said on a read-only disk',
        seen: /FOOTHOLD_DATA_DIR: [^\n"\\]*/.exec(said)?.[0] ?? said,
        holds: said.includes('FOOTHOLD_DATA_DIR') && said.includes('cannot be written'),
      },
      ...(await site.findings()),
    ]
  })
}
