import { and, count, eq } from 'drizzle-orm'
import { mayManagerRelease } from '@/lib/disclosure/release'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf } from './identifiers'
import { oneAtATime, release, releaseIfDue, stateOf } from './release-making'
import { releases } from './schema/aggregates'
import { rounds } from './schema/rounds'

/**
 * Makes a release by a manager's decision: once in a round, after the first, when something changed.
 *
 * @throws not_found, release_not_due
 */
export async function makeRelease(actor: Actor, slug: string): Promise<{ readonly number: number }> {
  const round = store().reader.select().from(rounds).where(eq(rounds.slug, slug)).get()
  if (round === undefined) throw problem('not_found', { what: 'round' })
  authorise(actor, 'release.make', round.id)
  const number = await oneAtATime(round.id, () =>
    release(actor, round.id, (db) => {
      const state = stateOf(db, round.id, new Date())
      const decided = db
        .select({ n: count() })
        .from(releases)
        .where(and(eq(releases.roundId, round.id), eq(releases.reason, 'manager_decided')))
        .get()
      if (!mayManagerRelease(state, decided?.n ?? 0)) throw problem('release_not_due')
      return { state, reason: 'manager_decided' }
    }),
  )
  if (number === null) throw problem('release_not_due')
  return { number }
}

/** Makes the releases that are due in any round: withdrawals reach the figures within 30 days. */
export async function makeDueReleases(actor: Actor, now: Date): Promise<number> {
  authorise(actor, 'installation.check')
  let made = 0
  for (const { id, keptUntil } of store().reader.select().from(rounds).all()) {
    // After its last day a round has no answers left to make a release of.
    if (keptUntil !== null && keptUntil < dateOf(now)) continue
    if ((await releaseIfDue(actor, id, now)) !== null) made += 1
  }
  return made
}
