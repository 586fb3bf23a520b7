import { eq, sql } from 'drizzle-orm'
import { canonicalJson } from '@/lib/canonical-json'
import { consentVersion } from '@/lib/consent'
import { bandsOf } from '@/lib/disclosure/lattice'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { Answers } from '@/lib/questionnaire/answers'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { waveAnswers } from '@/lib/questionnaire/wave'
import { formatReceipt, receiptFrom } from '@/lib/receipt'
import type { Problem } from '@/lib/result'
import { type ScoredResponse, scoreResponse, scoringVersion } from '@/lib/scoring/score'
import { store } from './connection'
import type { Database } from './database'
import { dateOf, newId, newRecordKey } from './identifiers'
import { noteUncounted } from './live-sums'
import { isReleaseDueNow, releaseIfDue } from './releases'
import { responseScores, responses, tombstones } from './schema/responses'
import { rounds } from './schema/rounds'
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
  readonly questionnaire: Questionnaire
  readonly row: typeof responses.$inferInsert
  readonly scores: typeof responseScores.$inferSelect
  readonly receipt: string
}

type Sent = {
  readonly submissionId: string
  readonly language: string
  readonly contentMac: string
  readonly channel: Channel
}

/**
 * Seals, scores and keys one response before a transaction is opened.
 *
 * @param answers validated against this very questionnaire
 */
export function prepareResponse(
  roundId: string,
  questionnaire: Questionnaire,
  answers: Answers,
  { submissionId, language, contentMac, channel }: Sent,
): NewResponse {
  const { vault } = store()
  const now = new Date()
  const id = newId(now)
  const receipt = receiptOf(submissionId)
  const scored = questionnaire.scoring === null ? unscored : scoreResponse(questionnaire, answers)
  const isText = new Set(questionnaire.items.filter((item) => item.type === 'text').map((item) => item.id))
  const [coded, text] = [false, true].map((wanted) =>
    Object.fromEntries(Object.entries(answers).filter(([itemId]) => isText.has(itemId) === wanted)),
  )
  const seal = (column: string, value: unknown) =>
    vault.seal({ table: 'responses', column, row: id }, Buffer.from(JSON.stringify(value)))
  return {
    questionnaire,
    row: {
      id,
      roundId,
      submissionId,
      contentMac,
      receiptMac: vault.mac('receipt-lookup', receipt).toString('hex'),
      questionnaireVersion: questionnaire.version,
      consentVersion,
      language,
      channel,
      answeredOn: dateOf(now),
      answers: seal('answers', coded),
      freeText: Object.keys(text ?? {}).length === 0 ? null : seal('free_text', text),
      recordKey: newRecordKey(),
    },
    scores: {
      responseId: id,
      scoringVersion,
      overall: scored.overall,
      category: scored.category ?? '',
      subdimensions: scored.subdimensions,
      dimensions: scored.dimensions,
      deprived: scored.deprived,
      bands: bandsOf(questionnaire, answers),
    },
    receipt: formatReceipt(receipt),
  }
}

const unscored: Pick<ScoredResponse, 'overall' | 'category' | 'subdimensions' | 'dimensions' | 'deprived'> = {
  overall: null,
  category: null,
  subdimensions: {},
  dimensions: {},
  deprived: {},
}

/** Stores a response and its scores, and notes it to be counted. */
export function insertResponse(tx: Transaction, { row, scores, questionnaire }: NewResponse): void {
  const statements = statementsFor(tx.db)
  statements.insertResponse.run(row)
  statements.insertScores.run(scores)
  statements.countOne.run({ roundId: row.roundId })
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
        subdimensions: placeholder('subdimensions'),
        dimensions: placeholder('dimensions'),
        deprived: placeholder('deprived'),
        bands: placeholder('bands'),
      })
      .prepare(),
    countOne: db
      .update(rounds)
      .set({ responses: sql`${rounds.responses} + 1` })
      .where(eq(rounds.id, placeholder('roundId')))
      .prepare(),
    /** What was recorded under an id; without content when it was withdrawn. */
    earlier: db
      .select({ roundId: responses.roundId, contentMac: sql<string | null>`${responses.contentMac}` })
      .from(responses)
      .where(eq(responses.submissionId, placeholder('submissionId')))
      .unionAll(
        db
          .select({ roundId: tombstones.roundId, contentMac: sql<string | null>`null` })
          .from(tombstones)
          .where(eq(tombstones.submissionId, placeholder('submissionId'))),
      )
      .prepare(),
    roundState: db
      .select({ state: rounds.state })
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
  submissionId: string,
  roundId: string,
  contentMac: string,
): Recorded | null {
  const earlier = statementsFor(db).earlier.get({ submissionId })
  if (earlier === undefined) return null
  if (earlier.contentMac === null) throw problem('response_withdrawn')
  if (earlier.roundId !== roundId || earlier.contentMac !== contentMac) throw problem('submission_differs')
  return { submissionId, receipt: formatReceipt(receiptOf(submissionId)), isRepeat: true }
}

/** The wave is the round's to say, never the person's. */
export function withWave(questionnaire: Questionnaire, answers: unknown, wave: number): unknown {
  return typeof answers === 'object' && answers !== null && !Array.isArray(answers)
    ? { ...answers, ...waveAnswers(questionnaire, wave) }
    : answers
}

/** By what a repeat is told from another content under the same id. */
export function contentMacOf({
  version,
  language,
  answers,
}: {
  readonly version: number
  readonly language: string
  readonly answers: unknown
}): string {
  return store().vault.mac('content', canonicalJson({ version, language, answers })).toString('hex')
}

/** Made from the submission's id by a key, so that a repeat gives the same receipt and none is stored. */
function receiptOf(submissionId: string): string {
  return receiptFrom(store().vault.mac('receipt', submissionId))
}

/** @throws round_not_open when the round was closed since it was looked at */
export function refuseClosed(tx: Transaction, roundId: string): void {
  if (statementsFor(tx.db).roundState.get({ roundId })?.state !== 'open') throw problem('round_not_open')
}

/** Makes the release that a new response may have made due. */
export async function renewRelease(actor: Actor, roundId: string): Promise<void> {
  if (!isReleaseDueNow(roundId)) return
  const now = new Date()
  await store().writes.transactAlone(async (tx) => releaseIfDue(tx, actor, roundId, now, false))
}

/** A language that the questionnaire does not speak, as a problem; none when it does. */
export function unknownLanguage(questionnaire: Questionnaire, language: string): readonly Problem[] {
  if (questionnaire.languages.includes(language)) return []
  const message = `Choose one of: ${questionnaire.languages.join(', ')}.`
  return [{ path: 'language', code: 'unknown_language', message }]
}
