import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from './findings'

/** A disk of its own, small enough to be filled. */
export type SmallDisk = {
  readonly folder: string
  /** Makes it read-only, or writable again. */
  readonly remount: (how: 'ro' | 'rw') => void
}

const megabytes = 96

/** Does something on a small disk; says so where this account may not mount one. */
export async function onSmallDisk(
  work: (disk: SmallDisk) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-disk-'))
  const mount = (options: string, ...more: readonly string[]) =>
    execFileSync('mount', ['-o', options, ...more, folder], { stdio: 'pipe' })
  try {
    mount(`size=${megabytes}m`, '-t', 'tmpfs', 'tmpfs')
  } catch {
    rmSync(folder, { recursive: true })
    return [{ what: 'a small disk', seen: 'not tried: this account may not mount one', holds: true }]
  }
  try {
    return await work({ folder, remount: (how) => void mount(`remount,${how}`) })
  } finally {
    execFileSync('umount', ['--lazy', folder])
  }
}
