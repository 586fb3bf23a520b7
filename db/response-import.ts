import { eq } from 'drizzle-orm'
import { consentVersion } from '@/lib/consent'
import { type Actor, isAllowed } from '@/lib/permissions'
import type { ProblemError } from '@/lib/problem'
import { validateAnswers } from '@/lib/questionnaire/answers'
import type { Problem } from '@/lib/result'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { countResponses } from './live-sums'
import {
  contentMacOf,
  earlierOutcome,
  insertResponse,
  type NewResponse,
  prepareResponse,
  renewRelease,
  unknownLanguage,
  withWave,
} from './new-response'
import { askedVersion } from './questionnaires'
import { earlierRoundIds, linkBySubmission } from './response-links'
import { refusePassedDay, roundRow } from './rounds'
import { responses } from './schema/responses'
import type { Transaction } from './write-queue'

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
  /**
   * Responses linked now to those that the same ids have in earlier waves of the study; 0 when nothing is stored. Null for whoever
   * may not import into all of these: the number would tell who is in them.
   */
  readonly linked: number | null
  /** When there is any, nothing was stored. */
  readonly problems: readonly RowProblem[]
}

type RowProblem = { readonly row: number; readonly id: string; readonly errors: readonly Problem[] }

/** What people in a file agreed to is known to whoever asked them. */
const notShown = { version: consentVersion, textId: null } as const

/**
 * Records many responses from a file: all or none. Rows that are there already add nothing. The id names the person: a row is
 * linked to the one with the same id in the latest earlier wave of the study that has it.
 *
 * @param options `dryRun`: only look, store nothing
 * @throws not_found; input_invalid when the round's last day has passed
 */
export async function importResponses(
  actor: Actor,
  slug: string,
  rows: readonly ImportRow[],
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<ImportReport> {
  const round = roundRow(slug)
  authorise(actor, 'response.import', round.id)
  if (round.keptUntil !== null) refusePassedDay(round.keptUntil)
  const { writes, reader } = store()
  const questionnaire = askedVersion(round.questionnaireId, round.questionnaireVersion)
  const problems: RowProblem[] = []
  const fresh: NewResponse[] = []
  const people: Person[] = []
  const firstRowOf = new Map<string, number>()
  let alreadyThere = 0
  for (const { row, id, answers, language = questionnaire.defaultLanguage } of rows) {
    const verdict = validateAnswers(questionnaire, withWave(questionnaire, answers, round.wave))
    const errors = [
      ...idProblems(id, firstRowOf.get(id)),
      ...unknownLanguage(questionnaire.languages, language),
      ...(verdict.ok ? [] : verdict.problems),
    ]
    firstRowOf.set(id, row)
    if (verdict.ok && errors.length === 0) {
      const submissionId = importedSubmissionId(round.id, id)
      const contentMac = contentMacOf({ version: questionnaire.version, language, answers: verdict.value })
      try {
        const key = { submissionId, contentMac, receipt: null }
        if (earlierOutcome(reader, { ...key, roundId: round.id }) === null) {
          const sent = { ...key, language, channel: 'import', consent: notShown } as const
          fresh.push(prepareResponse(round, questionnaire, verdict.value, sent))
        } else alreadyThere += 1
        people.push({ id, submissionId })
      } catch (error) {
        errors.push(asRowProblem(error))
      }
    }
    if (errors.length > 0) problems.push({ row, id, errors })
  }
  if (problems.length > 0) return { added: 0, alreadyThere, linked: 0, problems }
  if (dryRun) return { added: fresh.length, alreadyThere, linked: 0, problems }
  const { added, linked } = await writes.transactAlone(async (tx) => {
    // The same file may have come in by another process since it was looked for.
    const missing = fresh.filter(({ row }) => earlierOutcome(tx.db, { ...row, receipt: null }) === null)
    for (const response of missing) insertResponse(tx, response)
    countResponses(tx)
    audit(tx, actor, 'response.import', round.id, `${missing.length} responses`)
    return { added: missing.length, linked: linkPeople(tx, actor, round, people) }
  })
  await renewRelease(actor, round.id)
  return { added, alreadyThere: alreadyThere + fresh.length - added, linked, problems }
}

/** A person of the file: their id there, and that of their submission in this round. */
type Person = { readonly id: string; readonly submissionId: string }

/** Links people to their responses in earlier waves; also those that were there, whose earlier wave may have come in since. */
function linkPeople(
  tx: Transaction,
  actor: Actor,
  round: ReturnType<typeof roundRow>,
  people: readonly Person[],
): number | null {
  const earlierRounds = earlierRoundIds(tx, round)
  if (earlierRounds.length === 0) return 0
  const linked = people.filter(({ id, submissionId }) => {
    const stored = tx.db.select().from(responses).where(eq(responses.submissionId, submissionId)).get()
    const earlierIds = earlierRounds.map((roundId) => importedSubmissionId(roundId, id))
    return stored !== undefined && linkBySubmission(tx, round, stored.id, earlierIds)
  })
  const isTold = earlierRounds.every((roundId) => isAllowed(actor, 'response.import', roundId))
  return isTold ? linked.length : null
}

function idProblems(id: string, firstRow: number | undefined): readonly Problem[] {
  if (id === '') return [{ path: 'id', code: 'id_missing', message: 'Give each row an id of its own.' }]
  if (firstRow === undefined) return []
  const message = `Row ${firstRow} has this id already. Give each row its own.`
  return [{ path: 'id', code: 'id_repeated', message }]
}

/**
 * The submission id of a person in an imported file. For `db` only.
 *
 * @see RFC 9562, section 5.8: a UUID of the application's own making
 */
export function importedSubmissionId(roundId: string, idInFile: string): string {
  const bytes = Buffer.from(store().vault.mac('import', `${roundId} ${idInFile}`).subarray(0, 16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
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
