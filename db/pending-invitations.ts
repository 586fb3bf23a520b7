import { and, asc, eq, gt, isNull, ne } from 'drizzle-orm'
import type { Actor, Grant } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf } from './identifiers'
import { invitations } from './schema/accounts'

/** A link that somebody may still open. The link itself was shown once and is kept nowhere. */
export type PendingInvitation = {
  /** By which it is taken back. It opens nothing: it is the hash of what the link holds. */
  readonly id: string
  readonly kind: 'invite' | 'password'
  readonly email: string
  readonly grant: Grant
  /** Last day on which it works, UTC. */
  readonly expiresOn: string
}

/** Invitations and links for a new password that were not used yet, those that end first at the head. */
export async function listInvitations(actor: Actor, now: Date): Promise<readonly PendingInvitation[]> {
  authorise(actor, 'account.manage')
  return store()
    .reader.select()
    .from(invitations)
    .where(isPending(now))
    .orderBy(asc(invitations.expiresAt))
    .all()
    .map(({ tokenHash, kind, email, role, roundId, expiresAt }) => ({
      id: tokenHash,
      kind: kind === 'password' ? kind : 'invite',
      email,
      grant: { role, roundId: roundId === '' ? null : roundId },
      expiresOn: dateOf(new Date(expiresAt)),
    }))
}

/** Takes a link back: whoever opens it from now on is told that it does not work. @throws invitation_not_open */
export async function revokeInvitation(actor: Actor, id: string, now: Date): Promise<void> {
  authorise(actor, 'account.manage')
  await store().writes.transact(async (tx) => {
    const isIt = and(isPending(now), eq(invitations.tokenHash, id))
    const taken = tx.db.delete(invitations).where(isIt).returning().all()
    const [invitation] = taken
    if (invitation === undefined) throw problem('invitation_not_open')
    const { kind, role, accountId } = invitation
    audit(
      tx,
      actor,
      'invitation.revoke',
      accountId ?? role,
      kind === 'password' ? 'a link for a new password' : '',
    )
  })
}

function isPending(now: Date) {
  return and(
    ne(invitations.kind, 'setup'),
    isNull(invitations.usedAt),
    gt(invitations.expiresAt, now.getTime()),
  )
}
