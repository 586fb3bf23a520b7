import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-bootstrap-'))
  mkdirSync(join(folder, 'checkout', 'scripts'), { recursive: true })
  mkdirSync(join(folder, 'elsewhere'))
  mkdirSync(join(folder, 'bin'))
  cpSync('scripts/bootstrap.mjs', join(folder, 'checkout', 'scripts', 'bootstrap.mjs'))
  writeFileSync(join(folder, 'checkout', 'package-lock.json'), '{}')
  writeFileSync(join(folder, 'elsewhere', 'package'), 'of somebody else')
  // Stands for npm, which empties the folder of packages before it installs; it makes a note that it was called.
  const npm = '#!/bin/sh\nmkdir -p node_modules\nrm -rf node_modules/*\n: > called\n'
  writeFileSync(join(folder, 'bin', 'npm'), npm, { mode: 0o755 })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function install() {
  const script = "import('./scripts/bootstrap.mjs').then(({ installPackages }) => installPackages())"
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], {
    cwd: join(folder, 'checkout'),
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` },
  })
  return { status, stderr, hasCalledNpm: existsSync(join(folder, 'checkout', 'called')) }
}

test('packages behind a symbolic link are not installed: what it points to would be emptied', () => {
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'checkout', 'node_modules'))
  const { status, stderr, hasCalledNpm } = install()
  expect([status, hasCalledNpm]).toEqual([1, false])
  expect(stderr).toMatch(/node_modules is a symbolic link.*Take the link away/)
  expect(existsSync(join(folder, 'elsewhere', 'package'))).toBe(true)
})

test('packages are installed once into a folder of their own', () => {
  expect(install()).toMatchObject({ status: 0, hasCalledNpm: true })
  rmSync(join(folder, 'checkout', 'called'))
  expect(install()).toMatchObject({ status: 0, hasCalledNpm: false })
})
