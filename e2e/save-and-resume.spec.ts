import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { APIRequestContext, Browser, BrowserContextOptions, Page, Response } from '@playwright/test'
import { arabic, respondent } from './answering'
import { behindTheScenes, expect, expectAccessible, type Foothold, test } from './fixtures'

const stay = /How long do you plan to stay/
const lived = /How long have you lived/
const season = 'For a season, or less than a year'
const stopNow = { name: 'Stop now and go on later' }
const codePattern = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/

/** An address of a network of its own, so that no story is in another's way. */
let networks = 0
function fromElsewhere(): { readonly 'x-forwarded-for': string } {
  networks += 1
  return { 'x-forwarded-for': `203.0.113.${process.pid % 200}, 192.0.2.${networks}` }
}

/** Another device, with nothing of the first. */
async function otherDevice(browser: Browser, foothold: Foothold, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    baseURL: foothold.url,
    extraHTTPHeaders: fromElsewhere(),
    ...options,
  })
  return context.newPage()
}

/** Answers the first question, chooses at the second, and stops there. */
async function stopAtSecondQuestion(page: Page): Promise<string> {
  const person = respondent(page)
  await person.openSurvey('/s/spring/en')
  await person.press('agree')
  await person.answer(stay, season)
  await person.choose('1 to 4 years')
  await page.getByRole('button', stopNow).click()
  await expect(person.heading).toHaveText('Go on later with this code')
  return shownCode(page, 'Your code to go on')
}

async function shownCode(page: Page, title: string): Promise<string> {
  const code = page.getByRole('region', { name: title }).getByRole('status').first()
  await expect(code).toHaveText(codePattern)
  return (await code.textContent()) ?? ''
}

async function goOnWith(page: Page, code: string): Promise<void> {
  await page.getByLabel('Your code to go on').fill(code)
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
}

/** The answer to the next form that the page posts. */
function posted(page: Page): Promise<Response> {
  return page.waitForResponse((response) => response.request().method() === 'POST')
}

const plantedReceipt = '000000000000001Y'

/** Saves an interview without a browser. */
async function saved(
  request: APIRequestContext,
  { place, answers }: { readonly place: string; readonly answers: Readonly<Record<string, string>> } = {
    place: 'item:stay_plan',
    answers: {},
  },
): Promise<{ readonly code: string }> {
  const interview = {
    submissionId: randomUUID(),
    place,
    answers,
    skippedSections: [],
    receipt: plantedReceipt,
    agreedTo: 'of this test',
    isReviewing: place === 'review',
    opened: [],
  }
  const data = { interview, version: 1, language: 'en' }
  const response = await request.post('/api/v1/surveys/spring/interviews', { data, headers: fromElsewhere() })
  expect(response.status()).toBe(201)
  return response.json()
}

/** Runs SQL on the data folder. */
function withDatabase({ dataFolder }: Foothold, work: string): void {
  behindTheScenes(
    dataFolder,
    `const { SqliteFile } = await import('./db/sqlite')
     const database = new SqliteFile(${JSON.stringify(join(dataFolder, 'foothold.db'))})
     database.pragma('busy_timeout = 5000')
     database.exec(${JSON.stringify(work)})
     database.close()`,
  )
}

test('an interview begun in English on one device goes on in Arabic on another, and is sent', async ({
  page,
  browser,
  foothold,
}) => {
  const addresses: string[] = []
  const watch = (watched: Page) => {
    watched.on('request', (request) => addresses.push(request.url()))
    watched.on('framenavigated', (frame) => addresses.push(frame.url()))
  }
  watch(page)
  const code = await stopAtSecondQuestion(page)
  await expect(respondent(page).heading).toBeFocused()
  await expect(page.getByText(/answers so far until \d+ \w+ \d{4}\. Only this code opens them/)).toBeVisible()
  await expectAccessible(page)

  const other = await otherDevice(browser, foothold, { locale: 'ar' })
  watch(other)
  const person = respondent(other, 'ar')
  await person.openSurvey('/s/spring')
  await other.getByRole('link', { name: arabic('resume.link') }).click()
  await expect(other.locator('html')).toHaveAttribute('dir', 'rtl')
  await expectAccessible(other)
  await other.getByRole('textbox').fill(code.toLowerCase().replaceAll('-', ' '))
  await other.getByRole('button', { name: arabic('resume.button'), exact: true }).click()
  await expect(person.heading, 'whoever goes on agrees first').toHaveText(arabic('consent.heading'))
  await expectAccessible(other)
  await person.press('agree')
  await expect(person.heading).toHaveText('منذ متى تعيش في هذا البلد؟')
  await expect(other.getByRole('radio').nth(1), 'what was chosen when stopping').toBeChecked()
  await expect(other).toHaveURL(/\/s\/spring\/ar$/)
  await expectAccessible(other)
  await person.press('back')
  await expect(other.getByRole('radio', { checked: true })).toHaveCount(1)
  await person.answerTheRest()
  await person.press('send')
  await person.receipt()

  const again = await otherDevice(browser, foothold)
  await again.goto('/s/spring/continue/en')
  await goOnWith(again, code)
  await expect(again.getByRole('alert')).toContainText('or its answers were sent or erased already')
  for (const address of addresses) {
    expect(address).not.toContain('?')
    for (const part of [...code.split('-'), 'y1_4'])
      expect(address.toUpperCase()).not.toContain(part.toUpperCase())
  }
})

test('going on at once keeps the place, and stopping again keeps the code', async ({ page }) => {
  const person = respondent(page)
  const code = await stopAtSecondQuestion(page)
  await page.getByRole('button', { name: 'Go on now' }).click()
  await expect(person.heading).toHaveText(lived)
  await expect(page.getByRole('radio', { name: '1 to 4 years' })).toBeChecked()
  await person.press('next')
  await page.getByRole('button', stopNow).click()
  await expect(person.heading).toHaveText('Go on later with this code')
  expect(await shownCode(page, 'Your code to go on')).toBe(code)
  await page.locator('summary').click()
  await page.getByRole('button', { name: 'العربية' }).click()
  expect(await shownCode(page, arabic('save.code'))).toBe(code)
  await expectAccessible(page)
  await page.goBack()
  await expect(page.getByRole('radio').first()).toBeVisible()
})

test('a network that fails loses nothing, and says so', async ({ page }) => {
  const person = respondent(page)
  await page.setViewportSize({ width: 360, height: 640 })
  await person.openSurvey('/s/spring/en')
  await person.press('agree')
  await person.choose(season)
  await page.route('**/interviews', (route) => route.abort('internetdisconnected'))
  await page.getByRole('button', stopNow).click()
  const trouble = page.getByRole('alert')
  await expect(trouble).toContainText('could not be saved, because there is no network')
  await expect(trouble).toBeFocused()
  const [bar, box] = await Promise.all([page.locator('.bar').boundingBox(), trouble.boundingBox()])
  expect(box?.y, 'not behind the bar').toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0))
  await expect(page.getByRole('radio', { name: season })).toBeChecked()
  await expectAccessible(page)
  await page.unroute('**/interviews')
  await page.route('**/interviews', (route) =>
    route.fulfill({
      status: 429,
      headers: { 'retry-after': '17' },
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'urn:foothold:problem:too_many_requests', status: 429 }),
    }),
  )
  await page.getByRole('button', stopNow).click()
  await expect(trouble).toContainText('Wait 17 seconds')
  await page.unroute('**/interviews')
  await page.getByRole('button', stopNow).click()
  await expect(person.heading).toHaveText('Go on later with this code')
})

test('while answers are being put aside the page stays: what the code opens is what stood there', async ({
  page,
}) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring/en')
  await person.press('agree')
  await person.choose(season)
  await page.route('**/interviews', async (route) => {
    await new Promise((settle) => setTimeout(settle, 1_500))
    await route.continue()
  })
  await page.getByRole('button', stopNow).click()
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeVisible()
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await page.goBack()
  await expect(person.heading).toHaveText(stay)
  await expect(person.heading).toHaveText('Go on later with this code')
})

test('each opening of a code is an interview of its own: whoever else knows the code learns nothing of it', async ({
  browser,
  foothold,
  request,
}) => {
  const planted = await saved(request, { place: 'review', answers: { feel_safe: 'always' } })
  const open = async () => {
    const device = await otherDevice(browser, foothold)
    await device.goto('/s/spring/continue/en')
    await goOnWith(device, planted.code)
    await respondent(device).press('agree')
    await expect(respondent(device).heading).toHaveText('Check your answers')
    return device
  }
  const device = await open()
  await device.getByRole('button', { name: /^Change: How long do you plan to stay/ }).click()
  await respondent(device).answer(stay, 'For some years')
  await device.getByRole('button', stopNow).click()
  const renewed = await shownCode(device, 'Your code to go on')
  expect(renewed).not.toBe(planted.code)

  const other = await otherDevice(browser, foothold)
  await other.goto('/s/spring/continue/en')
  await goOnWith(other, planted.code)
  await expect(other.getByRole('alert')).toContainText('This code is not right')

  await device.getByRole('button', { name: 'Go on now' }).click()
  await respondent(device).press('send')
  const receipt = await respondent(device).receipt()
  expect(receipt.replaceAll('-', '')).not.toBe(plantedReceipt)
  await other.goto('/withdraw/en')
  await other.getByLabel('Your code').fill(plantedReceipt)
  await other.getByRole('button', { name: 'Withdraw and erase my answers' }).click()
  await expect(other.getByRole('alert')).toContainText('This code is not right')
})

test('what was sent already is told apart when it comes again changed, to be sent or to be put aside', async ({
  page,
  request,
}) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring/en')
  await person.press('agree')
  await person.answerTheRest()
  const { answers, ...interview } = JSON.parse(await page.locator('input[name="interview"]').inputValue())
  await person.press('send')
  await person.receipt()
  const { stay_plan: _, ...fewer } = answers
  const changed = JSON.stringify({ ...interview, answers: fewer })
  for (const step of ['send', 'save']) {
    const answered = await request.post('/s/spring/en', {
      form: { interview: changed, language: 'en', step },
      headers: fromElsewhere(),
    })
    const text = await answered.text()
    expect(text).toContain('Answers were already sent')
    if (step === 'save') expect(text).not.toContain('Your answers were not sent')
  }
})

test('wrong codes are refused after ten in a minute, with the time to wait; another address is not', async ({
  page,
  browser,
  foothold,
  request,
}) => {
  const { code } = await saved(request)
  await page.setExtraHTTPHeaders(fromElsewhere())
  await page.goto('/s/spring/continue/en')
  const alert = page.getByRole('alert')
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
  await expect(alert).toContainText('Write your code first.')
  for (let count = 0; count < 10; count += 1) {
    // The page before says the same: only its answer tells that this try was counted.
    const [tried] = await Promise.all([posted(page), goOnWith(page, '0000-0000-0000')])
    await tried.finished()
    await expect(alert).toContainText('This code is not right')
  }
  await expect(alert).toBeFocused()
  await expect(page.getByLabel('Your code to go on')).toHaveValue('0000-0000-0000')
  await expectAccessible(page)
  const [refused] = await Promise.all([posted(page), goOnWith(page, code)])
  expect(refused.status()).toBe(429)
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0)
  await expect(alert).toContainText(/Wait \d+ seconds? and try again/)
  await expectAccessible(page)

  const other = await otherDevice(browser, foothold)
  await other.goto('/s/spring/continue/en')
  await goOnWith(other, code)
  await respondent(other).press('agree')
  await expect(other.getByText(/^Question \d/)).toBeVisible()
})

test('receipts are guessed no faster, on the page and over HTTP', async ({ page, request }) => {
  const headers = fromElsewhere()
  for (let count = 0; count < 10; count += 1) {
    const wrong = await request.post('/api/v1/receipts/0000-0000-0000-0000/withdraw', { headers })
    expect(wrong.status()).toBe(404)
  }
  const refused = await request.post('/api/v1/receipts/0000-0000-0000-0000/withdraw', { headers })
  expect(refused.status()).toBe(429)
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0)
  await page.setExtraHTTPHeaders(headers)
  await page.goto('/withdraw/en')
  await page.getByLabel('Your code').fill('0000-0000-0000-0000')
  await page.getByRole('button', { name: 'Withdraw and erase my answers' }).click()
  await expect(page.getByRole('alert')).toContainText(/There were too many tries. Wait \d+ seconds?/)
  await expectAccessible(page)
})

const keepAnswers = 'Keep my answers on this phone until I send them'

for (const isKept of [true, false]) {
  const where = isKept ? 'on the phone that keeps them' : 'on the page'
  test(`stopping without a network says that the answers are still ${where}`, async ({ page, context }) => {
    const person = respondent(page)
    await person.openSurvey('/s/spring/en')
    if (isKept) await page.getByLabel(keepAnswers).check()
    await person.press('agree')
    await person.answer(stay, season)
    await context.setOffline(true)
    await page.getByRole('button', stopNow).click()
    const said = isKept ? 'open this survey again here, in this browser' : 'They are still on this page.'
    await expect(page.getByRole('alert')).toContainText(said)
    await expectAccessible(page)
  })
}

test('stopping when the survey has closed says that nothing is kept on the phone, and nothing is', async ({
  page,
}) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring/en')
  await page.getByLabel(keepAnswers).check()
  await person.press('agree')
  await person.answer(stay, season)
  await page.route('**/interviews', (route) =>
    route.fulfill({
      status: 410,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'urn:foothold:problem:round_not_open', status: 410 }),
    }),
  )
  await page.getByRole('button', stopNow).click()
  await expect(page.getByText('they are not kept on this phone')).toBeVisible()
  await page.goto('/s/spring/en')
  await expect(person.heading).toHaveText('Before you start')
  await expect(page.getByLabel(keepAnswers)).toBeVisible()
  await expect(person.heading).toHaveText('Before you start')
})

test('an expired code opens nothing', async ({ page, foothold, request }) => {
  const { code } = await saved(request)
  withDatabase(foothold, "update saved_interviews set expires_on = '2020-01-01'")
  await page.setExtraHTTPHeaders(fromElsewhere())
  await page.goto('/s/spring/continue/en')
  await goOnWith(page, code)
  await expect(page.getByRole('alert')).toContainText('This code is not right')
})

test('whoever declines after all leaves nothing behind', async ({ page, browser, foothold }) => {
  const person = respondent(page)
  const code = await stopAtSecondQuestion(page)
  await page.getByRole('button', { name: 'Go on now' }).click()
  await person.press('back')
  await person.press('back')
  await expect(person.heading).toHaveText('Before you start')
  const [discarded] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'DELETE'),
    page.getByRole('button', { name: 'I do not want to take part, or I am under 18' }).click(),
  ])
  expect(discarded.status()).toBe(200)
  await expect(person.heading).toHaveText('Thank you')
  const other = await otherDevice(browser, foothold)
  await other.goto('/s/spring/continue/en')
  await goOnWith(other, code)
  await expect(other.getByRole('alert')).toContainText('This code is not right')
})

test('whoever opens the answers of somebody else and declines leaves nothing behind either', async ({
  browser,
  foothold,
  request,
}) => {
  const { code } = await saved(request, { place: 'review', answers: { feel_safe: 'always' } })
  const device = await otherDevice(browser, foothold)
  await device.goto('/s/spring/continue/en')
  await goOnWith(device, code)
  // Pressed before the script is there, the button posts a form, and the server erases.
  await expect(device.getByLabel(keepAnswers)).toBeVisible()
  await Promise.all([
    device.waitForResponse((response) => response.request().method() === 'DELETE'),
    device.getByRole('button', { name: 'I do not want to take part, or I am under 18' }).click(),
  ])
  await device.goto('/s/spring/continue/en')
  await goOnWith(device, code)
  await expect(device.getByRole('alert')).toContainText('This code is not right')
})

test('the data folder knows neither the code nor an answer', async ({ page, foothold }) => {
  const code = await stopAtSecondQuestion(page)
  withDatabase(foothold, 'pragma wal_checkpoint(truncate)')
  const secrets = [code, code.replaceAll('-', ''), '"stay_plan":"', '"place":"item:']
  for (const file of readdirSync(foothold.dataFolder, { recursive: true, encoding: 'utf8' })) {
    const path = join(foothold.dataFolder, file)
    const bytes = (() => {
      try {
        return readFileSync(path).toString('latin1')
      } catch {
        return ''
      }
    })()
    for (const secret of secrets) expect(bytes.includes(secret), `${file}: ${secret}`).toBe(false)
  }
})

test('what cannot be an interview is refused by its fields, and too much of it at once', async ({
  request,
}) => {
  const headers = fromElsewhere()
  const address = '/api/v1/surveys/spring/interviews'
  const deep = Buffer.from(`{"interview":{"answers":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}`)
  for (const [data, status] of [
    [{}, 422],
    [{ interview: { submissionId: '1' }, version: 1, language: 'en' }, 422],
    [deep, 400],
    [Buffer.from('{'), 400],
    [{ interview: 'x'.repeat(300_000) }, 413],
  ] as const) {
    const refused = await request.post(address, {
      data,
      headers: { ...headers, 'content-type': 'application/json' },
    })
    expect(refused.status()).toBe(status)
  }
  for (let count = 5; count < 30; count += 1) await request.post(address, { data: {}, headers })
  expect((await request.post(address, { data: {}, headers })).status()).toBe(429)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('an interview is put aside and gone on with by plain forms', async ({ page, browser, foothold }) => {
    const person = respondent(page)
    const code = await stopAtSecondQuestion(page)
    await page.locator('summary').click()
    await page.getByRole('button', { name: 'العربية' }).click()
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    expect(await shownCode(page, arabic('save.code'))).toBe(code)
    await page.locator('summary').click()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Go on now' }).click()
    await expect(person.heading).toHaveText(lived)
    await expect(page.getByRole('radio', { name: '1 to 4 years' })).toBeChecked()
    await person.press('next')
    await page.getByRole('button', stopNow).click()
    expect(await shownCode(page, 'Your code to go on')).toBe(code)

    const other = await otherDevice(browser, foothold, { javaScriptEnabled: false, locale: 'ar' })
    await other.goto('/s/spring/continue')
    await other.getByRole('textbox').fill(code)
    await other.getByRole('button', { name: arabic('resume.button'), exact: true }).click()
    // Nobody chose a language here: it goes on in the one that it was saved in.
    await expect(other.locator('html')).toHaveAttribute('lang', 'en')
    const goingOn = respondent(other)
    await goingOn.press('agree')
    await goingOn.press('back')
    await expect(other.getByRole('radio', { name: '1 to 4 years' })).toBeChecked()
    await goingOn.answerTheRest()
    await goingOn.press('send')
    await goingOn.receipt()
    await other.goto('/s/spring/continue/en')
    await goOnWith(other, code)
    await expect(other.getByRole('alert')).toContainText('This code is not right')
  })

  test('declining after all erases what was saved', async ({ page }) => {
    const person = respondent(page)
    const code = await stopAtSecondQuestion(page)
    await page.getByRole('button', { name: 'Go on now' }).click()
    await person.press('back')
    await person.press('back')
    await page.getByRole('button', { name: 'I do not want to take part, or I am under 18' }).click()
    await expect(person.heading).toHaveText('Thank you')
    await page.goto('/s/spring/continue/en')
    await goOnWith(page, code)
    await expect(page.getByRole('alert')).toContainText('This code is not right')
  })
})
