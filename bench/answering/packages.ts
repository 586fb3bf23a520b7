/* Packages of others, installed outside the project's own: they are compared with, never shipped. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** The package's versions, and where a package's own wish cannot be met, what takes its place. */
export type Wanted = {
  readonly dependencies: Readonly<Record<string, string>>
  readonly overrides?: Readonly<Record<string, string>>
}

/**
 * Installs packages from the registry, once, without running their install scripts.
 *
 * @returns the folder that holds node_modules
 * @throws Error when npm cannot (no network, a version that is not there)
 */
export function installed(name: string, wanted: Wanted): string {
  const folder = resolve('node_modules', '.cache', 'foothold-bench', name)
  const manifest = JSON.stringify({ private: true, type: 'module', ...wanted }, null, 2)
  const stamp = resolve(folder, 'installed.json')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === manifest) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(resolve(folder, 'package.json'), manifest)
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'],
    { cwd: folder, timeout: 300_000, shell: process.platform === 'win32', encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`npm could not install ${name}: ${stderr.trim().split('\n')[0] ?? ''}`)
  writeFileSync(stamp, manifest)
  return folder
}
