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
