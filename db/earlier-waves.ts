import { and, asc, count, desc, eq, gt, gte, min, ne, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { earlierState } from '@/lib/disclosure/detail'
import { stateOf } from '@/lib/disclosure/state'
import type { NotFoundPerson } from '@/lib/profile/detail/detail-sums'
import { linkedWeights, type PersonBefore, type PlaceBefore } from '@/lib/profile/detail/linked-weights'
import type { EarlierWave } from '@/lib/profile/detail/measure-family'
import { type LinkedUpon, titleOfWeights } from '@/lib/profile/weighting'
import type { Database } from './database'
import { inLots } from './in-lots'
import { releaseDetails, type releases } from './schema/aggregates'
import { responseLinks, responseScores, responses, tombstones } from './schema/responses'
import { rounds } from './schema/rounds'
import { areScoredAlike, scoredVersion } from './scored-version'
import { isEarlierThan, isLaterWave } from './series'
import { everybodyOnce, weightsInUse } from './weights-in-use'

type RoundRow = typeof rounds.$inferSelect

/** A linked person's place in the wave before, and what they said there. */
export type LinkedPerson = PlaceBefore & { readonly adjustedWeight: number; readonly earlier: EarlierWave }

/** The wave before, as far as figures of linked people need it. */
export type WaveBefore = {
  /** By id of the later response. */
  readonly linked: ReadonlyMap<string, LinkedPerson>
  readonly notFound: readonly NotFoundPerson[]
  /** Whose weights they have. */
  readonly upon: LinkedUpon
}

/**
 * Reads the people of the wave before with their weights there, adjusted for who was not found again. For `db` only.
 *
 * A transition is from one wave to the next: people whose last response is of an older one are not among them. A link ends with either
 * response, so that nobody who withdrew is found. The state is formed by the version of the questionnaire that the earlier wave is scored by.
 *
 * @param db the snapshot that the round is read from
 * @param isCounted whether a response of the round is in its figures: who has no weight is not, and counts as not found
 * @returns nobody where nobody is linked, and where the two waves are not scored alike
 */
export async function readWaveBefore(
  db: Database,
  round: RoundRow,
  isCounted: (responseId: string) => boolean,
): Promise<WaveBefore> {
  const before = roundBefore(db, round)
  // Scores that were made otherwise would move though nobody did.
  if (before === null || !areScoredAlike(before, round)) return nobodyBefore
  const chosen = weightsInUse(db, before)
  const drawn = chosen?.weights ?? null
  const upon = { title: titleOfWeights(chosen?.weighting) }
  const people: (PersonBefore & Omit<RowBefore, 'bands'>)[] = []
  for await (const row of responsesBefore(db, before, round)) {
    const sampled = drawn === null ? everybodyOnce : drawn.get(row.id)
    if (sampled === undefined) continue
    const isFound = row.laterId !== null && isCounted(row.laterId)
    people.push({ ...row, ...sampled, state: row.earlier.state, isFound })
  }
  if (!people.some(({ isFound }) => isFound)) return { ...nobodyBefore, upon }
  const weights = linkedWeights(people)
  const linked = new Map<string, LinkedPerson>()
  const notFound: NotFoundPerson[] = []
  for (const [place, { laterId, earlier, recordKey, weight, stratum, psu }] of people.entries()) {
    const found = { state: earlier.state, weight, stratum, psu }
    const adjustedWeight = weights[place] ?? null
    if (laterId === null || adjustedWeight === null) notFound.push({ ...found, recordKey })
    else linked.set(laterId, { ...found, adjustedWeight, earlier })
  }
  return { linked, notFound, upon }
}

const nobodyBefore: WaveBefore = { linked: new Map(), notFound: [], upon: { title: null } }

/** The nearest earlier wave that holds answers. */
function roundBefore(db: Database, round: RoundRow): RoundRow | null {
  if (!isLaterWave(round)) return null
  const found = db
    .select()
    .from(rounds)
    .where(and(isEarlierThan(round), gt(rounds.responses, 0)))
    .orderBy(desc(rounds.wave))
    .limit(1)
    .get()
  return found ?? null
}

type RowBefore = {
  readonly id: string
  readonly recordKey: number
  readonly bands: Readonly<Record<string, string>>
  readonly earlier: EarlierWave
  /** Of the same person in the later wave; null where there is none. */
  readonly laterId: string | null
}

/** Responses read at a time. */
const lot = 1000

async function* responsesBefore(db: Database, before: RoundRow, round: RoundRow): AsyncGenerator<RowBefore> {
  const later = alias(responses, 'later')
  const rows = inLots(lot, (after, size) =>
    db
      .select({
        id: responses.id,
        recordKey: responses.recordKey,
        version: responses.questionnaireVersion,
        scores: responseScores,
        laterId: later.id,
      })
      .from(responses)
      .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
      .leftJoin(responseLinks, eq(responseLinks.earlierResponseId, responses.id))
      .leftJoin(later, and(eq(later.id, responseLinks.responseId), eq(later.roundId, round.id)))
      .where(and(eq(responses.roundId, before.id), gt(responses.id, after)))
      .orderBy(asc(responses.id))
      .limit(size)
      .all(),
  )
  for await (const { version, scores, ...row } of rows) {
    const { category, deprived, overall, dimensions, bands } = scores
    const asked = { ...before, questionnaireVersion: version }
    const state = stateOf(scoredVersion(asked), category, deprived)
    yield { ...row, bands, earlier: { state, overall, dimensions } }
  }
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
