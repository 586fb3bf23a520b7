import { randomBytes, scrypt } from 'node:crypto'
import { and, eq, gte, inArray, lt, type Placeholder, sql } from 'drizzle-orm'
import { QueryBuilder } from 'drizzle-orm/sqlite-core'
import { z } from 'zod'
import { formatCode, parseResumeCode, resumeCodeFrom } from '@/lib/code'
import { daysKept } from '@/lib/days-kept'
import { collectionLanguages } from '@/lib/interface/collection-languages'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { dateOf } from './identifiers'
import { earlierOutcome, refuseClosed, unknownLanguage } from './new-response'
import { askedVersion } from './questionnaires'
import { roundRow, takesAnswers } from './rounds'
import { interviewOpenings, savedInterviews } from './schema/saved-interviews'
import type { SealedPlace } from './sealed-columns'
import type { Transaction } from './write-queue'

const day = 86_400_000

const mostKilobytes = 64

/** What is kept until its person goes on. */
export const interviewToSaveSchema = z.strictObject(
  {
    submissionId: z.uuid('Give the UUID of this interview.').transform((id) => id.toLowerCase()),
    version: z.int('Give the version of the questionnaire that is answered.'),
    language: z.string('Give the language that the person reads, such as "en".'),
    /** JSON. Only the answering pages know what it means: they parse it before it comes here, and when it comes back. */
    interview: z.string(),
    /** The code that this interview was saved under before: it stays the same. */
    code: z.string().max(100).optional(),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type'
        ? 'Send one object with submissionId, version, language and interview.'
        : undefined,
  },
)

const keptSchema = z.object({ version: z.int(), language: z.string(), interview: z.string() })

export type SavedInterview = {
  /** 12 characters in groups of four. */
  readonly code: string
  /** Last day on which the code opens the interview, `2026-03-15`. */
  readonly expiresOn: string
}

export type ResumedInterview = {
  /** JSON, as it was saved: from outside, and to be parsed as such. */
  readonly interview: string
  readonly language: string
}

/**
 * Keeps an interview for 14 days under a code that is stored nowhere. Saved again with its code, it is renewed under the same
 * code; without, it gets a new one, and the earlier code is dead: one interview has one row.
 *
 * @throws input_invalid, body_too_large, not_found, round_not_open, version_not_current; submission_differs and
 *   response_withdrawn when its answers were sent already
 */
export async function saveInterview(
  actor: Actor,
  slug: string,
  input: z.input<typeof interviewToSaveSchema>,
  now: Date,
): Promise<SavedInterview> {
  authorise(actor, 'interview.save')
  const { code: earlierCode, submissionId, ...kept } = readInput(interviewToSaveSchema, input)
  const plain = Buffer.from(JSON.stringify(kept))
  if (plain.length > mostKilobytes * 1024) throw problem('body_too_large', { limitKilobytes: mostKilobytes })
  const round = roundRow(slug)
  if (!takesAnswers(round, now)) throw problem('round_not_open')
  const questionnaire = askedVersion(round.questionnaireId, round.questionnaireVersion)
  if (kept.version !== questionnaire.version) {
    throw problem('version_not_current', { version: questionnaire.version })
  }
  const languageProblems = unknownLanguage(collectionLanguages(questionnaire), kept.language)
  if (languageProblems.length > 0) throw problem('input_invalid', undefined, languageProblems)

  const submissionMac = macOfSubmission(submissionId)
  const { code, secret, codeMac } =
    (await keyOfEarlier(earlierCode ?? '', submissionMac)) ?? (await keyOf(resumeCodeFrom(randomBytes(7))))
  const expiresOn = dateOf(new Date(now.getTime() + daysKept * day))
  const { writes, vault } = store()
  const interview = vault.sealUnder(secret, placeOf(codeMac), plain)
  await writes.transact(async (tx) => {
    refuseClosed(tx, round.id, now)
    // What was sent cannot be gone on with. Nothing is sent here, so any content under this id is another one.
    earlierOutcome(tx.db, { submissionId, roundId: round.id, contentMac: '', receipt: null })
    eraseSavedInterview(tx, submissionMac)
    tx.db.insert(savedInterviews).values({ codeMac, roundId: round.id, interview, expiresOn }).run()
    tx.db.insert(interviewOpenings).values({ submissionMac, codeMac }).run()
  })
  return { code: formatCode(code), expiresOn }
}

/**
 * The interview that a code opens, to be gone on with under an id of its own: whoever wrote the code down may be somebody else,
 * and knows the earlier id. What is answered from here on is saved under a new code, and only whoever goes on learns it.
 * What was saved stays until that, until it is sent or expires: a phone that dies loses nothing.
 *
 * @param code as written down by a person
 * @param submissionId UUID that this opening of it is saved and sent under
 * @throws saved_interview_not_found, alike for a code that was never given, one of another round, one that expired, one whose
 *   answers were sent, and one that was begun with another version of the questionnaire; not_found, round_not_open
 */
export async function resumeInterview(
  actor: Actor,
  slug: string,
  code: string,
  submissionId: string,
  now: Date,
): Promise<ResumedInterview> {
  authorise(actor, 'interview.resume')
  const round = roundRow(slug)
  if (!takesAnswers(round, now)) throw problem('round_not_open')
  const parsed = parseResumeCode(code)
  if (!parsed.ok) throw problem('saved_interview_not_found', undefined, parsed.problems)
  const { writes, vault } = store()
  const { secret, codeMac } = await keyOf(parsed.value)
  const found = await writes.transact(async (tx) => {
    const row = tx.db
      .select()
      .from(savedInterviews)
      .where(
        and(
          eq(savedInterviews.codeMac, codeMac),
          eq(savedInterviews.roundId, round.id),
          gte(savedInterviews.expiresOn, dateOf(now)),
        ),
      )
      .get()
    if (row === undefined) return undefined
    tx.db
      .insert(interviewOpenings)
      .values({ submissionMac: macOfSubmission(submissionId), codeMac })
      .run()
    return row
  })
  if (found === undefined) throw problem('saved_interview_not_found')
  const plain = vault.openUnder(secret, placeOf(codeMac), found.interview)
  const { version, language, interview } = keptSchema.parse(JSON.parse(plain.toString()))
  if (version !== round.questionnaireVersion) throw problem('saved_interview_not_found')
  return { interview, language }
}

/**
 * Lets an interview go on under another submission id: what was saved of it is erased with what is sent under that one.
 *
 * @throws not_found (round)
 */
export async function passOnInterview(actor: Actor, slug: string, from: string, to: string): Promise<void> {
  authorise(actor, 'interview.resume')
  roundRow(slug)
  await store().writes.transact(async (tx) => {
    const saved = tx.db
      .select()
      .from(interviewOpenings)
      .where(eq(interviewOpenings.submissionMac, macOfSubmission(from)))
      .get()
    if (saved === undefined) return
    tx.db
      .insert(interviewOpenings)
      .values({ submissionMac: macOfSubmission(to), codeMac: saved.codeMac })
      .run()
  })
}

/**
 * Erases at once what was saved of an interview, for a person who does not want to take part after all. Where nothing is saved,
 * nothing is kept, as was asked.
 *
 * @throws not_found (round)
 */
export async function discardInterview(actor: Actor, slug: string, submissionId: string): Promise<void> {
  authorise(actor, 'interview.save')
  const { id: roundId } = roundRow(slug)
  const isOfSubmission = inArray(savedInterviews.codeMac, codesOf(macOfSubmission(submissionId)))
  await store().writes.transact(async (tx) => {
    tx.db
      .delete(savedInterviews)
      .where(and(isOfSubmission, eq(savedInterviews.roundId, roundId)))
      .run()
  })
  await store().forgetErased()
}

/** Erases what is past its last day. @returns how many interviews that were */
export async function eraseExpiredInterviews(actor: Actor, now: Date): Promise<number> {
  authorise(actor, 'installation.check')
  const isExpired = lt(savedInterviews.expiresOn, dateOf(now))
  const { reader, writes } = store()
  if (reader.select().from(savedInterviews).where(isExpired).limit(1).get() === undefined) return 0
  const erased = await writes.transact(async (tx) => {
    const { changes } = tx.db.delete(savedInterviews).where(isExpired).run()
    audit(tx, actor, 'interview.expire', '', `${changes} erased`)
    return changes
  })
  await store().forgetErased()
  return erased
}

/** Erases the saved interview whose answers are sent now. For `db` only: in the transaction that records them. */
export function eraseSentInterview(tx: Transaction, submissionId: string): void {
  eraseSavedInterview(tx, macOfSubmission(submissionId))
}

/** Erases what was saved under a submission id, and what was opened under it: with its code and all that goes with it. */
function eraseSavedInterview(tx: Transaction, submissionMac: string): void {
  let erase = eraseBySubmission.get(tx.db)
  if (erase === undefined) {
    const isOfSubmission = inArray(savedInterviews.codeMac, codesOf(sql.placeholder('submissionMac')))
    erase = tx.db.delete(savedInterviews).where(isOfSubmission).prepare()
    eraseBySubmission.set(tx.db, erase)
  }
  erase.run({ submissionMac })
}

/** Under which codes an interview was saved or opened. */
function codesOf(submissionMac: string | Placeholder) {
  return new QueryBuilder()
    .select({ codeMac: interviewOpenings.codeMac })
    .from(interviewOpenings)
    .where(eq(interviewOpenings.submissionMac, submissionMac))
}

type EraseBySubmission = { readonly run: (values: { readonly submissionMac: string }) => unknown }
/** Run at every submission: the statement is built once for each connection. */
const eraseBySubmission = new WeakMap<Database, EraseBySubmission>()

type CodeKey = { readonly code: string; readonly secret: Buffer; readonly codeMac: string }

/** Work to try out one code: about 16 MB and 40 ms. */
const stretching = { N: 16_384, r: 8, p: 1 } as const

/**
 * What finds and what opens the interview of a code. 55 bits are few for somebody who holds database and keys and tries codes
 * out one after the other; stretched (scrypt, RFC 7914), each try costs so much that all of them are out of reach.
 */
async function keyOf(code: string): Promise<CodeKey> {
  const { vault } = store()
  const salt = vault.mac('resume-code-salt', 'salt')
  const secret = await new Promise<Buffer>((resolve, reject) => {
    scrypt(code, salt, 32, stretching, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
  return { code, secret, codeMac: vault.mac('resume-code-lookup', secret.toString('hex')).toString('hex') }
}

/** The key of a code that this very interview was saved under before; null for any other code. */
async function keyOfEarlier(written: string, submissionMac: string): Promise<CodeKey | null> {
  const parsed = parseResumeCode(written)
  if (!parsed.ok) return null
  const key = await keyOf(parsed.value)
  const found = store()
    .reader.select()
    .from(interviewOpenings)
    .where(
      and(eq(interviewOpenings.submissionMac, submissionMac), eq(interviewOpenings.codeMac, key.codeMac)),
    )
    .get()
  return found === undefined ? null : key
}

function macOfSubmission(submissionId: string): string {
  return store().vault.mac('saved-submission', submissionId.toLowerCase()).toString('hex')
}

function placeOf(codeMac: string): SealedPlace {
  return { table: 'saved_interviews', column: 'interview', row: codeMac }
}
