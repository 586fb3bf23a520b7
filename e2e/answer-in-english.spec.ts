import type { Page } from '@playwright/test'
import { respondent } from './answering'
import { expect, expectAccessible, test } from './fixtures'

test('a person answers in English, changes an answer, sends and keeps the code', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const person = respondent(page)
  const posts: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname)
  })
  await person.openSurvey('/s/spring')
  await expect(page).toHaveTitle('Survey')
  await expectAccessible(page)

  await person.press('agree')
  await expect(person.heading).toHaveText('How long do you plan to stay in this country?')
  await expect(person.heading).toBeFocused()
  await expect(page.getByText('Question 1 of about')).toBeVisible()
  await expectAccessible(page)
  await person.answerTheRest()

  await expect(person.heading).toHaveText('Check your answers')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Change: What best describes your work now?' }).click()
  await person.answer('What best describes your work now?', 'I have no work, and I want to work')
  await expect(person.heading).toHaveText('Check your answers')
  await expect(page.getByText('Are you paid the full amount, and on time?')).toBeHidden()
  expect(posts, 'nothing is sent before the last step').toEqual([])

  await page.getByRole('button', { name: 'Send my answers' }).click()
  await expect(person.heading).toHaveText('Thank you. Your answers were sent.')
  await expect(person.heading).toBeFocused()
  expect(posts).toEqual(['/api/v1/surveys/spring/responses'])
  const receipt = await person.receipt()
  await page.getByRole('button', { name: 'Copy the code' }).click()
  await expect(page.getByText('The code was copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(receipt)
  await expectAccessible(page)

  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(receipt)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Leave this page', exact: true })).toBeHidden()
})

test('no answer ever stands in an address, in storage or in a cookie', async ({ page, context }) => {
  const person = respondent(page)
  const addresses = new Set<string>()
  page.on('request', (request) => addresses.add(request.url()))
  page.on('framenavigated', (frame) => addresses.add(frame.url()))
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await person.answerTheRest()
  for (const address of addresses) expect(address).not.toContain('?')
  expect(await context.storageState()).toEqual({ cookies: [], origins: [] })
  const kept = await page.evaluate(() => [
    localStorage.length,
    sessionStorage.length,
    JSON.stringify(history.state),
  ])
  expect(kept.slice(0, 2)).toEqual([0, 0])
  expect(kept[2]).not.toContain('item')
})

test('the browser’s back and forward buttons turn the pages, and keep the answers', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For a season, or less than a year')
  await person.choose('1 to 4 years')
  await page.goBack()
  await expect(person.heading).toHaveText(/How long do you plan to stay/)
  await expect(page.getByRole('radio', { name: 'For a season, or less than a year' })).toBeChecked()
  await page.goForward()
  await expect(person.heading).toHaveText(/How long have you lived/)
  await expect(page.getByRole('radio', { name: '1 to 4 years' })).toBeChecked()
  await person.press('back')
  await expect(person.heading).toHaveText(/How long do you plan to stay/)
  await page.goBack()
  await expect(person.heading).toHaveText('Before you start')
})

test('a hard section can be skipped as a whole', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  while (!(await page.getByRole('button', { name: 'Skip these questions' }).isVisible())) {
    await person.press('next')
  }
  await expect(person.heading).toHaveText('Next: How you came here')
  await expectAccessible(page)
  await person.press('skip')
  await expect(person.heading).toHaveText('How old are you?')
  await person.hurryToReview()
  await expect(page.getByText('You skipped these questions.')).toBeVisible()
})

test('another language in the middle keeps the place and the answers', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For a season, or less than a year')
  await person.choose('1 to 4 years')
  await page.locator('summary').click()
  await page.getByRole('button', { name: 'العربية' }).click()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
  await expect(page).toHaveURL(/\/s\/spring\/ar$/)
  await expect(person.heading).toHaveText('منذ متى تعيش في هذا البلد؟')
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1)
  await expectAccessible(page)
  await respondent(page, 'ar').press('back')
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1)
})

test('a network that fails keeps the answers, and sending again stores them once', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await person.hurryToReview()
  const receipts: string[] = []
  // The first time the answers arrive and only the receipt is lost on the way back.
  await page.route('**/responses', async (route) => {
    const response = await route.fetch()
    expect(await response.json()).not.toHaveProperty('receipt')
    const interview = await page.locator('input[name="interview"]').inputValue()
    receipts.push(JSON.parse(interview).receipt.match(/.{4}/g).join('-'))
    await route.abort('connectionreset')
  })
  await page.getByRole('button', { name: 'Send my answers' }).click()
  await expect(person.heading).toHaveText('There is no network now')
  await expect(person.heading).toBeFocused()
  await expectAccessible(page)
  await page.unroute('**/responses')
  await page.getByRole('button', { name: 'Try again now' }).dblclick()
  expect(await person.receipt()).toBe(receipts[0])
})

test('a round that closes while somebody answers says so', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await person.hurryToReview()
  await page.route('**/responses', (route) =>
    route.fulfill({
      status: 410,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'urn:foothold:problem:round_not_open', status: 410 }),
    }),
  )
  await person.press('send')
  await expect(person.heading).toHaveText('This survey is not open')
  await expect(page.getByText('They are not part of it, and they are not kept on this phone.')).toBeVisible()
})

test('whoever declines is thanked and not asked', async ({ page }) => {
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await page.getByRole('button', { name: 'I do not want to take part, or I am under 18' }).click()
  await expect(person.heading).toHaveText('Thank you')
  await expectAccessible(page)
})

/** Lets the neutral page be somewhere, and counts how often the survey is asked for again. */
async function putElsewhere(page: Page): Promise<() => number> {
  const elsewhere = { contentType: 'text/html', body: '<title>Elsewhere</title>' }
  await page.route('https://www.wikipedia.org/', (route) => route.fulfill(elsewhere))
  // Where a survey stood in the history, our server leads on; a redirect cannot be followed to nowhere in a test.
  await page.route('**/left', async (route) => {
    if (route.request().method() === 'POST') return route.continue()
    const response = await route.fetch({ maxRedirects: 0 })
    expect(response.status()).toBe(302)
    expect(response.headers().location).toBe('https://www.wikipedia.org/')
    await route.fulfill(elsewhere)
  })
  let asked = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/s/')) asked += 1
  })
  return () => asked
}

test('leaving leads to a neutral page at once, and neither back nor forward lead to the survey', async ({
  page,
}) => {
  const timesAsked = await putElsewhere(page)
  await page.goto('about:blank')
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For a season, or less than a year')
  await page.getByRole('link', { name: 'Leave this page', exact: true }).click()
  await expect(page).toHaveTitle('Elsewhere')
  const before = timesAsked()
  await page.goBack()
  await expect(page).toHaveTitle('Elsewhere')
  await page.goBack()
  await expect(page).toHaveURL('about:blank')
  await page.goForward()
  await page.goForward()
  await expect(page).toHaveTitle('Elsewhere')
  expect(await page.goForward()).toBeNull()
  expect(timesAsked()).toBe(before)
})

/** Looks at every page of this window from now on; tells which headings of a survey were to be seen, were it for a moment. */
async function watchHeadings(page: Page): Promise<string[]> {
  const seen: string[] = []
  await page.exposeFunction('tellHeading', (heading: string) => seen.push(heading))
  await page.addInitScript(() => {
    const look = () => {
      const heading = document.querySelector('h1')
      const { tellHeading } = globalThis as unknown as { tellHeading: (heading: string) => void }
      if (heading?.checkVisibility()) tellHeading(heading.textContent ?? '')
      requestAnimationFrame(look)
    }
    look()
  })
  return seen
}

/** Presses Back until there is nothing before, then Forward until there is nothing after. */
async function walkTheHistory(page: Page, steps: number): Promise<void> {
  for (const press of ['back', 'forward'] as const) {
    for (let step = 0; step < steps; step += 1) {
      // The page turns away while it loads, which Playwright takes for a load that failed.
      await (press === 'back' ? page.goBack() : page.goForward()).catch(() => undefined)
      await expect(page).not.toHaveURL(/\/s\//)
      await expect(page).toHaveTitle(/^(Elsewhere)?$/)
    }
  }
}

/** What this browser keeps of surveys. */
async function whatIsKept(page: Page): Promise<readonly number[]> {
  const look = await page.context().newPage()
  await look.goto('/api/health')
  const kept = await look.evaluate(async () => [
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
  ])
  await look.close()
  return kept
}

test('after the exit, back and forward show no page that came by a code, another language or a reload', async ({
  page,
}) => {
  await putElsewhere(page)
  const seen = await watchHeadings(page)
  await page.goto('about:blank')
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For some years')
  await page.getByRole('button', { name: 'Stop now and go on later' }).click()
  await expect(person.heading).toHaveText('Go on later with this code')
  const code = await page.locator('.receipt-code').textContent()

  await page.goto('/s/spring/ar')
  await person.openSurvey('/s/spring/en')
  await page.reload()
  await page.getByRole('link', { name: 'I have a code to go on' }).click()
  await page.getByLabel('Your code to go on').fill('0000')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('Your code to go on').fill(code ?? '')
  await page.getByRole('button', { name: 'Go on' }).click()
  await person.press('agree')
  await expect(person.heading).toHaveText(/How long have you lived/)
  await person.answerOnce()
  await page.getByRole('link', { name: 'Leave this page', exact: true }).click()
  await expect(page).toHaveTitle('Elsewhere')

  expect(seen).not.toEqual([])
  seen.length = 0
  await walkTheHistory(page, 12)
  expect(seen).toEqual([])
  expect(await whatIsKept(page)).toEqual([0, 0, 0])
})

test('after the exit, back and forward show no page that was posted before the script came', async ({
  page,
}) => {
  await putElsewhere(page)
  const seen = await watchHeadings(page)
  await page.goto('about:blank')
  let isLate = true
  await page.route('**/respondent-files/answering*', (route) => (isLate ? route.abort() : route.continue()))
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  isLate = false
  await person.answer(/How long do you plan to stay/, 'For some years')
  await expect(page.locator('html')).toHaveAttribute('data-leaving')
  await page.getByRole('link', { name: 'Leave this page', exact: true }).click()
  await expect(page).toHaveTitle('Elsewhere')

  expect(seen).not.toEqual([])
  seen.length = 0
  await walkTheHistory(page, 5)
  expect(seen).toEqual([])
})

test('the exit pressed before the script came leaves no page behind the back button either', async ({
  page,
}) => {
  await putElsewhere(page)
  const seen = await watchHeadings(page)
  await page.route('**/respondent-files/answering*', (route) => route.abort())
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await person.press('agree')
  await page.getByRole('link', { name: 'Leave this page', exact: true }).click()
  await expect(page).toHaveTitle('Elsewhere')

  expect(seen).not.toEqual([])
  seen.length = 0
  await walkTheHistory(page, 4)
  expect(seen).toEqual([])
})

test('a survey page that comes back from the memory of the browser is turned away after the exit only', async ({
  page,
}) => {
  await putElsewhere(page)
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  const comeBack = () =>
    page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await comeBack()
  await expect(person.heading).toBeVisible()
  await page.getByRole('link', { name: 'Leave this page', exact: true }).click()
  await expect(page).toHaveTitle('Elsewhere')
  // Marked, as after an exit in a page that came later.
  await person.openSurvey('/s/spring')
  await page.evaluate(() => sessionStorage.setItem('left', '1'))
  await comeBack()
  await expect(page).toHaveTitle('Elsewhere')
})

test('whoever opens a survey anew after the exit gets it, and nothing tells that somebody left', async ({
  page,
}) => {
  await putElsewhere(page)
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await page.getByRole('link', { name: 'Leave this page', exact: true }).click()
  await expect(page).toHaveTitle('Elsewhere')
  await person.openSurvey('/s/spring')
  await expect(person.heading).toHaveText('Before you start')
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([])
  await person.press('agree')
  await page.goto('/api/health')
  await page.goBack()
  await expect(person.heading).toBeVisible()
})

test('the exit says before the start where it leads and what it erases', async ({ page }) => {
  await respondent(page).openSurvey('/s/spring')
  const said = /takes you at once to another website and erases what you answered in this browser/
  await expect(page.getByText(said).last()).toBeVisible()
  const leave = page.getByRole('link', { name: 'Leave this page', exact: true })
  await expect(leave).toHaveAccessibleDescription(said)
  await expect(leave).not.toHaveAccessibleDescription(/“Back” button/)
  // On pages that the browser does not draw again, too.
  await page.goto('/withdraw/en')
  await expect(leave).toHaveAccessibleDescription(said)
})

test('the Esc key pressed three times leaves, and erases what this phone kept', async ({ page, context }) => {
  await putElsewhere(page)
  const person = respondent(page)
  await person.openSurvey('/s/spring')
  await page.getByLabel('Keep my answers on this phone until I send them').check()
  await person.press('agree')
  await person.answer(/How long do you plan to stay/, 'For a season, or less than a year')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(person.heading).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).toHaveTitle('Elsewhere')

  const again = await context.newPage()
  await respondent(again).openSurvey('/s/spring')
  await expect(respondent(again).heading).toHaveText('Before you start')
  expect(await again.evaluate(() => indexedDB.databases())).toEqual([])
})

test('a survey that is not open and one that does not exist say so', async ({ page }) => {
  const closed = await page.goto('/s/autumn')
  expect(closed?.status()).toBe(410)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This survey is not open')
  await expectAccessible(page)
  const missing = await page.goto('/s/nothing-here/ar')
  expect(missing?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('لا يوجد استبيان هنا')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expectAccessible(page)
})
