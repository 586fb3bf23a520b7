import { desc, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import type { Database } from './database'
import { roundScorings } from './schema/rounds'
import { makerOf, type WeightingMaker } from './weighting-maker'

/** One time that a round was scored anew. */
export type RoundScoring = {
  /** 1, 2, 3 … in each round. */
  readonly number: number
  readonly from: number
  readonly to: number
  /** That were scored anew. */
  readonly responses: number
  readonly on: string
  readonly by: WeightingMaker
  readonly reason: string
}

/** Each time that a round was scored anew, newest first, as an actor may know it. For `db` only. */
export function scoringsOf(db: Database, actor: Actor, roundId: string): readonly RoundScoring[] {
  return db
    .select()
    .from(roundScorings)
    .where(eq(roundScorings.roundId, roundId))
    .orderBy(desc(roundScorings.number))
    .all()
    .map(({ number, fromVersion, toVersion, responses, scoredOn, scoredBy, reason }) => ({
      number,
      from: fromVersion,
      to: toVersion,
      responses,
      on: scoredOn,
      by: makerOf(actor, roundId, scoredBy),
      reason,
    }))
}
