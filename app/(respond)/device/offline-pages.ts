import type { SurveyMedia } from '@/lib/survey-media'
import { contentSecurityPolicy, documentHtml, filesPath, type PageStyle } from '../document-html'

/**
 * Empty surveys that this device can open without a network. The page puts what it was drawn from into a cache; the service
 * worker makes a page of it again. No answer is ever in there.
 */

/** What a page can be drawn from on the device alone. */
export type GivenSurvey = {
  readonly slug: string
  readonly served: {
    readonly language: string
    readonly direction: 'ltr' | 'rtl'
    readonly media: SurveyMedia
  }
  readonly languages: readonly { readonly code: string }[]
  readonly title: string
  /** The build that the page came with: its script and its data belong together. */
  readonly script: string
  readonly styleHash: string
}

export type KeptSurvey = GivenSurvey & { readonly style: string }

const cachePrefix = 'pages-'

/** The cache of recordings and pictures. Their names tell their content, so they outlast every build. */
export const mediaCache = 'media'

/** The cache of one build. An update brings another, and takes the old one away once it can do without it. */
export function cacheName(script: string): string {
  return cachePrefix + script
}

export async function cacheNames(): Promise<readonly string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(cachePrefix))
}

/**
 * Keeps an empty survey in one language.
 *
 * @param isShown it is the language of the page: the one to open at the survey's address
 */
export async function keepOffline(given: KeptSurvey, isShown: boolean): Promise<void> {
  const { slug, served, script } = given
  const cache = await caches.open(cacheName(script))
  await Promise.all([
    cache.put(givenPath(slug, served.language), Response.json(given)),
    isShown ? cache.put(givenPath(slug, null), Response.json(given)) : undefined,
    cache.add(`${filesPath}/${script}`),
  ])
}

/** The survey that is kept for an address; null when there is none. */
export async function keptOffline(slug: string, language: string | null): Promise<KeptSurvey | null> {
  for (const name of [...(await cacheNames())].reverse()) {
    const cache = await caches.open(name)
    const found = await cache.match(givenPath(slug, language))
    if (found !== undefined) return found.json()
  }
  return null
}

/**
 * The survey to open at an address: in its language, else in the one that was read last, where the survey has both. Null when
 * there is none, also where the browser does not hand out what it keeps: the network may still have the page.
 */
export async function openedOffline(slug: string, language: string | null): Promise<KeptSurvey | null> {
  try {
    const kept = await keptOffline(slug, language)
    if (kept !== null || language === null) return kept
    const last = await keptOffline(slug, null)
    return last?.languages.some(({ code }) => code === language) ? last : null
  } catch {
    return null
  }
}

/** Every survey that is kept, in each of its languages. */
export async function allKeptOffline(name: string): Promise<readonly KeptSurvey[]> {
  const cache = await caches.open(name)
  const requests = (await cache.keys()).filter(({ url }) => /\/given\/[^/]+$/.test(new URL(url).pathname))
  const found = await Promise.all(requests.map((request) => cache.match(request)))
  return Promise.all(found.flatMap((response) => (response === undefined ? [] : [response.json()])))
}

/** A page without a network: the script draws what the server would have drawn. */
export function offlineResponse(given: KeptSurvey): Response {
  const { language, direction } = given.served
  const style: PageStyle = { text: given.style, hash: given.styleHash }
  const html = documentHtml({
    language,
    direction,
    title: given.title,
    body: '',
    style,
    survey: null,
    script: `${filesPath}/${given.script}`,
    given,
    manifest: null,
  })
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(style),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
  })
}

/** Takes everything away that could be opened without a network. */
export async function forgetOfflinePages(): Promise<void> {
  await Promise.all([...(await cacheNames()), mediaCache].map((name) => caches.delete(name)))
}

/** Where a survey stands in the cache: no address of the server's. */
function givenPath(slug: string, language: string | null): string {
  return language === null ? `/s/${slug}/given` : `/s/${slug}/given/${language}`
}
