import { mediaResponse } from '@/app/media-response'
import { hasRoom } from './has-room'
import { allKeptOffline, cacheNames, type KeptSurvey, mediaCache } from './offline-pages'

/**
 * Recordings and pictures of the surveys that open without a network: the pictures, without which some cannot answer; an
 * installed survey's recordings too. All of them or none, and fetched beforehand: whoever saw which were kept when they were
 * heard would know which questions somebody was asked.
 */

/** Left free for answers, in bytes: a picture must not take the place of a draft or of a finished interview. */
const roomForAnswers = 5_000_000

/** One after the other: on a thin network the first questions have their pictures first, and two languages share each. */
let keeping: Promise<unknown> = Promise.resolve()

/**
 * Fetches what a survey shows and is not here yet, and takes away what no kept survey names any more. What cannot be fetched
 * or kept is left out: the survey is answered without it.
 */
export function keepMedia(given: KeptSurvey, hasAllRecordings: boolean): Promise<unknown> {
  keeping = keeping
    .then(() => fetchMissing(given, hasAllRecordings))
    .then(dropOldMedia)
    .catch(() => undefined)
  return keeping
}

async function fetchMissing({ slug, served }: KeptSurvey, hasAllRecordings: boolean): Promise<void> {
  const files = Object.values(served.media)
  const pictures = files.map(({ image }) => image)
  const recordings = hasAllRecordings ? files.map(({ audio }) => audio) : []
  const names = [...pictures, ...recordings].filter((name) => name !== undefined)
  // A survey without any leaves no trace that it could have had some.
  if (names.length === 0) return
  const cache = await caches.open(mediaCache)
  for (const name of new Set(names)) {
    const path = mediaPath(slug, name)
    if ((await cache.match(path)) !== undefined) continue
    // Erased meanwhile by somebody who left: nothing more is fetched.
    if (!(await caches.has(mediaCache)) || !(await hasRoom(roomForAnswers))) return
    await cache.add(path).catch(() => undefined)
  }
}

/** Takes away the files that no survey names any more: those of another version, or of a survey that is gone. */
export async function dropOldMedia(): Promise<void> {
  if (!(await caches.has(mediaCache))) return
  const kept = (await Promise.all((await cacheNames()).map(allKeptOffline))).flat()
  const named = new Set(
    kept.flatMap(({ slug, served }) =>
      Object.values(served.media).flatMap((names) =>
        Object.values(names).map((name) => mediaPath(slug, name)),
      ),
    ),
  )
  const cache = await caches.open(mediaCache)
  for (const request of await cache.keys()) {
    if (!named.has(new URL(request.url).pathname)) await cache.delete(request)
  }
}

/** A recording or a picture, in the part that is asked for: the kept one, else the server's. */
export async function mediaFileResponse(request: Request): Promise<Response> {
  const kept = await caches.match(request.url, { cacheName: mediaCache }).catch(() => undefined)
  return kept === undefined ? fetch(request) : partOf(kept, request.headers.get('range'))
}

async function partOf(whole: Response, wanted: string | null): Promise<Response> {
  if (wanted === null) return whole
  const contentType = whole.headers.get('content-type') ?? ''
  return mediaResponse({ contentType, bytes: new Uint8Array(await whole.arrayBuffer()) }, wanted)
}

function mediaPath(slug: string, name: string): string {
  return `/s/${slug}/media/${name}`
}
