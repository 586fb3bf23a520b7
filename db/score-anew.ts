import { and, asc, count, desc, eq, gt } from 'drizzle-orm'
import { mostReleasedScorings, mostScoredAnew } from '@/lib/disclosure/release'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { isScoringChanged } from '@/lib/questionnaire/scoring-change'
import type { Problem } from '@/lib/result'
import { scoringVersion as engineVersion } from '@/lib/scoring/score'
import { scoringAnewSchema } from '@/lib/scoring-anew'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { dateOf } from './identifiers'
import { inLots } from './in-lots'
import { CellTotals, countResponses, replaceSums } from './live-sums'
import { type StoredScores, scoresOf } from './new-response'
import { oneAtATime, releaseIfDue, roundById } from './release-making'
import { roundRow } from './rounds'
import { releases } from './schema/aggregates'
import { questionnaireVersions } from './schema/questionnaires'
import { responseScores, responses } from './schema/responses'
import { roundScorings, rounds } from './schema/rounds'
import { scoredVersion, tryScoring, versionScoredBy } from './scored-version'
import { everyAnswerOf } from './sealed-answers'
import type { Transaction } from './write-queue'

/*
 * A round is scored anew as a release is made: on a snapshot every answer is scored and every sum added up while others go on writing; then one
 * transaction scores who arrived meanwhile, takes out who withdrew, and puts scores, sums and the round's scoring in the place of the old ones.
 * A program that ends in between leaves the old ones whole.
 */

/** What came of it. */
export type ScoredAnew = {
  /** The version whose scoring is in force now. */
  readonly version: number
  /** Responses that were scored. */
  readonly responses: number
  /** Number of the release that was made of it; null where none was due. */
  readonly release: number | null
}

/**
 * Scores every answer of a round by the scoring of another version of its questionnaire, and those that come from now on. What people are asked
 * stays. Releases that were made stay as they are; one more is made where the round has any, and none by this scoring yet (`releaseReason`).
 *
 * @param input as `scoringAnewSchema` reads it
 * @throws not_found, not_allowed; input_invalid (version) when there is no such version, when the answers cannot be scored by it, with each
 *   item named, when it scores as the round is scored already, when figures were released by as many scorings as may be, or when the round's
 *   last day has passed; input_invalid (reason)
 */
export async function scoreAnew(actor: Actor, slug: string, input: unknown): Promise<ScoredAnew> {
  authorise(actor, 'round.scoreAnew')
  const round = roundRow(slug)
  authorise(actor, 'round.scoreAnew', round.id)
  const { version, reason } = readInput(scoringAnewSchema, input)
  const scored = await oneAtATime(round.id, async () => {
    const target = targetFor(roundById(store().reader, round.id), version)
    return scoreAll(actor, round.id, target, reason)
  })
  const release = await releaseIfDue(actor, round.id, new Date())
  return { version, responses: scored, release }
}

/** A version, and what the round would be if it were scored by it. */
export type VersionToScoreBy = {
  readonly version: number
  readonly publishedOn: string
  readonly changeNote: string
  /** `in_force`: the round is scored so already, by this version or by one of the same scoring. */
  readonly state: 'in_force' | 'possible' | 'impossible'
  /** Why the answers cannot be scored by it, or may not. */
  readonly problems: readonly Problem[]
  /** As it was asked, with this scoring; null where that is impossible. */
  readonly questionnaire: Questionnaire | null
}

export type RoundToScoreAnew = {
  readonly title: string
  readonly responses: number
  readonly asked: number
  /** The version that the answers are scored by now. */
  readonly inForce: number
  /** As it was asked, with the scoring in force. */
  readonly questionnaire: Questionnaire
  /** Newest first. */
  readonly versions: readonly VersionToScoreBy[]
  /** Whether a release was made, and how many more may be made because the round was scored anew. */
  readonly isReleased: boolean
  readonly releasesLeft: number
}

/** By which versions the answers of a round can be scored. @throws not_found, not_allowed */
export async function readRoundToScoreAnew(actor: Actor, slug: string): Promise<RoundToScoreAnew> {
  authorise(actor, 'round.scoreAnew')
  const round = roundRow(slug)
  authorise(actor, 'round.scoreAnew', round.id)
  const { reader } = store()
  const questionnaire = scoredVersion(round)
  const made = reader
    .select({ reason: releases.reason })
    .from(releases)
    .where(eq(releases.roundId, round.id))
    .all()
  return {
    title: round.title,
    responses: round.responses,
    asked: round.questionnaireVersion,
    inForce: round.scoringVersion ?? round.questionnaireVersion,
    questionnaire,
    versions: reader
      .select({
        version: questionnaireVersions.version,
        publishedOn: questionnaireVersions.publishedOn,
        changeNote: questionnaireVersions.changeNote,
      })
      .from(questionnaireVersions)
      .where(eq(questionnaireVersions.questionnaireId, round.questionnaireId))
      .orderBy(desc(questionnaireVersions.version))
      .all()
      .map((published) => ({ ...published, ...lookAt(round, questionnaire, published.version) })),
    isReleased: made.length > 0,
    releasesLeft: mostScoredAnew - made.filter(({ reason }) => reason === 'scored_anew').length,
  }
}

function lookAt(
  round: typeof rounds.$inferSelect,
  inForce: Questionnaire,
  version: number,
): Pick<VersionToScoreBy, 'state' | 'problems' | 'questionnaire'> {
  const found = tryScoring(round.questionnaireId, round.questionnaireVersion, version)
  if (!found.ok) return { state: 'impossible', problems: found.problems, questionnaire: null }
  if (!isScoringChanged(inForce, found.value))
    return { state: 'in_force', problems: [], questionnaire: found.value }
  const released = scoringsReleased(round.id)
  // Not every release can be denied to a further scoring: who withdraws must leave the figures.
  if (released.size >= mostReleasedScorings && !released.has(scoringOf(round, version)))
    return { state: 'impossible', problems: [tooManyScorings(version)], questionnaire: null }
  return { state: 'possible', problems: [], questionnaire: found.value }
}

/** A version as `rounds.scoringVersion` has it: its own version is what a round begins with and may go back to. */
function scoringOf({ questionnaireVersion }: typeof rounds.$inferSelect, version: number): number | null {
  return version === questionnaireVersion ? null : version
}

function scoringsReleased(roundId: string): ReadonlySet<number | null> {
  const made = store()
    .reader.selectDistinct({ scoring: releases.scoringVersion })
    .from(releases)
    .where(eq(releases.roundId, roundId))
    .all()
  return new Set(made.map(({ scoring }) => scoring))
}

function tooManyScorings(version: number): Problem {
  const message = `Figures of this round were released by ${mostReleasedScorings} scorings, and that of version ${version} would be one more look at the same people. Choose a version that had a release.`
  return { path: 'scoring', code: 'too_many_scorings', message }
}

/** A round's scoring: the one before, and the one to come. Null: that of the version that is asked. */
type Target = {
  readonly before: number | null
  readonly scoring: number | null
  readonly questionnaire: Questionnaire
}

/** @throws input_invalid (version) */
function targetFor(round: typeof rounds.$inferSelect, version: number): Target {
  const { questionnaireId, questionnaireVersion, scoringVersion: before, keptUntil } = round
  if (keptUntil !== null && keptUntil < dateOf(new Date())) {
    const message =
      'The last day of this round has passed, and its answers are erased: there is nothing to score. Its releases stay as they were made.'
    throw refusedVersion('answers_erased', message)
  }
  if (!isPublished(store().reader, questionnaireId, version))
    throw refusedVersion('unknown_version', `There is no version ${version}. Choose a published one.`)
  const { state, problems } = lookAt(round, scoredVersion(round), version)
  if (state === 'impossible')
    throw problem(
      'input_invalid',
      undefined,
      problems.map(({ code, message }) => ({ path: 'version', code, message })),
    )
  if (state === 'in_force') {
    const message = `Version ${version} scores as the round is scored already. Choose a version with another scoring.`
    throw refusedVersion('same_scoring', message)
  }
  const scoring = scoringOf(round, version)
  return { before, scoring, questionnaire: versionScoredBy(questionnaireId, questionnaireVersion, scoring) }
}

function isPublished(db: Database, id: string, version: number): boolean {
  const found = db
    .select({ version: questionnaireVersions.version })
    .from(questionnaireVersions)
    .where(and(eq(questionnaireVersions.questionnaireId, id), eq(questionnaireVersions.version, version)))
    .get()
  return found !== undefined
}

function refusedVersion(code: string, message: string) {
  return problem('input_invalid', undefined, [{ path: 'version', code, message }])
}

/** Responses read at a time. */
const lot = 200

/** What is known of a person once they are scored. */
type ScoredPerson = {
  readonly recordKey: number
  readonly scores: StoredScores & { readonly bands: Readonly<Record<string, string>> }
}

/** @returns how many responses were scored */
async function scoreAll(actor: Actor, roundId: string, target: Target, reason: string): Promise<number> {
  const snapshot = store().snapshot()
  try {
    const people = new Map<string, ScoredPerson>()
    const totals = new CellTotals(target.questionnaire)
    const rows = inLots(lot, (after, size) => responsesAfter(snapshot.db, roundId, after, size))
    for await (const row of rows) {
      const person = scoredPerson(target.questionnaire, row)
      people.set(row.id, person)
      totals.add(person)
    }
    return await store().writes.transactAlone(async (tx) =>
      storeScores(tx, actor, roundId, target, { reason, people, totals }),
    )
  } finally {
    snapshot.close()
  }
}

const rowColumns = {
  id: responses.id,
  recordKey: responses.recordKey,
  answers: responses.answers,
  freeText: responses.freeText,
  bands: responseScores.bands,
}

type Row = ReturnType<typeof responsesAfter>[number]

function responsesAfter(db: Database, roundId: string, after: string, size: number) {
  return db
    .select(rowColumns)
    .from(responses)
    .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
    .where(and(eq(responses.roundId, roundId), gt(responses.id, after)))
    .orderBy(asc(responses.id))
    .limit(size)
    .all()
}

/** Bands are of what was asked, which stays. */
function scoredPerson(questionnaire: Questionnaire, row: Row): ScoredPerson {
  const { recordKey, bands } = row
  // Free text is opened too: whether a question was asked may depend on it.
  return { recordKey, scores: { ...scoresOf(questionnaire, everyAnswerOf(row)), bands } }
}

/** Puts the new scores in the place of the old ones. @throws input_invalid (version) when another process scored the round meanwhile */
function storeScores(
  tx: Transaction,
  actor: Actor,
  roundId: string,
  { before, scoring, questionnaire }: Target,
  {
    reason,
    people,
    totals,
  }: {
    readonly reason: string
    readonly people: Map<string, ScoredPerson>
    readonly totals: CellTotals
  },
): number {
  const round = roundById(tx.db, roundId)
  if (round.scoringVersion !== before) {
    const message = 'Somebody else scored this round anew meanwhile. Look at it, then choose again.'
    throw refusedVersion('scored_meanwhile', message)
  }
  countResponses(tx)
  const present = tx.db
    .select({ id: responses.id })
    .from(responses)
    .where(eq(responses.roundId, roundId))
    .all()
  settleWhoCameAndWent(tx, questionnaire, new Set(present.map(({ id }) => id)), people, totals)
  const update = tx.db.$client.prepare(
    'update response_scores set scoring_version = ?, overall = ?, category = ?, dimensions = ?, deprived = ? where response_id = ?',
  )
  for (const [id, { scores }] of people) {
    const { overall, category, dimensions, deprived } = scores
    update.run(engineVersion, overall, category, JSON.stringify(dimensions), JSON.stringify(deprived), id)
  }
  replaceSums(tx, roundId, totals.rows().values())
  tx.db.update(rounds).set({ scoringVersion: scoring }).where(eq(rounds.id, roundId)).run()
  const asked = round.questionnaireVersion
  const line = { fromVersion: before ?? asked, toVersion: scoring ?? asked }
  tx.db
    .insert(roundScorings)
    .values({
      roundId,
      number: timesScoredAnew(tx.db, roundId) + 1,
      ...line,
      responses: people.size,
      scoredOn: dateOf(new Date()),
      scoredBy: actor.kind === 'staff' ? actor.accountId : actor.kind,
      reason,
    })
    .run()
  audit(
    tx,
    actor,
    'round.score_anew',
    roundId,
    `${reason} [version ${line.fromVersion} to ${line.toVersion}, ${people.size} responses]`,
  )
  return people.size
}

/** Since the snapshot. */
function settleWhoCameAndWent(
  tx: Transaction,
  questionnaire: Questionnaire,
  present: ReadonlySet<string>,
  people: Map<string, ScoredPerson>,
  totals: CellTotals,
): void {
  for (const [id, person] of people) {
    if (present.has(id)) continue
    totals.add(person, -1)
    people.delete(id)
  }
  for (const id of present) {
    const row = people.has(id) ? undefined : responseById(tx.db, id)
    if (row === undefined) continue
    const person = scoredPerson(questionnaire, row)
    people.set(id, person)
    totals.add(person)
  }
}

function responseById(db: Database, id: string): Row | undefined {
  return db
    .select(rowColumns)
    .from(responses)
    .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
    .where(eq(responses.id, id))
    .get()
}

function timesScoredAnew(db: Database, roundId: string): number {
  return db.select({ n: count() }).from(roundScorings).where(eq(roundScorings.roundId, roundId)).get()?.n ?? 0
}
