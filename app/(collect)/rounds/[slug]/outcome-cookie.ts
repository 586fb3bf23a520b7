import { cookies } from 'next/headers'
import { z } from 'zod'

/*
 * What was done to a round, on its way to the page that says so. The address stays the round's own, to be kept and passed on,
 * so the browser carries it, for as long as it takes to get there.
 */

const outcomeSchema = z.enum(['corrected', 'counted', 'scored'])

/** `counted`: how many people were asked was recorded. */
export type RoundOutcome = z.infer<typeof outcomeSchema>

const cookieName = 'foothold-outcome'

/** Notes for the browser what was done to the round. In a server action only. */
export async function noteOutcome(slug: string, outcome: RoundOutcome): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName, outcome, { path: `/rounds/${slug}`, maxAge: 20, httpOnly: true, sameSite: 'lax' })
}

/** What this browser did to the round a moment ago; null for nothing. */
export async function outcomeJustNow(): Promise<RoundOutcome | null> {
  const read = outcomeSchema.safeParse((await cookies()).get(cookieName)?.value)
  return read.success ? read.data : null
}
