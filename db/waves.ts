import { asc, eq, max, or } from 'drizzle-orm'
import { type Actor, isAllowed } from '@/lib/permissions'
import { authorise } from './authorise'
import { store } from './connection'
import { type Round, roundRow } from './rounds'
import { releases } from './schema/aggregates'
import { rounds } from './schema/rounds'
import { seriesOf } from './series'

/** One wave of a study, as it stands. */
export type Wave = Pick<Round, 'slug' | 'title' | 'wave' | 'state'> & {
  /** Number of its newest release; null where there is none, and for people who may not read figures. */
  readonly release: number | null
}

/**
 * The rounds of a study, by wave: those that the actor may read, the named one among them.
 *
 * @param slug of any of them
 * @throws not_found
 */
export async function listWaves(actor: Actor, slug: string): Promise<readonly Wave[]> {
  authorise(actor, 'round.read')
  const round = roundRow(slug)
  authorise(actor, 'round.read', round.id)
  const seriesId = seriesOf(round)
  return store()
    .reader.select({
      id: rounds.id,
      slug: rounds.slug,
      title: rounds.title,
      wave: rounds.wave,
      state: rounds.state,
      release: max(releases.number),
    })
    .from(rounds)
    .leftJoin(releases, eq(releases.roundId, rounds.id))
    .where(or(eq(rounds.seriesId, seriesId), eq(rounds.id, seriesId)))
    .groupBy(rounds.id)
    .orderBy(asc(rounds.wave))
    .all()
    .filter(({ id }) => isAllowed(actor, 'round.read', id))
    .map(({ id, release, ...wave }) => ({
      ...wave,
      release: isAllowed(actor, 'aggregate.protected', id) ? release : null,
    }))
}
