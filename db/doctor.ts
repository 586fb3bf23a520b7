import { asc } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import { findBrokenAuditLink } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { countNow } from './live-sums'
import { sumsFault } from './profiles'
import { responses } from './schema/responses'
import { rounds } from './schema/rounds'

export type Check = {
  readonly name: 'database' | 'references' | 'keys' | 'audit log' | 'aggregates' | 'counts'
  readonly ok: boolean
  /** What is wrong and what to do, or what was looked at. */
  readonly detail: string
}

/** Looks an installation over: the file, its references, its keys, the audit chain, and aggregates against responses. */
export async function checkInstallation(actor: Actor): Promise<readonly Check[]> {
  authorise(actor, 'installation.check')
  await countNow()
  const { reader } = store()
  const integrity = reader.$client.pragma('integrity_check', { simple: true })
  const orphans = reader.$client.pragma('foreign_key_check') as readonly unknown[]
  const brokenLink = await findBrokenAuditLink(actor)
  const everyRound = reader.select().from(rounds).all()
  const sumFaults = everyRound.flatMap((round) => sumsFault(reader, round) ?? [])
  const countFaults = everyRound.filter((round) => {
    const counted = reader.$client
      .prepare('select count(*) as n from responses where round_id = ?')
      .get(round.id)
    return (counted as { n: number }).n !== round.responses
  })
  const unreadable = firstUnreadable()
  return [
    {
      name: 'database',
      ok: integrity === 'ok',
      detail:
        integrity === 'ok'
          ? 'the file is whole'
          : `damaged: ${String(integrity)}. Restore a backup; do not delete the file.`,
    },
    {
      name: 'references',
      ok: orphans.length === 0,
      detail:
        orphans.length === 0
          ? 'every row belongs somewhere'
          : `${orphans.length} rows refer to rows that are gone`,
    },
    {
      name: 'keys',
      ok: unreadable === null,
      detail:
        unreadable === null
          ? 'sealed answers open'
          : `the response ${unreadable} does not open with the key that is here`,
    },
    {
      name: 'audit log',
      ok: brokenLink === null,
      detail: brokenLink === null ? 'the chain is whole' : `the chain breaks at entry ${brokenLink}`,
    },
    {
      name: 'aggregates',
      ok: sumFaults.length === 0,
      detail:
        sumFaults.length === 0
          ? `${everyRound.length} rounds agree with their responses`
          : `${sumFaults.join('; ')}. Reckon them anew: foothold doctor --rebuild SLUG`,
    },
    {
      name: 'counts',
      ok: countFaults.length === 0,
      detail:
        countFaults.length === 0
          ? 'every round counts its responses'
          : `rounds that count wrong: ${countFaults.map((round) => round.slug).join(', ')}`,
    },
  ]
}

function firstUnreadable(): string | null {
  const { reader, vault } = store()
  const sample = reader
    .select({ id: responses.id, answers: responses.answers })
    .from(responses)
    .orderBy(asc(responses.id))
    .limit(1_000)
    .all()
  for (const { id, answers } of sample) {
    try {
      vault.open({ table: 'responses', column: 'answers', row: id }, answers)
    } catch {
      return id
    }
  }
  return null
}
