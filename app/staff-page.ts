import { forbidden, notFound, redirect } from 'next/navigation'
import type { Actor } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import { isCodeAwaited } from './auth'
import { currentActor } from './session'

/** Where a person sets up their second factor. */
export const secondFactorPage = '/account/second-factor'

export type StaffActor = Extract<Actor, { kind: 'staff' }>

/**
 * The signed-in person whom a page is for. Anybody else is sent to sign in, and comes back.
 * A comfort only: what may be seen is decided by the `db` function that the page calls.
 *
 * @param here the path of the page
 */
export async function signedIn(here: string): Promise<StaffActor> {
  const actor = await currentActor()
  const next = here === '/' ? '' : `?next=${encodeURIComponent(here)}`
  if (actor.kind !== 'staff') redirect(`${(await isCodeAwaited()) ? '/sign-in/code' : '/sign-in'}${next}`)
  // A role of theirs asks for it, and until it is there they hold nothing.
  if (actor.lacksSecondFactor && here !== secondFactorPage) redirect(secondFactorPage)
  return actor
}

/**
 * What a page shows, or the page that answers for the refusal: sign-in, not allowed, not found.
 * Everything else goes to the error page.
 */
export async function shown<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.status === 401) redirect('/sign-in')
    if (error.status === 403) forbidden()
    if (error.status === 404) notFound()
    throw error
  }
}
