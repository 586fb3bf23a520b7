/* What the lock file says of the licences of packages. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Licences under which this program may be handed on with the package beside it. Those that ask for the source of the package itself (MPL, LGPL)
 * are met by naming where it is: none is changed.
 */
export const allowedLicences = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BSL-1.0',
  'CC-BY-4.0',
  'MPL-2.0',
  'LGPL-3.0-or-later',
  'OFL-1.1',
  'Unlicense',
  'WTFPL',
]

/** Packages of one maker whose entries for single systems name no licence in the lock file; it is that of the package itself. */
const byMaker = [[/^@next\/swc-/, 'MIT']]

/** @returns packages of an installation, without those for development: name, version and licence, by name */
export function readLock(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const found = new Map()
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.dev === true || entry.devOptional === true) continue
    const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const licence = entry.license ?? byMaker.find(([pattern]) => pattern.test(name))?.[1] ?? 'not named'
    found.set(`${name} ${entry.version}`, { name, version: entry.version, licence })
  }
  return [...found.values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
}

/** @returns the licences that an expression leaves no choice about, or gives the choice of */
export function licencesIn(expression) {
  return expression.replaceAll(/[()]/g, '').split(/ (?:AND|OR) /)
}

/** @returns the page of licences, Markdown */
export function noticeOf(packages) {
  const byLicence = new Map()
  for (const { name, version, licence } of packages)
    byLicence.set(licence, [...(byLicence.get(licence) ?? []), `${name} ${version}`])
  const sections = [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, names]) => `## ${licence}\n\n${names.map((name) => `- ${name}\n`).join('')}`)
  return `# Licences

Foothold itself is under the Apache License 2.0. An installation gets these packages beside it, each unchanged and with its own licence text in \`node_modules\`; the source of each is at \`https://www.npmjs.com/package/NAME\`. Packages for another operating system than yours are not
installed. Made by \`npm run notice\` from the lock file.

${sections.join('\n')}`
}
