import Link from 'next/link'
import { type Invitation, readInvitation } from '@/db/accounts'
import { ProblemError } from '@/lib/problem'

/** What a link offers, or null when it was used, has expired or was never made. */
export async function invitationOf(token: string): Promise<Invitation | null> {
  try {
    return await readInvitation({ kind: 'public' }, token)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'link_not_valid') return null
    throw error
  }
}

/**
 * In place of the form when the link does not work. A page of its own with the status 404 would be empty without
 * script, and who is invited may come with any phone.
 */
export function SpentLink() {
  return (
    <div className="stack">
      <h1>This link does not work any more</h1>
      <p>
        A link works once and for a limited time. Check that the address is whole, or ask the person who sent
        it for a new one.
      </p>
      <p>
        Is your account made already? <Link href="/sign-in">Sign in</Link>
      </p>
    </div>
  )
}
