import { respondent } from './answering'
import { chromiumLaunch } from './chromium'
import { expect, expectAccessible, type Foothold, signIn, storedSubmissions, test } from './fixtures'

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

test('staff sign in there, and round and poster give the address that phones can open, with a warning', async ({
  page,
  foothold,
}) => {
  const address = overNetwork(foothold)
  await signIn(page, { ...foothold, url: address }, 'manager')
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
