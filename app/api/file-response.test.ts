import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partResponse, streamResponse } from './file-response'

const named = { fileName: 'spring.csv', contentType: 'text/csv' }

/** A file that can be read from anywhere, in pieces of seven bytes. */
function fileOf(bytes: Uint8Array) {
  return {
    ...named,
    bytes: bytes.length,
    tag: 'one',
    async *read(from: number, to: number) {
      for (let at = from; at <= to; at += 7) yield bytes.slice(at, Math.min(at + 7, to + 1))
    },
  }
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer())
}

test('a download that is cut anywhere and resumed gives the file, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), async (bytes, where) => {
      const cut = where % bytes.length
      const file = fileOf(bytes)
      const rest = partResponse(file, { range: `bytes=${cut}-`, ifRange: '"one"' })
      expect(rest.status).toBe(206)
      expect(rest.headers.get('content-range')).toBe(`bytes ${cut}-${bytes.length - 1}/${bytes.length}`)
      expect(rest.headers.get('content-length')).toBe(String(bytes.length - cut))
      expect(await bytesOf(rest)).toEqual(bytes.slice(cut))
    }),
  )
})

test('another file than the one that was begun is sent whole', async () => {
  const bytes = new Uint8Array([1, 2, 3])
  for (const wanted of [
    { range: null, ifRange: null },
    { range: 'bytes=1-', ifRange: '"other"' },
    { range: 'bytes=1-', ifRange: 'Wed, 25 Nov 2026 10:00:00 GMT' },
    { range: 'lines=1-', ifRange: null },
  ]) {
    const whole = partResponse(fileOf(bytes), wanted)
    expect([whole.status, whole.headers.get('etag')]).toEqual([200, '"one"'])
    expect(await bytesOf(whole)).toEqual(bytes)
  }
})

test('a range that no byte lies in is refused with the length, and an empty file is sent', async () => {
  const beyond = partResponse(fileOf(new Uint8Array(3)), { range: 'bytes=3-', ifRange: null })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */3'])
  const empty = partResponse(fileOf(new Uint8Array()), { range: null, ifRange: null })
  expect([empty.status, (await bytesOf(empty)).length]).toEqual([200, 0])
})

/** Bytes without end, counted, and whether they were let go of. */
function endless() {
  const seen = { made: 0, ended: 0, closed: 0 }
  async function* bytes() {
    try {
      for (;;) {
        seen.made += 1
        yield new Uint8Array(10)
      }
    } finally {
      seen.ended += 1
    }
  }
  const close = () => {
    seen.closed += 1
  }
  return { seen, bytes: bytes(), close }
}

test('no more is made than the reader takes, and all is let go of when the reader leaves', async () => {
  const { seen, bytes, close } = endless()
  const reader = streamResponse(named, bytes, close).body?.getReader()
  await reader?.read()
  await reader?.read()
  expect(seen.made).toBeLessThanOrEqual(4)
  await reader?.cancel()
  expect(seen).toMatchObject({ ended: 1, closed: 1 })
})

test('what breaks while it is sent breaks off, so that half a file is not taken for one', async () => {
  let closed = 0
  async function* bytes() {
    yield new Uint8Array(10)
    throw new Error('the disk is gone')
  }
  const response = streamResponse(named, bytes(), () => {
    closed += 1
  })
  await expect(bytesOf(response)).rejects.toThrow('the disk is gone')
  expect(closed).toBe(1)
})
