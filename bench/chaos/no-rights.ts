import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from './findings'
import { openSite, type Scale } from './site'

/** A disk that is read-only when the server starts: it says so and ends, and goes on when the disk can be written again. */
export async function readOnly({ responses, clients, seed }: Scale): Promise<readonly Finding[]> {
  const disk = mkdtempSync(join(tmpdir(), 'foothold-disk-'))
  const remount = (how: string) => execFileSync('mount', ['-o', `remount,${how}`, disk], { stdio: 'pipe' })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', disk], { stdio: 'pipe' })
  } catch {
    rmSync(disk, { recursive: true })
    return [{ what: 'a read-only disk', seen: 'not tried: this account may not mount one', holds: true }]
  }
  try {
    const site = await openSite(seed, disk)
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
  } finally {
    execFileSync('umount', ['--lazy', disk])
  }
}
