import type { Profile, VisibleCell } from '@/lib/profile/profile'
import { command, expect, expectAccessible, signIn, test } from './fixtures'

const example = 'docs/examples/libya-2021'

test.describe.configure({ mode: 'serial' })

test.beforeAll(({ foothold }) => {
  command(foothold, 'questionnaire', 'import', `${example}/questionnaire.json`)
  const round = ['--questionnaire', 'libya-msna-2021', '--slug', 'libya', '--title', 'Libya 2021']
  command(foothold, 'survey', 'create', ...round)
  const files = [`${example}/responses.csv`, '--mapping', `${example}/mapping.json`]
  command(foothold, 'responses', 'import', '--survey', 'libya', ...files)
})

test('page, HTTP and command line give a researcher the same protected figures', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  const answer = await page.request.get('/api/v1/surveys/libya/profile')
  const profile: Profile = await answer.json()
  expect(JSON.parse(command(foothold, 'profile', '--survey', 'libya', '--format', 'json'))).toEqual(profile)

  await page.goto('/profiles/libya')
  await expect(page.getByText('People were not drawn by chance.')).toBeVisible()
  await expect(page.locator('.source').first()).toContainText('release 1 of')
  const table = page.getByRole('table', { name: /^Mean scores/ })
  for (const cell of profile.cells.filter((one): one is VisibleCell => !one.suppressed)) {
    const name = cell.group.category === 'victim' ? 'Harmed' : (cell.group.category ?? '')
    const row = table.getByRole('row', { name: new RegExp(`^${name}`, 'i') })
    await expect(row).toContainText(cell.n.toLocaleString('en'))
    const { mean, ci } = cell.overall
    await expect(row).toContainText(
      `${Math.round(mean ?? 0)} (${Math.round(ci?.[0] ?? 0)} to ${Math.round(ci?.[1] ?? 0)})`,
    )
  }
  await expectAccessible(page)
})

test('a researcher never gets exact figures, however they ask', async ({ page, foothold }) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/libya')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Show exact figures' })).toHaveCount(0)
  expect((await page.goto('/profiles/libya?exact=true'))?.status()).toBe(403)
  expect((await page.request.get('/api/v1/surveys/libya/profile?exact=true')).status()).toBe(403)
})

test('a manager sees the exact figures, marked as not for publication', async ({ page, foothold }) => {
  await signIn(page, foothold, 'manager')
  await page.goto('/profiles/libya')
  await page.getByRole('link', { name: 'Show exact figures' }).click()
  await expect(page.getByText('They are live and unprotected.')).toBeVisible()
  // Counted by hand in the walkthrough of the example.
  const people = page.getByRole('table', { name: /^Mean scores/ }).locator('tbody td:nth-of-type(1)')
  await expect(people).toHaveText(['20', '1,142', '195', '197'])
  await expectAccessible(page)
})

test('dividing people has an address of its own, draws a panel for each band, and works by a plain form', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/libya')
  await page.getByLabel('Divide by').selectOption({ label: 'Gender' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/by=gender/)
  const picture = page
    .getByRole('figure')
    .filter({ hasText: 'How do the groups fare' })
    .locator('.drawing.wide')
  await expect(page.getByText('Too few people have answered')).toHaveCount(0)
  await expect(picture.getByText(/Woman: about [\d,]+ people/)).toBeVisible()
  await expect(picture.getByText(/Man: about [\d,]+ people/)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  expect(widths[0], 'nothing sticks out on a phone').toBe(widths[1])
})

test('a table outside the lattice is refused with what would be right', async ({ page, foothold }) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/libya?by=gender,age_band,host_country')
  await expect(page.getByText('This table cannot be shown')).toBeVisible()
  const answer = await page.request.get('/api/v1/surveys/libya/profile?by=gender&where=language=en')
  expect(answer.status()).toBe(422)
  expect(answer.headers()['content-type']).toBe('application/problem+json')
})

test('before thirty people have answered there are no figures, and the page says why', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/summer')
  await expect(page.getByText('Figures appear when 30 people have answered')).toBeVisible()
  await expectAccessible(page)
})
