import { behindTheScenes, expect, expectAccessible, signIn, test } from './fixtures'

test.describe.configure({ mode: 'serial' })

/** Two waves of 500 made-up people, 400 of them the same; two waves of strangers; and a round that nothing continues. */
test.beforeAll(({ foothold }) => {
  behindTheScenes(
    foothold.dataFolder,
    `const { importResponses } = await import('./db/response-import')
     const { madeUpPerson } = await import('./cli/demo/people')
     const { madeUpLater } = await import('./cli/demo/later-wave')
     const { seededRandom } = await import('./cli/demo/random')
     const questionnaire = await questionnaires.readQuestionnaire(operator, 'migrant-short')
     const random = seededRandom(12)
     const people = (from, to) => Array.from({ length: to - from }, (_, place) =>
       ({ row: place + 1, id: 'person-' + (from + place), ...madeUpPerson(questionnaire, random) }))
     const fabric = await questionnaires.readQuestionnaire(operator, 'social-fabric')
     const answered = async (slug, title, rows, continues, questionnaireId = 'migrant-short') => {
       const round = { slug, title, questionnaireId, open: true }
       await rounds.createRound(operator, continues === undefined ? round : { ...round, continues })
       await importResponses(operator, slug, rows.map((person, place) => ({ ...person, row: place + 1 })))
       await rounds.closeRound(operator, slug)
     }
     const first = people(0, 500)
     const back = first.slice(100).map(({ id, ...person }) =>
       ({ id, ...madeUpLater(questionnaire, person, 2, random) }))
     await answered('first-wave', 'First wave', first)
     await answered('second-wave', 'Second wave', [...back, ...people(500, 600)], 'first-wave')
     await answered('strangers-1', 'Strangers one', people(0, 200))
     await answered('strangers-2', 'Strangers two', people(200, 400), 'strangers-1')
     await answered('alone', 'Alone', people(0, 60))
     const neighbours = () => Array.from({ length: 150 }, (_, place) =>
       ({ id: 'person-' + place, ...madeUpPerson(fabric, random) }))
     await answered('fabric-1', 'Neighbours one', neighbours(), undefined, 'social-fabric')
     await answered('fabric-2', 'Neighbours two', neighbours(), 'fabric-1', 'social-fabric')`,
  )
})

test('a researcher follows a study from wave to wave, on a desk and on a phone', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/second-wave')
  await page
    .getByRole('navigation', { name: 'Views of this profile' })
    .getByRole('link', { name: 'Waves' })
    .click()
  await expect(page).toHaveURL(`${foothold.url}/profiles/second-wave/waves`)
  await expect(page.getByText('A change can be one of people’s lives')).toBeVisible()
  const sentences = page.locator('.sentences li')
  expect(await sentences.count()).toBe(5)
  for (const sentence of await sentences.allTextContents())
    expect(sentence).toMatch(/people in Wave 2 score .*Wave 1; the difference (is clear|could be chance) \(/)
  for (const name of [
    'Overall index',
    'How large is each category in each wave?',
    'What changed from Wave 1 to Wave 2?',
    'How did linked people move to Wave 2?',
    'How many became harmed, and how many recovered?',
    'How far did the scores of linked people move to Wave 2?',
    'How many were not found again in Wave 2?',
  ])
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
  const source = page.getByRole('figure').first().locator('.source')
  await expect(source).toContainText('First wave, release 1')
  await expect(source).toContainText('Second wave, release 1')
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  expect(widths[0], 'nothing sticks out on a phone').toBe(widths[1])
  await expectAccessible(page)
})

test('without categories the scores of linked people are followed, and no states are asked after', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/fabric-2/waves')
  await expect(
    page.getByRole('heading', { name: 'How far did the scores of linked people move to Wave 2?' }),
  ).toBeVisible()
  await expect(page.getByRole('heading', { name: 'How many were not found again in Wave 2?' })).toBeVisible()
  await expect(page.getByRole('heading', { name: /How did linked people move/ })).toHaveCount(0)
  await expect(page.getByRole('figure').filter({ hasText: /earlier state|state of the wave/ })).toHaveCount(0)
  const csv = await page.request.get('/profiles/fabric-2/files/waves/moved-2.csv')
  const [, line] = (await csv.text()).split('\r\n')
  expect(line).toMatch(/^change:social_fabric,-?[\d.]+,/)
})

test('the transition matrix leaves as a file, its figures those of the programming interface', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  const csv = await page.request.get('/profiles/second-wave/files/waves/flows-2.csv')
  expect(csv.status()).toBe(200)
  const [head, ...lines] = (await csv.text()).split('\r\n')
  expect(head).toBe('earlier_state,measure,estimate,se,low,high,reason,quality_marks')
  const answer = await page.request.get('/api/v1/surveys/second-wave/details?tier=linked&by=earlier_state')
  const { groups } = await answer.json()
  const victims = groups.find(
    (one: { group: Record<string, string> }) => one.group.earlier_state === 'victim',
  )
  const stayed = victims.figures['state:victim'].share
  expect(stayed).toBeGreaterThan(0)
  expect(lines.find((line) => line.startsWith('victim,state:victim,'))?.split(',')[2]).toBe(String(stayed))
  // 100 of the 500 did not come back, whatever their state.
  const { share } = victims.figures.unlinked
  expect(share).toBeGreaterThan(0)
  expect(share).toBeLessThan(0.6)
  expect(lines.find((line) => line.startsWith('victim,unlinked,'))?.split(',')[2]).toBe(String(share))

  await page.goto('/profiles/second-wave/waves')
  const files = page.locator('.picture-files', { hasText: 'How linked people of this round moved' })
  const address = await files.getByRole('link', { name: /^CSV/ }).getAttribute('href')
  const whole = await (await page.request.get(address ?? '')).text()
  expect(whole.split('\r\n').find((line) => /victim.*state:victim/.test(line))).toContain(String(stayed))
  await page.goto('/profiles/first-wave/waves')
  await expect(page.getByRole('heading', { name: 'What changed from Wave 1 to Wave 2?' })).toBeVisible()
  await expect(files).toHaveCount(0)
})

test('from any of the waves the study is the same, and where nothing is known that is said', async ({
  page,
  foothold,
}) => {
  await signIn(page, foothold, 'researcher')
  await page.goto('/profiles/first-wave/waves')
  await expect(page.getByRole('heading', { name: 'How did linked people move to Wave 2?' })).toBeVisible()
  await page.goto('/profiles/strangers-2/waves')
  await expect(page.getByText('how people move from one category to another is unknown')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What changed from Wave 1 to Wave 2?' })).toBeVisible()
  await expect(page.getByRole('heading', { name: /linked people/ })).toHaveCount(0)
  await page.goto('/profiles/alone/waves')
  await expect(page.getByText('Only one wave of this study has figures that you may see.')).toBeVisible()
  await expect(page.getByRole('figure')).toHaveCount(0)
  await expectAccessible(page)
})
