import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { store } from './connection'
import { openFreshStore } from './testing/actors'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
beforeEach(async () => {
  fresh = await openFreshStore()
})
afterEach(() => fresh.remove())

const place = { table: 'responses', column: 'answers', row: 'one' } as const

test('what was sealed opens where it was sealed, and nowhere else', () => {
  const { vault } = store()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (plain, seed) => {
      const sealed = vault.seal(place, plain)
      expect(vault.open(place, sealed)).toEqual(Buffer.from(plain))
      expect(() => vault.open({ ...place, row: 'another' }, sealed)).toThrow()
      expect(() => vault.open({ ...place, column: 'free_text' }, sealed)).toThrow()
      const changed = Buffer.from(sealed)
      const at = seed % changed.length
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(() => vault.open(place, changed)).toThrow()
    }),
    { numRuns: 200 },
  )
})

test('what was sealed under a secret opens under it alone, where it was sealed', () => {
  const { vault } = store()
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.uint8Array({ minLength: 1 }), (secret, other) => {
      const sealed = vault.sealUnder(secret, place, Buffer.from('yes'))
      expect(vault.openUnder(secret, place, sealed).toString()).toBe('yes')
      expect(() => vault.openUnder(secret, { ...place, row: 'another' }, sealed)).toThrow()
      expect(() => vault.open(place, sealed)).toThrow()
      fc.pre(!Buffer.from(secret).equals(Buffer.from(other)))
      expect(() => vault.openUnder(other, place, sealed)).toThrow()
    }),
  )
})

test('the same words are never sealed the same way', () => {
  const { vault } = store()
  const sealed = Array.from({ length: 1000 }, () => vault.seal(place, Buffer.from('yes')).toString('hex'))
  expect(new Set(sealed).size).toBe(1000)
})

test('another key is refused with what to do, and nothing is lost', () => {
  const sealed = store().vault.seal(place, Buffer.from('yes'))
  const keyFile = join(fresh.folder, 'keys', 'master.key')
  store().close()
  const right = process.env.FOOTHOLD_SECRET
  process.env.FOOTHOLD_SECRET = randomBytes(32).toString('hex')
  expect(() => store()).toThrow('The key does not fit this database. Bring back')
  if (right === undefined) delete process.env.FOOTHOLD_SECRET
  else process.env.FOOTHOLD_SECRET = right
  expect(store().vault.open(place, sealed).toString()).toBe('yes')
  store().close()
  const key = readFileSync(keyFile)
  writeFileSync(keyFile, randomBytes(32).toString('base64'))
  expect(() => store()).toThrow('The key does not fit this database.')
  writeFileSync(keyFile, key)
})
