import type { BrowserContext, Page } from '@playwright/test'
import { behindTheScenes, expect, storedSubmissions, test } from './fixtures'
import { untilOfflineReady, untilStoreIsThere } from './on-device'

/** How many people answer; `OFFLINE_SESSIONS=200` for the figure that protection promises. */
const sessions = Number(process.env.OFFLINE_SESSIONS ?? 12)
const together = 4
/** Another seed is another set of random points; a failure names its own. */
const seed = Number(process.env.OFFLINE_SEED ?? 2026)
/** A round that nobody else answers: whatever stands in it came from here. */
const slug = 'cuts'

test('whenever the network is cut, every finished response arrives exactly once', async ({
  browser,
  foothold,
}) => {
  test.setTimeout(60_000 + sessions * 10_000)
  behindTheScenes(
    foothold.dataFolder,
    `await rounds.createRound(operator, { title: 'Cuts', slug: '${slug}', questionnaireId: 'migrant-short', open: true })`,
  )
  const finished: string[] = []
  const waiting = Array.from({ length: sessions }, (_, session) => session)
  const answerInTurn = async () => {
    for (let session = waiting.shift(); session !== undefined; session = waiting.shift()) {
      const context = await browser.newContext({ baseURL: foothold.url })
      const draw = randomNumbers(seed + session)
      await test.step(`session ${session} of seed ${seed}`, async () => {
        finished.push(await answerWithCuts(context, draw))
      })
      await context.close()
    }
  }
  await Promise.all(Array.from({ length: together }, answerInTurn))

  expect(new Set(finished).size).toBe(sessions)
  // The whole round: a copy under another id would be one more.
  expect(storedSubmissions(foothold.dataFolder, slug).toSorted()).toEqual(finished.toSorted())
})

/** One person, whose network comes and goes and whose browser may be closed at any moment. @returns the submission's id */
async function answerWithCuts(context: BrowserContext, draw: () => number): Promise<string> {
  const between = (from: number, to: number) => from + Math.floor(draw() * (to - from))
  let page = await context.newPage()
  await page.goto(`/s/${slug}`)
  await page.getByLabel('Keep my answers on this phone until I send them').check()
  await untilStoreIsThere(page)
  await untilOfflineReady(page, slug, ['en'])

  // The network goes and comes at moments that nobody chose, all through the interview and the sending.
  let isOver = false
  const weather = (async () => {
    for (let cuts = between(1, 4); cuts > 0 && !isOver; cuts -= 1) {
      await page.waitForTimeout(between(0, 900)).catch(() => undefined)
      // The page may be closed in the same moment; Playwright minds, the weather does not.
      await context.setOffline(true).catch(() => undefined)
      await new Promise((settle) => setTimeout(settle, between(50, 700)))
      await context.setOffline(false).catch(() => undefined)
    }
  })()
  // Sometimes what was sent arrives, and only the receipt is lost.
  if (draw() < 0.3) await loseOneReceipt(context)

  const closesAfter = draw() < 0.4 ? between(1, 25) : Number.POSITIVE_INFINITY
  await page.getByRole('button', { name: 'I agree and I am 18 or older' }).click()
  const isFinished = await answer(page, closesAfter)
  const submissionId = await idOf(page)
  if (!isFinished) {
    page = await reopened(context, page)
    await page.getByRole('button', { name: 'Go on where I stopped' }).click()
    await answer(page, Number.POSITIVE_INFINITY)
    expect(await idOf(page)).toBe(submissionId)
  }
  const thanks = page.getByRole('heading', { level: 1, name: /^Thank you/ })
  await page.getByRole('button', { name: 'Send my answers' }).click()
  if (draw() < 0.4) {
    // The browser dies right after the press: the answers are a draft still, or sealed, or there.
    page = await reopened(context, page, between(0, 300))
    const goOn = page.getByRole('button', { name: 'Go on where I stopped' })
    await expect(goOn.or(page.getByRole('heading', { name: 'Before you start' }))).toBeVisible()
    await page.waitForTimeout(200)
    if (await goOn.isVisible()) {
      await goOn.click()
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await expect(page.getByRole('heading', { level: 1, name: /^Thank you/ })).toBeVisible({
        timeout: 40_000,
      })
    }
  } else {
    await expect(thanks).toBeVisible({ timeout: 40_000 })
    if (draw() < 0.4) page = await reopened(context, page)
  }
  isOver = true
  await weather
  await context.setOffline(false)
  await expect
    .poll(() => waitingIn(page), { timeout: 40_000, message: 'the queue empties by itself' })
    .toEqual([])
  return submissionId
}

/** Presses Next, with an answer now and then, until the review or until the browser is to be closed. */
function answer(page: Page, mostPages: number): Promise<boolean> {
  return page.evaluate(
    async (most) => {
      const nextFrame = () => new Promise((settle) => setTimeout(settle, 15))
      const button = (words: string) =>
        [...document.querySelectorAll<HTMLButtonElement>('main button')].find(
          ({ textContent }) => textContent === words,
        )
      for (let pages = 0; pages < most; pages += 1) {
        if (button('Send my answers') !== undefined) return true
        document.querySelector<HTMLInputElement>('main input[type="radio"]')?.click()
        ;(button('Skip these questions') ?? button('Next'))?.click()
        await nextFrame()
      }
      return button('Send my answers') !== undefined
    },
    Math.min(mostPages, 200),
  )
}

function idOf(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      JSON.parse(document.querySelector<HTMLInputElement>('[name="interview"]')?.value ?? '').submissionId,
  )
}

/** The browser is closed as it stands, and the survey opened again, whether there is a network or not. */
async function reopened(context: BrowserContext, page: Page, afterMilliseconds = 100): Promise<Page> {
  await page.waitForTimeout(afterMilliseconds)
  await page.close()
  const next = await context.newPage()
  await next.goto(`/s/${slug}`)
  return next
}

async function loseOneReceipt(context: BrowserContext): Promise<void> {
  let isLost = false
  await context.route('**/api/v1/surveys/*/responses', async (route) => {
    if (isLost) return route.continue()
    isLost = true
    await route.fetch().catch(() => undefined)
    await route.abort('connectionreset')
  })
}

/** What became so far of the finished interviews that still stand in this browser's store. */
function waitingIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    () =>
      new Promise<readonly string[]>((settle, reject) => {
        const opening = indexedDB.open('pages')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const database = opening.result
          const counting = database.transaction('queue').objectStore('queue').getAll()
          counting.onsuccess = () => {
            database.close()
            settle(counting.result.map(({ state }) => state))
          }
        }
      }),
  )
}

/** Numbers from 0 to 1 that a seed decides: mulberry32. */
function randomNumbers(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
