import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'

/** Who acts for the own account: people, signed in, and no access token. For `db` only. @throws not_signed_in */
export function ownSession(actor: Actor): {
  readonly accountId: string
  readonly sessionId: string
  readonly email: string
} {
  if (actor.kind !== 'staff' || actor.sessionId === null) throw problem('not_signed_in')
  const { accountId, sessionId, email } = actor
  return { accountId, sessionId, email }
}
