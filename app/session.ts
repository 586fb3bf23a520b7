import { cookies } from 'next/headers'
import { cache } from 'react'
import { actorOfAccessToken } from '@/db/access-tokens'
import { resumeSession } from '@/db/sessions'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { sessionCookieName, sessionIdIn } from './auth'
import { countWrongToken } from './code-tries'

/**
 * Who is acting in this request: the person of the session cookie if their session still stands, else the public.
 * Asks the session row once a request, so that sign-out and a changed role work at once.
 */
export const currentActor: () => Promise<Actor> = cache(async () => {
  const cookie = (await cookies()).get(sessionCookieName())?.value
  const sessionId = await sessionIdIn(cookie)
  if (sessionId === null) return { kind: 'public' }
  return (await resumeSession({ kind: 'public' }, sessionId)) ?? { kind: 'public' }
})

/**
 * Who is acting in a request over HTTP that changes something: as `currentActor`, but a cookie that a page of another site made the
 * browser send counts for nobody.
 */
export async function changingActor({ headers }: Request): Promise<Actor> {
  // Browsers say where a request comes from, the older ones by its origin alone; a program says nothing, and holds its cookie by
  // its own will.
  const site = headers.get('sec-fetch-site') ?? siteOfOrigin(headers)
  return site === 'same-origin' || site === 'none' ? currentActor() : { kind: 'public' }
}

/**
 * Who calls the API: the account of the access token that was sent; without one, the person of the session cookie, who for a change
 * must have made it on a page of ours. A token decides alone: a cookie beside it counts for nothing, and since no page can make a
 * browser send a token, where the request comes from does not matter.
 *
 * @throws token_refused, alike for a token that was never made, has expired or was revoked; too_many_requests
 */
export async function callingActor(request: Request): Promise<Actor> {
  const [scheme, token = ''] = (request.headers.get('authorization') ?? '').trim().split(/\s+/)
  // Another scheme is for whoever stands before this program.
  if (scheme?.toLowerCase() !== 'bearer') {
    return request.method === 'GET' || request.method === 'HEAD' ? currentActor() : changingActor(request)
  }
  const actor = await actorOfAccessToken({ kind: 'public' }, token, new Date())
  if (actor !== null) return actor
  countWrongToken(request)
  throw problem('token_refused')
}

function siteOfOrigin(headers: Headers): 'none' | 'same-origin' | 'cross-site' {
  const origin = headers.get('origin')
  if (origin === null) return 'none'
  const host = headers.get('x-forwarded-host') ?? headers.get('host')
  return URL.canParse(origin) && new URL(origin).host === host ? 'same-origin' : 'cross-site'
}
