import { and, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import {
  isNumberReached,
  type ReleaseReason,
  type ReleaseState,
  releaseReason,
} from '@/lib/disclosure/release'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { encodeSums } from '@/lib/profile/sums'
import type { TableRow } from '@/lib/profile/table-parts'
import { type Analysis, analyse } from './analysis-pass'
import { audit } from './audit'
import { type Snapshot, store } from './connection'
import type { Database } from './database'
import { withdrawalsUpTo, withdrawnFromEarlierWaves } from './earlier-waves'
import { dateOf, newId } from './identifiers'
import { countResponses } from './live-sums'
import { cellSums, releaseCells, releaseDetails, releases } from './schema/aggregates'
import { responseScores, responses, tombstones } from './schema/responses'
import { rounds } from './schema/rounds'
import { personWeights } from './schema/weightings'
import { sealDetail } from './sealed-details'
import { type WeightsInUse, weightsInUse } from './weights-in-use'
import type { Transaction } from './write-queue'

/*
 * A release is made in three steps: in one transaction it is decided and the live sums are taken; then, on a snapshot of that moment and while
 * others go on writing, all that the live sums do not hold is reckoned; and in one more transaction everything is stored. A program
 * that ends in between leaves nothing behind, and the release is still due.
 */

/**
 * Makes a release when one is due. For `db` only.
 *
 * @returns its number, or null
 */
export async function releaseIfDue(actor: Actor, roundId: string, now: Date): Promise<number | null> {
  const decide = (db: Database) => {
    const state = stateOf(db, roundId, now)
    const reason = releaseReason(state)
    return reason === null ? null : { state, reason }
  }
  return oneAtATime(roundId, async () =>
    decide(store().reader) === null ? null : release(actor, roundId, decide),
  )
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

// Next loads a module once for each of its bundles: what is under way must be known to all of them.
const underWay = globalThis as { footholdReleases?: Map<string, Promise<unknown>> | undefined }

/** Whether a release of the round is being made in this process. For `db` only. */
export function isReleaseUnderWay(roundId: string): boolean {
  return underWay.footholdReleases?.has(roundId) ?? false
}

/** Lets one release of a round be made after another, never two at once. For `db` only. */
export async function oneAtATime<T>(roundId: string, work: () => Promise<T>): Promise<T> {
  underWay.footholdReleases ??= new Map()
  const queue = underWay.footholdReleases
  const before = queue.get(roundId) ?? Promise.resolve()
  const own = before.then(work, work)
  queue.set(roundId, own)
  try {
    return await own
  } finally {
    if (queue.get(roundId) === own) queue.delete(roundId)
  }
}

type Decision = { readonly state: ReleaseState; readonly reason: ReleaseReason }

/** What was taken when a release was decided. */
type Taken = Decision & {
  readonly number: number
  readonly withdrawals: number
  readonly cells: readonly (typeof cellSums.$inferSelect)[]
  readonly snapshot: Snapshot
}

/** Somebody who withdraws while a release is reckoned must not be in it: it is begun again, so many times at most. */
const mostTries = 5

/**
 * Makes a release of a round, if it is decided. For `db` only.
 *
 * @param decide says whether there is to be a release, in the transaction that takes the sums
 * @returns the number of the release; null where none was to be made, or people kept withdrawing meanwhile, and it is still due
 */
export async function release(
  actor: Actor,
  roundId: string,
  decide: (db: Database) => Decision | null,
): Promise<number | null> {
  const { writes } = store()
  for (let tries = 0; tries < mostTries; tries += 1) {
    const taken = await writes.transactAlone(async (tx) => take(tx, roundId, decide))
    if (taken === null) return null
    try {
      const round = roundById(taken.snapshot.db, roundId)
      const chosen = weightsInUse(taken.snapshot.db, round)
      const analysis = await analyse(taken.snapshot.db, round, chosen?.weights ?? null)
      const isStored = await writes.transactAlone(async (tx) =>
        storeRelease(tx, actor, round, taken, analysis, chosen),
      )
      if (isStored) return taken.number
    } finally {
      taken.snapshot.close()
    }
  }
  return null
}

function take(tx: Transaction, roundId: string, decide: (db: Database) => Decision | null): Taken | null {
  const decision = decide(tx.db)
  if (decision === null) return null
  countResponses(tx)
  // Nobody else can write until this transaction ends, so that the snapshot and the sums are of the same people.
  const snapshot = store().snapshot()
  tx.onUndo(() => snapshot.close())
  return {
    ...decision,
    number: (lastRelease(tx.db, roundId)?.number ?? 0) + 1,
    withdrawals: withdrawalsOf(tx.db, roundId),
    cells: tx.db.select().from(cellSums).where(eq(cellSums.roundId, roundId)).all(),
    snapshot,
  }
}

/** @returns whether it was stored: not when somebody withdrew, or another process made a release or scored the round anew, since it was taken */
function storeRelease(
  tx: Transaction,
  actor: Actor,
  { id: roundId, scoringVersion }: typeof rounds.$inferSelect,
  taken: Taken,
  { details, weighted, linkedUpon, reliability }: Analysis,
  chosen: WeightsInUse | null,
): boolean {
  const { number, state, reason, cells, snapshot } = taken
  const isOvertaken =
    (lastRelease(tx.db, roundId)?.number ?? 0) + 1 !== number ||
    withdrawalsOf(tx.db, roundId) !== taken.withdrawals ||
    roundById(tx.db, roundId).scoringVersion !== scoringVersion
  if (isOvertaken) return false
  tx.db
    .insert(releases)
    .values({
      roundId,
      number,
      responses: state.responses,
      madeOn: state.today,
      reason,
      scoringVersion,
      linkedUpon,
      reliability,
      weighting: chosen === null ? null : { ...chosen.weighting, weightsKey: weightsKeyOf(chosen, number) },
    })
    .run()
  const stored =
    weighted === null
      ? cells.map((cell) => ({ ...cell, release: number }))
      : weighted.map((row) => ({ roundId, release: number, ...row.address, sums: bytesOf(row) }))
  for (const cell of stored) tx.db.insert(releaseCells).values(cell).run()
  for (const row of details) {
    const id = newId(new Date())
    const sums = sealDetail(id, bytesOf(row))
    tx.db
      .insert(releaseDetails)
      .values({ id, roundId, release: number, ...row.address, sums })
      .run()
  }
  // Who answered since the snapshot is in no figure of this release; rows do not tell in what order they came.
  const members = snapshot.db
    .select({ id: responses.id })
    .from(responses)
    .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
    .where(
      and(
        eq(responses.roundId, roundId),
        isNull(responseScores.firstRelease),
        // Who has no weight is in no figure, and no release need be made to take them out.
        ...(chosen?.designId == null
          ? []
          : [inArray(responses.id, weightedIn(snapshot.db, chosen.designId))]),
      ),
    )
    .all()
  const mark = tx.db
    .update(responseScores)
    .set({ firstRelease: number })
    .where(eq(responseScores.responseId, sql.placeholder('id')))
    .prepare()
  for (const { id } of members) mark.run({ id })
  audit(tx, actor, 'release.make', `${roundId} ${number}`, reason)
  return true
}

/** Fitted weights are others in each release; where the fit failed, what it stood upon is left. */
function weightsKeyOf({ weighting, designId }: WeightsInUse, release: number): string {
  const isFitted = weighting.method !== 'design' && weighting.fault === null
  return isFitted ? `${weighting.id} ${release}` : (designId ?? '')
}

function weightedIn(db: Database, designId: string) {
  return db
    .select({ id: personWeights.responseId })
    .from(personWeights)
    .where(eq(personWeights.weightingId, designId))
}

function bytesOf({ sums }: TableRow): Buffer {
  return Buffer.from(encodeSums(sums).buffer)
}

/** What decides whether a release of a round is due. For `db` only. */
export function stateOf(db: Database, roundId: string, now: Date): ReleaseState {
  const last = lastRelease(db, roundId)
  const round = roundById(db, roundId)
  const { responses: inRound, state, weightingId, scoringVersion } = round
  const made = db
    .select({ reason: releases.reason, scoringVersion: releases.scoringVersion })
    .from(releases)
    .where(eq(releases.roundId, roundId))
    .all()
  const withdrawn = db
    .select({ first: sql<string | null>`min(${tombstones.withdrawnOn})` })
    .from(tombstones)
    .where(
      and(
        eq(tombstones.roundId, roundId),
        gte(tombstones.afterRelease, last?.number ?? 0),
        eq(tombstones.wasReleased, true),
      ),
    )
    .get()
  const earlier = last === undefined ? null : withdrawnFromEarlierWaves(db, round, last)
  const firstDay = [withdrawn?.first ?? null, earlier].filter((day) => day !== null).sort()[0] ?? null
  return {
    responses: inRound,
    last: last === undefined ? null : { responses: last.responses },
    isFirstClose: state === 'closed' && !hasReleaseAtClose(db, roundId),
    hasChanged:
      inRound !== (last?.responses ?? 0) ||
      firstDay !== null ||
      (last !== undefined &&
        ((last.weighting?.id ?? null) !== weightingId || last.scoringVersion !== scoringVersion)),
    isScoringNew: !made.some((one) => one.scoringVersion === scoringVersion),
    scoredAnew: made.filter(({ reason }) => reason === 'scored_anew').length,
    withdrawnOn: last === undefined ? null : firstDay,
    today: dateOf(now),
  }
}

/** The row of a round as a connection sees it. For `db` only. @throws not_found */
export function roundById(db: Database, roundId: string): typeof rounds.$inferSelect {
  const found = db.select().from(rounds).where(eq(rounds.id, roundId)).get()
  if (found === undefined) throw problem('not_found', { what: 'round' })
  return found
}

function lastRelease(db: Database, roundId: string): typeof releases.$inferSelect | undefined {
  return db
    .select()
    .from(releases)
    .where(eq(releases.roundId, roundId))
    .orderBy(desc(releases.number))
    .limit(1)
    .get()
}

function withdrawalsOf(db: Database, roundId: string): number {
  return withdrawalsUpTo(db, roundById(db, roundId))
}

function hasReleaseAtClose(db: Database, roundId: string): boolean {
  const found = db
    .select({ number: releases.number })
    .from(releases)
    .where(and(eq(releases.roundId, roundId), eq(releases.reason, 'round_closed')))
    .get()
  return found !== undefined
}
