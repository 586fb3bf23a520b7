import type { Page } from '@playwright/test'
import { behindTheScenes, expect, expectAccessible, signIn, test } from './fixtures'

test.describe.configure({ mode: 'serial' })

/** Made-up people of one place: migrants, hosts and everybody. */
const rounds = [
  { slug: 'city', title: 'City migrants', questionnaireId: 'migrant-short', people: 400 },
  { slug: 'city-hosts', title: 'City hosts', questionnaireId: 'public-perceptions', people: 200 },
  { slug: 'city-fabric', title: 'City fabric', questionnaireId: 'social-fabric', people: 120 },
]

test.beforeAll(({ foothold }) => {
  behindTheScenes(
    foothold.dataFolder,
    `const { importResponses } = await import('./db/response-import')
     const { madeUpPerson } = await import('./cli/demo/people')
     const { seededRandom } = await import('./cli/demo/random')
     for (const { people, ...round } of ${JSON.stringify(rounds)}) {
       await rounds.createRound(operator, { ...round, open: true, isSynthetic: true })
       const questionnaire = await questionnaires.readQuestionnaire(operator, round.questionnaireId)
       const random = seededRandom(people)
       const rows = Array.from({ length: people }, (_, place) => ({
         row: place + 1,
         id: 'made-up-' + place,
         ...madeUpPerson(questionnaire, random),
       }))
       await importResponses(operator, round.slug, rows)
     }`,
  )
})

async function fitsAPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 })
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  expect(widths[0], 'nothing sticks out on a phone').toBe(widths[1])
  await expectAccessible(page)
}

test('a researcher holds migrants against hosts: every gap has its interval and the word it allows', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/city')
  await page.getByRole('link', { name: 'Beside hosts' }).click()
  await expect(page.getByRole('heading', { name: 'No benchmark is shown' })).toBeVisible()
  await expect(page.getByText('The means of other surveys are not put beside these figures')).toBeVisible()
  await page.getByLabel('Hosts of the same place and time').selectOption({ label: 'City hosts' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(`${foothold.url}/profiles/city/benchmark?hosts=city-hosts`)
  await expect(page.locator('.sentences li').first()).toContainText('Parity ratio')
  await expect(page.getByRole('figure').first()).toContainText('Hosts: City hosts')
  await expect(page.getByRole('figure').first().locator('svg').first()).toContainText('within 5 points')
  await expectAccessible(page)

  const address = (await page.getByRole('link', { name: /host country\?, CSV$/ }).getAttribute('href')) ?? ''
  const [head = '', ...lines] = (await (await page.request.get(address)).text()).split('\r\n')
  const columns = head.split(',')
  const rows = lines.slice(0, lines.indexOf('')).map((line) => line.split(','))
  expect(rows.length).toBeGreaterThan(2)
  for (const row of rows) {
    const cell = (name: string) => row[columns.indexOf(name)] ?? ''
    const [migrants, hosts, gap, low, high] = ['migrants', 'hosts', 'gap', 'low', 'high'].map((name) =>
      Number(cell(name)),
    )
    expect(gap).toBeCloseTo((migrants ?? 0) - (hosts ?? 0), 6)
    const isWithin = (low ?? 0) >= -5 && (high ?? 0) <= 5
    const expected = isWithin
      ? 'comparable'
      : (high ?? 0) < 0
        ? 'lower'
        : (low ?? 0) > 0
          ? 'higher'
          : 'no_difference'
    expect(cell('verdict')).toBe(expected)
  }
  await fitsAPhone(page)
})

test('a round that is none of hosts is no benchmark, and one of hosts is held against nobody', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  expect((await page.goto('/profiles/city/benchmark?hosts=city-fabric'))?.status()).toBe(404)
  expect((await page.goto('/profiles/city-hosts/benchmark'))?.status()).toBe(404)
  await page.goto('/profiles/city-hosts')
  await expect(page.getByRole('link', { name: 'Beside hosts' })).toHaveCount(0)
  expect(
    (
      await page.request.get('/profiles/city/files/benchmark/benchmark.csv?hosts=city-hosts&exact=true')
    ).status(),
  ).toBe(403)
})

test('three lenses stand side by side, each with its sentence, people, sample and caution; one may be missing', async ({
  page,
  foothold,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles')
  await page.getByRole('link', { name: 'Three lenses' }).click()
  await page.getByLabel('Hosts').selectOption({ label: 'City hosts' })
  await page.getByLabel('Migrants').selectOption({ label: 'City migrants' })
  await page.getByLabel('Social fabric').selectOption({ label: 'City fabric' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/lenses\?hosts=city-hosts&migrants=city&fabric=city-fabric$/)
  const lenses = page.locator('.lens')
  await expect(lenses).toHaveCount(3)
  for (const [place, people] of [200, 400, 120].entries()) {
    const lens = lenses.nth(place)
    await expect(lens.locator('.lens-finding')).not.toBeEmpty()
    await expect(lens.locator('.lens-facts')).toContainText(String(people))
    await expect(lens.locator('.lens-facts')).toContainText('not drawn by chance')
    await expect(lens.locator('.lens-caution')).not.toBeEmpty()
    const csv = (await lens.getByRole('link', { name: /CSV$/ }).first().getAttribute('href')) ?? ''
    expect((await page.request.get(csv)).headers()['content-type']).toContain('text/csv')
  }
  const tops = await lenses.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
  expect(new Set(tops).size, 'side by side on a desk').toBe(1)
  await expectAccessible(page)
  await fitsAPhone(page)

  await page.goto('/profiles/lenses?hosts=city-hosts&fabric=city')
  await expect(page.getByText('No round is chosen for this lens.')).toHaveCount(2)
  await expect(page.getByText('you may read no round of this kind with the address “city')).toBeVisible()
})

test('views of hosts: shares, the whole histogram, and what the cuts do', async ({ page, foothold }) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/city-hosts')
  await expect(page.getByRole('heading', { name: 'How many hold which view?' })).toBeVisible()
  await expect(page.getByText('The groups are bands of the score itself')).toBeVisible()
  await expect(page.getByText('Categories follow from circumstances')).toHaveCount(0)
  await page.goto('/profiles/city-hosts/spread')
  await expect(page.getByLabel('Categories')).toHaveValue('')
  await expect(page.getByRole('figure').locator('svg').first()).toContainText('Everybody')
  await page.goto('/profiles/city-hosts/categories')
  await expect(page.getByRole('figure').locator('svg').first()).toContainText('20 and 80')
  await page.goto('/profiles/city-fabric')
  await expect(page.locator('.finding')).toContainText('Social fabric')
  await expect(page.getByRole('link', { name: 'Categories' })).toHaveCount(0)
})
