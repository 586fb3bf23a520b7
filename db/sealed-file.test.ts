import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSealedFile, writeSealedFile } from './sealed-file'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-sealed-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
async function sealed(pieces: readonly Uint8Array[]) {
  files += 1
  const path = join(folder, String(files))
  const key = randomBytes(32)
  const writer = await writeSealedFile(path, 'name', key)
  for (const piece of pieces) await writer.write(piece)
  const length = await writer.finish()
  await writer.close()
  return { path, key, length }
}

async function part(path: string, key: Buffer, from: number, to: number, name = 'name'): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const bytes of readSealedFile(path, name, key, { from, to })) parts.push(bytes)
  return Buffer.concat(parts)
}

test('any part of a file reads back as it was written, in whatever pieces it came', async () => {
  const sizes = fc.array(fc.oneof(fc.nat(300), fc.constantFrom(65_535, 65_536, 65_537, 140_000)), {
    minLength: 1,
    maxLength: 6,
  })
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (lengths, a, b) => {
      const pieces = lengths.map((length) => randomBytes(length))
      const whole = Buffer.concat(pieces)
      const { path, key, length } = await sealed(pieces)
      expect(length).toBe(whole.length)
      if (length === 0) return
      const [from, to] = [a % length, b % length].sort((x, y) => x - y) as [number, number]
      expect((await part(path, key, from, to)).equals(whole.subarray(from, to + 1))).toBe(true)
      expect((await part(path, key, 0, length - 1)).equals(whole)).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('nothing of what was written stands in the file, and only its owner may read it', async () => {
  const { path } = await sealed([Buffer.from('a very telling answer '.repeat(5000))])
  expect(readFileSync(path).includes('telling')).toBe(false)
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a file that was changed, cut, renamed or has another key does not open', async () => {
  const { path, key, length } = await sealed([randomBytes(200_000)])
  const before = readFileSync(path)
  await expect(part(path, randomBytes(32), 0, 10)).rejects.toThrow()
  await expect(part(path, key, 0, 10, 'other')).rejects.toThrow()
  const changed = Buffer.from(before)
  changed[100_000] = (changed[100_000] ?? 0) ^ 1
  writeFileSync(path, changed)
  await expect(part(path, key, 0, length - 1)).rejects.toThrow()
  expect(await part(path, key, 0, 10)).toHaveLength(11)
  writeFileSync(path, before)
  // Two chunks that change places: each is whole, and neither is where it was.
  const [first, second] = [before.subarray(0, 65_552), before.subarray(65_552, 131_104)]
  writeFileSync(path, Buffer.concat([second, first, before.subarray(131_104)]))
  await expect(part(path, key, 0, 10)).rejects.toThrow()
  writeFileSync(path, before)
  truncateSync(path, 131_104)
  await expect(part(path, key, 0, length - 1)).rejects.toThrow('cut short')
})

test('a file is written once', async () => {
  const { path } = await sealed([Buffer.from('x')])
  await expect(writeSealedFile(path, 'name', randomBytes(32))).rejects.toThrow('EEXIST')
})
