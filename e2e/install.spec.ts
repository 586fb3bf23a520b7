import { expect, test } from './fixtures'
import { pretendInstalled, untilOfflineReady } from './on-device'

test('a tablet can put the survey on its home screen, under a name that says nothing', async ({
  page,
  request,
  baseURL,
}) => {
  await page.goto('/s/spring/ar')
  const client = await page.context().newCDPSession(page)
  const { url, errors } = await client.send('Page.getAppManifest')
  expect(url).toBe(`${baseURL}/s/spring/manifest.webmanifest`)
  expect(errors, 'what Chromium finds wrong with it').toEqual([])

  const manifest = await (await request.get(url, { headers: { 'accept-language': 'ar' } })).json()
  expect(manifest).toMatchObject({
    id: '/s/spring',
    start_url: '/s/spring',
    scope: '/s/',
    display: 'standalone',
    name: 'استبيان',
    lang: 'ar',
    dir: 'rtl',
  })
  expect(JSON.stringify(manifest)).not.toContain('Spring survey')
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await request.get(src)
    expect(icon.headers()['content-type']).toBe(type)
    const bytes = await icon.body()
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes)
  }
})

test('opened from the home screen, it keeps every language and offers to start another interview', async ({
  page,
  context,
}) => {
  await pretendInstalled(page)
  await page.goto('/s/dari')
  await expect(page.locator('#keep')).toBeChecked()
  await untilOfflineReady(page, 'dari', ['en', 'fa-AF'])
  // Without a network from here on: it opens in the language that was never read here, and what is finished waits.
  await context.setOffline(true)
  await page.goto('/s/dari/fa-AF')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await page.locator('button[value="agree"]').click()
  for (let pages = 0; pages < 30; pages += 1) {
    if ((await page.locator('button[value="send"]').count()) > 0) break
    await page.locator('button[value="next"].button').click()
  }
  await page.locator('button[value="send"]').click()
  await expect(page.locator('.queue-count')).toBeVisible()
  await page.locator('.choices-below button.secondary').click()
  await expect(page.locator('button[value="agree"]')).toBeVisible()
  await context.setOffline(false)
})
