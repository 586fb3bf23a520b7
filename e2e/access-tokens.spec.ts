import type { APIRequestContext } from '@playwright/test'
import { behindTheScenes, expect, expectAccessible, signInByForm, test } from './fixtures'
import { makeToken, tokenOf } from './tokens'

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** What a program gets that sends a token. */
async function surveysBy(request: APIRequestContext, token: string) {
  return request.get('/api/v1/surveys', { headers: bearer(token) })
}

test('a token is made, used, revoked, and then refused', async ({ page, request, foothold, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: foothold.url })
  await signInByForm(page, foothold, 'manager')
  await page.getByRole('link', { name: 'manager@example.org' }).click()
  await page.getByRole('link', { name: 'Access tokens' }).click()
  await expect(page.getByRole('heading', { name: 'Access tokens', level: 1 })).toBeVisible()
  await expectAccessible(page)

  const token = await makeToken(page, {
    name: 'monthly report',
    role: 'Manager',
    round: 'Spring survey',
    days: 30,
  })
  expect(token).toMatch(/^fh_[A-Za-z0-9_-]{43}$/)
  await page.getByRole('button', { name: 'Copy the token' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token)
  const row = page.getByRole('row', { name: /monthly report/ })
  await expect(row).toContainText('Manager in Spring survey')
  await expect(row).toContainText('never')
  await expectAccessible(page)

  const answer = await surveysBy(request, token)
  expect(answer.status()).toBe(200)
  expect((await answer.json()).items.map(({ slug }: { slug: string }) => slug)).toEqual(['spring'])

  await page.reload()
  await expect(page.getByText(token)).toHaveCount(0)
  expect(await page.content()).not.toContain(token)
  await expect(row).not.toContainText('never')

  await row.getByText('Revoke monthly report').click()
  await row.getByRole('button', { name: 'Revoke it now' }).click()
  await expect(page.getByText('The token is revoked.')).toBeFocused()
  await expect(row).toHaveCount(0)
  await expectAccessible(page)
  const refused = await surveysBy(request, token)
  expect(refused.status()).toBe(401)
  expect(await refused.json()).toMatchObject({ type: 'urn:foothold:problem:token_refused' })
})

test('a wrong, an expired and a revoked token get the same answer, and many wrong ones have to wait', async ({
  request,
  foothold,
}) => {
  const token = tokenOf(foothold, 'researcher')
  const headers = (wrong: string) => ({ ...bearer(wrong), 'x-forwarded-for': '198.51.100.77' })
  const ask = (wrong: string) => request.get('/api/v1/surveys', { headers: headers(wrong) })
  behindTheScenes(
    foothold.dataFolder,
    `const { accessTokens } = await import('./db/schema/access-tokens')
     await store().writes.transact(async (tx) => { tx.db.update(accessTokens).set({ expiresOn: '2020-01-01' }).run() })`,
  )
  const answers = []
  for (const wrong of [token, `fh_${'A'.repeat(43)}`, 'nonsense', '']) {
    const refused = await ask(wrong)
    expect(refused.status()).toBe(401)
    expect(refused.headers()['content-type']).toBe('application/problem+json')
    expect(refused.headers()['www-authenticate']).toBe('Bearer realm="Foothold", error="invalid_token"')
    answers.push(await refused.text())
  }
  expect(new Set(answers).size).toBe(1)

  for (let tries = 0; tries < 6; tries += 1) expect((await ask('nonsense')).status()).toBe(401)
  const waiting = await ask('nonsense')
  expect(waiting.status()).toBe(429)
  expect(Number(waiting.headers()['retry-after'])).toBeGreaterThan(0)
  // Whoever holds a right one is not kept waiting by the wrong ones of others.
  expect((await ask(tokenOf(foothold, 'manager'))).status()).toBe(200)
})

test('a token opens no page, and counts alone even beside a session', async ({ page, request, foothold }) => {
  const token = tokenOf(foothold, 'administrator')
  const refused = await request.get('/people', { headers: bearer(token), maxRedirects: 0 })
  expect(refused.status()).toBe(307)
  expect(refused.headers().location).toContain('/sign-in')

  await signInByForm(page, foothold, 'manager')
  const beside = await page.request.get('/api/v1/surveys', { headers: bearer('fh_wrong') })
  expect(beside.status()).toBe(401)
})

test('a change by token asks for no page of ours; by cookie it does', async ({ page, request, foothold }) => {
  const token = tokenOf(foothold, 'administrator')
  const fromElsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }
  const byToken = await request.post('/api/v1/questionnaires', {
    data: {},
    headers: { ...bearer(token), ...fromElsewhere },
  })
  expect(byToken.status()).toBe(422)
  await signInByForm(page, foothold, 'administrator')
  const byCookie = await page.request.post('/api/v1/questionnaires', { data: {}, headers: fromElsewhere })
  expect(byCookie.status()).toBe(401)
  expect(byCookie.headers()['www-authenticate']).toBe('Bearer realm="Foothold"')
})

test('a token for one round is refused the others, and its role’s limits hold', async ({
  page,
  request,
  foothold,
}) => {
  await signInByForm(page, foothold, 'manager')
  await page.goto('/account/tokens')
  const token = await makeToken(page, { name: 'one round', role: 'Manager', round: 'Summer survey' })
  const get = async (path: string) => (await request.get(path, { headers: bearer(token) })).status()
  expect(await get('/api/v1/surveys/summer/profile?exact=true')).toBe(200)
  expect(await get('/api/v1/surveys/spring/profile?exact=true')).toBe(403)
  expect(await get('/api/v1/surveys/spring/releases')).toBe(403)
  const published = await request.post('/api/v1/questionnaires', { data: {}, headers: bearer(token) })
  expect(published.status()).toBe(403)
})

test('a form with faults says so at each field, and nothing is made', async ({ page, foothold }) => {
  await signInByForm(page, foothold, 'administrator')
  await page.goto('/account/tokens')
  await page.getByRole('button', { name: 'Make a token' }).click()
  await expect(page.locator('.problem-summary')).toContainText('Name what will use the token')
  await expectAccessible(page)
  await page.getByLabel('Name', { exact: true }).fill('too narrow')
  await page.getByLabel('Round', { exact: true }).selectOption('Spring survey')
  await page.getByRole('button', { name: 'Make a token' }).click()
  await expect(page.locator('.problem-summary')).toContainText(
    'An administrator’s role is not held by round.',
  )
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('too narrow')
  await page.reload()
  await expect(page.getByRole('row', { name: /too narrow/ })).toHaveCount(0)
})

test('a visitor who is not signed in is sent to sign in', async ({ page, foothold }) => {
  await page.goto(`${foothold.url}/account/tokens`)
  await expect(page).toHaveURL(`${foothold.url}/sign-in?next=%2Faccount%2Ftokens`)
})

test.describe('with scripts off', () => {
  test.use({ javaScriptEnabled: false })

  test('a token is made and revoked by plain forms', async ({ page, request, foothold }) => {
    await signInByForm(page, foothold, 'researcher')
    await page.goto('/account/tokens')
    const token = await makeToken(page, { name: 'plain', role: 'Researcher' })
    expect((await surveysBy(request, token)).status()).toBe(200)
    const row = page.getByRole('row', { name: /plain/ })
    await row.getByText('Revoke plain').click()
    await row.getByRole('button', { name: 'Revoke it now' }).click()
    await expect(page.getByText('The token is revoked.')).toBeVisible()
    expect((await surveysBy(request, token)).status()).toBe(401)
  })
})
