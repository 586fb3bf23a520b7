import { and, desc, eq, inArray, lt, ne } from 'drizzle-orm'
import type { ExportFormatId } from '@/lib/interchange/export-formats'
import { exportFileName, exportFormat, exportFormatIds } from '@/lib/interchange/export-request'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { exportPath, keepOnlyExportFiles, removeExportFiles } from './export-folder'
import { enqueueExport, exportKeyPlace, exportsInHand, lifeOfExport, stopExport } from './export-worker'
import { newId } from './identifiers'
import { auditExport, permittedExport, refuseUnfit } from './microdata'
import { openSnapshot } from './microdata-snapshot'
import { roundRow } from './rounds'
import { exportFiles, exportStates } from './schema/export-files'
import { readSealedFile } from './sealed-file'

export { exportStates }

/** A file of single answers that somebody asked for. */
export type ExportFile = {
  readonly id: string
  readonly format: ExportFormatId
  readonly language: string
  readonly includesSensitive: boolean
  readonly includesText: boolean
  readonly includesItemScores: boolean
  readonly state: (typeof exportStates)[number]
  /** Instants, ISO 8601. */
  readonly requestedAt: string
  readonly expiresAt: string
  readonly rowsInAll: number
  readonly rowsDone: number
  /** Length of the download; null until it is done. */
  readonly bytes: number | null
}

/** A file that is done, as it is downloaded. */
export type ExportDownload = {
  /** Made by us: `spring-2026.sav`. */
  readonly fileName: string
  readonly contentType: string
  readonly bytes: number
  /** Names this very file, for a download that is resumed. */
  readonly tag: string
  /** @param from first byte; @param to last byte */
  readonly read: (from: number, to: number) => AsyncGenerator<Uint8Array>
}

/** Files that are being written for one person at once. */
const mostInHand = 3

/**
 * Asks for a file of single answers. It is written in the background, lies encrypted in the data folder for a day, and only who asked for it
 * may take it. The log says who, why and what before the first byte is written.
 *
 * @param input as `exportRequestSchema` reads it
 * @throws as `exportMicrodata`; too_many_exports
 */
export async function requestExport(actor: Actor, slug: string, input: unknown): Promise<ExportFile> {
  authorise(actor, 'microdata.export')
  const permitted = permittedExport(actor, slug, input)
  const { round, request, choice } = permitted
  const snapshot = await openSnapshot(round, choice)
  try {
    refuseUnfit(snapshot, request.format)
  } finally {
    snapshot.close()
  }
  const now = new Date()
  const row = await store().writes.transact(async (tx) => {
    const accountId = accountOf(actor)
    const inHand = tx.db
      .select({ id: exportFiles.id })
      .from(exportFiles)
      .where(and(eq(exportFiles.accountId, accountId), inArray(exportFiles.state, ['waiting', 'writing'])))
      .all()
    if (inHand.length >= mostInHand) throw problem('too_many_exports', { most: mostInHand })
    auditExport(tx, actor, round, request, choice, snapshot)
    return tx.db
      .insert(exportFiles)
      .values({
        id: newId(now),
        roundId: round.id,
        accountId,
        format: request.format,
        language: choice.language,
        includesSensitive: choice.includeSensitive,
        includesText: choice.includeText,
        includesItemScores: choice.includeItemScores,
        state: 'waiting',
        requestedAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + lifeOfExport).toISOString(),
        rowsInAll: snapshot.rowCount,
      })
      .returning()
      .get()
  })
  enqueueExport(row.id, permitted)
  return asExportFile(row)
}

/** The files of a round that the actor asked for, the newest first, gone ones among them for a day. */
export async function listExports(actor: Actor, slug: string): Promise<readonly ExportFile[]> {
  authorise(actor, 'microdata.export')
  const { id } = roundRow(slug)
  authorise(actor, 'microdata.export', id)
  return store()
    .reader.select()
    .from(exportFiles)
    .where(and(eq(exportFiles.roundId, id), eq(exportFiles.accountId, accountOf(actor))))
    .orderBy(desc(exportFiles.requestedAt))
    .all()
    .map(asExportFile)
}

/** Stops writing a file, or removes one that is done. @throws not_found for a file that somebody else asked for */
export async function cancelExport(actor: Actor, slug: string, id: string): Promise<void> {
  authorise(actor, 'microdata.export')
  const row = ownExport(actor, slug, id)
  await store().writes.transact(async (tx) => {
    const { changes } = tx.db
      .update(exportFiles)
      .set({ state: 'cancelled', key: null })
      .where(and(eq(exportFiles.id, id), inArray(exportFiles.state, ['waiting', 'writing', 'done'])))
      .run()
    if (changes > 0) audit(tx, actor, 'microdata.cancel', row.roundId)
  })
  stopExport(id)
  await removeExportFiles([id])
}

/**
 * Opens a file to be downloaded, whole or from where a download was cut; the log says so each time.
 *
 * @throws not_found for a file that somebody else asked for; export_not_ready
 */
export async function openExport(actor: Actor, slug: string, id: string): Promise<ExportDownload> {
  authorise(actor, 'microdata.export')
  const { format, bytes, key: sealedKey, roundId } = ownExport(actor, slug, id)
  if (bytes === null || sealedKey === null) throw problem('export_not_ready')
  const key = store().vault.open(exportKeyPlace(id), sealedKey)
  const path = await exportPath(id)
  const formatId = formatOf(format)
  await store().writes.transact(async (tx) => audit(tx, actor, 'microdata.download', roundId, format))
  return {
    fileName: exportFileName(slug, formatId),
    contentType: exportFormat(formatId).mediaType,
    bytes,
    tag: id,
    read: (from, to) => readSealedFile(path, id, key, { from, to }),
  }
}

/**
 * Removes what has had its day.
 *
 * @returns number of files
 */
export async function expireExports(actor: Actor, now: Date): Promise<number> {
  authorise(actor, 'installation.check')
  const { writes, reader } = store()
  const isOver = lt(exportFiles.expiresAt, now.toISOString())
  if (reader.select({ id: exportFiles.id }).from(exportFiles).where(isOver).get() === undefined) return 0
  const gone = await writes.transact(async (tx) =>
    tx.db.delete(exportFiles).where(isOver).returning({ id: exportFiles.id }).all(),
  )
  const ids = gone.map(({ id }) => id)
  for (const id of ids) stopExport(id)
  await removeExportFiles(ids)
  return ids.length
}

/**
 * Says of every file that was being written when the program ended that it was stopped, and removes what is left of it. To be called
 * when the server starts: nobody else writes in this folder then.
 *
 * @returns number of files
 */
export async function stopInterruptedExports(actor: Actor): Promise<number> {
  authorise(actor, 'installation.check')
  const { writes, reader } = store()
  const inHand = exportsInHand()
  const isUnfinished = inArray(exportFiles.state, ['waiting', 'writing'])
  const interrupted = reader
    .select({ id: exportFiles.id })
    .from(exportFiles)
    .where(isUnfinished)
    .all()
    .map(({ id }) => id)
    .filter((id) => !inHand.includes(id))
  if (interrupted.length > 0) {
    await writes.transact(async (tx) => {
      const stopped = and(isUnfinished, inArray(exportFiles.id, interrupted))
      tx.db.update(exportFiles).set({ state: 'stopped' }).where(stopped).run()
    })
  }
  const done = reader
    .select({ id: exportFiles.id })
    .from(exportFiles)
    .where(eq(exportFiles.state, 'done'))
    .all()
  await keepOnlyExportFiles([...inHand, ...done.map(({ id }) => id)])
  return interrupted.length
}

/** A file that the actor asked for. Somebody else's is as none. @throws not_found, not_allowed */
function ownExport(actor: Actor, slug: string, id: string): typeof exportFiles.$inferSelect {
  const { id: roundId } = roundRow(slug)
  authorise(actor, 'microdata.export', roundId)
  const found = store()
    .reader.select()
    .from(exportFiles)
    .where(
      and(
        eq(exportFiles.id, id),
        eq(exportFiles.roundId, roundId),
        eq(exportFiles.accountId, accountOf(actor)),
        ne(exportFiles.state, 'cancelled'),
      ),
    )
    .get()
  if (found === undefined) throw problem('not_found', { what: 'file' })
  // What it holds may be opened as long as whoever asked still may.
  if (found.includesSensitive) authorise(actor, 'microdata.exportSensitive', roundId)
  if (found.includesText) authorise(actor, 'response.readText', roundId)
  return found
}

function accountOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.accountId : actor.kind
}

function formatOf(format: string): ExportFormatId {
  const found = exportFormatIds.find((id) => id === format)
  if (found === undefined) throw new Error(`A file of an unknown format: ${format}.`)
  return found
}

function asExportFile({
  accountId: _account,
  roundId: _round,
  key: _key,
  format,
  ...file
}: typeof exportFiles.$inferSelect): ExportFile {
  return { ...file, format: formatOf(format) }
}
