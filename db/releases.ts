import { and, count, desc, eq, lt } from 'drizzle-orm'
import { mayManagerRelease, type ReleaseReason } from '@/lib/disclosure/release'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { readInput } from './accounts'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf } from './identifiers'
import { type Page, type PageQuery, pageOf, pageQuerySchema } from './paging'
import { oneAtATime, release, releaseIfDue, stateOf } from './release-making'
import { releases } from './schema/aggregates'
import { rounds } from './schema/rounds'

/** A release as programs read it in a list. */
export type ListedRelease = {
  readonly number: number
  readonly responses: number
  readonly madeOn: string
  readonly reason: ReleaseReason
  /** The version whose scoring its figures were made by; null: the one that people were asked. */
  readonly scoringVersion: number | null
}

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

/**
 * The releases of a round with why each was made, newest first, a page at a time.
 *
 * @throws not_found (round), input_invalid (limit, after)
 */
export async function pageOfReleases(
  actor: Actor,
  slug: string,
  query: PageQuery,
): Promise<Page<ListedRelease>> {
  authorise(actor, 'round.monitor')
  const page = readInput(pageQuerySchema, query)
  const { reader } = store()
  const round = reader.select({ id: rounds.id }).from(rounds).where(eq(rounds.slug, slug)).get()
  if (round === undefined) throw problem('not_found', { what: 'round' })
  authorise(actor, 'round.monitor', round.id)
  const inRound = eq(releases.roundId, round.id)
  return pageOf(
    `releases of ${round.id}`,
    page,
    (key, most) =>
      reader
        .select({
          number: releases.number,
          responses: releases.responses,
          madeOn: releases.madeOn,
          reason: releases.reason,
          scoringVersion: releases.scoringVersion,
        })
        .from(releases)
        .where(key === null ? inRound : and(inRound, lt(releases.number, Number(key))))
        .orderBy(desc(releases.number))
        .limit(most)
        .all(),
    ({ number }) => String(number),
  )
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
