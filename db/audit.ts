import { createHash } from 'node:crypto'
import { asc, desc } from 'drizzle-orm'
import { type AuditAction, auditActions } from '@/lib/audit-actions'
import type { Actor } from '@/lib/permissions'
import { authorise } from './authorise'
import { store } from './connection'
import { auditEntries } from './schema/audit'
import type { Transaction } from './write-queue'

export type AuditEntry = typeof auditEntries.$inferSelect

/**
 * Writes one line of the log, in the transaction of what it tells of.
 *
 * @param subject id of what it was done to
 */
export function audit(
  tx: Transaction,
  actor: Actor,
  action: AuditAction,
  subject: string,
  reason = '',
): void {
  const last = tx.db.select().from(auditEntries).orderBy(desc(auditEntries.sequence)).limit(1).get()
  const entry = {
    sequence: (last?.sequence ?? 0) + 1,
    at: timeOf(actor, action),
    account: actor.kind === 'staff' ? actor.accountId : actor.kind,
    action,
    subject,
    reason,
    previousHash: last?.hash ?? '',
  }
  tx.db
    .insert(auditEntries)
    .values({ ...entry, hash: hashOf(entry) })
    .run()
}

/**
 * What people who answered do themselves has a day and no time, and so has what their answer set off: nobody is to be found by when they sat
 * at a phone.
 */
function timeOf({ kind }: Actor, action: AuditAction): string {
  const now = new Date().toISOString()
  const isOfRespondent =
    kind === 'respondent' || (kind === 'public' && ['answers', 'figures'].includes(auditActions[action].part))
  return isOfRespondent ? now.slice(0, 10) : now
}

/** The newest entries first. */
export async function readAudit(
  actor: Actor,
  { limit = 100 }: { readonly limit?: number } = {},
): Promise<readonly AuditEntry[]> {
  authorise(actor, 'audit.read')
  return store().reader.select().from(auditEntries).orderBy(desc(auditEntries.sequence)).limit(limit).all()
}

/**
 * Follows the chain of hashes from the first entry.
 *
 * @returns the sequence number of the first entry that does not fit; null when all do
 */
export async function findBrokenAuditLink(actor: Actor): Promise<number | null> {
  authorise(actor, 'installation.check')
  let previousHash = ''
  let sequence = 0
  for (const entry of store().reader.select().from(auditEntries).orderBy(asc(auditEntries.sequence)).all()) {
    sequence += 1
    const { hash, ...rest } = entry
    if (entry.sequence !== sequence || entry.previousHash !== previousHash || hash !== hashOf(rest))
      return sequence
    previousHash = hash
  }
  return null
}

function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const { sequence, at, account, action, subject, reason, previousHash } = entry
  const canonical = JSON.stringify([sequence, at, account, action, subject, reason, previousHash])
  return createHash('sha256').update(canonical).digest('hex')
}
