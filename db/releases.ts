import { and, count, desc, eq, gt, lt, sql } from 'drizzle-orm'
import {
  isNumberReached,
  isReleaseDue,
  mayManagerRelease,
  type ReleaseReason,
  type ReleaseState,
  releaseReason,
} from '@/lib/disclosure/release'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { dateOf } from './identifiers'
import { countResponses } from './live-sums'
import { type Page, type PageQuery, pageOf, pageQuerySchema } from './paging'
import { releases } from './schema/aggregates'
import { tombstones } from './schema/responses'
import { rounds } from './schema/rounds'
import type { Transaction } from './write-queue'

/** A release as programs read it in a list. */
export type ListedRelease = {
  readonly number: number
  readonly responses: number
  readonly madeOn: string
  readonly reason: ReleaseReason
}

/**
 * Makes a release by a manager's decision: once in a round, after the first, when something changed.
 *
 * @throws not_found, release_not_due
 */
export async function makeRelease(actor: Actor, slug: string): Promise<{ readonly number: number }> {
  const { reader, writes } = store()
  const round = reader.select().from(rounds).where(eq(rounds.slug, slug)).get()
  if (round === undefined) throw problem('not_found', { what: 'round' })
  authorise(actor, 'release.make', round.id)
  return writes.transactAlone(async (tx) => {
    const state = stateOf(tx.db, round.id, new Date(), false)
    const decided = tx.db
      .select({ n: count() })
      .from(releases)
      .where(and(eq(releases.roundId, round.id), eq(releases.reason, 'manager_decided')))
      .get()
    if (!mayManagerRelease(state, decided?.n ?? 0)) throw problem('release_not_due')
    return { number: insertRelease(tx, actor, round.id, state, 'manager_decided') }
  })
}

/**
 * The releases of a round with why each was made, newest first, a page at a time.
 *
 * @throws not_found (round), input_invalid (limit, after)
 */
export async function pageOfReleases(
  actor: Actor,
  slug: string,
  query: PageQuery,
): Promise<Page<ListedRelease>> {
  authorise(actor, 'round.monitor')
  const page = readInput(pageQuerySchema, query)
  const { reader } = store()
  const round = reader.select({ id: rounds.id }).from(rounds).where(eq(rounds.slug, slug)).get()
  if (round === undefined) throw problem('not_found', { what: 'round' })
  authorise(actor, 'round.monitor', round.id)
  const inRound = eq(releases.roundId, round.id)
  return pageOf(
    `releases of ${round.id}`,
    page,
    (key, most) =>
      reader
        .select({
          number: releases.number,
          responses: releases.responses,
          madeOn: releases.madeOn,
          reason: releases.reason,
        })
        .from(releases)
        .where(key === null ? inRound : and(inRound, lt(releases.number, Number(key))))
        .orderBy(desc(releases.number))
        .limit(most)
        .all(),
    ({ number }) => String(number),
  )
}

/** Makes the releases that are due in any round: withdrawals reach the figures within 30 days. */
export async function makeDueReleases(actor: Actor, now: Date): Promise<number> {
  authorise(actor, 'installation.check')
  const { reader, writes } = store()
  let made = 0
  for (const { id } of reader.select({ id: rounds.id }).from(rounds).all()) {
    if (!isReleaseDue(stateOf(reader, id, now, false))) continue
    await writes.transactAlone(async (tx) => {
      if (releaseIfDue(tx, actor, id, now, false) !== null) made += 1
    })
  }
  return made
}

/**
 * Makes a release in a transaction of its own (`transactAlone`) when one is due. For `db` only.
 *
 * @returns its number, or null
 */
export function releaseIfDue(
  tx: Transaction,
  actor: Actor,
  roundId: string,
  now: Date,
  isClosing: boolean,
): number | null {
  const state = stateOf(tx.db, roundId, now, isClosing)
  const reason = releaseReason(state)
  return reason === null ? null : insertRelease(tx, actor, roundId, state, reason)
}

/**
 * Whether the number of responses calls for a release: a quick look after each submission, which `releaseIfDue` repeats with care.
 * For `db` only.
 */
export function isReleaseDueNow(roundId: string): boolean {
  const { reader } = store()
  let statement = quickLooks.get(reader)
  if (statement === undefined) {
    statement = reader
      .select({
        responses: rounds.responses,
        released: sql<number | null>`(select ${releases.responses} from ${releases}
          where ${releases.roundId} = ${rounds.id} order by ${releases.number} desc limit 1)`,
      })
      .from(rounds)
      .where(eq(rounds.id, sql.placeholder('roundId')))
      .prepare()
    quickLooks.set(reader, statement)
  }
  const found = statement.get({ roundId })
  if (found === undefined) return false
  return isNumberReached(found.responses, found.released)
}

type QuickLook = {
  readonly get: (values: {
    readonly roundId: string
  }) => { responses: number; released: number | null } | undefined
}
const quickLooks = new WeakMap<Database, QuickLook>()

function stateOf(db: Database, roundId: string, now: Date, isClosing: boolean): ReleaseState {
  const last = db
    .select()
    .from(releases)
    .where(eq(releases.roundId, roundId))
    .orderBy(desc(releases.number))
    .limit(1)
    .get()
  const inRound = db.select({ n: rounds.responses }).from(rounds).where(eq(rounds.id, roundId)).get()?.n ?? 0
  const withdrawnSince = db
    .select({ n: count(), first: sql<string | null>`min(${tombstones.withdrawnOn})` })
    .from(tombstones)
    .where(and(eq(tombstones.roundId, roundId), gt(tombstones.afterRelease, (last?.number ?? 0) - 1)))
    .get()
  return {
    responses: inRound,
    last: last === undefined ? null : { responses: last.responses },
    isFirstClose: isClosing && !hasReleaseAtClose(db, roundId),
    hasChanged: inRound !== (last?.responses ?? 0) || (withdrawnSince?.n ?? 0) > 0,
    withdrawnOn: last === undefined ? null : (withdrawnSince?.first ?? null),
    today: dateOf(now),
  }
}

function hasReleaseAtClose(db: Database, roundId: string): boolean {
  const found = db
    .select({ number: releases.number })
    .from(releases)
    .where(and(eq(releases.roundId, roundId), eq(releases.reason, 'round_closed')))
    .get()
  return found !== undefined
}

function insertRelease(
  tx: Transaction,
  actor: Actor,
  roundId: string,
  state: ReleaseState,
  reason: ReleaseReason,
): number {
  const newest = tx.db
    .select({ number: releases.number })
    .from(releases)
    .where(eq(releases.roundId, roundId))
    .orderBy(desc(releases.number))
    .limit(1)
    .get()
  const number = (newest?.number ?? 0) + 1
  countResponses(tx)
  tx.db
    .insert(releases)
    .values({ roundId, number, responses: state.responses, madeOn: state.today, reason })
    .run()
  tx.db.run(sql`
    insert into release_cells (round_id, release, breakdowns, bands, category, stratum, psu, sums)
    select round_id, ${number}, breakdowns, bands, category, stratum, psu, sums from cell_sums where round_id = ${roundId}`)
  audit(tx, actor, 'release.make', `${roundId} ${number}`, reason)
  return number
}
