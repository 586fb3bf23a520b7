import { type Actor, isAllowed, type Permission } from '@/lib/permissions'
import { problem } from '@/lib/problem'

/**
 * Lets an actor pass who holds a permission.
 *
 * @param roundId the round it is about; left out when it is about none
 * @throws not_signed_in for somebody without an account, not_allowed for anyone else
 */
export function authorise(actor: Actor, permission: Permission, roundId?: string): void {
  if (isAllowed(actor, permission, roundId)) return
  throw actor.kind === 'staff' ? problem('not_allowed', { permission }) : problem('not_signed_in')
}
