import { desc, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import type { Database } from './database'
import { roundScorings } from './schema/rounds'
import { makerOf, type WeightingMaker } from './weighting-maker'

/** One time that a round was scored anew. */
export type RoundScoring = {
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
    .map(({ fromVersion, toVersion, responses, scoredOn, scoredBy, reason }) => ({
      from: fromVersion,
      to: toVersion,
      responses,
      on: scoredOn,
      by: makerOf(actor, roundId, scoredBy),
      reason,
    }))
}
