import { cookies } from 'next/headers'
import { cache } from 'react'
import { resumeSession } from '@/db/sessions'
import type { Actor } from '@/lib/permissions'
import { sessionCookieName, sessionIdIn } from './auth'

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

function siteOfOrigin(headers: Headers): 'none' | 'same-origin' | 'cross-site' {
  const origin = headers.get('origin')
  if (origin === null) return 'none'
  const host = headers.get('x-forwarded-host') ?? headers.get('host')
  return URL.canParse(origin) && new URL(origin).host === host ? 'same-origin' : 'cross-site'
}
