import { cookies } from 'next/headers'
import { z } from 'zod'

/* What was published or withdrawn a moment ago, on its way to the page that says so. The address stays the round's own. */

const cookieName = 'foothold-published'
const outcomeSchema = z
  .string()
  .regex(/^(published|withdrawn) \d{1,6}$/)
  .transform((text) => {
    const [what, version] = text.split(' ')
    return { isPublished: what === 'published', version: Number(version) }
  })

/** Notes for the browser what was done. In a server action only. */
export async function notePublication(
  slug: string,
  version: number,
  what: 'published' | 'withdrawn',
): Promise<void> {
  const jar = await cookies()
  const options = { path: `/rounds/${slug}`, maxAge: 20, httpOnly: true, sameSite: 'lax' } as const
  jar.set(cookieName, `${what} ${version}`, options)
}

/** What this browser published or withdrew a moment ago; null for nothing. */
export async function justPublished(): Promise<z.output<typeof outcomeSchema> | null> {
  const read = outcomeSchema.safeParse((await cookies()).get(cookieName)?.value)
  return read.success ? read.data : null
}
