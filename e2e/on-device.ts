import type { BrowserContext, Page } from '@playwright/test'
import { expect } from './fixtures'

/*
 * What stories ask of the browser's own stores. They poll from here: Playwright's `waitForFunction` takes the promise of an
 * asynchronous predicate for its answer, and waits for nothing.
 */

/** Waits until the browser keeps answers, or could. */
export async function untilStoreIsThere(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBeGreaterThan(0)
}

/** Number of the last writing of a draft; 0 where there is none. */
export function lastWriting(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((settle, reject) => {
        const opening = indexedDB.open('pages')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const reading = opening.result.transaction('drafts').objectStore('drafts').getAll()
          reading.onsuccess = () => {
            opening.result.close()
            settle(Math.max(0, ...reading.result.map(({ order }) => order)))
          }
        }
      }),
  )
}

/** Paths that stand in the caches whose names begin so. */
export function keptPaths(page: Page, cache: 'pages-' | 'media'): Promise<readonly string[]> {
  return page.evaluate(async (prefix) => {
    const names = (await caches.keys()).filter((name) => name.startsWith(prefix))
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return kept.flat().map(({ url }) => new URL(url).pathname)
  }, cache)
}

/** Waits until a survey can be opened without a network, in these languages. */
export async function untilOfflineReady(
  page: Page,
  slug: string,
  languages: readonly string[],
): Promise<void> {
  const needed = languages.map((language) => `/s/${slug}/given/${language}`)
  await expect
    .poll(async () => {
      const kept = await keptPaths(page, 'pages-')
      const isControlled = await page.evaluate(() => navigator.serviceWorker.controller !== null)
      const hasScript = kept.some((path) => path.startsWith('/respondent-files/answering-'))
      return isControlled && hasScript ? needed.filter((path) => !kept.includes(path)) : 'not yet'
    })
    .toEqual([])
}

/** Lets the page believe that it was opened from the home screen. */
export async function pretendInstalled(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const ask = window.matchMedia.bind(window)
    window.matchMedia = (query) => (query === '(display-mode: standalone)' ? ask('all') : ask(query))
  })
}

/** What the worker fetches on its own account, and not for a page. */
const ofTheWorker = '**/media/*'

/** Takes the network from the pages and from their worker: going offline alone leaves the worker its own requests. */
export async function loseNetwork(context: BrowserContext): Promise<void> {
  await context.setOffline(true)
  await context.route(ofTheWorker, (route) => route.abort('internetdisconnected'))
}

export async function findNetwork(context: BrowserContext): Promise<void> {
  await context.unroute(ofTheWorker)
  await context.setOffline(false)
}
