import { type Actor, isAllowed } from '@/lib/permissions'
import { emailOf, grantsOf } from './accounts'

/** Who made a weighting. The address is for those who decide on weights, and for who made it; the role is what they hold in the round now. */
export type WeightingMaker = {
  readonly role: 'manager' | 'researcher' | 'operator' | /** Holds neither role any more. */ 'former'
  readonly email: string | null
}

/** As an actor may know it. For `db` only. @param accountId or `operator` */
export function makerOf(actor: Actor, roundId: string, accountId: string): WeightingMaker {
  if (accountId === 'operator') return { role: 'operator', email: null }
  const held = grantsOf(accountId).filter((grant) => grant.roundId === null || grant.roundId === roundId)
  const role = (['manager', 'researcher'] as const).find((one) => held.some((grant) => grant.role === one))
  const isOwn = actor.kind === 'staff' && actor.accountId === accountId
  const mayKnow = isOwn || isAllowed(actor, 'weighting.manage', roundId)
  return { role: role ?? 'former', email: mayKnow ? emailOf(accountId) : null }
}
