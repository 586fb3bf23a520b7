import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allowedLicences, licencesIn, noticeOf, readLock } from './licences.mjs'

const packages: readonly { readonly name: string; readonly version: string; readonly licence: string }[] =
  readLock('.')

test('every package that an installation gets has a licence under which it may be handed on', () => {
  expect(packages.length).toBeGreaterThan(100)
  const others = packages.filter(({ licence }) => {
    const named: readonly string[] = licencesIn(licence)
    const isAllowed = (one: string) => allowedLicences.includes(one)
    return !(licence.includes(' OR ') ? named.some(isAllowed) : named.every(isAllowed))
  })
  expect(others).toEqual([])
})

test('the page of licences is that of the lock file: npm run notice', () => {
  expect(readFileSync('docs/licences.md', 'utf8')).toBe(noticeOf(packages))
})
