import { expect, test } from './fixtures'

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
  await page.addInitScript(() => {
    const ask = window.matchMedia.bind(window)
    window.matchMedia = (query) => (query === '(display-mode: standalone)' ? ask('all') : ask(query))
  })
  await page.goto('/s/dari')
  await expect(page.locator('#keep')).toBeChecked()
  await page.waitForFunction(async () => {
    if (navigator.serviceWorker.controller?.state !== 'activated') return false
    const names = await caches.keys()
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    const paths = kept.flat().map(({ url }) => new URL(url).pathname)
    return ['/s/dari/given/en', '/s/dari/given/fa-AF'].every((path) => paths.includes(path))
  })
  await page.goto('/s/dari/fa-AF')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await page.locator('button[value="agree"]').click()
  for (let pages = 0; pages < 30; pages += 1) {
    if ((await page.locator('button[value="send"]').count()) > 0) break
    await page.locator('button[value="next"].button').click()
  }
  // Without a network from here on: what is finished waits on the tablet.
  await context.setOffline(true)
  await page.locator('button[value="send"]').click()
  await expect(page.locator('.queue-count')).toBeVisible()
  await page.locator('.choices-below button.secondary').click()
  await expect(page.locator('button[value="agree"]')).toBeVisible()
  await context.setOffline(false)
})
