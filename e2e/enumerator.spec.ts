import { behindTheScenes, expect, expectAccessible, type Foothold, test } from './fixtures'

const email = 'collects@example.org'
const password = 'a lantern over four bridges'

function addEnumerator({ dataFolder }: Foothold): void {
  behindTheScenes(
    dataFolder,
    `const { addAccount } = await import('./db/accounts')
     await addAccount(operator, { email: '${email}', role: 'enumerator', roundId: rounds.roundRow('spring').id, password: '${password}' })`,
  )
}

test('an enumerator is shown the link of their own round and how to collect, no counts, no results, no other round', async ({
  page,
  request,
  foothold,
}) => {
  addEnumerator(foothold)
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
  const form = { email, password, csrfToken, callbackUrl: '/' }
  await page.request.post('/api/auth/callback/credentials', { form, maxRedirects: 0 })

  await page.goto('/')
  const rail = page.getByRole('navigation', { name: 'Main' })
  await expect(rail.getByRole('link')).toHaveText(['Home', 'Rounds', 'Questionnaires'])
  await expectAccessible(page)
  await page.goto('/rounds')
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('row', { name: /Spring survey/ })).toContainText('not part of your role')

  await page.getByRole('link', { name: 'Spring survey' }).click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['The link', 'How to collect'])
  await expect(page.getByRole('link', { name: `${foothold.url}/s/spring` })).toBeVisible()
  await expectAccessible(page)

  await test.step('sends an answer, and has nothing of it then', async () => {
    const { version, languages } = await (await request.get('/api/v1/surveys/spring')).json()
    const submissionId = crypto.randomUUID()
    const answers = { work_status: 'pnta' }
    const data = { submissionId, version, language: languages[0], consent: true, answers }
    const sent = await page.request.post('/api/v1/surveys/spring/responses', {
      data,
      headers: { origin: foothold.url },
    })
    expect(sent.status()).toBe(201)
    await page.reload()
    await expect(page.getByRole('main')).not.toContainText(submissionId)
    await expect(page.getByText('What was sent cannot be seen here')).toBeVisible()
  })

  await test.step('every other page and call of the round is refused', async () => {
    for (const path of ['export', 'weights', 'fieldwork', 'publish', 'edit', 'responses'])
      expect((await page.goto(`/rounds/spring/${path}`))?.status(), path).toBe(403)
    for (const path of [
      '/profiles',
      '/profiles/spring',
      '/people',
      '/audit',
      '/help-contacts',
      '/rounds/summer',
    ])
      expect((await page.goto(path))?.status(), path).toBe(403)
    const calls = [
      'profile',
      'releases',
      'export?format=csv&reason=x',
      'exports',
      'aggregates',
      'weightings',
      'details',
      'reliability',
    ]
    for (const call of calls) {
      const answer = await page.request.get(`/api/v1/surveys/spring/${call}`)
      expect([403, 405], call).toContain(answer.status())
    }
    const { items } = await (await page.request.get('/api/v1/surveys')).json()
    expect(items).toMatchObject([{ slug: 'spring', responses: null, release: null }])
  })
})
