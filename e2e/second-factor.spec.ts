import { createHmac } from 'node:crypto'
import type { Page } from '@playwright/test'
import { behindTheScenes, expect, expectAccessible, type Foothold, test } from './fixtures'

/** RFC 6238, written for the stories alone. */
function codeNow(secret: string, steps = 0): string {
  const bits = [...secret]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', key).update(counter).digest()
  const value = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff
  return String(value % 1_000_000).padStart(6, '0')
}

const password = 'quiet river under stones'

function newAccount({ dataFolder }: Foothold, email: string, role = 'researcher'): void {
  behindTheScenes(
    dataFolder,
    `const accounts = await import('./db/accounts')
     return accounts.addAccount(operator, { email: '${email}', role: '${role}', password: '${password}' })`,
  )
}

async function givePassword(page: Page, { url }: Foothold, email: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** @returns the secret and the recovery codes */
async function setUp(
  page: Page,
  looksAtIt: boolean,
): Promise<{ readonly secret: string; readonly codes: string[] }> {
  await page.goto('/account/second-factor')
  if (looksAtIt) await expectAccessible(page)
  const secret = String(await page.locator('ol code').textContent()).replaceAll(' ', '')
  await page.getByLabel('Your password').fill(password)
  await page.getByLabel('Code that the app shows now').fill(codeNow(secret))
  await page.getByRole('button', { name: 'Turn it on' }).click()
  const shown = page.getByRole('status').filter({ hasText: 'Your recovery codes' })
  await expect(shown).toBeVisible()
  if (looksAtIt) await expectAccessible(page)
  return { secret, codes: await shown.locator('li code').allInnerTexts() }
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script, on a phone', () => {
    test.use({ javaScriptEnabled, ...(!javaScriptEnabled && { viewport: { width: 390, height: 844 } }) })

    test('a person sets up a second factor, and signs in with it, or with a recovery code, once', async ({
      page,
      foothold,
    }) => {
      const email = `two-${javaScriptEnabled}@example.org`
      newAccount(foothold, email)
      await givePassword(page, foothold, email)
      await page.waitForURL(`${foothold.url}/`)
      const { secret, codes } = await setUp(page, javaScriptEnabled)
      expect(codes).toHaveLength(10)
      await page.goto('/')
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL(/sign-in/)

      await givePassword(page, foothold, email)
      await page.waitForURL(/\/sign-in\/code/)
      expect((await page.request.get('/rounds', { maxRedirects: 0 })).status()).toBe(307)
      expect((await page.request.get('/api/v1/surveys')).status()).toBe(401)
      await page.getByLabel('Code').fill('000000')
      await page.getByRole('button', { name: 'Go on' }).click()
      await expect(page.getByText('This code is not right').first()).toBeVisible()
      // The code of the set-up is spent; the next one is good.
      await page.getByLabel('Code').fill(codeNow(secret, 1))
      await page.getByRole('button', { name: 'Go on' }).click()
      await page.waitForURL(`${foothold.url}/`)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL(/sign-in/)

      await givePassword(page, foothold, email)
      await page.waitForURL(/\/sign-in\/code/)
      await page.getByLabel('Code').fill(String(codes[0]).toLowerCase())
      await page.getByRole('button', { name: 'Go on' }).click()
      await page.waitForURL(`${foothold.url}/`)
      await page.goto('/account/second-factor')
      await expect(page.getByText('9 codes are left')).toBeVisible()
    })
  })
}

test('where a role must have it, nothing else can be done until it is there', async ({
  page,
  newFoothold,
}) => {
  const { dataFolder, url } = newFoothold
  newAccount(newFoothold, 'must@example.org', 'administrator')
  await givePassword(page, newFoothold, 'must@example.org')
  await page.waitForURL(`${url}/`)
  await page.goto(`${url}/settings`)
  await expectAccessible(page)
  await page.getByLabel('Administrator').check()
  await page.getByRole('region', { name: 'Second factor' }).getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/account\/second-factor/)
  await expect(page.getByText('Your role asks for a second factor')).toBeVisible()
  await page.goto(`${url}/people`)
  await page.waitForURL(/account\/second-factor/)
  const secret = String(await page.locator('ol code').textContent()).replaceAll(' ', '')
  await page.getByLabel('Your password').fill(password)
  await page.getByLabel('Code that the app shows now').fill(codeNow(secret))
  await page.getByRole('button', { name: 'Turn it on' }).click()
  await page.getByRole('link', { name: 'I have kept them' }).click()
  await page.waitForURL(`${url}/`)
  await page.goto(`${url}/people`)
  await expect(page.getByRole('heading', { name: 'People' })).toBeVisible()
  behindTheScenes(
    dataFolder,
    `const settings = await import('./db/settings')
     return settings.changeSettings(operator, { secondFactorRoles: [] })`,
  )
})

test('a person ends the session of another browser at once, and changes the password', async ({
  page,
  browser,
  foothold,
}) => {
  newAccount(foothold, 'sessions@example.org')
  const other = await browser.newPage({ baseURL: foothold.url })
  await givePassword(other, foothold, 'sessions@example.org')
  await other.waitForURL(`${foothold.url}/`)
  await givePassword(page, foothold, 'sessions@example.org')
  await page.waitForURL(`${foothold.url}/`)
  await page.goto('/account')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Where you are signed in' }).click()
  await expect(page.getByRole('row')).toHaveCount(3)
  await expectAccessible(page)
  await page.getByText('Sign out everywhere else', { exact: true }).click()
  await page.getByRole('button', { name: 'Sign out everywhere else now' }).click()
  await expect(page.getByText('You are signed out there')).toBeVisible()
  await other.goto('/rounds')
  await other.waitForURL(/sign-in/)
  await page.goto('/account/password')
  await expectAccessible(page)
  const form = page.locator('form.panel')
  await form.getByLabel('Present password').fill('wrong')
  await form.getByLabel('New password').fill('another quiet river here')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByText('This is not your present password').first()).toBeVisible()
  await form.getByLabel('Present password').fill(password)
  await form.getByLabel('New password').fill('another quiet river here')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByText('Your password is changed')).toBeVisible()
  await other.close()
})
