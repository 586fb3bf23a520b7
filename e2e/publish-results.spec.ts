import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { behindTheScenes, expect, expectAccessible, signIn, test } from './fixtures'

test.describe.configure({ mode: 'serial' })

test.beforeAll(({ foothold }) => {
  behindTheScenes(
    foothold.dataFolder,
    `const { importResponses } = await import('./db/response-import')
     const { madeUpPerson } = await import('./cli/demo/people')
     const { seededRandom } = await import('./cli/demo/random')
     const round = { title: 'Harbour survey', slug: 'harbour', questionnaireId: 'migrant-short', open: true }
     await rounds.createRound(operator, { ...round, organisation: 'Harbour House' })
     const questionnaire = await questionnaires.readQuestionnaire(operator, 'migrant-short')
     const random = seededRandom(5)
     const rows = Array.from({ length: 400 }, (_, place) =>
       ({ row: place + 1, id: 'person-' + place, ...madeUpPerson(questionnaire, random) }))
     await importResponses(operator, 'harbour', rows)`,
  )
})

async function expectNothingSticksOut(page: Page): Promise<void> {
  const [whole, seen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(whole).toBe(seen)
}

test('a researcher reads and prints the report in Arabic, and may not publish it', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/harbour')
  await page.getByText('Report', { exact: true }).click()
  await expectAccessible(page)
  const pdf = page.getByRole('link', { name: 'PDF, العربية' })
  const file = await page.request.get((await pdf.getAttribute('href')) ?? '')
  expect(file.headers()['content-type']).toBe('application/pdf')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await file.body())), {
    mergePages: true,
  })
  expect(text).toContain('المتضررون')
  await page.getByRole('link', { name: 'العربية', exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByRole('heading', { name: 'كيف حال الناس' })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await expectNothingSticksOut(page)
  await page.getByRole('link', { name: 'English' }).click()
  await expect(page.getByText('People were not drawn by chance.')).toBeVisible()
  await expectNothingSticksOut(page)

  expect((await page.goto('/rounds/harbour/publish'))?.status()).toBe(403)
  expect((await page.request.get('/rounds/harbour/publish/preview')).status()).toBe(403)
})

test('who is not signed in gets neither report nor preview, and nothing is public yet', async ({
  request,
}) => {
  for (const [address, status] of [
    ['/profiles/harbour/report.pdf', 401],
    ['/rounds/harbour/publish/preview', 401],
    ['/api/v1/surveys/harbour/profile', 401],
    ['/results/harbour', 404],
    ['/results/harbour/v1', 404],
    ['/results/harbour/v1/results.json', 404],
    ['/results/nowhere', 404],
  ] as const)
    expect([address, (await request.get(address, { maxRedirects: 0 })).status()]).toEqual([address, status])
  const report = await request.get('/profiles/harbour/report', { maxRedirects: 0 })
  expect(report.headers().location).toContain('/sign-in')
})

test('a manager looks at the preview, and publishes only with the sentence ticked', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'manager')
  await page.goto('/rounds/harbour')
  await page.getByRole('link', { name: 'Publish results' }).click()
  await expect(page.getByRole('heading', { name: 'What publishing means' })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await expectNothingSticksOut(page)
  await page.getByRole('link', { name: 'English' }).click()
  await expect(page.getByText('Preview: this is not public yet.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Back to publishing' }).click()

  const publish = page.getByRole('button', { name: 'Publish version 1' })
  await page.getByLabel('Licence').fill('CC BY 4.0')
  await publish.click()
  await expect(page.getByRole('alert').filter({ hasText: 'Tick the box' })).toBeVisible()
  expect((await page.request.get('/results/harbour')).status()).toBe(404)
  await expect(page.getByLabel('Licence')).toHaveValue('CC BY 4.0')
  await page.getByLabel(/I have looked at the preview/).check()
  await publish.click()
  await expect(page.getByRole('status').filter({ hasText: 'Version 1 is public now.' })).toBeFocused()
  await expectAccessible(page)
})

test.describe('anybody, without script', () => {
  test.use({ javaScriptEnabled: false })

  test('reads the results in Arabic from one small document, and takes the files', async ({ page }) => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.resourceType()))
    const answer = await page.goto('/results/harbour')
    expect(answer?.status()).toBe(200)
    expect(asked).toEqual(['document'])
    const headers = answer?.headers() ?? {}
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['set-cookie']).toBeUndefined()
    expect(await page.context().cookies()).toEqual([])
    const sizes = await answer?.request().sizes()
    expect(sizes?.responseBodySize).toBeLessThan(60_000)

    await expect(page.getByRole('heading', { level: 1, name: 'Harbour survey' })).toBeVisible()
    await expect(page.getByText('1, published on')).toBeVisible()
    await expect(page.getByText('CC BY 4.0')).toBeVisible()
    await expect(page.getByText(/Harbour House \(\d{4}\)\. Harbour survey\. Version 1 of/)).toBeVisible()
    await page.getByRole('link', { name: 'العربية' }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
    await expect(page.getByText('المهاجرون المتضررون').first()).toBeVisible()
    const table = page.getByRole('table').first()
    await expect(table).toBeHidden()
    await page.getByText('عرض كجدول').first().click()
    await expect(table).toBeVisible()

    const links = await page
      .getByRole('link')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
    const files = links.filter((href) => /\.(svg|png|csv|pdf|json)/.test(href))
    expect(files.filter((href) => href.includes('means.'))).toHaveLength(3)
    for (const href of files) {
      const file = await page.request.get(href)
      expect([href, file.status()]).toEqual([href, 200])
      expect(file.headers()['content-disposition']).toContain('harbour-v1-')
    }
  })
})

test('the public page is accessible, on a phone too, and the API gives its profile to anybody', async ({
  page,
  request,
}) => {
  for (const language of ['en', 'ar']) {
    await page.goto(`/results/harbour/v1?language=${language}`)
    await expectAccessible(page)
    await page.setViewportSize({ width: 360, height: 740 })
    await expectNothingSticksOut(page)
    await expectAccessible(page)
    await page.setViewportSize({ width: 1280, height: 800 })
  }
  const results = await (await request.get('/results/harbour/v1/results.json')).json()
  const profile = await request.get('/api/v1/surveys/harbour/profile')
  expect(profile.status()).toBe(200)
  expect(await profile.json()).toEqual(results.profile)
  expect((await request.get('/api/v1/surveys/harbour/profile?by=category&where=')).status()).toBe(200)
  for (const query of ['exact=true', 'by=', 'by=category,gender', 'where=gender=woman'])
    expect([query, (await request.get(`/api/v1/surveys/harbour/profile?${query}`)).status()]).toEqual([
      query,
      401,
    ])
})

test('a version that is withdrawn says so at its address, and gives nothing', async ({
  page,
  foothold,
  request,
}) => {
  await signIn(page, foothold, 'manager')
  await page.goto('/rounds/harbour/publish')
  await page.getByText('Withdraw version 1').click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Withdraw it now' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Version 1 was withdrawn.' })).toBeFocused()
  for (const address of ['/results/harbour', '/results/harbour/v1']) {
    expect((await page.goto(address))?.status()).toBe(410)
    await expect(page.getByText('Version 1 was withdrawn on')).toBeVisible()
    await expectAccessible(page)
  }
  for (const file of ['results.json', 'report.pdf', 'means.svg'])
    expect((await request.get(`/results/harbour/v1/${file}`)).status()).toBe(410)
  expect((await request.get('/api/v1/surveys/harbour/profile')).status()).toBe(401)
})
