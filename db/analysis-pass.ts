import { setImmediate as othersTurn } from 'node:timers/promises'
import { and, asc, eq, gt } from 'drizzle-orm'
import { detailBandsOf } from '@/lib/disclosure/detail'
import { cellsOf } from '@/lib/disclosure/lattice'
import { DetailSums } from '@/lib/profile/detail/detail-sums'
import { ScaleAnswers } from '@/lib/profile/detail/scale-answers'
import type { ScaleReliability } from '@/lib/profile/detail/scale-reliability'
import { measuresOf, measureValues } from '@/lib/profile/measures'
import { addPerson, type CellSums, emptySums, mergeSums } from '@/lib/profile/sums'
import type { TableRow } from '@/lib/profile/table-parts'
import type { LinkedUpon } from '@/lib/profile/weighting'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { pathOf } from '@/lib/questionnaire/flow'
import { statusesOn } from '@/lib/questionnaire/missing'
import { scoreOn } from '@/lib/scoring/score'
import type { Database } from './database'
import { readWaveBefore } from './earlier-waves'
import { inLots } from './in-lots'
import { responseScores, responses } from './schema/responses'
import type { rounds } from './schema/rounds'
import { scoredVersion } from './scored-version'
import { everyAnswerOf } from './sealed-answers'
import { everybodyOnce, type SampledPerson } from './weights-in-use'

/** What a pass over all responses of a round gives. */
export type Analysis = {
  /** Rows of the detailed tables. */
  readonly details: readonly TableRow[]
  /** Rows of the profile's own tables with weights; null where every person counts once, and the live sums have them. */
  readonly weighted: readonly TableRow[] | null
  /** Weights of the wave before, which linked people have. */
  readonly linkedUpon: LinkedUpon
  /** Of each dimension's items: exact, and every person once. */
  readonly reliability: readonly ScaleReliability[]
}

/** Responses read at a time. */
const lot = 200

/**
 * Reads every response of a round once and adds up what the live sums do not hold. For `db` only.
 *
 * @param db a snapshot: what is written meanwhile must not be seen
 * @param weights by id of the response, null where every person counts once; who has none is left out
 */
export async function analyse(
  db: Database,
  round: typeof rounds.$inferSelect,
  weights: ReadonlyMap<string, SampledPerson> | null,
): Promise<Analysis> {
  const questionnaire = scoredVersion(round)
  const details = new DetailSums(questionnaire)
  const weighted = weights === null ? null : new WeightedSums(questionnaire)
  const scales = new ScaleAnswers(questionnaire)
  const before = await readWaveBefore(db, round, (id) => weights === null || weights.has(id))
  for (const person of before.notFound) details.addNotFound(person)
  for await (const row of responsesOf(db, round)) {
    const sampled = weights === null ? everybodyOnce : weights.get(row.id)
    if (sampled === undefined) continue
    const answers = everyAnswerOf(row)
    const path = pathOf(questionnaire, answers)
    const statuses = statusesOn(questionnaire, path, answers)
    const scored = questionnaire.scoring === null ? null : scoreOn(questionnaire, answers, path, statuses)
    const { category, bands } = row.scores
    const linked = before.linked.get(row.id) ?? null
    details.add({
      person: {
        answers,
        path,
        statuses,
        scored,
        earlier: linked?.earlier ?? null,
      },
      bands: detailBandsOf(bands, { language: row.language, mode: row.channel }),
      category,
      recordKey: row.recordKey,
      linked,
      ...sampled,
    })
    weighted?.add(row, sampled)
    if (scored !== null) {
      scales.add(scored, { category, language: row.language, mode: row.channel }, row.recordKey)
    }
  }
  const reliability: ScaleReliability[] = []
  for (const one of scales.reliabilities()) {
    reliability.push(one)
    await othersTurn()
  }
  return { details: details.rows(), weighted: weighted?.rows() ?? null, linkedUpon: before.upon, reliability }
}

/**
 * The rows of one of the profile's tables with weights, from the scores alone. For `db` only.
 *
 * @param breakdowns the table, as in `CellAddress`
 */
export function weightedRows(
  db: Database,
  round: typeof rounds.$inferSelect,
  weights: ReadonlyMap<string, SampledPerson>,
  breakdowns: string,
): readonly TableRow[] {
  const sums = new WeightedSums(scoredVersion(round), breakdowns)
  const scored = db
    .select({ id: responses.id, recordKey: responses.recordKey, scores: responseScores })
    .from(responses)
    .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
    .where(eq(responses.roundId, round.id))
    .orderBy(asc(responses.id))
    .all()
  for (const row of scored) {
    const sampled = weights.get(row.id)
    if (sampled !== undefined) sums.add(row, sampled)
  }
  return sums.rows()
}

type ResponseRow = Pick<
  typeof responses.$inferSelect,
  'id' | 'language' | 'channel' | 'recordKey' | 'answers' | 'freeText'
> & {
  readonly scores: typeof responseScores.$inferSelect
}

function responsesOf(db: Database, round: typeof rounds.$inferSelect): AsyncGenerator<ResponseRow> {
  return inLots(lot, (after, size) =>
    db
      .select({
        id: responses.id,
        language: responses.language,
        channel: responses.channel,
        recordKey: responses.recordKey,
        answers: responses.answers,
        freeText: responses.freeText,
        scores: responseScores,
      })
      .from(responses)
      .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
      .where(and(eq(responses.roundId, round.id), gt(responses.id, after)))
      .orderBy(asc(responses.id))
      .limit(size)
      .all(),
  )
}

/** The profile's own sums with weights, which the live sums do not know. */
class WeightedSums {
  private readonly cells = new Map<string, { readonly address: TableRow['address']; sums: CellSums }>()
  private readonly nobody: CellSums

  /** @param breakdowns the one table that is wanted; every table when left out */
  constructor(
    private readonly questionnaire: Questionnaire,
    private readonly breakdowns?: string,
  ) {
    this.nobody = emptySums(measuresOf(questionnaire).length)
  }

  add(
    { scores, recordKey }: Pick<ResponseRow, 'scores' | 'recordKey'>,
    { weight, stratum, psu }: SampledPerson,
  ): void {
    const own = addPerson(this.nobody, measureValues(this.questionnaire, scores), weight, recordKey)
    for (const address of cellsOf(this.questionnaire, scores.bands, scores.category, { stratum, psu })) {
      if (this.breakdowns !== undefined && this.breakdowns !== address.breakdowns) continue
      const name = Object.values(address).join('\u0000')
      const cell = this.cells.get(name)
      if (cell === undefined) this.cells.set(name, { address, sums: own })
      else cell.sums = mergeSums(cell.sums, own, 1)
    }
  }

  rows(): readonly TableRow[] {
    return [...this.cells.values()]
  }
}
