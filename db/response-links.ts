import { and, desc, eq, inArray } from 'drizzle-orm'
import { receiptMacOf } from './new-response'
import { responseLinks, responses } from './schema/responses'
import { rounds } from './schema/rounds'
import { isEarlierThan, isLaterWave } from './series'
import type { Transaction } from './write-queue'

/*
 * Responses of one person in two waves. Nobody learns whether a code led to one: what was sent is stored either way, and answered
 * in the same words. For `db` only.
 */

type RoundRow = typeof rounds.$inferSelect

/**
 * Links a response to the one that its person gave in an earlier wave of the study, if the receipt is of one. A receipt of any other
 * response, of one that was withdrawn or of none links nothing.
 *
 * @param receipt 16 characters
 */
export function linkByReceipt(tx: Transaction, round: RoundRow, responseId: string, receipt: string): void {
  if (!isLaterWave(round)) return
  const found = tx.db
    .select({ id: responses.id })
    .from(responses)
    .innerJoin(rounds, eq(rounds.id, responses.roundId))
    .where(and(eq(responses.receiptMac, receiptMacOf(receipt)), isEarlierThan(round)))
    .get()
  if (found !== undefined) link(tx, round, responseId, found.id)
}

/**
 * Links a response to the latest of earlier waves that has one of these submission ids.
 *
 * @returns whether a link was made now
 */
export function linkBySubmission(
  tx: Transaction,
  round: RoundRow,
  responseId: string,
  submissionIds: readonly string[],
): boolean {
  const found = tx.db
    .select({ id: responses.id })
    .from(responses)
    .innerJoin(rounds, eq(rounds.id, responses.roundId))
    .where(and(inArray(responses.submissionId, [...submissionIds]), isEarlierThan(round)))
    .orderBy(desc(rounds.wave))
    .limit(1)
    .get()
  return found !== undefined && link(tx, round, responseId, found.id)
}

/** Ids of the earlier rounds of a round's study. */
export function earlierRoundIds(tx: Transaction, round: RoundRow): readonly string[] {
  if (!isLaterWave(round)) return []
  return tx.db
    .select({ id: rounds.id })
    .from(rounds)
    .where(isEarlierThan(round))
    .all()
    .map(({ id }) => id)
}

/**
 * Puts a response at the end of its person's chain: somebody who kept only the first code, and gives it at every wave, is followed
 * from wave to wave. Where this wave or a later one has a response of the person already, the first to come keeps its place.
 */
function link(tx: Transaction, round: RoundRow, responseId: string, earlierId: string): boolean {
  let last = earlierId
  for (let next = followerOf(tx, last); next !== undefined; next = followerOf(tx, last)) {
    if (next.wave >= round.wave) return false
    last = next.id
  }
  const { changes } = tx.db
    .insert(responseLinks)
    .values({ responseId, earlierResponseId: last })
    .onConflictDoNothing()
    .run()
  return changes > 0
}

function followerOf(tx: Transaction, responseId: string) {
  return tx.db
    .select({ id: responses.id, wave: rounds.wave })
    .from(responseLinks)
    .innerJoin(responses, eq(responses.id, responseLinks.responseId))
    .innerJoin(rounds, eq(rounds.id, responses.roundId))
    .where(eq(responseLinks.earlierResponseId, responseId))
    .get()
}
