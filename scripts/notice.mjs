/* Writes docs/licences.md: every package that an installation gets, with its licence. `npm run notice` after the lock file has changed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noticeOf, readLock } from './licences.mjs'

const root = join(import.meta.dirname, '..')
writeFileSync(join(root, 'docs', 'licences.md'), noticeOf(readLock(root)))
