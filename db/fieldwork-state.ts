import { and, count, desc, eq, gte } from 'drizzle-orm'
import { type Fieldwork, type OutcomeRates, outcomeRates } from '@/lib/estimation/response-rate'
import { type Actor, isAllowed } from '@/lib/permissions'
import type { Result } from '@/lib/result'
import type { Database } from './database'
import { dateOf } from './identifiers'
import { releases } from './schema/aggregates'
import { fieldwork } from './schema/fieldwork'
import type { rounds } from './schema/rounds'
import { savedInterviews } from './schema/saved-interviews'

/** What was counted in the field, and the rates that follow, as far as an actor may know them. */
export type RoundFieldwork = {
  readonly counted: Fieldwork
  /**
   * People who answered: at this moment for those who may watch the round fill, in the newest release for all others, and for
   * everybody once the answers are erased; null where there is none.
   */
  readonly answers: number | null
  readonly isLive: boolean
  /** Null without answers to reckon with; the problems where more people answered since than were said to be asked. */
  readonly rates: Result<OutcomeRates> | null
  /** Interviews that were put aside and neither sent nor expired; null for those who may not watch the round fill. */
  readonly putAside: number | null
}

const nothingCounted: Fieldwork = { asked: null, refused: null, notReached: null, notEligible: null }

type CountedRound = Pick<typeof rounds.$inferSelect, 'id' | 'responses' | 'keptUntil'>

/**
 * For `db` only.
 *
 * @returns null for those who may not read the round's profile
 */
export function fieldworkFor(
  db: Database,
  actor: Actor,
  round: CountedRound,
  now: Date,
): RoundFieldwork | null {
  if (!isAllowed(actor, 'aggregate.protected', round.id)) return null
  const mayWatch = isAllowed(actor, 'round.monitor', round.id)
  const isLive = mayWatch && hasAnswers(round, now)
  const counted = countedIn(db, round.id)
  const answers = isLive ? round.responses : releasedIn(db, round.id)
  return {
    counted,
    answers,
    isLive,
    rates: answers === null ? null : outcomeRates(answers, counted),
    putAside: mayWatch ? putAsideIn(db, round.id, now) : null,
  }
}

/**
 * People who answered until now; when the round's last day has passed and their answers are erased, those of its last release.
 * For `db` only.
 */
export function answeredIn(db: Database, round: CountedRound, now: Date): number {
  return hasAnswers(round, now) ? round.responses : (releasedIn(db, round.id) ?? 0)
}

function hasAnswers({ keptUntil }: CountedRound, now: Date): boolean {
  return keptUntil === null || keptUntil >= dateOf(now)
}

function releasedIn(db: Database, roundId: string): number | null {
  const newest = db
    .select({ responses: releases.responses })
    .from(releases)
    .where(eq(releases.roundId, roundId))
    .orderBy(desc(releases.number))
    .limit(1)
    .get()
  return newest?.responses ?? null
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
