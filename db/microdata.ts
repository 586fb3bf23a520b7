import type { z } from 'zod'
import type { LeftOut, MicrodataChoice } from '@/lib/interchange/column'
import {
  depositRequestSchema,
  type ExportRequest,
  exportRequestSchema,
} from '@/lib/interchange/export-request'
import { type AboutTable, formatWriters } from '@/lib/interchange/format-writers'
import type { Microdata } from '@/lib/interchange/microdata'
import type { SurveyDesign } from '@/lib/interchange/r/write'
import type { TableDescription } from '@/lib/interchange/table-description'
import { type Actor, isAllowed } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { readEnvironment } from './environment'
import { type MicrodataSnapshot, openSnapshot } from './microdata-snapshot'
import { unknownLanguage } from './new-response'
import { askedVersion, publishedVersion } from './questionnaires'
import { asRound, type Release, type Round, releasesOf, roundRow } from './rounds'
import type { rounds } from './schema/rounds'
import type { Transaction } from './write-queue'

/** Single answers on their way to a file. */
export type OpenExport = {
  readonly format: ExportRequest['format']
  readonly microdata: Microdata
  readonly about: AboutTable
  /** What the questionnaire has and the file has not. */
  readonly leftOut: readonly LeftOut[]
  /** Must be called when the rows have been read, or will not be. */
  readonly close: () => void
}

/**
 * Single answers of a round, to be written as they are read. The log says who, why, what and in which format before the first byte.
 *
 * @param input as `exportRequestSchema` reads it
 * @throws not_allowed, not_found, text_not_cleared; input_invalid naming the field; format_cannot_hold naming each column
 */
export async function exportMicrodata(actor: Actor, slug: string, input: unknown): Promise<OpenExport> {
  authorise(actor, 'microdata.export')
  const { round, request, choice } = permittedExport(actor, slug, input)
  const snapshot = await openSnapshot(round, choice)
  try {
    refuseUnfit(snapshot, request.format)
    await store().writes.transact(async (tx) => auditExport(tx, actor, round, request, choice, snapshot))
  } catch (error) {
    snapshot.close()
    throw error
  }
  return {
    format: request.format,
    microdata: { ...snapshot.description, rows: snapshot.rows() },
    about: snapshot.about,
    leftOut: snapshot.leftOut,
    close: snapshot.close,
  }
}

/** A round to be handed on as a whole. */
export type OpenDeposit = {
  readonly round: Round & Pick<MicrodataSnapshot, 'weighting' | 'sample'>
  /** The variables that people are weighted by; null where every person counts once. */
  readonly design: SurveyDesign | null
  /** Fewest people of whom a protected figure is shown. */
  readonly minimumCell: number
  /** As it was asked, with the scoring of the scores. */
  readonly questionnaire: Questionnaire
  /** The published versions: the one that was asked, and behind it the one whose scoring the scores are made by, where that is another. */
  readonly versions: readonly Questionnaire[]
  readonly releases: readonly Release[]
  readonly description: TableDescription
  readonly leftOut: readonly LeftOut[]
  /** The single answers, each time anew: the same rows under the same names in every file of the package. */
  readonly table: () => Microdata
  /** The coarse bands of each person, by breakdown: what somebody may know of a neighbour. */
  readonly bands: () => AsyncIterable<Readonly<Record<string, string>>>
  /** Must be called when the package is written, or will not be. */
  readonly close: () => void
}

/** The formats of a package. */
const depositFormats = ['csv', 'sav', 'dta', 'parquet'] as const

/**
 * Single answers of a round in every format of a package, from one moment. One line of the log tells of them all.
 *
 * @param input as `depositRequestSchema` reads it
 * @throws not_allowed, not_found, text_not_cleared; input_invalid naming the field; format_cannot_hold naming each column
 */
export async function openDeposit(actor: Actor, slug: string, input: unknown): Promise<OpenDeposit> {
  authorise(actor, 'microdata.export')
  const { round, request, choice } = permittedTable(actor, slug, depositRequestSchema, input)
  const snapshot = await openSnapshot(round, choice)
  const archive = { reason: request.reason, format: 'archive' }
  try {
    for (const format of depositFormats) refuseUnfit(snapshot, format)
    await store().writes.transact(async (tx) => auditExport(tx, actor, round, archive, choice, snapshot))
  } catch (error) {
    snapshot.close()
    throw error
  }
  return {
    round: {
      ...asRound(round),
      ...(snapshot.weighting !== undefined && { weighting: snapshot.weighting }),
      ...(snapshot.sample !== undefined && { sample: snapshot.sample }),
    },
    design: snapshot.about.design,
    minimumCell: readEnvironment().minimumCell,
    questionnaire: snapshot.questionnaire,
    versions: [round.questionnaireVersion, round.scoringVersion ?? []]
      .flat()
      .map((version) => publishedVersion(round.questionnaireId, version)),
    releases: releasesOf(round.id),
    description: snapshot.description,
    leftOut: snapshot.leftOut,
    table: () => ({ ...snapshot.description, rows: snapshot.rows() }),
    bands: snapshot.bands,
    close: snapshot.close,
  }
}

export type PermittedExport = {
  readonly round: typeof rounds.$inferSelect
  readonly request: ExportRequest
  readonly choice: MicrodataChoice
}

/** What an actor asked for in one file, if it may be had. For `db` only. */
export function permittedExport(actor: Actor, slug: string, input: unknown): PermittedExport {
  return permittedTable(actor, slug, exportRequestSchema, input)
}

/** Every door of an export goes through here. */
function permittedTable<S extends typeof depositRequestSchema>(
  actor: Actor,
  slug: string,
  schema: S,
  input: unknown,
): {
  readonly round: typeof rounds.$inferSelect
  readonly request: z.output<S>
  readonly choice: MicrodataChoice
} {
  const round = roundRow(slug)
  authorise(actor, 'microdata.export', round.id)
  const request = readInput(schema, input)
  const { includeSensitive, includeText, includeItemScores } = request
  if (includeSensitive) authorise(actor, 'microdata.exportSensitive', round.id)
  if (includeText && !isAllowed(actor, 'response.readText', round.id)) throw problem('text_not_cleared')
  const questionnaire = askedVersion(round.questionnaireId, round.questionnaireVersion)
  const language = request.language ?? questionnaire.defaultLanguage
  const languageProblems = unknownLanguage(questionnaire.languages, language)
  if (languageProblems.length > 0) throw problem('input_invalid', undefined, languageProblems)
  return { round, request, choice: { language, includeSensitive, includeText, includeItemScores } }
}

/** For `db` only. @throws format_cannot_hold naming each column that a format has no room for */
export function refuseUnfit({ description }: MicrodataSnapshot, format: ExportRequest['format']): void {
  const problems = formatWriters[format].problems(description)
  if (problems.length > 0) throw problem('format_cannot_hold', { format }, problems)
}

/** The line of the log: why, and what the file holds. For `db` only. */
export function auditExport(
  tx: Transaction,
  actor: Actor,
  round: PermittedExport['round'],
  { reason, format }: { readonly reason: string; readonly format: string },
  { language, includeSensitive, includeText }: MicrodataChoice,
  { rowCount }: Pick<MicrodataSnapshot, 'rowCount'>,
): void {
  const held = [
    format,
    language,
    `${rowCount} responses`,
    `${includeSensitive ? 'with' : 'without'} sensitive items`,
    `${includeText ? 'with' : 'without'} free text`,
  ]
  audit(tx, actor, 'microdata.export', round.id, `${reason} [${held.join(', ')}]`)
}
