import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { canonicalJson } from '@/lib/canonical-json'
import { consentVersion } from '@/lib/consent'
import { bandsOf } from '@/lib/disclosure/lattice'
import type { Actor } from '@/lib/permissions'
import { type ProblemError, problem } from '@/lib/problem'
import { type Answers, validateAnswers } from '@/lib/questionnaire/answers'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { formatReceipt, parseReceipt, receiptFrom } from '@/lib/receipt'
import type { Problem } from '@/lib/result'
import { type ScoredResponse, scoreResponse, scoringVersion } from '@/lib/scoring/score'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { dateOf, newId, newRecordKey } from './identifiers'
import { countNow, countResponses, isTimeToCount, noteUncounted, uncountResponse } from './live-sums'
import { publishedVersion } from './questionnaires'
import { isReleaseDueNow, releaseIfDue } from './releases'
import { roundRow } from './rounds'
import { releases } from './schema/aggregates'
import { responseScores, responses, tombstones } from './schema/responses'
import { rounds } from './schema/rounds'
import type { Transaction } from './write-queue'

/** By item. No answer is deeper than a list of codes; what is cannot be one, and is refused before anything walks through it. */
const answersSchema = z
  .custom<Readonly<Record<string, unknown>>>(
    (answers) => typeof answers === 'object' && answers !== null && !Array.isArray(answers),
    { error: 'Answers are one object: {"item_id": value, …}.', abort: true },
  )
  .superRefine((answers, context) => {
    for (const [itemId, answer] of Object.entries(answers)) {
      if (!isScalar(answer) && !(Array.isArray(answer) && answer.every(isScalar))) {
        const message = 'An answer is a text, a number or a list of codes.'
        context.addIssue({ code: 'custom', path: [itemId], message })
      }
    }
  })

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}

/** What a program or a page sends for one person. */
export const submissionSchema = z.strictObject(
  {
    submissionId: z.uuid('Give a UUID, made new for each response.').transform((id) => id.toLowerCase()),
    version: z.int('Give the version of the questionnaire that was answered.'),
    language: z.string('Give the language that the person read, such as "en".'),
    consent: z.literal(true, 'Consent must be true: nothing is kept of a person who did not agree.'),
    answers: answersSchema,
  },
  {
    error: ({ code }) =>
      code === 'invalid_type'
        ? 'Send one object with submissionId, version, language, consent and answers.'
        : undefined,
  },
)

export type Submission = z.input<typeof submissionSchema>
export type Channel = 'web' | 'api' | 'import'

export type Recorded = {
  readonly submissionId: string
  /** 16 characters in groups of four. */
  readonly receipt: string
  /** True when the same submission was recorded before. */
  readonly isRepeat: boolean
}

export type ImportRow = {
  /** Row or line of the file, for messages. */
  readonly row: number
  /** The person's id in the file: the same id in the same round is never counted twice. */
  readonly id: string
  readonly answers: unknown
  readonly language?: string
}

export type ImportReport = {
  readonly added: number
  readonly alreadyThere: number
  /** When there is any, nothing was stored. */
  readonly problems: readonly {
    readonly row: number
    readonly id: string
    readonly errors: readonly Problem[]
  }[]
}

/**
 * Records one response: validated, scored and noted to be counted, on disk before this returns. The same submission again
 * is harmless and gives the same receipt.
 *
 * @throws input_invalid, answers_invalid naming each item, not_found, round_not_open, version_not_current,
 *   submission_differs, response_withdrawn
 */
export async function recordResponse(
  actor: Actor,
  slug: string,
  input: unknown,
  channel: Channel = 'api',
): Promise<Recorded> {
  authorise(actor, 'response.submit')
  const submission = readInput(submissionSchema, input)
  const round = roundRow(slug)
  const contentMac = contentMacOf(submission)
  const { submissionId } = submission
  let fresh: FreshResponse
  try {
    fresh = checkedResponse(round, submission, contentMac, channel)
  } catch (refusal) {
    // A repeat of what was recorded is answered as it was then, whatever has changed since.
    const earlier = earlierOutcome(store().reader, submissionId, round.id, contentMac)
    if (earlier !== null) return earlier
    throw refusal
  }
  const recorded = await store().writes.transact(async (tx) => {
    const known = earlierOutcome(tx.db, submissionId, round.id, contentMac)
    if (known !== null) return known
    refuseClosed(tx, round.id)
    insertResponse(tx, fresh)
    return { submissionId, receipt: fresh.receipt, isRepeat: false }
  })
  if (isTimeToCount()) await countNow()
  if (isReleaseDueNow(round.id)) await renewRelease(actor, round.id)
  return recorded
}

/** What a submission to an open round will store. @throws round_not_open, version_not_current, input_invalid, answers_invalid */
function checkedResponse(
  round: ReturnType<typeof roundRow>,
  { version, language, answers, submissionId }: z.output<typeof submissionSchema>,
  contentMac: string,
  channel: Channel,
): FreshResponse {
  if (round.state !== 'open') throw problem('round_not_open')
  if (version !== round.questionnaireVersion) {
    throw problem('version_not_current', { version: round.questionnaireVersion })
  }
  const questionnaire = publishedVersion(round.questionnaireId, round.questionnaireVersion)
  if (!questionnaire.languages.includes(language)) {
    const message = `Choose one of: ${questionnaire.languages.join(', ')}.`
    throw problem('input_invalid', undefined, [{ path: 'language', code: 'unknown_language', message }])
  }
  const verdict = validateAnswers(questionnaire, withWave(questionnaire, answers, round.wave))
  if (!verdict.ok) throw problem('answers_invalid', undefined, verdict.problems)
  return prepareResponse(round.id, questionnaire, verdict.value, {
    submissionId,
    language,
    contentMac,
    channel,
  })
}

/**
 * Records many responses from a file: all or none. Rows that are there already add nothing.
 *
 * @param options `dryRun`: only look, store nothing
 * @throws not_found
 */
export async function importResponses(
  actor: Actor,
  slug: string,
  rows: readonly ImportRow[],
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<ImportReport> {
  const round = roundRow(slug)
  authorise(actor, 'response.import', round.id)
  const { vault, writes, reader } = store()
  const questionnaire = publishedVersion(round.questionnaireId, round.questionnaireVersion)
  const problems: { row: number; id: string; errors: readonly Problem[] }[] = []
  const fresh: FreshResponse[] = []
  const seen = new Map<string, number>()
  let alreadyThere = 0
  for (const { row, id, answers, language = questionnaire.defaultLanguage } of rows) {
    const refuse = (errors: readonly Problem[]) => problems.push({ row, id, errors })
    const firstRow = seen.get(id)
    if (id === '') refuse([{ path: 'id', code: 'id_missing', message: 'Give each row an id of its own.' }])
    else if (firstRow !== undefined) {
      refuse([
        {
          path: 'id',
          code: 'id_repeated',
          message: `Row ${firstRow} has this id already. Give each row its own.`,
        },
      ])
    }
    seen.set(id, row)
    const verdict = validateAnswers(questionnaire, withWave(questionnaire, answers, round.wave))
    if (!verdict.ok) {
      refuse(verdict.problems)
      continue
    }
    const submissionId = importedSubmissionId(vault.mac('import', `${round.id} ${id}`))
    const contentMac = contentMacOf({ version: round.questionnaireVersion, language, answers: verdict.value })
    try {
      if (earlierOutcome(reader, submissionId, round.id, contentMac) !== null) alreadyThere += 1
      else {
        const sent = { submissionId, language, contentMac, channel: 'import' } as const
        fresh.push(prepareResponse(round.id, questionnaire, verdict.value, sent))
      }
    } catch (error) {
      refuse([asRowProblem(error)])
    }
  }
  if (problems.length > 0 || dryRun)
    return { added: problems.length > 0 ? 0 : fresh.length, alreadyThere, problems }
  await writes.transactAlone(async (tx) => {
    for (const response of fresh) insertResponse(tx, response)
    countResponses(tx)
    audit(tx, actor, 'response.import', round.id, `${fresh.length} responses`)
  })
  if (isReleaseDueNow(round.id)) await renewRelease(actor, round.id)
  return { added: fresh.length, alreadyThere, problems }
}

/**
 * Erases a response by its receipt: answers, text, scores and its part in every live sum. Published figures follow with the
 * next release.
 *
 * @param receipt as written down by a person
 * @throws receipt_not_found
 */
export async function withdrawResponse(actor: Actor, receipt: string): Promise<void> {
  authorise(actor, 'response.withdraw')
  const parsed = parseReceipt(receipt)
  if (!parsed.ok) throw problem('receipt_not_found', undefined, parsed.problems)
  const { writes, vault } = store()
  const receiptMac = vault.mac('receipt-lookup', parsed.value).toString('hex')
  await writes.transactAlone(async (tx) => {
    const found = tx.db.select().from(responses).where(eq(responses.receiptMac, receiptMac)).get()
    if (found === undefined) throw problem('receipt_not_found')
    uncountResponse(tx, found.id)
    tx.db.delete(responses).where(eq(responses.id, found.id)).run()
    tx.db
      .update(rounds)
      .set({ responses: sql`${rounds.responses} - 1` })
      .where(eq(rounds.id, found.roundId))
      .run()
    tx.db
      .insert(tombstones)
      .values({
        submissionId: found.submissionId,
        roundId: found.roundId,
        withdrawnOn: dateOf(new Date()),
        afterRelease: lastReleaseNumber(tx.db, found.roundId),
      })
      .run()
    audit(tx, actor, 'response.withdraw', found.roundId)
  })
}

type FreshResponse = {
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

/** All that is stored of one response, sealed and reckoned before a transaction is opened. */
function prepareResponse(
  roundId: string,
  questionnaire: Questionnaire,
  answers: Answers,
  { submissionId, language, contentMac, channel }: Sent,
): FreshResponse {
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

function insertResponse(tx: Transaction, { row, scores, questionnaire }: FreshResponse): void {
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
function earlierOutcome(
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

function refuseClosed(tx: Transaction, roundId: string): void {
  if (statementsFor(tx.db).roundState.get({ roundId })?.state !== 'open') throw problem('round_not_open')
}

async function renewRelease(actor: Actor, roundId: string): Promise<void> {
  const now = new Date()
  await store().writes.transactAlone(async (tx) => releaseIfDue(tx, actor, roundId, now, false))
}

/** The wave is the round's to say, never the person's. */
function withWave(questionnaire: Questionnaire, answers: unknown, wave: number): unknown {
  const hasWave = questionnaire.items.some((item) => item.id === 'wave' && item.type === 'hidden')
  return hasWave && typeof answers === 'object' && answers !== null && !Array.isArray(answers)
    ? { ...answers, wave }
    : answers
}

function contentMacOf({
  version,
  language,
  answers,
}: Pick<Submission, 'version' | 'language' | 'answers'>): string {
  return store().vault.mac('content', canonicalJson({ version, language, answers })).toString('hex')
}

/** Made from the submission's id by a key, so that a repeat gives the same receipt and none is stored. */
function receiptOf(submissionId: string): string {
  return receiptFrom(store().vault.mac('receipt', submissionId))
}

/** @see RFC 9562, section 5.8: a UUID of the application's own making */
function importedSubmissionId(mac: Buffer): string {
  const bytes = Buffer.from(mac.subarray(0, 16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function lastReleaseNumber(db: Database, roundId: string): number {
  const found = db
    .select({ number: sql<number | null>`max(${releases.number})` })
    .from(releases)
    .where(eq(releases.roundId, roundId))
    .get()
  return found?.number ?? 0
}

function asRowProblem(error: unknown): Problem {
  const refusal = error as ProblemError
  if (refusal.code !== 'submission_differs' && refusal.code !== 'response_withdrawn') throw error
  const message =
    refusal.code === 'submission_differs'
      ? 'This id is in the round already with other answers. Give a changed row a new id.'
      : 'The response with this id was withdrawn. Take the row out.'
  return { path: 'id', code: refusal.code, message }
}
