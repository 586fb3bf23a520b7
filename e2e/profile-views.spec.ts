import { command, expect, expectAccessible, signIn, test } from './fixtures'

const example = 'docs/examples/libya-2021'

test.describe.configure({ mode: 'serial' })

test.beforeAll(({ foothold }) => {
  command(foothold, 'questionnaire', 'import', `${example}/questionnaire.json`)
  const round = ['--questionnaire', 'libya-msna-2021', '--slug', 'views', '--title', 'Libya 2021']
  command(foothold, 'survey', 'create', ...round)
  const files = [`${example}/responses.csv`, '--mapping', `${example}/mapping.json`]
  command(foothold, 'responses', 'import', '--survey', 'views', ...files)
})

const views = [
  { name: 'Parts of each score', path: '/profiles/views/parts' },
  { name: 'Spread', path: '/profiles/views/spread' },
  { name: 'Answers', path: '/profiles/views/answers' },
  { name: 'Differences', path: '/profiles/views/differences' },
  { name: 'Categories', path: '/profiles/views/categories' },
  { name: 'Quality', path: '/profiles/views/quality' },
]

for (const { name, path } of views) {
  test(`${name}: a researcher reaches it, on a desk and on a phone, with a table behind every picture`, async ({
    page,
    foothold,
  }) => {
    await signIn(page, foothold, 'researcher')
    await page.goto('/profiles/views')
    await page.getByRole('navigation', { name: 'Views of this profile' }).getByRole('link', { name }).click()
    await expect(page).toHaveURL(foothold.url + path)
    const pictures = page.getByRole('figure')
    expect(await pictures.count()).toBeGreaterThan(0)
    expect(await pictures.getByText('Show as table').count()).toBe(await pictures.count())
    await expect(pictures.first().locator('.source')).toContainText('release 1 of')
    await expect(page.getByText('People were not drawn by chance.')).toBeVisible()
    await expectAccessible(page)
    await page.setViewportSize({ width: 360, height: 740 })
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(widths[0], 'nothing sticks out on a phone').toBe(widths[1])
  })
}

test('a difference is said in a sentence, with the verdict that its interval allows', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/views/differences')
  await page.locator('select[name=first]').selectOption({ label: 'Harmed' })
  await page.locator('select[name=second]').selectOption({ label: 'Average' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/first=victim&second=average/)
  const sentences = page.locator('.sentences li')
  expect(await sentences.count()).toBeGreaterThan(1)
  for (const sentence of await sentences.allTextContents()) {
    expect(sentence).toMatch(/the difference (is clear|could be chance) \(|there is no figure for one of/)
  }
})

test('a group compared with itself is refused, on the page and over HTTP, by the name of the field', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/views/differences')
  await page.locator('select[name=first]').selectOption({ label: 'Harmed' })
  await page.locator('select[name=second]').selectOption({ label: 'Harmed' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByText('cannot be compared with itself. Choose another one as second.')).toBeVisible()
  await expectAccessible(page)
  const query = 'by=category&first=victim&second=victim'
  const answer = await page.request.get(`/api/v1/surveys/views/comparison?${query}`)
  expect(answer.status()).toBe(422)
  expect((await answer.json()).errors).toMatchObject([{ path: 'second', code: 'same_group' }])
})

test('a picture leaves as SVG, PNG and CSV, and its figures are those of the table', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/views?by=category,gender')
  const picture = page.getByRole('figure').first()
  const address = async (format: string) =>
    (await picture.getByRole('link', { name: new RegExp(`${format}$`) }).getAttribute('href')) ?? ''
  const svg = await page.request.get(await address('SVG'))
  expect(svg.headers()['content-type']).toContain('image/svg+xml')
  expect(await svg.text()).toContain('release 1')
  const png = await page.request.get(await address('PNG'))
  expect((await png.body()).subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  const csv = await page.request.get(await address('CSV'))
  expect(csv.headers()['content-disposition']).toContain('attachment')
  const lines = (await csv.text()).split('\r\n')
  expect(lines[0]).toBe('measure,category,gender,estimate,se,low,high,reason,quality_marks')
  const answer = await page.request.get('/api/v1/surveys/views/profile?by=category,gender')
  const { cells } = await answer.json()
  const wanted = cells.find(
    (cell: { suppressed: boolean; group: Record<string, string> }) =>
      !cell.suppressed && cell.group.category === 'victim' && cell.group.gender === 'woman',
  )
  const line = lines.find((one) => one.startsWith('legal_status,victim,woman,'))
  expect(line?.split(',')[3]).toBe(String(wanted.dimensions.legal_status.mean))
})

test('files of a picture are refused to who may not see it, and exact ones to researchers', async ({
  page,
  foothold,
}) => {
  expect((await page.request.get('/profiles/views/files/overview/means.csv')).status()).toBe(401)
  await signIn(page, foothold, 'enumerator')
  expect((await page.request.get('/profiles/views/files/overview/means.csv')).status()).toBe(403)
  await page.context().clearCookies()
  await signIn(page, foothold, 'researcher')
  expect((await page.request.get('/profiles/views/files/overview/means.csv?exact=true')).status()).toBe(403)
  expect((await page.request.get('/profiles/views/files/overview/no-such.csv')).status()).toBe(404)
  expect(
    (await page.request.get('/profiles/views/files/answers/item-feel-safe.csv?by=gender,age_band')).status(),
  ).toBe(422)
})

test('the finer a view is, the coarser its tables: it says what would be right', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/views/answers?by=category,gender,age_band')
  await expect(page.getByText('This table cannot be shown')).toBeVisible()
  await expect(page.getByText('at most one breakdown besides category and wave')).toBeVisible()
  await expectAccessible(page)
})

test('exact answers are for managers, and marked', async ({ page, foothold }) => {
  await signIn(page, foothold, 'manager')
  await page.goto('/profiles/views/answers')
  await page.getByRole('link', { name: 'Show exact figures' }).click()
  await expect(page).toHaveURL(/answers\?exact=true/)
  await expect(page.getByText('They are live and unprotected.')).toBeVisible()
})
