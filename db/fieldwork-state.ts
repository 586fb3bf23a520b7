import { and, count, eq, gte } from 'drizzle-orm'
import { type Fieldwork, type OutcomeRates, outcomeRates } from '@/lib/estimation/response-rate'
import { type Actor, isAllowed } from '@/lib/permissions'
import type { Result } from '@/lib/result'
import type { Database } from './database'
import { dateOf } from './identifiers'
import { fieldwork } from './schema/fieldwork'
import type { rounds } from './schema/rounds'
import { savedInterviews } from './schema/saved-interviews'

/** What was counted in the field, and the rates that follow, as far as an actor may know them. */
export type RoundFieldwork = {
  readonly counted: Fieldwork
  /**
   * People who answered: at this moment for those who may watch the round fill, in the newest release for all others; null where
   * there is none yet.
   */
  readonly answers: number | null
  readonly isLive: boolean
  /** Null without answers to reckon with; the problems where more people answered since than were said to be asked. */
  readonly rates: Result<OutcomeRates> | null
  /** Interviews that were put aside and neither sent nor expired; null for those who may not watch the round fill. */
  readonly putAside: number | null
}

const nothingCounted: Fieldwork = { asked: null, refused: null, notReached: null, notEligible: null }

/**
 * For `db` only.
 *
 * @param released responses in the newest release; null where there is none
 * @returns null for those who may not read the round's profile
 */
export function fieldworkFor(
  db: Database,
  actor: Actor,
  round: Pick<typeof rounds.$inferSelect, 'id' | 'responses'>,
  released: number | null,
  now: Date,
): RoundFieldwork | null {
  if (!isAllowed(actor, 'aggregate.protected', round.id)) return null
  const isLive = isAllowed(actor, 'round.monitor', round.id)
  const counted = countedIn(db, round.id)
  const answers = isLive ? round.responses : released
  return {
    counted,
    answers,
    isLive,
    rates: answers === null ? null : outcomeRates(answers, counted),
    putAside: isLive ? putAsideIn(db, round.id, now) : null,
  }
}

/** What was counted in a round. For `db` only. */
export function countedIn(db: Database, roundId: string): Fieldwork {
  const { asked, refused, notReached, notEligible } = fieldwork
  const counted = db
    .select({ asked, refused, notReached, notEligible })
    .from(fieldwork)
    .where(eq(fieldwork.roundId, roundId))
    .get()
  return counted ?? nothingCounted
}

function putAsideIn(db: Database, roundId: string, now: Date): number {
  const isKept = and(eq(savedInterviews.roundId, roundId), gte(savedInterviews.expiresOn, dateOf(now)))
  return db.select({ n: count() }).from(savedInterviews).where(isKept).get()?.n ?? 0
}
