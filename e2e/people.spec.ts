import type { Browser, Page } from '@playwright/test'
import { behindTheScenes, expect, expectAccessible, type Foothold, signIn, test } from './fixtures'

const password = 'a lantern over four bridges'

/** An account of its own for a story, so that no other story loses its session. @returns its id */
function addPerson({ dataFolder }: Foothold, email: string, role: string): string {
  const made = behindTheScenes(
    dataFolder,
    `const { addAccount } = await import('./db/accounts')
     const account = { email: '${email}', role: '${role}', roundId: rounds.roundRow('spring').id, password: '${password}' }
     return (await addAccount(operator, account)).accountId`,
  )
  return String(made)
}

/** The person at a browser of their own. @returns where the sign-in led */
async function comesIn(browser: Browser, { url }: Foothold, email: string): Promise<[Page, string]> {
  const page = await (await browser.newContext({ baseURL: url })).newPage()
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
  const form = { email, password, csrfToken, callbackUrl: '/' }
  const answer = await page.request.post('/api/auth/callback/credentials', { form, maxRedirects: 0 })
  return [page, answer.headers().location ?? '']
}

for (const [device, width] of [
  ['desk', 1280],
  ['phone', 390],
] as const) {
  test.describe(device, () => {
    test.use({ viewport: { width, height: 900 } })

    test('an administrator changes what a person may do, and it works at once', async ({
      page,
      browser,
      foothold,
    }) => {
      const email = `role-${device}@example.org`
      addPerson(foothold, email, 'manager')
      const [theirs] = await comesIn(browser, foothold, email)
      await theirs.goto('/rounds/spring')
      await expect(theirs.getByRole('heading', { name: 'Spring survey' })).toBeVisible()

      await signIn(page, foothold, 'administrator')
      await page.goto('/people')
      await expectAccessible(page)
      await page.getByRole('link', { name: email }).click()
      await expect(page.getByRole('heading', { level: 1, name: email })).toBeVisible()
      await expect(page.getByText('in 1 browser')).toBeVisible()
      await expectAccessible(page)

      await test.step('clears them for what people wrote', async () => {
        await page.getByLabel('Free text').check()
        await page.getByRole('button', { name: 'Save what they are cleared for' }).click()
        await expect(page.getByText('The roles were changed.')).toBeFocused()
        await expect(page.getByLabel('Free text')).toBeChecked()
        await expect(page.getByLabel('Sensitive answers')).not.toBeChecked()
        await theirs.goto('/rounds/spring')
        await expect(theirs).toHaveURL(/\/sign-in/)
      })

      await test.step('gives another role, and takes the first away', async () => {
        await page.getByRole('button', { name: 'Give this role' }).click()
        await expect(page.locator('.problem-summary')).toContainText('Choose a role.')
        await expectAccessible(page)
        await page.getByLabel('Researcher', { exact: true }).check()
        await page.getByLabel('Round', { exact: true }).selectOption('Summer survey')
        await page.getByRole('button', { name: 'Give this role' }).click()
        await expect(page.getByRole('heading', { name: 'Researcher in Summer survey' })).toBeVisible()
        await page.getByText('Take this role away Manager in Spring survey').click()
        await expectAccessible(page)
        await page.getByRole('button', { name: 'Take it away now' }).filter({ visible: true }).click()
        await expect(page.getByRole('heading', { name: 'Manager in Spring survey' })).toHaveCount(0)
      })
    })

    test('an account is closed after a question, and opened again', async ({ page, browser, foothold }) => {
      const email = `closed-${device}@example.org`
      const id = addPerson(foothold, email, 'researcher')
      const [theirs] = await comesIn(browser, foothold, email)
      await signIn(page, foothold, 'administrator')
      await page.goto(`/people/${id}`)
      await page.getByText('Close this account').click()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Close it now' }).click()
      await expect(page.getByText('The account is closed.')).toBeFocused()
      await expectAccessible(page)
      await theirs.goto('/')
      await expect(theirs).toHaveURL(/\/sign-in/)
      expect((await comesIn(browser, foothold, email))[1]).toMatch(/^\/sign-in\?error=/)
      await page.goto('/people')
      await expect(page.getByRole('row', { name: new RegExp(email) })).toContainText('closed since')

      await page.goto(`/people/${id}`)
      await page.locator('summary', { hasText: 'Open the account again' }).click()
      await page.getByRole('button', { name: 'Open it now' }).click()
      await expect(page.getByText('The account is open again.')).toBeFocused()
      expect((await comesIn(browser, foothold, email))[1]).toBe('/')
    })
  })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'a forgotten password' : 'a forgotten password, without script', () => {
    test.use({ javaScriptEnabled })

    test('a link sets a new one, once, and signs out whoever had the old one', async ({
      page,
      browser,
      foothold,
    }) => {
      test.setTimeout(120_000)
      const email = `forgot-${javaScriptEnabled}@example.org`
      const id = addPerson(foothold, email, 'researcher')
      const [before] = await comesIn(browser, foothold, email)
      await signIn(page, foothold, 'administrator')
      await page.goto(`/people/${id}`)
      await page.getByRole('button', { name: 'Make a link for a new password' }).click()
      const link = String(await page.locator('.notice .address').textContent())
      expect(link).toContain(`${foothold.url}/password/`)
      if (javaScriptEnabled) await expectAccessible(page)
      await page.goto(`/people/${id}`)
      await expect(page.getByText(link)).toHaveCount(0)

      const theirs = await (await browser.newContext({ baseURL: foothold.url, javaScriptEnabled })).newPage()
      await theirs.goto(link)
      await expect(theirs.getByText(email)).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(theirs)
      await theirs.getByLabel('New password', { exact: true }).fill('qwertyuiop[]')
      await theirs.getByRole('button', { name: 'Set the password' }).click()
      await expect(theirs.locator('.problem-summary')).toContainText('others would try first')
      if (javaScriptEnabled) await expectAccessible(theirs)
      await theirs.getByLabel('New password', { exact: true }).fill('seven kettles under a slow moon')
      await theirs.getByRole('button', { name: 'Set the password' }).click()
      await expect(theirs).toHaveURL(/\/sign-in/)
      await theirs.getByLabel('E-mail').fill(email)
      await theirs.getByLabel('Password', { exact: true }).fill('seven kettles under a slow moon')
      await theirs.getByRole('button', { name: 'Sign in' }).click()
      await theirs.waitForURL(`${foothold.url}/`)

      await before.goto('/')
      await expect(before).toHaveURL(/\/sign-in/)
      expect((await comesIn(browser, foothold, email))[1]).toMatch(/^\/sign-in\?error=/)
      await theirs.goto(link)
      await expect(theirs.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
    })
  })
}

test('a link that was not used is listed, and opens nothing after it was taken back', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'administrator')
  await page.goto('/people')
  await page.getByLabel('E-mail address').fill('lost@example.org')
  await page.getByLabel('Enumerator', { exact: true }).check()
  await page.getByRole('button', { name: 'Make an invitation link' }).click()
  const link = (await page.locator('#invite .address').textContent()) ?? ''
  expect(link).toContain('/invite/')
  const row = page.getByRole('row', { name: /lost@example\.org/ })
  await expect(row).toContainText('Enumerator in every round')
  await expectAccessible(page)
  await row.getByText('Take back the link for lost@example.org').click()
  await row.getByRole('button', { name: 'Take it back now' }).click()
  await expect(page.getByText('The link was taken back.')).toBeFocused()
  await expect(row).toHaveCount(0)
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
})

test('a person who is nobody gets a page that says so', async ({ page, foothold }) => {
  await signIn(page, foothold, 'administrator')
  expect((await page.goto('/people/nobody'))?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is no such account' })).toBeVisible()
})

test('the page of a person is for administrators, and so is each of its forms', async ({
  browser,
  foothold,
}) => {
  const id = addPerson(foothold, 'aimed-at@example.org', 'researcher')
  const baseURL = foothold.url
  // Without script each form holds all that is sent.
  const page = await (await browser.newContext({ baseURL, javaScriptEnabled: false })).newPage()
  await signIn(page, foothold, 'administrator')
  await page.goto(`/people/${id}`)
  const forms = await page.locator('main form').evaluateAll((all) =>
    all.map((form) => {
      const fields: Record<string, string> = {}
      for (const input of form.querySelectorAll('input'))
        if (input.type === 'hidden') fields[input.name] = input.value
      return fields
    }),
  )
  expect(forms.length).toBeGreaterThan(2)
  const send = (by: Page, multipart: Record<string, string>) =>
    by.request.post(`/people/${id}`, { multipart, headers: { origin: baseURL }, maxRedirects: 0 })

  const other = await (await browser.newContext({ baseURL })).newPage()
  await signIn(other, foothold, 'manager')
  expect((await other.goto(`/people/${id}`))?.status()).toBe(403)
  for (const fields of forms) await send(other, fields)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Researcher in Spring survey' })).toBeVisible()
  await expect(page.getByText('Close this account')).toBeVisible()

  // The same by who may, so that the refusal above was one.
  for (const fields of forms) await send(page, fields)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Researcher in Spring survey' })).toHaveCount(0)
  await expect(page.getByText('Open the account again').first()).toBeVisible()
})

test.describe('with scripts off', () => {
  test.use({ javaScriptEnabled: false })

  test('roles are given, the last administrator stays, and people are signed out, by plain forms', async ({
    page,
    browser,
    foothold,
  }) => {
    const email = 'plain@example.org'
    const id = addPerson(foothold, email, 'enumerator')
    const [theirs] = await comesIn(browser, foothold, email)
    await signIn(page, foothold, 'administrator')
    await page.goto(`/people/${id}`)
    await page.getByText('Sign out everywhere').click()
    await page.getByRole('button', { name: 'Sign them out now' }).click()
    await expect(page.getByText('The person was signed out everywhere.')).toBeVisible()
    await theirs.goto('/')
    await expect(theirs).toHaveURL(/\/sign-in/)
    await page.getByLabel('Manager', { exact: true }).check()
    await page.getByRole('button', { name: 'Give this role' }).click()
    await expect(page.getByRole('heading', { name: 'Manager in every round' })).toBeVisible()

    await page.goto('/people')
    await page.getByRole('link', { name: 'administrator@example.org', exact: true }).click()
    await expect(page.getByText('You cannot close your own account.')).toBeVisible()
    await page.getByText('Take this role away Administrator of the installation').click()
    await page.getByRole('button', { name: 'Take it away now' }).filter({ visible: true }).click()
    await expect(page.getByRole('alert')).toContainText('Nobody else could manage accounts any more.')
    await expect(page.getByRole('heading', { name: 'Administrator of the installation' })).toBeVisible()
  })
})
