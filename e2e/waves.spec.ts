import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { arabic, respondent } from './answering'
import { behindTheScenes, expect, expectAccessible, type Foothold, signIn, test } from './fixtures'
import { untilOfflineReady } from './on-device'

/** A code that is written as codes are, and was given to nobody. */
const nobodysCode = '0000-0000-0000-001Y'
const slipOfThePen = '0000-0000-0000-001Z'

const askedBefore = 'Did you answer before?'
const codeField = 'Your code from the last time'

/** Two open waves of a study, `NAME-1` and `NAME-2`. */
function twoWaves({ dataFolder }: Foothold, name: string): void {
  const round = `{ title: '${name}', questionnaireId: 'migrant-short', open: true }`
  behindTheScenes(
    dataFolder,
    `await rounds.createRound(operator, { ...${round}, slug: '${name}-1' })
     await rounds.createRound(operator, { ...${round}, slug: '${name}-2', continues: '${name}-1' })`,
  )
}

/** Answers a round without a browser. @returns the receipt */
async function answered(request: APIRequestContext, slug: string): Promise<string> {
  const data = { submissionId: randomUUID(), version: 1, language: 'en', consent: true, answers: {} }
  const response = await request.post(`/api/v1/surveys/${slug}/responses`, { data })
  expect(response.status()).toBe(201)
  return (await response.json()).receipt
}

/** How many responses of a round are linked to an earlier one. */
function linked({ dataFolder }: Foothold, slug: string): unknown {
  return behindTheScenes(
    dataFolder,
    `return store().reader.$client
       .prepare('select count(*) from response_links join responses on responses.id = response_id where round_id = ?')
       .pluck().get(rounds.roundRow('${slug}').id)`,
  )
}

async function freshPage(browser: Browser, foothold: Foothold, options = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: foothold.url, locale: 'en-GB', ...options })
  return context.newPage()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'with scripts off', () => {
    test.use({ javaScriptEnabled })

    test('a manager makes the next wave of a round, and records who was asked', async ({
      page,
      foothold,
      request,
    }) => {
      const slug = javaScriptEnabled ? 'quay' : 'quay-plain'
      const alert = page.locator('.problem-summary')
      const accessible = async () => {
        if (javaScriptEnabled) await expectAccessible(page)
      }
      await signIn(page, foothold, 'manager')
      await page.goto(`${foothold.url}/rounds/new`)
      await page.getByLabel('Title').fill('Harbour, spring')
      await page.getByLabel('Address').fill(slug)
      await page.getByLabel('Questionnaire').selectOption('migrant-short')
      await page.getByLabel('Now', { exact: true }).check()
      await page.getByRole('button', { name: 'Create the round' }).click()
      await page.waitForURL(`${foothold.url}/rounds/${slug}`)

      await test.step('the form of the next wave is begun from the round', async () => {
        await page.getByRole('link', { name: 'Ask again: make the next wave' }).click()
        const earlier = page.getByLabel('This is a later wave of')
        await expect(earlier).toHaveValue(slug)
        await expect(page.getByLabel('Questionnaire')).toHaveValue('migrant-short')
        await accessible()
        await page.getByLabel('Title').fill('Harbour, autumn')
        await page.getByLabel('Address').fill(`${slug}-2`)
        await page.getByLabel('Wave', { exact: true }).fill('1')
        await page.getByRole('button', { name: 'Create the round' }).click()
        await expect(alert).toContainText(`"${slug}" is wave 1. Give a larger number, or leave it blank.`)
        await expect(earlier).toHaveValue(slug)
        await accessible()
        await page.getByLabel('Wave', { exact: true }).fill('')
        await page.getByRole('button', { name: 'Create the round' }).click()
        await page.waitForURL(`${foothold.url}/rounds/${slug}-2`)
      })

      await test.step('each wave leads to the others', async () => {
        const facts = page.getByRole('region', { name: 'About this round' })
        await expect(facts).toContainText('2 of 2')
        await accessible()
        await facts.getByRole('link', { name: 'Harbour, spring' }).click()
        await expect(page.getByRole('heading', { name: 'Harbour, spring' })).toBeVisible()
        await expect(facts).toContainText('1 of 2')
        await expect(page.getByRole('link', { name: 'Ask again: make the next wave' })).toHaveCount(0)
      })

      await test.step('how many were asked, and what became of them', async () => {
        for (let person = 0; person < 3; person += 1) await answered(request, slug)
        await page.getByRole('link', { name: 'Record who was asked' }).click()
        await expect(page.getByText('3 people have answered so far.')).toBeVisible()
        await accessible()
        await page.getByLabel('People asked in all').fill('many')
        await page.getByLabel('Said no').fill('0')
        await page.getByRole('button', { name: 'Save the numbers' }).click()
        await expect(alert).toContainText('Give a whole number of people')
        await page.getByLabel('People asked in all').fill('2')
        await page.getByRole('button', { name: 'Save the numbers' }).click()
        await expect(alert).toContainText('3 people have answered, so at least 3 were asked.')
        await expect(page.getByLabel('People asked in all')).toHaveAttribute('aria-invalid', 'true')
        await accessible()
        await page.getByLabel('People asked in all').fill('20')
        await page.getByLabel('Said no').fill('4')
        await page.getByLabel('Were not eligible').fill('8')
        await page.getByRole('button', { name: 'Save the numbers' }).click()
        await page.waitForURL(`${foothold.url}/rounds/${slug}`)
        await expect(
          page.getByRole('status').filter({ hasText: 'Who was asked was recorded.' }),
        ).toBeFocused()
        const asked = page.getByRole('region', { name: 'Who was asked' })
        await expect(asked).toContainText('20 were asked, 4 said no, 8 were not eligible.')
        await expect(asked).toContainText('Response rate (RR1)25%')
        await expect(asked).toContainText('Refusal rate (REF1)33.3%')
        await expect(asked).toContainText('Contact rate (CON1)Needs how many could not be reached.')
        await accessible()
      })
    })
  })
}

test('with script, a study is the choice of its own questionnaire only', async ({ page, foothold }) => {
  await signIn(page, foothold, 'manager')
  await page.goto(`${foothold.url}/rounds/new`)
  const rounds = page.getByLabel('This is a later wave of').getByRole('option')
  await expect(rounds.filter({ hasText: 'Spring survey' })).toHaveCount(1)
  await expect(rounds.filter({ hasText: 'Summer survey' })).toHaveCount(1)
  await page.getByLabel('Questionnaire').selectOption('migrant-long')
  await expect(rounds.filter({ hasText: 'Spring survey' })).toHaveCount(0)
  await expect(rounds.filter({ hasText: 'Summer survey' })).toHaveCount(1)
})

test('a researcher reads who was asked, and does not record it', async ({ page, foothold }) => {
  await signIn(page, foothold, 'researcher')
  await page.goto(`${foothold.url}/rounds/spring`)
  await expect(page.getByRole('region', { name: 'Who was asked' })).toContainText('Nobody has recorded yet')
  await expect(page.getByRole('link', { name: 'Record who was asked' })).toHaveCount(0)
  const answer = await page.goto(`${foothold.url}/rounds/spring/fieldwork`)
  expect(answer?.status()).toBe(403)
  await expect(page.getByText('recording who was asked')).toBeVisible()
})

test('a person who kept the code links the second wave to the first', async ({ page, foothold, request }) => {
  // Answers a survey twice.
  test.slow()
  twoWaves(foothold, 'ferry')
  const person = respondent(page)
  await test.step('the first wave asks for no code, and its last page says what the code is good for', async () => {
    await person.openSurvey('/s/ferry-1')
    await expect(page.getByText('If you answered before')).toHaveCount(0)
    await person.press('agree')
    await person.answerTheRest(async (heading) => expect(heading).not.toBe(askedBefore))
    await person.press('send')
    await expect(page.getByText('If you are asked again another time, you can write this code')).toBeVisible()
  })
  const receipt = await person.receipt()

  await person.openSurvey('/s/ferry-2')
  await expect(page.getByText('only if you write the code that you got then')).toBeVisible()
  await expectAccessible(page)
  await person.press('agree')
  await expect(person.heading).toHaveText(askedBefore)
  await expect(person.heading).toBeFocused()
  await expectAccessible(page)

  await test.step('a slip of the pen is told at the field, and stays there in another language', async () => {
    await page.getByLabel(codeField).fill(slipOfThePen)
    await page.keyboard.press('Enter')
    const summary = page.getByRole('alert')
    await expect(summary).toContainText('This code is not right.')
    await expect(summary).toBeFocused()
    await expect(page.getByLabel(codeField)).toHaveAttribute('aria-invalid', 'true')
    await expect(page).toHaveTitle('Please check your answer – Survey')
    await expectAccessible(page)
    await summary.getByRole('link').click()
    await expect(page.getByLabel(codeField)).toBeFocused()
    await page.locator('.languages summary').click()
    await page.getByRole('button', { name: 'Español' }).click()
    await expect(page.getByLabel('Su código de la última vez')).toHaveValue(slipOfThePen)
    await page.locator('.languages summary').click()
    await page.getByRole('button', { name: 'English' }).click()
  })

  await page.getByLabel(codeField).fill(receipt.toLowerCase().replaceAll('-', ' '))
  await person.press('next')
  await expect(person.heading).toHaveText(/stay/)
  await person.press('back')
  await expect(page.getByLabel(codeField)).toHaveValue(receipt)
  await person.press('next')
  await person.hurryToReview()
  await expect(page.getByText(receipt)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: `Change: ${codeField}` }).click()
  await expect(person.heading).toHaveText(askedBefore)
  await person.press('back')
  const body = page.waitForRequest((sent) => sent.method() === 'POST')
  await person.press('send')
  expect((await body).postData()).not.toContain(receipt.replaceAll('-', ''))
  await expect(person.heading).toHaveText('Thank you. Your answers were sent.')
  await expect(page.locator('input[name="interview"]')).not.toHaveValue(
    new RegExp(receipt.replaceAll('-', '')),
  )
  expect(linked(foothold, 'ferry-2')).toBe(1)

  await test.step('withdrawing the first answers leaves the second without a link', async () => {
    const response = await request.post(`/api/v1/receipts/${receipt}/withdraw`)
    expect(response.ok()).toBe(true)
    expect(linked(foothold, 'ferry-2')).toBe(0)
  })
})

test('a code of nobody, and none, are answered in the same words as a right one', async ({
  page,
  foothold,
  request,
}) => {
  // Answers a survey three times.
  test.slow()
  twoWaves(foothold, 'island')
  const right = await answered(request, 'island-1')
  const lastPages: string[] = []
  for (const code of [right, nobodysCode, '']) {
    const person = respondent(page)
    await person.openSurvey('/s/island-2')
    await person.press('agree')
    await page.getByLabel(codeField).fill(code)
    await person.press('next')
    await person.hurryToReview()
    await person.press('send')
    const own = await person.receipt()
    lastPages.push((await page.getByRole('main').textContent())?.replaceAll(own, 'CODE') ?? '')
  }
  expect(new Set(lastPages).size).toBe(1)
  expect(linked(foothold, 'island-2')).toBe(1)

  await test.step('and so is a program', async () => {
    const outcomes = await Promise.all(
      [await answered(request, 'island-1'), nobodysCode].map(async (earlierReceipt) => {
        const data = { submissionId: randomUUID(), version: 1, language: 'en', consent: true, answers: {} }
        const response = await request.post('/api/v1/surveys/island-2/responses', {
          data: { ...data, earlierReceipt },
        })
        return [response.status(), Object.keys(await response.json()).sort()]
      }),
    )
    expect(outcomes[0]).toEqual(outcomes[1])
  })
})

test('too many codes from one address have to wait, right or wrong', async ({ foothold, request }) => {
  twoWaves(foothold, 'crowd')
  const headers = { 'x-forwarded-for': '198.51.100.7' }
  const send = (earlierReceipt?: string) =>
    request.post('/api/v1/surveys/crowd-2/responses', {
      headers,
      data: {
        submissionId: randomUUID(),
        version: 1,
        language: 'en',
        consent: true,
        answers: {},
        ...(earlierReceipt === undefined ? {} : { earlierReceipt }),
      },
    })
  const right = await answered(request, 'crowd-1')
  const statuses: number[] = []
  for (let tries = 0; tries < 31; tries += 1) statuses.push((await send(nobodysCode)).status())
  expect(statuses).toEqual([...Array<number>(30).fill(201), 429])
  const refused = await send(right)
  expect(refused.status()).toBe(429)
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0)
  // Whoever gives no code is not kept waiting.
  expect((await send()).status()).toBe(201)
})

test('an interview that was put aside keeps the code', async ({ browser, foothold, request }) => {
  twoWaves(foothold, 'pause')
  const receipt = await answered(request, 'pause-1')
  const page = await freshPage(browser, foothold)
  const person = respondent(page)
  await person.openSurvey('/s/pause-2')
  await person.press('agree')
  await page.getByLabel(codeField).fill(receipt)
  await page.getByRole('button', { name: 'Stop now and go on later' }).click()
  await expect(person.heading).toHaveText('Go on later with this code')
  const saved = page.getByRole('region', { name: 'Your code to go on' }).getByRole('status').first()
  const code = (await saved.textContent()) ?? ''

  const other = await freshPage(browser, foothold, { javaScriptEnabled: false })
  await other.goto('/s/pause-2/continue/en')
  await other.getByLabel('Your code to go on').fill(code)
  await other.getByRole('button', { name: 'Go on', exact: true }).click()
  const back = respondent(other)
  await back.press('agree')
  await expect(back.heading).toHaveText(askedBefore)
  await expect(other.getByLabel(codeField)).toHaveValue(receipt)
  await back.press('next')
  await back.hurryToReview()
  await back.press('send')
  await back.receipt()
  expect(linked(foothold, 'pause-2')).toBe(1)
})

test('the code waits in the queue of a phone, sealed with the answers', async ({
  page,
  context,
  foothold,
  request,
}) => {
  twoWaves(foothold, 'valley')
  const receipt = await answered(request, 'valley-1')
  const person = respondent(page)
  await person.openSurvey('/s/valley-2')
  await untilOfflineReady(page, 'valley-2', ['en'])
  await context.setOffline(true)
  await page.goto('/s/valley-2')
  await person.press('agree')
  await page.getByLabel(codeField).fill(receipt)
  await person.press('next')
  await person.hurryToReview()
  await person.press('send')
  await page.getByRole('button', { name: 'Keep them and send later' }).click()
  await expect(page.getByText('1 waiting to be sent')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('Your answers have now been sent.')).toBeVisible()
  expect(linked(foothold, 'valley-2')).toBe(1)
})

test.describe('without script, in Arabic', () => {
  test.use({ javaScriptEnabled: false, locale: 'ar', viewport: { width: 360, height: 740 } })

  test('a person who kept the code links the second wave to the first', async ({
    page,
    foothold,
    request,
  }) => {
    twoWaves(foothold, 'bridge')
    const receipt = await answered(request, 'bridge-1')
    const person = respondent(page, 'ar')
    await person.openSurvey('/s/bridge-2')
    await expect(page.getByText(arabic('consent.again.title'))).toBeVisible()
    await person.press('agree')
    await expect(person.heading).toHaveText(arabic('earlier.heading'))
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    const field = page.getByLabel(arabic('earlier.label'))
    await field.fill(slipOfThePen)
    await field.press('Enter')
    await expect(page.getByRole('alert')).toContainText(arabic('error.receipt_wrong'))
    await expect(field).toHaveValue(slipOfThePen)
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(widths[0]).toBe(widths[1])
    await field.fill(receipt)
    await person.press('next')
    await person.hurryToReview()
    await expect(page.getByText(receipt)).toBeVisible()
    await person.press('send')
    await person.receipt()
    await expect(page.getByText(arabic('thanks.again'))).toBeVisible()
    expect(linked(foothold, 'bridge-2')).toBe(1)
  })
})
