import { eq, sql } from 'drizzle-orm'
import { canonicalJson } from '@/lib/canonical-json'
import { formatCode, receiptFrom } from '@/lib/code'
import { bandsOf } from '@/lib/disclosure/lattice'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { Answers } from '@/lib/questionnaire/answers'
import { dayAnswers, waveAnswers } from '@/lib/questionnaire/answers-filled-in'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Problem } from '@/lib/result'
import { scoringVersion as engineVersion, scoreResponse } from '@/lib/scoring/score'
import { store } from './connection'
import type { Database } from './database'
import { dateOf, newId, newRecordKey } from './identifiers'
import { noteUncounted } from './live-sums'
import { isReleaseDueNow, releaseIfDue } from './release-making'
import { takesAnswers } from './rounds'
import { responseScores, responses, tombstones } from './schema/responses'
import { rounds } from './schema/rounds'
import { type ScoredRound, scoredVersion } from './scored-version'
import { sealAnswers } from './sealed-answers'
import type { Transaction } from './write-queue'

/** What becomes of one person's answers on their way to the disk, however they came: for `db` only. */

export type Channel = 'web' | 'api' | 'import'

export type Recorded = {
  readonly submissionId: string
  /** 16 characters in groups of four. */
  readonly receipt: string
  /** True when the same submission was recorded before. */
  readonly isRepeat: boolean
}

/** All that will be stored of a response. */
export type NewResponse = {
  readonly round: ScoredRound
  readonly answers: Answers
  readonly row: typeof responses.$inferInsert
  readonly scores: typeof responseScores.$inferSelect
  readonly receipt: string
}

type Sent = {
  readonly submissionId: string
  readonly language: string
  readonly contentMac: string
  readonly channel: Channel
  /** Made on the device, 16 characters; null where it is made here. */
  readonly receipt: string | null
  readonly consent: AgreedConsent
}

/** What a person agreed to: a text that was kept when it was shown, or (id null) only its version. */
export type AgreedConsent = { readonly version: number; readonly textId: string | null }

/**
 * Seals, scores and keys one response before a transaction is opened.
 *
 * @param questionnaire that the round asks
 * @param answers validated against this very questionnaire
 */
export function prepareResponse(
  round: typeof rounds.$inferSelect,
  questionnaire: Questionnaire,
  answers: Answers,
  { submissionId, language, contentMac, channel, receipt: ownReceipt, consent }: Sent,
): NewResponse {
  const now = new Date()
  const id = newId(now)
  const receipt = ownReceipt ?? receiptOf(submissionId)
  const isText = new Set(questionnaire.items.filter((item) => item.type === 'text').map((item) => item.id))
  const part = (wanted: boolean) =>
    Object.fromEntries(Object.entries(answers).filter(([itemId]) => isText.has(itemId) === wanted))
  return {
    round,
    answers,
    row: {
      id,
      roundId: round.id,
      submissionId,
      contentMac,
      receiptMac: receiptMacOf(receipt),
      questionnaireVersion: questionnaire.version,
      consentVersion: consent.version,
      consentTextId: consent.textId,
      language,
      channel,
      answeredOn: dateOf(now),
      ...sealAnswers(id, part(false), part(true)),
      recordKey: newRecordKey(),
    },
    scores: {
      responseId: id,
      scoringVersion: engineVersion,
      ...scoresOf(scoredVersion(round), answers),
      bands: bandsOf(questionnaire, answers),
      firstRelease: null,
    },
    receipt: formatCode(receipt),
  }
}

/** What is stored of a person's scores. */
export type StoredScores = Pick<
  typeof responseScores.$inferSelect,
  'overall' | 'category' | 'dimensions' | 'deprived'
>

/** Scores one person's answers, as they are stored. For `db` only. */
export function scoresOf(questionnaire: Questionnaire, answers: Answers): StoredScores {
  if (questionnaire.scoring === null) return { overall: null, category: '', dimensions: {}, deprived: {} }
  const { overall, category, dimensions, deprived } = scoreResponse(questionnaire, answers)
  return { overall, category: category ?? '', dimensions, deprived }
}

/** Stores a response and its scores, and notes it to be counted. */
export function insertResponse(tx: Transaction, { round, answers, row, ...prepared }: NewResponse): void {
  const statements = statementsFor(tx.db)
  statements.insertResponse.run(row)
  const { scoringVersion } = statements.countOne.get({ roundId: row.roundId }) ?? round
  const questionnaire = scoredVersion({ ...round, scoringVersion })
  // The round may have been scored anew since this response was prepared.
  const isScoredSo = scoringVersion === round.scoringVersion
  const scores = isScoredSo ? prepared.scores : { ...prepared.scores, ...scoresOf(questionnaire, answers) }
  statements.insertScores.run(scores)
  noteUncounted(tx, { id: row.id, roundId: row.roundId, recordKey: row.recordKey, scores }, questionnaire)
}

const prepared = new WeakMap<Database, ReturnType<typeof prepareStatements>>()

/** Drizzle builds the text of a statement anew at each use: on the way of every submission it is built once. */
function statementsFor(db: Database): ReturnType<typeof prepareStatements> {
  let statements = prepared.get(db)
  if (statements === undefined) {
    statements = prepareStatements(db)
    prepared.set(db, statements)
  }
  return statements
}

function prepareStatements(db: Database) {
  const { placeholder } = sql
  return {
    insertResponse: db
      .insert(responses)
      .values({
        id: placeholder('id'),
        roundId: placeholder('roundId'),
        submissionId: placeholder('submissionId'),
        contentMac: placeholder('contentMac'),
        receiptMac: placeholder('receiptMac'),
        questionnaireVersion: placeholder('questionnaireVersion'),
        consentVersion: placeholder('consentVersion'),
        consentTextId: placeholder('consentTextId'),
        language: placeholder('language'),
        channel: placeholder('channel'),
        answeredOn: placeholder('answeredOn'),
        answers: placeholder('answers'),
        freeText: placeholder('freeText'),
        recordKey: placeholder('recordKey'),
      })
      .prepare(),
    insertScores: db
      .insert(responseScores)
      .values({
        responseId: placeholder('responseId'),
        scoringVersion: placeholder('scoringVersion'),
        overall: placeholder('overall'),
        category: placeholder('category'),
        dimensions: placeholder('dimensions'),
        deprived: placeholder('deprived'),
        bands: placeholder('bands'),
      })
      .prepare(),
    countOne: db
      .update(rounds)
      .set({ responses: sql`${rounds.responses} + 1` })
      .where(eq(rounds.id, placeholder('roundId')))
      .returning({ scoringVersion: rounds.scoringVersion })
      .prepare(),
    /** What was recorded under an id; without content when it was withdrawn. */
    earlier: db
      .select({
        roundId: responses.roundId,
        contentMac: sql<string | null>`${responses.contentMac}`,
        receiptMac: sql<string | null>`${responses.receiptMac}`,
      })
      .from(responses)
      .where(eq(responses.submissionId, placeholder('submissionId')))
      .unionAll(
        db
          .select({
            roundId: tombstones.roundId,
            contentMac: sql<string | null>`null`,
            receiptMac: sql<string | null>`null`,
          })
          .from(tombstones)
          .where(eq(tombstones.submissionId, placeholder('submissionId'))),
      )
      .prepare(),
    roundState: db
      .select({ state: rounds.state, keptUntil: rounds.keptUntil })
      .from(rounds)
      .where(eq(rounds.id, placeholder('roundId')))
      .prepare(),
  }
}

/**
 * What became of a submission with this id before; null when it is new.
 *
 * @throws submission_differs, response_withdrawn
 */
export function earlierOutcome(
  db: Database,
  {
    submissionId,
    roundId,
    contentMac,
    receipt: ownReceipt,
  }: Pick<Sent, 'submissionId' | 'contentMac' | 'receipt'> & { readonly roundId: string },
): Recorded | null {
  const earlier = statementsFor(db).earlier.get({ submissionId })
  if (earlier === undefined) return null
  if (earlier.contentMac === null) throw problem('response_withdrawn')
  const receipt = ownReceipt ?? receiptOf(submissionId)
  const isSame =
    earlier.roundId === roundId &&
    earlier.contentMac === contentMac &&
    earlier.receiptMac === receiptMacOf(receipt)
  if (!isSame) throw problem('submission_differs')
  return { submissionId, receipt: formatCode(receipt), isRepeat: true }
}

/** By what a receipt is found; the receipt itself is never stored. */
export function receiptMacOf(receipt: string): string {
  return store().vault.mac('receipt-lookup', receipt).toString('hex')
}

/** @throws receipt_taken when another response has the receipt that a device made: one in 2⁷⁵ by chance */
export function refuseTakenReceipt(tx: Transaction, receipt: string): void {
  const found = tx.db
    .select({ id: responses.id })
    .from(responses)
    .where(eq(responses.receiptMac, receiptMacOf(receipt)))
    .get()
  if (found !== undefined) throw problem('receipt_taken')
}

/** The wave is the round's to say, never the person's. */
export function withWave(questionnaire: Questionnaire, answers: unknown, wave: number): unknown {
  return typeof answers === 'object' && answers !== null && !Array.isArray(answers)
    ? { ...answers, ...waveAnswers(questionnaire, wave) }
    : answers
}

/** The day, for a questionnaire that reckons with it, where the device has not filled it in. */
export function withDay(questionnaire: Questionnaire, answers: unknown): unknown {
  return typeof answers === 'object' && answers !== null && !Array.isArray(answers)
    ? { ...dayAnswers(questionnaire, dateOf(new Date())), ...answers }
    : answers
}

/** By what a repeat is told from another content under the same id. */
export function contentMacOf({
  version,
  answers,
  ...more
}: {
  readonly version: number
  readonly answers: unknown
  /** Of a row of a file. A person may send the same answers again in another language. */
  readonly language?: string
}): string {
  return store()
    .vault.mac('content', canonicalJson({ version, answers, ...more }))
    .toString('hex')
}

/** Made from the submission's id by a key, where the device made none: a repeat gives the same, and none is stored. */
function receiptOf(submissionId: string): string {
  return receiptFrom(store().vault.mac('receipt', submissionId))
}

/** @throws round_not_open when the round was closed, or its last day passed, since it was looked at */
export function refuseClosed(tx: Transaction, roundId: string, now: Date): void {
  const round = statementsFor(tx.db).roundState.get({ roundId })
  if (round === undefined || !takesAnswers(round, now)) throw problem('round_not_open')
}

/** Makes the release that a new response may have made due. */
export async function renewRelease(actor: Actor, roundId: string): Promise<void> {
  if (!isReleaseDueNow(roundId)) return
  await releaseIfDue(actor, roundId, new Date())
}

/** A language that is not among those offered, as a problem; none when it is. */
export function unknownLanguage(offered: readonly string[], language: string): readonly Problem[] {
  if (offered.includes(language)) return []
  const message = `Choose one of: ${offered.join(', ')}.`
  return [{ path: 'language', code: 'unknown_language', message }]
}
