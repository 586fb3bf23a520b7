import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { parseReceipt } from '@/lib/code'
import { collectionLanguages } from '@/lib/interface/collection-languages'
import type { Actor } from '@/lib/permissions'
import { isDiskProblem, problem } from '@/lib/problem'
import { validateAnswers } from '@/lib/questionnaire/answers'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { agreedConsent } from './consent-texts'
import type { Database } from './database'
import { isEnvelope, openEnvelope } from './envelopes'
import { removeExportFiles, revokeExports } from './export-folder'
import { dateOf } from './identifiers'
import { countNow, isTimeToCount, uncountResponse } from './live-sums'
import {
  type Channel,
  contentMacOf,
  earlierOutcome,
  insertResponse,
  type NewResponse,
  prepareResponse,
  type Recorded,
  receiptMacOf,
  refuseClosed,
  refuseTakenReceipt,
  renewRelease,
  unknownLanguage,
  withDay,
  withWave,
} from './new-response'
import { askedVersion } from './questionnaires'
import { isReleaseUnderWay } from './release-making'
import { linkByReceipt } from './response-links'
import { roundRow, takesAnswers } from './rounds'
import { eraseSentInterview } from './saved-interviews'
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
  .meta({
    type: 'object',
    additionalProperties: {
      anyOf: [{ type: ['string', 'number'] }, { type: 'array', items: { type: 'string' } }],
    },
    description: 'By item id: a text or code, a number, or a list of codes.',
  })

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}

const receiptSchema = z.string().transform((written, context) => {
  const parsed = parseReceipt(written)
  if (parsed.ok) return parsed.value
  for (const { message } of parsed.problems) context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** What a program or a page sends for one person. */
export const submissionSchema = z.strictObject(
  {
    submissionId: z.uuid('Give a UUID, made new for each response.').transform((id) => id.toLowerCase()),
    version: z.int('Give the version of the questionnaire that was answered.'),
    language: z.string('Give the language that the person read, such as "en".'),
    consent: z.literal(true, 'Consent must be true: nothing is kept of a person who did not agree.'),
    answers: answersSchema,
    /** Made by the sender at random, where it must be known before the network is; else one is made here. */
    receipt: receiptSchema.optional(),
    /** Receipt of the same person in an earlier wave of the study: only then are the two responses linked. */
    earlierReceipt: receiptSchema.nullish(),
    /** Id of the consent text that was shown, as the page gave it. */
    consentText: z.string().max(64).nullish(),
    /** Of the text that was agreed to, where it was not one of our pages that showed it. */
    consentVersion: z.int().optional(),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type'
        ? 'Send one object with submissionId, version, language, consent and answers.'
        : undefined,
  },
)

/**
 * Records one response: validated, scored and noted to be counted, on disk before this returns. The same submission again
 * is harmless and gives the same receipt.
 *
 * An earlier receipt that is well formed never stops it, and nothing that comes back tells whether it was of anybody.
 *
 * @param input a submission, or an envelope that holds one
 * @param countTry called before an earlier receipt is looked up, alike for right and wrong ones; may refuse
 * @throws input_invalid, answers_invalid naming each item, not_found, round_not_open, version_not_current, envelope_unreadable,
 *   submission_differs, receipt_taken, response_withdrawn, storage_full
 */
export async function recordResponse(
  actor: Actor,
  slug: string,
  input: unknown,
  channel: Channel = 'api',
  countTry: () => void = () => undefined,
): Promise<Recorded> {
  authorise(actor, 'response.submit')
  const round = roundRow(slug)
  const submission = readInput(submissionSchema, isEnvelope(input) ? openEnvelope(round, input) : input)
  const { submissionId } = submission
  const receipt = submission.receipt ?? null
  const earlierReceipt = submission.earlierReceipt ?? null
  const key = {
    submissionId,
    roundId: round.id,
    contentMac: contentMacOf({ version: submission.version, answers: submission.answers }),
    receipt,
  }
  let fresh: NewResponse
  try {
    fresh = checkedResponse(round, submission, key.contentMac, channel)
    if (earlierReceipt !== null) countTry()
  } catch (refusal) {
    // A repeat of what was recorded is answered as it was then, whatever has changed since.
    const earlier = earlierOutcome(store().reader, key)
    if (earlier !== null) return earlier
    throw refusal
  }
  const recorded = await store().writes.transact(async (tx) => {
    const known = earlierOutcome(tx.db, key)
    if (known !== null) return known
    refuseClosed(tx, round.id, new Date())
    if (receipt !== null) refuseTakenReceipt(tx, receipt)
    insertResponse(tx, fresh)
    if (earlierReceipt !== null) linkByReceipt(tx, round, fresh.row.id, earlierReceipt)
    eraseSentInterview(tx, submissionId)
    return { submissionId, receipt: fresh.receipt, isRepeat: false }
  })
  try {
    if (isTimeToCount()) await countNow()
  } catch (error) {
    // The response is on disk, and its sender is told so whatever comes after. Whoever reads the sums counts first.
    logLater('count', error)
  }
  // Not waited for: a release of many people takes seconds, and this person has nothing to do with it.
  if (!isReleaseUnderWay(round.id))
    renewRelease(actor, round.id).catch((error: unknown) => logLater('release', error))
  return recorded
}

/** What was to be done after a response is still due, and is done with the next one or by the hour. */
function logLater(work: string, error: unknown): void {
  // The writer has said so already.
  if (isDiskProblem(error)) return
  const name = error instanceof Error ? error.name : 'unknown'
  console.error(JSON.stringify({ level: 'error', work, error: name }))
}

/** What a submission to an open round will store. @throws round_not_open, version_not_current, input_invalid, answers_invalid */
function checkedResponse(
  round: ReturnType<typeof roundRow>,
  {
    version,
    language,
    answers,
    submissionId,
    receipt,
    consentText,
    consentVersion,
  }: z.output<typeof submissionSchema>,
  contentMac: string,
  channel: Channel,
): NewResponse {
  if (!takesAnswers(round, new Date())) throw problem('round_not_open')
  if (version !== round.questionnaireVersion) {
    throw problem('version_not_current', { version: round.questionnaireVersion })
  }
  const questionnaire = askedVersion(round.questionnaireId, round.questionnaireVersion)
  const languageProblems = unknownLanguage(collectionLanguages(questionnaire), language)
  if (languageProblems.length > 0) throw problem('input_invalid', undefined, languageProblems)
  const verdict = validateAnswers(
    questionnaire,
    withWave(questionnaire, withDay(questionnaire, answers), round.wave),
  )
  if (!verdict.ok) throw problem('answers_invalid', undefined, verdict.problems)
  return prepareResponse(round, questionnaire, verdict.value, {
    submissionId,
    language,
    contentMac,
    channel,
    receipt: receipt ?? null,
    consent: agreedConsent(round.id, consentText ?? null, consentVersion),
  })
}

/**
 * Erases a response by its receipt: answers, text, scores, its links to other waves, its part in every live sum, and the files of single
 * answers that lie here with it. Published figures follow with the next release.
 *
 * @param receipt as written down by a person
 * @throws receipt_not_found
 */
export async function withdrawResponse(actor: Actor, receipt: string): Promise<void> {
  authorise(actor, 'response.withdraw')
  const parsed = parseReceipt(receipt)
  if (!parsed.ok) throw problem('receipt_not_found', undefined, parsed.problems)
  const receiptMac = receiptMacOf(parsed.value)
  const files = await store().writes.transactAlone(async (tx) => {
    const found = tx.db.select().from(responses).where(eq(responses.receiptMac, receiptMac)).get()
    if (found === undefined) throw problem('receipt_not_found')
    eraseWithdrawn(tx, found, dateOf(new Date()))
    audit(tx, actor, 'response.withdraw', found.roundId)
    return revokeExports(tx, found.roundId, false)
  })
  await store().forgetErased()
  await removeExportFiles(files)
}

/** Erases a response, and leaves only that it was withdrawn. For `db` only. */
export function eraseWithdrawn(
  tx: Transaction,
  found: typeof responses.$inferSelect,
  withdrawnOn: string,
): void {
  uncountResponse(tx, found.id)
  tx.db
    .insert(tombstones)
    .values({
      submissionId: found.submissionId,
      roundId: found.roundId,
      withdrawnOn,
      afterRelease: lastReleaseNumber(tx.db, found.roundId),
      wasReleased: isReleased(tx.db, found.id),
    })
    .run()
  tx.db.delete(responses).where(eq(responses.id, found.id)).run()
  tx.db
    .update(rounds)
    .set({ responses: sql`${rounds.responses} - 1` })
    .where(eq(rounds.id, found.roundId))
    .run()
}

function isReleased(db: Database, responseId: string): boolean {
  const found = db
    .select({ firstRelease: responseScores.firstRelease })
    .from(responseScores)
    .where(eq(responseScores.responseId, responseId))
    .get()
  return (found?.firstRelease ?? null) !== null
}

function lastReleaseNumber(db: Database, roundId: string): number {
  const found = db
    .select({ number: sql<number | null>`max(${releases.number})` })
    .from(releases)
    .where(eq(releases.roundId, roundId))
    .get()
  return found?.number ?? 0
}
