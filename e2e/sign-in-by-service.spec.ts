import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import {
  test as base,
  behindTheScenes,
  expect,
  expectAccessible,
  type Foothold,
  freePort,
  run,
  signIn,
} from './fixtures'

/** A Foothold where staff may sign in by `Harbour House`, a provider of OpenID Connect on this machine. */
const test = base.extend<object, { readonly tied: Foothold }>({
  tied: [
    async ({ browserName: _ }, use) => {
      const port = await freePort()
      await served(port, `http://localhost:${port}`, use)
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

/** @param claimed what the provider says that its address is */
async function served(
  port: number,
  claimed: string,
  use: (foothold: Foothold) => Promise<void>,
): Promise<void> {
  let provider: ChildProcess | undefined
  const more = (url: string) => {
    provider = spawn(process.execPath, ['e2e/identity-provider.mjs', String(port), claimed, url], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return {
      FOOTHOLD_URL: url,
      FOOTHOLD_OIDC_ISSUER: `http://localhost:${port}`,
      FOOTHOLD_OIDC_CLIENT_ID: 'foothold',
      FOOTHOLD_OIDC_CLIENT_SECRET: 'a secret of the story alone',
      FOOTHOLD_OIDC_NAME: 'Harbour House',
    }
  }
  const begun = async (foothold: Foothold) => {
    if (provider?.stdout) await once(provider.stdout, 'data')
    await use(foothold)
  }
  try {
    await run('full', begun, { more })
  } finally {
    provider?.kill()
  }
}

/** @returns the path of the link */
function invitePerson({ dataFolder }: Foothold, email: string, role: string): string {
  const path = behindTheScenes(
    dataFolder,
    `const { invite } = await import('./db/accounts')
     return invite(operator, { email: '${email}', role: '${role}' })`,
  )
  return String(path)
}

async function newPage(browser: Browser, { url }: Foothold, options = {}): Promise<Page> {
  return (await browser.newContext({ baseURL: url, ...options })).newPage()
}

/** Says who one is at the provider, and is sent back. */
async function says(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const cookieNames = async (context: BrowserContext) => (await context.cookies()).map(({ name }) => name)

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without'

  test(`an invited person comes in ${how} script, and again later without the invitation`, async ({
    browser,
    tied,
  }) => {
    const name = `amina-${how}`
    const link = invitePerson(tied, `${name}@example.org`, 'manager')
    const page = await newPage(browser, tied, { javaScriptEnabled, viewport: { width: 390, height: 800 } })
    await page.goto(link)
    await expect(page.getByRole('link', { name: 'Sign in with Harbour House' })).toBeVisible()
    await expect(page.getByText(`must know you by ${name}@example.org`)).toBeVisible()
    if (javaScriptEnabled) await expectAccessible(page)
    await page.goto('/rounds/spring')
    await expect(page).toHaveURL(/\/sign-in\?next=/)
    if (javaScriptEnabled) await expectAccessible(page)
    await page.getByRole('link', { name: 'Sign in with Harbour House' }).click()
    await says(page, name)
    await expect(page).toHaveURL(`${tied.url}/rounds/spring`)
    await expect(page.getByText(`${name}@example.org`)).toBeVisible()
    const kept = await cookieNames(page.context())
    expect(kept).toContain('foothold-session')
    for (const used of ['foothold-state', 'foothold-nonce', 'foothold-verifier'])
      expect(kept).not.toContain(used)

    const later = await newPage(browser, tied, { javaScriptEnabled })
    await later.goto('/sign-in')
    await later.getByRole('link', { name: 'Sign in with Harbour House' }).click()
    await says(later, name)
    await expect(later).toHaveURL(`${tied.url}/`)
  })
}

test('nobody is let in whom nobody invited, nor an account taken over by its address', async ({
  browser,
  tied,
}) => {
  invitePerson(tied, 'unverified-nadia@example.org', 'manager')
  for (const name of ['stranger', 'unverified-nadia', 'administrator']) {
    const page = await newPage(browser, tied)
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Sign in with Harbour House' }).click()
    await says(page, name)
    await expect(page.locator('.problem-summary')).toContainText('No account here is tied to this sign-in.')
    await expectAccessible(page)
    expect(await cookieNames(page.context())).not.toContain('foothold-session')
    await page.goto('/')
    await expect(page).toHaveURL(/\/sign-in/)
  }
})

test('a person who has a password ties the account with it, signs in by the service, and unties it', async ({
  browser,
  tied,
}) => {
  const page = await newPage(browser, tied, { viewport: { width: 390, height: 800 } })
  await signIn(page, tied, 'researcher')
  await page.goto('/account/service')
  await expectAccessible(page)
  await page.getByLabel('Password', { exact: true }).fill('not the password at all')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.locator('.problem-summary')).toContainText('do not match')
  await page.getByLabel('Password', { exact: true }).fill(tied.password)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Go on to Harbour House' }).click()
  await says(page, 'private-name')
  await expect(page.getByText('Your account is tied to Harbour House.')).toBeFocused()
  await expectAccessible(page)

  const other = await newPage(browser, tied)
  await other.goto('/sign-in')
  await other.getByRole('link', { name: 'Sign in with Harbour House' }).click()
  await says(other, 'private-name')
  await expect(other.getByText('researcher@example.org')).toBeVisible()

  await page.getByText('Untie from Harbour House').click()
  await page.getByRole('button', { name: 'Untie it now' }).click()
  await expect(page.getByText('no longer tied')).toBeFocused()
})

test('signing in at the service in a browser where somebody is signed in ties nothing', async ({
  browser,
  tied,
}) => {
  // What a page of another site can make a browser do: go to the service, where the attacker's own session may be waiting.
  const page = await newPage(browser, tied)
  await signIn(page, tied, 'enumerator')
  await page.goto('/sign-in/service')
  await says(page, 'attacker')
  await expect(page).toHaveURL(/\/$|\/sign-in/)
  await page.goto('/account/service')
  await expect(page.getByRole('heading', { name: 'Tie your account to Harbour House' })).toBeVisible()
})

test('what comes back with another state, another nonce or another browser’s code opens nothing', async ({
  browser,
  tied,
}) => {
  invitePerson(tied, 'victim@example.org', 'manager')
  const refused = async (page: Page) => {
    await expect(page.locator('.problem-summary')).toContainText(
      'Signing in with Harbour House did not work.',
    )
    expect(await cookieNames(page.context())).not.toContain('foothold-session')
  }
  /** Goes to the service by an address that was changed on the way. */
  const begin = async (page: Page, change: (address: URL) => void) => {
    const answer = await page.request.get('/sign-in/service', { maxRedirects: 0 })
    const address = new URL(answer.headers().location ?? '')
    expect(address.searchParams.get('code_challenge_method')).toBe('S256')
    change(address)
    await page.goto(address.href)
  }

  await test.step('another nonce, state or challenge than the browser holds', async () => {
    for (const part of ['nonce', 'state', 'code_challenge']) {
      const page = await newPage(browser, tied)
      await begin(page, (address) => {
        expect(address.searchParams.get(part)?.length).toBeGreaterThan(30)
        address.searchParams.set(part, 'a'.repeat(43))
      })
      await says(page, 'victim')
      await refused(page)
    }
  })

  await test.step('a code of the attacker, brought to the browser of somebody else', async () => {
    const attacker = await newPage(browser, tied)
    let theirs = ''
    attacker.on('request', (request) => {
      if (request.url().includes('/callback/oidc')) theirs = request.url()
    })
    await begin(attacker, () => {})
    // Without its checks the code is not redeemed, and could be still.
    await attacker.context().clearCookies({ name: /^foothold-/ })
    await says(attacker, 'victim')
    await refused(attacker)
    expect(theirs).toContain('code=')
    const victim = await newPage(browser, tied)
    await victim.goto(theirs)
    await refused(victim)
    // With checks of its own begun, but not those of this code.
    await victim.request.get('/sign-in/service', { maxRedirects: 0 })
    await victim.goto(theirs)
    await refused(victim)
  })

  await test.step('the way back, followed once more with everything that the browser held', async () => {
    const page = await newPage(browser, tied)
    let back = ''
    page.on('request', (request) => {
      if (request.url().includes('/callback/oidc')) back = request.url()
    })
    await begin(page, () => {})
    const held = await page.context().cookies(tied.url)
    await says(page, 'victim')
    await expect(page).toHaveURL(`${tied.url}/`)
    const again = await newPage(browser, tied)
    await again.context().addCookies(held)
    await again.goto(back)
    await refused(again)
  })

  await test.step('a refusal by the person at the service', async () => {
    const page = await newPage(browser, tied)
    await page.goto('/api/auth/callback/oidc?error=access_denied&error_description=%3Cb%3Eno')
    await refused(page)
  })
})

test('the service’s question is asked by GET alone, and other doors of next-auth stay shut', async ({
  request,
  tied,
}) => {
  for (const path of ['signin', 'signin/oidc', 'callback/oidc', 'error', 'callback/other'])
    expect((await request.post(`${tied.url}/api/auth/${path}`, { form: {} })).status(), path).toBe(404)
  for (const path of ['signin', 'signin/oidc', 'error', 'verify-request'])
    expect((await request.get(`${tied.url}/api/auth/${path}`)).status(), path).toBe(404)
  const answer = await request.get(`${tied.url}/sign-in/service?next=https://elsewhere.example/`, {
    maxRedirects: 0,
  })
  const { searchParams } = new URL(answer.headers().location ?? '')
  expect(searchParams.get('redirect_uri')).toBe(`${tied.url}/api/auth/callback/oidc`)
  expect(answer.headers()['set-cookie']).not.toContain('elsewhere')
})

base('a provider that says it is another one lets nobody in', async ({ browser }) => {
  base.setTimeout(90_000)
  const port = await freePort()
  await served(port, `http://127.0.0.1:${port}`, async (foothold) => {
    invitePerson(foothold, 'amina@example.org', 'manager')
    const page = await newPage(browser, foothold)
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Sign in with Harbour House' }).click()
    if (page.url().includes(String(port))) await says(page, 'amina')
    await expect(page.locator('.problem-summary')).toContainText('did not work')
    expect(await cookieNames(page.context())).not.toContain('foothold-session')
  })
})

base('without a service there is no button, and no way', async ({ page, request, foothold }) => {
  await page.goto('/sign-in')
  await expect(page.getByRole('link', { name: /Sign in with/ })).toHaveCount(0)
  const answer = await request.get(`${foothold.url}/sign-in/service`, { maxRedirects: 0 })
  expect(answer.headers().location).toBe('/sign-in')
})
