import { afterEach, expect, test, vi } from 'vitest'
import { mediaFileResponse } from './offline-media'

const address = 'https://survey.example/s/spring/media/0123456789abcdef'
const file = '0123456789'

/** A browser that keeps the file, does not, or hands out nothing that it keeps. */
function phone(keeps: 'the file' | 'nothing' | 'for itself') {
  const server = vi.fn(async (request: Request) => new Response(`asked for ${request.headers.get('range')}`))
  vi.stubGlobal('fetch', server)
  vi.stubGlobal('caches', {
    match: async () => {
      if (keeps === 'for itself') throw new DOMException('refused', 'SecurityError')
      return keeps === 'the file'
        ? new Response(file, { headers: { 'content-type': 'audio/mpeg' } })
        : undefined
    },
  })
  const ask = async (range: string | null) => {
    const headers: Record<string, string> = range === null ? {} : { range }
    const response = await mediaFileResponse(new Request(address, { headers }))
    return [response.status, response.headers.get('content-range'), await response.text()]
  }
  return { ask, server }
}

afterEach(() => vi.unstubAllGlobals())

test('a kept file answers whatever parts a player asks for, and nothing travels', async () => {
  const { ask, server } = phone('the file')
  expect(await ask('bytes=0-')).toEqual([206, 'bytes 0-9/10', file])
  expect(await ask('bytes=0-1')).toEqual([206, 'bytes 0-1/10', '01'])
  expect(await ask('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789'])
  expect(await ask('bytes=-2')).toEqual([206, 'bytes 8-9/10', '89'])
  expect(await ask('bytes=10-')).toEqual([416, 'bytes */10', ''])
  expect(await ask(null)).toEqual([200, null, file])
  expect(server).not.toHaveBeenCalled()
})

test.each(['nothing', 'for itself'] as const)(
  'a browser that keeps %s asks the server, for the same part',
  async (keeps) => {
    const { ask } = phone(keeps)
    expect(await ask('bytes=2-4')).toEqual([200, null, 'asked for bytes=2-4'])
  },
)
