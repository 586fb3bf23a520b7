import { get } from 'node:http'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import type { APIRequestContext, Page } from '@playwright/test'
import { respondent } from './answering'
import { expect, test } from './fixtures'

/** Compressed bytes of bodies and headers that came over the wire, by kind of resource. */
async function measuredLoad(page: Page, load: () => Promise<void>): Promise<Map<string, number>> {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  const kinds = new Map<string, string>()
  const bytes = new Map<string, number>()
  client.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'other'
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength)
  })
  await load()
  await page.waitForLoadState('networkidle')
  return bytes
}

/** Compressed bytes of the service worker, body and headers: a page's own session does not see it come. */
async function workerBytes(request: APIRequestContext): Promise<number> {
  const response = await request.get('/s/worker.js')
  expect(response.headers()['content-encoding']).toBe('gzip')
  const headers = response.headersArray().map(({ name, value }) => name.length + value.length + 4)
  return gzipSync(await response.body()).byteLength + headers.reduce((sum, length) => sum + length, 0)
}

const kilobyte = 1_000

test('the first page is read and answered from 30 kB, and the whole is interactive from 140 kB', async ({
  page,
  request,
}) => {
  const person = respondent(page)
  const bytes = await measuredLoad(page, () => person.openSurvey('/s/spring'))
  const sum = (...kinds: string[]) => kinds.reduce((total, kind) => total + (bytes.get(kind) ?? 0), 0)
  expect(sum('Document')).toBeLessThan(30 * kilobyte)
  expect(sum(...bytes.keys()) + (await workerBytes(request))).toBeLessThan(140 * kilobyte)
  expect([...bytes.keys()].sort()).toEqual(['Document', 'Script'])
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('the first question is readable and answerable from 30 kB', async ({ page }) => {
    const person = respondent(page)
    await person.openSurvey('/s/spring')
    const bytes = await measuredLoad(page, () => person.press('agree'))
    expect(bytes.get('Document') ?? 0).toBeLessThan(30 * kilobyte)
    await expect(page.getByRole('radio').first()).toBeEnabled()
  })
})

test('after the first load, only the answers travel', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await page.waitForLoadState('networkidle')
  const requests: string[] = []
  page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await person.press('agree')
  await person.hurryToReview()
  await person.press('send')
  expect(requests).toEqual(['POST /api/v1/surveys/spring/responses'])
})

test('answering pages say that nothing is kept, framed or passed on', async ({ request }) => {
  const response = await request.get('/s/spring')
  expect(response.headers()).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  })
  expect(response.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(response.headers()['set-cookie']).toBeUndefined()
})

test('the script comes as small as it was packed, for whoever can unpack it', async ({
  request,
  foothold,
}) => {
  const [path] =
    /\/respondent-files\/answering-\w+\.js/.exec(await (await request.get('/s/spring')).text()) ?? []
  const bytesAs = (encoding: string) =>
    new Promise<{ encoding: string | undefined; bytes: Buffer }>((resolve, reject) => {
      get(`${foothold.url}${path}`, { headers: { 'accept-encoding': encoding } }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({ encoding: answer.headers['content-encoding'], bytes: Buffer.concat(chunks) }),
        )
        answer.on('error', reject)
      })
    })
  const plain = await bytesAs('identity')
  const zipped = await bytesAs('deflate, gzip;q=0.5')
  const brotli = await bytesAs('gzip, deflate, br, zstd')
  expect([plain.encoding, zipped.encoding, brotli.encoding]).toEqual([undefined, 'gzip', 'br'])
  expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true)
  expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true)
  expect(brotli.bytes.length).toBeLessThan(zipped.bytes.length)
  const none = await request.get('/respondent-files/answering-none.js', { failOnStatusCode: false })
  expect(none.status()).toBe(404)
})
