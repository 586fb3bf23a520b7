/*
 * The service worker of the answering pages: opens a survey that was open here before when there is no network, and sends
 * finished interviews when it is back, also after the page was closed.
 */
import { filesPath } from '../document-html'
import { eraseDevice } from './erase-device'
import { dropOldMedia, keepMedia, mediaFileResponse } from './offline-media'
import {
  allKeptOffline,
  cacheName,
  cacheNames,
  type KeptSurvey,
  keepOffline,
  keptOffline,
  offlineResponse,
  openedOffline,
} from './offline-pages'
import { sendQueue } from './queue'

/** The events of a service worker, as far as they are used: the DOM's types leave them out. */
type WorkerEvent = Event & { readonly waitUntil: (work: Promise<unknown>) => void }
type FetchEvent = WorkerEvent & {
  readonly request: Request
  readonly respondWith: (response: Promise<Response>) => void
}
type Worker = {
  readonly skipWaiting: () => Promise<void>
  readonly clients: { readonly claim: () => Promise<void> }
  readonly addEventListener: {
    (name: 'install' | 'activate' | 'sync', listen: (event: WorkerEvent) => void): void
    (name: 'fetch', listen: (event: FetchEvent) => void): void
    (name: 'message', listen: (event: MessageEvent & WorkerEvent) => void): void
  }
}
declare const self: Worker

/** What a page asks of the worker, which outlives it. */
type WorkerTask =
  | { readonly keep: KeptSurvey; readonly isShown: boolean; readonly isInstalled: boolean }
  | { readonly erase: true }

/** The script of the build that this worker came with; written in by the build. */
const ownScript = process.env.RESPONDENT_SCRIPT ?? ''

/** How long a network may be silent before the kept page is opened, in milliseconds. */
const patience = 5_000

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()))

self.addEventListener('activate', (event) => {
  // Pages wait for this: what a silent network does not give in time is renewed behind them, or at the next update.
  event.waitUntil(
    Promise.all([self.clients.claim(), Promise.race([renewOldBuilds(), silence()]).catch(() => undefined)]),
  )
})

self.addEventListener('sync', (event) => {
  event.waitUntil(
    sendQueue().then(({ left }) => {
      // A rejected work is tried again by the browser, later and later.
      if (left.waiting > 0) throw new Error('some still wait')
    }),
  )
})

self.addEventListener('message', (event) => {
  const asked: WorkerTask = event.data
  event.waitUntil('keep' in asked ? keepAll(asked) : eraseDevice())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  if (request.method !== 'GET') return
  const [, room, slug = '', language, ...rest] = pathname.split('/')
  if (pathname.startsWith(`${filesPath}/`)) event.respondWith(fileResponse(request))
  else if (request.mode === 'navigate' && room === 's' && rest.length === 0) {
    event.respondWith(pageResponse(request, slug, language ?? null))
  } else if (room === 's' && language === 'words' && rest.length === 1) {
    event.respondWith(wordsResponse(request, slug, rest[0] ?? ''))
  } else if (room === 's' && language === 'survey' && rest.length === 1) {
    event.respondWith(surveyResponse(request, slug, rest[0] ?? ''))
  } else if (room === 's' && language === 'media' && rest.length === 1) {
    event.respondWith(mediaFileResponse(request))
  }
})

/** The pages first: without them no picture is of use. */
async function keepAll(asked: Extract<WorkerTask, { readonly keep: KeptSurvey }>): Promise<void> {
  await keepOffline(asked.keep, asked.isShown)
  await keepMedia(asked.keep, asked.isInstalled)
}

/** The server's page while there is a network; else the one that is kept, if any. */
async function pageResponse(request: Request, slug: string, language: string | null): Promise<Response> {
  const kept = await openedOffline(slug, language)
  if (kept === null) return fetch(request)
  try {
    return await overNetwork(request)
  } catch {
    return offlineResponse(kept)
  }
}

/** The survey in another language, if it was read here before. */
async function wordsResponse(request: Request, slug: string, language: string): Promise<Response> {
  try {
    return await overNetwork(request)
  } catch (error) {
    const kept = await keptOffline(slug, language)
    if (kept === null) throw error
    return Response.json(kept.served)
  }
}

/** The survey's script, whose network may go between the page and it. */
async function surveyResponse(request: Request, slug: string, language: string): Promise<Response> {
  try {
    return await overNetwork(request)
  } catch (error) {
    const kept = await keptOffline(slug, language)
    if (kept === null) throw error
    const headers = { 'content-type': 'text/javascript' }
    return new Response(`globalThis.givenSurvey=${JSON.stringify(kept)}`, { headers })
  }
}

async function fileResponse(request: Request): Promise<Response> {
  return (await caches.match(request).catch(() => undefined)) ?? fetch(request)
}

/** The server's answer. @throws where there is no network to it: it fails, is silent, or somebody in between answers for it */
async function overNetwork(request: Request): Promise<Response> {
  const response = await Promise.race([fetch(request), silence()])
  // What stands before a server answers so for one that is switched off.
  if (response.status >= 502) throw new Error('the server is not there')
  return response
}

function silence(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('the network is silent')), patience)
  })
}

/** After an update: what can be fetched anew replaces the old build; what cannot stays as it is, and still opens. */
async function renewOldBuilds(): Promise<void> {
  const oldNames = (await cacheNames()).filter((name) => name !== cacheName(ownScript))
  for (const name of oldNames) {
    const kept = await allKeptOffline(name)
    const renewed = await Promise.all(kept.map((given) => hasRenewed(given.slug, given.served.language)))
    if (renewed.every((isRenewed) => isRenewed)) await caches.delete(name)
  }
  await dropOldMedia()
}

async function hasRenewed(slug: string, language: string): Promise<boolean> {
  const isShown = (await keptOffline(slug, null))?.served.language === language
  try {
    const response = await fetch(`/s/${slug}/offline/${language}`)
    // Closed since, or gone: there is nothing to open any more.
    if (response.status === 410 || response.status === 404) return true
    const given: KeptSurvey = await response.json()
    await keepOffline(given, isShown)
    void keepMedia(given, false)
    return true
  } catch {
    return false
  }
}
