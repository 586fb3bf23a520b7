import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request as rawRequest } from 'node:http'
import { connect } from 'node:net'
import { expect, type Foothold, signIn, startFoothold, test } from './fixtures'

/** One of each kind of answer, whatever its status. */
const addresses = [
  '/',
  '/sign-in',
  '/no-such-page',
  '/setup/none',
  '/s/spring',
  '/s/spring/ar',
  '/s/no-such-survey',
  '/s/spring/survey/en',
  '/s/worker.js',
  '/s/%',
  '/withdraw',
  '/left',
  '/results/spring',
  '/results/none',
  '/icon.svg',
  '/api/health',
  '/api/v1/openapi.json',
  '/api/v1/surveys/spring',
  '/api/v1/no-such-call',
  '/api/auth/csrf',
  '/profiles/spring/files/means/means.csv',
]

for (const address of addresses) {
  test(`${address} comes with the headers that keep a browser in bounds`, async ({ request }) => {
    const headers = (await request.get(address, { maxRedirects: 0 })).headers()
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toMatch(/^(no-referrer|same-origin)$/)
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(headers['permissions-policy']).toContain('geolocation=()')
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers['x-powered-by']).toBeUndefined()
    const policy = headers['content-security-policy'] ?? ''
    expect(policy).toMatch(/default-src '(self|none)'/)
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? /default-src ([^;]*)/.exec(policy)?.[1] ?? ''
    expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/)
    // A policy sent twice would be two, joined by a comma.
    expect(policy).not.toContain(', ')
  })
}

/** What a browser that came over TLS sends as its cookies once the administrator has signed in. */
async function signedInBehindTls({ url, password }: Foothold): Promise<string> {
  const asked = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = await asked.json()
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'administrator@example.org', password, csrfToken, callbackUrl: '/' }),
    headers: { cookie: cookiesOf(asked), origin: 'https://survey.example.org' },
    redirect: 'manual',
  })
  return cookiesOf(answer)
}

function cookiesOf({ headers }: Response): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.replace(/;.*/, ''))
    .join('; ')
}

test('the preview of the editor is framed by pages of ours alone, and tells nothing', async ({
  foothold,
}) => {
  const answer = await fetch(`${foothold.url}/preview`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect((await fetch(`${foothold.url}/preview/words/x`)).status).toBe(404)
})

test('behind TLS every answer asks for TLS from then on, and cookies are held to the host', async () => {
  const { foothold, stop } = await startFoothold('full', { FOOTHOLD_URL: 'https://survey.example.org' })
  try {
    for (const address of ['/sign-in', '/s/spring', '/api/health', '/no-such-page', '/icon.svg']) {
      const { headers } = await fetch(`${foothold.url}${address}`, { redirect: 'manual' })
      expect(headers.get('strict-transport-security'), address).toBe('max-age=31536000')
    }
    const { headers } = await fetch(`${foothold.url}/api/auth/csrf`)
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-foothold-csrf=.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax/i,
    )
    // Who signs out is signed out: a browser takes an empty cookie only when it is held to the host as well.
    const held = await signedInBehindTls(foothold)
    const home = await fetch(foothold.url, { headers: { cookie: held } })
    const page = await home.text()
    const form = new FormData()
    const [action] = page.match(/(?<=name=")\$ACTION_ID_[0-9a-f]+/) ?? []
    form.set(String(action), '')
    const left = await fetch(foothold.url, {
      method: 'POST',
      body: form,
      headers: {
        cookie: held,
        origin: 'https://survey.example.org',
        'x-forwarded-host': 'survey.example.org',
        'x-forwarded-proto': 'https',
      },
      redirect: 'manual',
    })
    expect(left.headers.get('location')).toMatch(/\/sign-in$/)
    const emptied = left.headers
      .getSetCookie()
      .filter((cookie) => cookie.startsWith('__Host-foothold-session'))
    expect(emptied).toHaveLength(1)
    expect(emptied[0]).toMatch(/^__Host-foothold-session=; .*Max-Age=0/)
    expect(emptied[0]).toMatch(/Path=\/; .*Secure/)
    expect((await fetch(foothold.url, { headers: { cookie: held }, redirect: 'manual' })).status).toBe(307)
  } finally {
    stop()
  }
})

test('what a client writes about where it comes from is not believed', async ({ browser }) => {
  const { foothold, stop } = await startFoothold('full', { FOOTHOLD_TRUSTED_PROXIES: '0' })
  const page = await browser.newPage()
  try {
    await signIn(page, foothold, 'manager')
    const forged = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example',
    }
    for (const path of ['/rounds/spring', '/rounds/spring/poster', '/rounds/spring/publish']) {
      const answer = await page.request.get(`${foothold.url}${path}`, { headers: forged })
      expect(answer.ok(), path).toBe(true)
      expect(await answer.text(), path).not.toContain('evil.example')
    }
    const statuses: number[] = []
    for (let n = 0; n < 12; n += 1) {
      const { status } = await fetch(`${foothold.url}/api/v1/receipts/0000-0000-0000-0000/withdraw`, {
        method: 'POST',
        headers: { 'x-forwarded-for': `192.0.2.${n}`, 'x-real-ip': `192.0.2.${n}` },
      })
      statuses.push(status)
    }
    expect(statuses.at(-1)).toBe(429)
  } finally {
    await page.close()
    stop()
  }
})

test('no page of another site changes anything by a form of ours', async ({ page, foothold }) => {
  await signIn(page, foothold, 'administrator')
  const paths = [
    '/',
    '/sign-in',
    '/people',
    '/rounds/new',
    '/rounds/spring',
    '/help-contacts/new',
    '/account/tokens',
  ]
  for (const path of paths) {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      const answer = await page.request.post(path, {
        headers,
        form: { email: 'x@example.org', role: 'administrator' },
      })
      expect([path, answer.status()]).toEqual([path, 403])
    }
  }
})

test('nothing that is served to a browser tells a secret or what only the server knows', async ({ page }) => {
  const scripts = new Set<string>()
  page.on('response', (response) => {
    if (response.url().includes('/_next/static/')) scripts.add(response.url())
  })
  await page.goto('/sign-in')
  await page.goto('/s/spring')
  expect(scripts.size).toBeGreaterThan(2)
  for (const address of scripts) {
    const text = await (await page.request.get(address)).text()
    for (const word of ['FOOTHOLD_SECRET', 'better-sqlite3', 'password_hash', 'argon2', process.cwd()]) {
      expect(text.includes(word), `${word} in ${address}`).toBe(false)
    }
  }
})

/** Sends one response, with its head and its body apart. */
function slowly({ url }: Foothold, between: () => Promise<void>): Promise<number> {
  const body = JSON.stringify({
    submissionId: randomUUID(),
    version: 1,
    language: 'en',
    consent: true,
    answers: { length_stay: 'y1_4' },
  })
  return new Promise((resolve, reject) => {
    const sending = rawRequest(
      `${url}/api/v1/surveys/spring/responses`,
      { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length } },
      (answer) => {
        answer.resume()
        answer.once('end', () => resolve(answer.statusCode ?? 0))
      },
    )
    sending.once('error', reject)
    sending.write(body.slice(0, 20))
    between().then(() => sending.end(body.slice(20)), reject)
  })
}

test('told to stop, the server answers what is under way, takes nothing new, and ends with status 0', async () => {
  const { foothold, server, stop } = await startFoothold('full', { NEXT_MANUAL_SIG_HANDLE: 'true' })
  try {
    const ended = new Promise<number | null>((resolve) => server.once('exit', resolve))
    // The first request of a server loads what it needs.
    expect(await slowly(foothold, async () => {})).toBe(201)
    const arrived = new Promise<void>((resolve) => setTimeout(resolve, 500))
    const stopping = arrived.then(() => void server.kill('SIGTERM'))
    const halfway = stopping.then(() => new Promise<void>((resolve) => setTimeout(resolve, 600)))
    const underWay = Array.from({ length: 8 }, () => slowly(foothold, () => halfway))
    await halfway
    await expect(fetch(`${foothold.url}/api/health`)).rejects.toThrow()
    expect(await Promise.all(underWay)).toEqual(Array(8).fill(201))
    expect(await ended).toBe(0)
  } finally {
    stop()
  }
})

test('hundreds who send slowly keep nobody else waiting', async () => {
  const { foothold, stop } = await startFoothold('full')
  const { hostname, port } = new URL(foothold.url)
  const slow = await Promise.all(
    Array.from({ length: 300 }, async () => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined)
      await once(socket, 'connect')
      socket.write(
        'POST /api/v1/surveys/spring/responses HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{',
      )
      return socket
    }),
  )
  try {
    expect((await fetch(`${foothold.url}/s/spring`)).status).toBe(200)
    expect(await slowly(foothold, async () => {})).toBe(201)
  } finally {
    for (const socket of slow) socket.destroy()
    stop()
  }
})
