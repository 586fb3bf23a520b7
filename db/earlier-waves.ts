import { and, count, eq, gte, min, ne, or, sql } from 'drizzle-orm'
import { earlierState } from '@/lib/disclosure/detail'
import { stateOf } from '@/lib/disclosure/state'
import type { EarlierWave } from '@/lib/profile/detail/measure-family'
import type { Database } from './database'
import { publishedVersion } from './questionnaires'
import { releaseDetails, type releases } from './schema/aggregates'
import { responseLinks, responseScores, responses, tombstones } from './schema/responses'
import { rounds } from './schema/rounds'
import { isEarlierThan, isLaterWave } from './series'

type RoundRow = typeof rounds.$inferSelect

/**
 * Looks up, for a lot of responses at a time, what their people said in the wave before. For `db` only.
 *
 * The state is formed by the version of the questionnaire that the earlier wave asked. A link ends with either response, so that nobody
 * who withdrew is found.
 *
 * @param db the snapshot that the responses are read from
 * @returns by id of the later response; who is not linked is not in it
 */
export function earlierWavesIn(
  db: Database,
  round: RoundRow,
): (responseIds: readonly string[]) => ReadonlyMap<string, EarlierWave> {
  if (!isLaterWave(round)) return () => new Map()
  const statement = db
    .select({
      id: responseLinks.responseId,
      version: responses.questionnaireVersion,
      questionnaireId: rounds.questionnaireId,
      scores: responseScores,
    })
    .from(responseLinks)
    .innerJoin(responses, eq(responses.id, responseLinks.earlierResponseId))
    .innerJoin(rounds, eq(rounds.id, responses.roundId))
    .innerJoin(responseScores, eq(responseScores.responseId, responseLinks.earlierResponseId))
    .where(sql`${responseLinks.responseId} in (select value from json_each(${sql.placeholder('ids')}))`)
    .prepare()
  return (responseIds) =>
    new Map(
      statement
        .all({ ids: JSON.stringify(responseIds) })
        .map(({ id, questionnaireId, version, scores: { category, deprived, overall, dimensions } }) => [
          id,
          {
            state: stateOf(publishedVersion(questionnaireId, version), category, deprived),
            overall,
            dimensions,
          },
        ]),
    )
}

/**
 * Withdrawals from earlier waves that the newest release of a round may still hold, as the earlier half of a linked person. Whose link it
 * was is not known any more once one withdrew, so that each withdrawal since that day counts. For `db` only.
 *
 * @param last the round's newest release
 * @returns the first day of such a withdrawal; null where there is none, or the release holds nobody linked
 */
export function withdrawnFromEarlierWaves(
  db: Database,
  round: RoundRow,
  last: Pick<typeof releases.$inferSelect, 'number' | 'madeOn'>,
): string | null {
  if (!isLaterWave(round)) return null
  const linked = db
    .select({ release: releaseDetails.release })
    .from(releaseDetails)
    .where(
      and(
        eq(releaseDetails.roundId, round.id),
        eq(releaseDetails.release, last.number),
        eq(releaseDetails.breakdowns, earlierState),
        ne(releaseDetails.bands, ''),
      ),
    )
    .limit(1)
    .get()
  if (linked === undefined) return null
  const found = db
    .select({ first: min(tombstones.withdrawnOn) })
    .from(tombstones)
    .innerJoin(rounds, eq(rounds.id, tombstones.roundId))
    .where(and(isEarlierThan(round), gte(tombstones.withdrawnOn, last.madeOn)))
    .get()
  return found?.first ?? null
}

/** Withdrawals from a round and from the waves before it, in all time. For `db` only. */
export function withdrawalsUpTo(db: Database, round: RoundRow): number {
  const found = db
    .select({ n: count() })
    .from(tombstones)
    .innerJoin(rounds, eq(rounds.id, tombstones.roundId))
    .where(or(eq(rounds.id, round.id), isEarlierThan(round)))
    .get()
  return found?.n ?? 0
}
