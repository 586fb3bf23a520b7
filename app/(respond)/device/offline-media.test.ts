import { afterEach, expect, test, vi } from 'vitest'
import { mediaFileResponse } from './offline-media'

const address = 'https://survey.example/s/spring/media/0123456789abcdef'
const file = '0123456789'

/** A server that counts how often it is asked, and a browser's cache that may refuse to open or to take anything. */
function phone(refuses: 'nothing' | 'to open' | 'to put', status = 200) {
  const kept = new Map<string, Response>()
  const cache = {
    match: async (url: string) => kept.get(url)?.clone(),
    put: async (url: string, response: Response) => {
      if (refuses === 'to put') throw new DOMException('full', 'QuotaExceededError')
      kept.set(url, response)
    },
  }
  const open = async () => {
    if (refuses === 'to open') throw new DOMException('refused', 'SecurityError')
    return cache
  }
  const server = vi.fn(async () => {
    const headers = { 'content-type': 'audio/mpeg', 'content-length': String(file.length) }
    return new Response(status === 200 ? file : null, { status, headers })
  })
  vi.stubGlobal('caches', { open })
  vi.stubGlobal('fetch', server)
  const ask = async (range: string | null) => {
    const work: Promise<unknown>[] = []
    const headers: Record<string, string> = range === null ? {} : { range }
    const response = await mediaFileResponse(new Request(address, { headers }), (one) => work.push(one))
    const answer = [response.status, response.headers.get('content-range'), await response.text()]
    await Promise.all(work)
    return answer
  }
  return { ask, server }
}

afterEach(() => vi.unstubAllGlobals())

test('a file travels once and whole, whatever parts a player asks for', async () => {
  const { ask, server } = phone('nothing')
  expect(await ask('bytes=0-')).toEqual([206, 'bytes 0-9/10', file])
  expect(await ask('bytes=0-1')).toEqual([206, 'bytes 0-1/10', '01'])
  expect(await ask('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789'])
  expect(await ask('bytes=-2')).toEqual([206, 'bytes 8-9/10', '89'])
  expect(await ask('bytes=10-')).toEqual([416, 'bytes */10', ''])
  expect(await ask(null)).toEqual([200, null, file])
  expect(server).toHaveBeenCalledTimes(1)
})

test.each(['to open', 'to put'] as const)('a browser that refuses %s plays it all the same', async (what) => {
  const { ask } = phone(what)
  expect(await ask('bytes=0-')).toEqual([206, 'bytes 0-9/10', file])
  expect(await ask('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234'])
  expect(await ask(null)).toEqual([200, null, file])
})

test('what the server does not give is passed on and not kept', async () => {
  const { ask, server } = phone('nothing', 410)
  expect((await ask('bytes=0-'))[0]).toBe(410)
  expect((await ask(null))[0]).toBe(410)
  expect(server).toHaveBeenCalledTimes(2)
})
