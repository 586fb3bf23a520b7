import { isInstalled } from '../s/[slug]/use-scripted'
import type { GivenSurvey } from './offline-pages'

/** The browser's promise to send later, also when the page is closed; the DOM's types leave it out. */
type WithSync = { readonly sync?: { readonly register: (tag: string) => Promise<void> } }

/**
 * Lets this survey be opened without a network from now on. Where the browser cannot, nothing is lost: the page says itself
 * what it can keep.
 *
 * @param otherLanguages an installed survey keeps every language; a phone only what was read on it
 */
export async function workOffline(given: GivenSurvey, otherLanguages: readonly string[]): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return
  try {
    await navigator.serviceWorker.register('/s/worker.js', { scope: '/s/', updateViaCache: 'none' })
    await keepLanguageOffline(given, true)
    for (const language of otherLanguages) {
      const response = await fetch(`/s/${given.slug}/offline/${language}`)
      if (response.ok) await keepLanguageOffline(await response.json(), false)
    }
  } catch {
    // Private windows refuse a worker: the survey then needs the network to open, as any page does.
  }
}

/**
 * Has the worker keep a survey in a language, with what is seen in it; an installed one with all that is heard too.
 *
 * @param isShown it is read in this language now
 */
export async function keepLanguageOffline(given: GivenSurvey, isShown: boolean): Promise<void> {
  if ((await navigator.serviceWorker?.getRegistration('/s/')) === undefined) return
  const { active } = await navigator.serviceWorker.ready
  const style = document.querySelector('style')?.textContent ?? ''
  active?.postMessage({ keep: { ...given, style }, isShown, isInstalled: isInstalled() })
}

/** Asks the browser to send the queue when there is a network, whether or not a page is open then. */
export async function sendWhenThereIsANetwork(): Promise<void> {
  try {
    const registration: ServiceWorkerRegistration & WithSync = await navigator.serviceWorker.ready
    await registration.sync?.register('queue')
  } catch {
    // Without it, the next page that is opened sends.
  }
}
