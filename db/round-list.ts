import { desc, eq, inArray, lt, max } from 'drizzle-orm'
import { type Actor, isAllowed } from '@/lib/permissions'
import { readInput } from './accounts'
import { authorise } from './authorise'
import { store } from './connection'
import { type Page, type PageQuery, pageOf, pageQuerySchema } from './paging'
import type { Round } from './rounds'
import { releases } from './schema/aggregates'
import { rounds } from './schema/rounds'

/** A round as programs read it in a list. */
export type ListedRound = Omit<Round, 'id' | 'seriesId' | 'questionnaireId' | 'questionnaireVersion'> & {
  readonly questionnaire: { readonly id: string; readonly version: number }
  /** Responses accepted and not withdrawn; null for people who may not watch the round fill. */
  readonly responses: number | null
  /** Number of the newest release; null before the first, and for people who may not read figures. */
  readonly release: number | null
}

/** The rounds in which the actor has a role, newest first, a page at a time. @throws input_invalid (limit, after) */
export async function pageOfRounds(actor: Actor, query: PageQuery): Promise<Page<ListedRound>> {
  authorise(actor, 'round.read')
  const page = readInput(pageQuerySchema, query)
  const { reader } = store()
  const idsAfter = (key: string | null, most: number) =>
    reader
      .select({ id: rounds.id })
      .from(rounds)
      .where(key === null ? undefined : lt(rounds.id, key))
      .orderBy(desc(rounds.id))
      .all()
      .map(({ id }) => id)
      .filter((id) => isAllowed(actor, 'round.read', id))
      .slice(0, most)
  const { items: ids, more } = pageOf('rounds', page, idsAfter, (id) => id)
  return { items: listedRounds(actor, ids), more }
}

function listedRounds(actor: Actor, ids: readonly string[]): readonly ListedRound[] {
  return store()
    .reader.select({ round: rounds, release: max(releases.number) })
    .from(rounds)
    .leftJoin(releases, eq(releases.roundId, rounds.id))
    .where(inArray(rounds.id, [...ids]))
    .groupBy(rounds.id)
    .orderBy(desc(rounds.id))
    .all()
    .map(({ round, release }) => ({
      slug: round.slug,
      title: round.title,
      organisation: round.organisation,
      questionnaire: { id: round.questionnaireId, version: round.questionnaireVersion },
      scoringVersion: round.scoringVersion,
      wave: round.wave,
      sampleDesign: round.sampleDesign,
      isSynthetic: round.isSynthetic,
      state: round.state,
      createdOn: round.createdOn,
      openedOn: round.openedOn,
      closedOn: round.closedOn,
      keptUntil: round.keptUntil,
      responses: isAllowed(actor, 'round.monitor', round.id) ? round.responses : null,
      release: isAllowed(actor, 'aggregate.protected', round.id) ? release : null,
    }))
}
