import { deflateRawSync, crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { bytesOf } from '../interchange/fixtures/tables'
import { crc32 } from './crc32'
import { deflate } from './deflate'
import { zip } from './zip'

async function* chunks(parts: readonly Uint8Array[]) {
  yield* parts
}

test('the check sum is that of the standard, in one part or several', () => {
  // The check value of the CRC catalogues for the nine digits.
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), fc.uint8Array({ maxLength: 50 }), (a, b) => {
      expect(crc32(b, crc32(a))).toBe(crc32(new Uint8Array([...a, ...b])))
    }),
  )
})

test.runIf(typeof zlibCrc32 === 'function')('the check sum is that of zlib', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 99 }), (bytes) => crc32(bytes) === zlibCrc32(bytes)))
})

test('deflated data is that of zlib without its frame', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), async (parts) => {
      const whole = Buffer.concat(parts)
      expect(Buffer.from(await bytesOf(deflate(chunks(parts))))).toEqual(deflateRawSync(whole))
    }),
    { numRuns: 30 },
  )
})

test('another program unpacks what was packed', async () => {
  const text = new TextEncoder().encode('ماء '.repeat(100_000))
  const archive = await bytesOf(
    zip(
      [
        { name: 'a/text.txt', content: chunks([text, text]) },
        { name: 'empty', content: chunks([]) },
      ],
      '2026-03-01',
    ),
  )
  const files = unzipSync(archive)
  expect(Object.keys(files)).toEqual(['a/text.txt', 'empty'])
  expect(Buffer.concat([text, text]).equals(files['a/text.txt'] ?? Buffer.of())).toBe(true)
  expect(files.empty).toHaveLength(0)
})

test('a fault of the content comes through as itself', async () => {
  async function* broken() {
    yield new Uint8Array(10)
    throw new Error('The database went away.')
  }
  await expect(bytesOf(zip([{ name: 'a', content: broken() }], '2026-03-01'))).rejects.toThrow(
    'The database went away.',
  )
})
