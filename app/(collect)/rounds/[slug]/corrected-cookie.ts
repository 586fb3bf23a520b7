import { cookies } from 'next/headers'

/*
 * That a round was corrected, on its way to the page that says so. The address stays the round's own, to be kept and passed on,
 * so the browser carries it, for as long as it takes to get there.
 */

const cookieName = 'foothold-corrected'

/** Notes for the browser that the round was corrected. In a server action only. */
export async function noteCorrection(slug: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName, 'yes', { path: `/rounds/${slug}`, maxAge: 20, httpOnly: true, sameSite: 'lax' })
}

/** Whether this browser corrected the round a moment ago. */
export async function wasJustCorrected(): Promise<boolean> {
  return (await cookies()).has(cookieName)
}
