import { expect, expectAccessible, signInByForm, signOut, test } from './fixtures'

test('a visitor who is not signed in is sent to sign in, and comes back to the page', async ({
  page,
  foothold,
}) => {
  await page.goto(`${foothold.url}/questionnaires`)
  await expect(page).toHaveURL(`${foothold.url}/sign-in?next=%2Fquestionnaires`)
  await expectAccessible(page)
  await page.getByLabel('E-mail address').fill('researcher@example.org')
  await page.getByLabel('Password', { exact: true }).fill(foothold.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${foothold.url}/questionnaires`)
})

test('the wrong password and the unknown address get the same words', async ({ page, foothold }) => {
  for (const email of ['enumerator@example.org', 'nobody@example.org']) {
    await page.goto(`${foothold.url}/sign-in`)
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('not the password at all')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.locator('.problem-summary')).toContainText(
      'This e-mail address and password do not match.',
    )
    await expect(page.getByLabel('E-mail address')).toHaveValue(email)
  }
})

test('a researcher sees rounds and questionnaires, no counts, no way to change anything', async ({
  page,
  foothold,
}) => {
  await signInByForm(page, foothold, 'researcher')
  const rail = page.getByRole('navigation', { name: 'Main' })
  await expect(rail.getByRole('link')).toHaveText(['Home', 'Rounds', 'Profiles', 'Questionnaires'])
  await expectAccessible(page)

  await rail.getByRole('link', { name: 'Rounds' }).click()
  await expect(page.getByRole('row', { name: /Spring survey/ })).toContainText('not part of your role')
  await expect(page.getByRole('link', { name: 'New round' })).toHaveCount(0)
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Spring survey' }).click()
  await expect(page.getByText('The managers of this round see how many people have answered.')).toBeVisible()
  await expect(page.getByText('Close the round')).toHaveCount(0)
  await expectAccessible(page)
})

test('a page outside the role is refused with the permission that is missing', async ({ page, foothold }) => {
  await signInByForm(page, foothold, 'researcher')
  for (const [path, permission] of [
    ['/people', 'account.manage'],
    ['/rounds/new', 'round.create'],
  ] as const) {
    const answer = await page.goto(`${foothold.url}${path}`)
    expect(answer?.status()).toBe(403)
    await expect(page.getByRole('heading', { name: 'This page is not part of your role' })).toBeVisible()
    await expect(page.getByText(permission)).toBeVisible()
    await expectAccessible(page)
  }
})

test('a round that does not exist says so, with a way on', async ({ page, foothold }) => {
  await signInByForm(page, foothold, 'manager')
  const answer = await page.goto(`${foothold.url}/rounds/nowhere`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is no such round' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Go to Rounds' }).click()
  await expect(page.getByRole('heading', { name: 'Rounds', exact: true })).toBeVisible()
})

test('signing out ends the session itself, not only its cookie', async ({ page, context, foothold }) => {
  await signInByForm(page, foothold, 'manager')
  const cookies = await context.cookies()
  expect(cookies.filter(({ httpOnly, sameSite }) => !httpOnly || sameSite !== 'Lax')).toEqual([])
  await signOut(page, foothold)

  await context.addCookies(cookies)
  await page.goto(`${foothold.url}/rounds`)
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a questionnaire is read in each of its languages, scores and relevance beside it', async ({
  page,
  foothold,
}) => {
  await signInByForm(page, foothold, 'enumerator')
  await page.goto(`${foothold.url}/questionnaires`)
  const published = page.getByRole('table', { name: 'Published questionnaires' })
  for (const id of ['migrant-short', 'migrant-long', 'public-perceptions', 'social-fabric'])
    await expect(published.getByText(id, { exact: true })).toBeVisible()
  await expectAccessible(page)
  await published
    .getByRole('rowheader')
    .filter({ hasText: /migrant-short/ })
    .getByRole('link', { name: 'Migrant well-being: short form' })
    .click()
  await expect(page.getByText('Are you paid the full amount, and on time?')).toBeVisible()
  await expect(page.getByText(/^Asked only if .*What best describes your work now/)).toBeVisible()

  await page
    .getByRole('navigation', { name: 'Language of the preview' })
    .getByRole('link', { name: 'العربية' })
    .click()
  const sheet = page.locator('article.questionnaire')
  await expect(sheet).toHaveAttribute('dir', 'rtl')
  await expect(page.getByText('machine-drafted, review before field use')).toBeVisible()
  await expectAccessible(page)
})

test('the page of a round counts new answers by itself while somebody is at it, and again when it is looked at', async ({
  page,
  foothold,
}) => {
  await page.clock.install()
  await signInByForm(page, foothold, 'manager')
  for (const path of ['/', '/rounds/spring']) {
    await page.goto(`${foothold.url}${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
    let asked = 0
    page.on('request', (request) => {
      const isRefresh = request.headers().rsc === '1' && !('next-router-prefetch' in request.headers())
      if (isRefresh && new URL(request.url()).pathname === path) asked += 1
    })
    await page.clock.runFor(61_000)
    await expect.poll(() => asked).toBe(1)
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect.poll(() => asked).toBe(2)
    // Left alone, it asks ten times more and then lets the session grow idle.
    for (let passed = 0; passed < 15; passed += 1) await page.clock.runFor(60_000)
    await expect.poll(() => asked).toBeGreaterThan(2)
    expect(asked).toBeLessThanOrEqual(12)
    page.removeAllListeners('request')
  }
})

test.describe('with scripts off', () => {
  test.use({ javaScriptEnabled: false })

  test('a manager signs in, makes a round and opens it by plain forms', async ({ page, foothold }) => {
    await page.goto(`${foothold.url}/sign-in`)
    await page.getByLabel('E-mail address').fill('manager@example.org')
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toContainText('do not match')
    await signInByForm(page, foothold, 'manager')

    await page.goto(`${foothold.url}/rounds/new`)
    await page.getByLabel('Title').fill('Harbour clinic')
    await page.getByRole('button', { name: 'Create the round' }).click()
    await expect(page.getByRole('alert')).toContainText('Choose a questionnaire.')
    await expect(page.getByLabel('Title')).toHaveValue('Harbour clinic')
    await page.getByLabel('Questionnaire').selectOption('social-fabric')
    await page.getByRole('button', { name: 'Create the round' }).click()
    await page.waitForURL(`${foothold.url}/rounds/harbour-clinic`)

    await page.getByText('Open the round', { exact: true }).click()
    await page.getByRole('button', { name: 'Open the round now' }).click()
    await expect(page.getByText('Close the round', { exact: true })).toBeVisible()
    await signOut(page, foothold)
  })
})

test.describe('by keyboard alone', () => {
  test('the skip link leads past the rail, and the rail can be walked', async ({ page, foothold }) => {
    await signInByForm(page, foothold, 'manager')
    await page.goto(`${foothold.url}/rounds`)
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'New round' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'New round' })).toBeVisible()
  })
})

test('a staff page lets nothing run or frame that is not of this answer', async ({ page, foothold }) => {
  const blocked: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) blocked.push(message.text())
  })
  await signInByForm(page, foothold, 'manager')
  const answer = await page.goto(`${foothold.url}/rounds/new`)
  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("script-src 'self' 'nonce-")
  expect(policy).toContain("frame-ancestors 'none'")
  await page.getByLabel('Title').fill('North gate')
  await expect(page.getByLabel('Address')).toHaveValue('north-gate')
  expect(blocked).toEqual([])
})

test('signing in over HTTP needs the token of the form, and leads nowhere else', async ({
  request,
  foothold,
}) => {
  const address = `${foothold.url}/api/auth/callback/credentials`
  const credentials = {
    email: 'manager@example.org',
    password: foothold.password,
    callbackUrl: 'https://elsewhere.example/',
  }
  const bare = await request.post(address, { form: credentials, maxRedirects: 0 })
  expect(bare.headers()['set-cookie']).not.toContain('session')

  const { csrfToken } = await (await request.get(`${foothold.url}/api/auth/csrf`)).json()
  const signedIn = await request.post(address, { form: { ...credentials, csrfToken }, maxRedirects: 0 })
  expect(signedIn.headers()['set-cookie']).toContain('foothold-session=')
  expect(signedIn.headers().location).toBe('/')

  const log = await request.post(`${foothold.url}/api/auth/_log`, {
    data: { level: 'error', code: 'FORGED' },
  })
  expect(log.status()).toBe(404)
  const long = await request.post(address, { form: { ...credentials, password: 'x'.repeat(100_000) } })
  expect(long.status()).toBe(413)
})
