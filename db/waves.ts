import { asc, eq, max, or } from 'drizzle-orm'
import { type Actor, isAllowed } from '@/lib/permissions'
import { authorise } from './authorise'
import { store } from './connection'
import { figuredScoring } from './release-context'
import { type Round, roundRow } from './rounds'
import { releases } from './schema/aggregates'
import { rounds } from './schema/rounds'
import { areScoredAlike } from './scored-version'
import { seriesOf } from './series'

/** One wave of a study, as it stands. */
export type Wave = Pick<Round, 'slug' | 'title' | 'wave' | 'state'> & {
  /** Number of its newest release; null where there is none, and for people who may not read figures. */
  readonly release: number | null
  /** Whether its figures are scored as those of the named round, and can be held against them. */
  readonly isScoredAlike: boolean
}

/**
 * The rounds of a study, by wave: those that the actor may read, the named one among them.
 *
 * @param slug of any of them
 * @param exact whether exact figures are meant, or those of the newest releases
 * @throws not_found
 */
export async function listWaves(
  actor: Actor,
  slug: string,
  { exact = false }: { readonly exact?: boolean } = {},
): Promise<readonly Wave[]> {
  authorise(actor, 'round.read')
  const round = roundRow(slug)
  authorise(actor, 'round.read', round.id)
  const seriesId = seriesOf(round)
  return store()
    .reader.select({ one: rounds, release: max(releases.number) })
    .from(rounds)
    .leftJoin(releases, eq(releases.roundId, rounds.id))
    .where(or(eq(rounds.seriesId, seriesId), eq(rounds.id, seriesId)))
    .groupBy(rounds.id)
    .orderBy(asc(rounds.wave))
    .all()
    .filter(({ one }) => isAllowed(actor, 'round.read', one.id))
    .map(({ one, release }) => ({
      slug: one.slug,
      title: one.title,
      wave: one.wave,
      state: one.state,
      release: isAllowed(actor, 'aggregate.protected', one.id) ? release : null,
      isScoredAlike: isScoredAs(one, round, exact),
    }))
}

function isScoredAs(
  one: typeof rounds.$inferSelect,
  round: typeof rounds.$inferSelect,
  exact: boolean,
): boolean {
  if (one.id === round.id) return true
  const [earlier, later] = [one, round]
    .toSorted((a, b) => a.wave - b.wave)
    .map((row) => ({ ...row, scoringVersion: figuredScoring(row, exact) }))
  return earlier === undefined || later === undefined || areScoredAlike(earlier, later)
}
