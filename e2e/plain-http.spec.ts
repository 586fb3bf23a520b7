import { randomUUID } from 'node:crypto'
import { respondent } from './answering'
import { chromiumLaunch } from './chromium'
import { expect, expectAccessible, type Foothold, signInByForm, storedSubmissions, test } from './fixtures'

/** The name under which this machine is reached as another one of the network would be: no secure context. */
const name = 'laptop.example'
const launched = await chromiumLaunch()
test.use({
  launchOptions: {
    ...launched,
    args: [...(launched.args ?? []), `--host-resolver-rules=MAP ${name} 127.0.0.1`],
  },
})

const overNetwork = ({ url }: Foothold) => url.replace('localhost', name)

test('a phone of the same network answers over plain HTTP, and is told before that nothing is kept', async ({
  page,
  foothold,
}) => {
  const person = respondent(page)
  const before = storedSubmissions(foothold.dataFolder, 'spring').length
  await person.openSurvey(`${overNetwork(foothold)}/s/spring`)
  expect(await page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator])).toEqual([false, false])
  await expect(page.getByText('This browser cannot keep answers.')).toBeVisible()
  await expect(page.getByLabel('Keep my answers on this phone')).toHaveCount(0)
  await expectAccessible(page)
  await person.press('agree')
  await person.answerTheRest()
  await person.press('send')
  await person.receipt()
  expect(storedSubmissions(foothold.dataFolder, 'spring').length).toBe(before + 1)
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('a form of another site plants no interview that its maker could read or withdraw', async ({
      page,
      request,
      foothold,
    }) => {
      const planted = {
        submissionId: randomUUID(),
        receipt: '000000000000001Y',
        agreedTo: 'of somebody else',
        place: 'item:length_stay',
        answers: {},
        skippedSections: [],
        isReviewing: false,
        opened: [],
      }
      const saved = await request.post('/api/v1/surveys/spring/interviews', {
        data: { interview: planted, version: 1, language: 'en' },
      })
      const { code } = await saved.json()
      const address = `${overNetwork(foothold)}/s/spring/en`
      await page.route('http://elsewhere.example/', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<form method="post" action="${address}">
            <input name="interview" value='${JSON.stringify(planted)}'><input name="code" value="${code}">
            <button name="step" value="stay">Free phone cards</button></form>`,
        }),
      )
      await page.goto('http://elsewhere.example/')
      await page.getByRole('button').click()
      const shown = JSON.parse(await page.locator('input[name="interview"]').inputValue())
      expect(shown.submissionId).not.toBe(planted.submissionId)
      expect(shown.receipt).not.toBe(planted.receipt)
      await respondent(page).choose('1 to 4 years')
      await page.getByRole('button', { name: 'Stop now and go on later' }).click()
      const panel = page.getByRole('region', { name: 'Your code to go on' }).getByRole('status').first()
      await expect(panel).toHaveText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/)
      expect(await panel.textContent()).not.toBe(code)
      const opened = await request.post('/s/spring/continue/en', { form: { code } })
      expect(await opened.text()).toContain('This code is not right')
    })
  })
}

test('staff sign in there, and round and poster give the address that phones can open, with a warning', async ({
  page,
  foothold,
}) => {
  const address = overNetwork(foothold)
  await signInByForm(page, { ...foothold, url: address }, 'manager')
  await page.goto(`${address}/rounds/spring`)
  await expect(page.getByRole('link', { name: `${address}/s/spring` })).toBeVisible()
  const warning = page.getByText('This link works only while a phone has a network')
  await expect(warning).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Poster to print' }).click()
  await expect(page.getByRole('article')).toContainText(`${name}:`)
  await expect(warning).toBeVisible()
  await expectAccessible(page)
})
