import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { and, eq, inArray } from 'drizzle-orm'
import { readEnvironment } from './environment'
import { exportFiles } from './schema/export-files'
import type { Transaction } from './write-queue'

/** Where files of single answers lie until they are taken, and what makes them go: for `db` only. */

function exportFolder(): string {
  return join(readEnvironment().dataFolder, 'exports')
}

/** Where the file of an export lies; the folder is made when it is not there. */
export async function exportPath(id: string): Promise<string> {
  await mkdir(exportFolder(), { recursive: true, mode: 0o700 })
  return join(exportFolder(), id)
}

/** Removes files that are no longer to be had. One that is gone already is no fault. */
export async function removeExportFiles(ids: readonly string[]): Promise<void> {
  for (const id of ids) await rm(join(exportFolder(), id), { force: true })
}

/** Removes every file of the folder but some: what a stopped program left behind. */
export async function keepOnlyExportFiles(ids: readonly string[]): Promise<void> {
  const kept = new Set(ids)
  const found = await readdir(exportFolder()).catch(() => [])
  await removeExportFiles(found.filter((name) => !kept.has(name)))
}

/**
 * Takes away every file that holds answers which are being erased: its key goes in the same transaction, so that it is noise from then
 * on. One that is only waiting is made from what is left, unless nothing is.
 *
 * @returns ids of the files, to be removed once the transaction is on disk
 */
export function revokeExports(tx: Transaction, roundId: string, isAllErased: boolean): readonly string[] {
  const states = isAllErased ? (['waiting', 'writing', 'done'] as const) : (['writing', 'done'] as const)
  return tx.db
    .update(exportFiles)
    .set({ state: 'withdrawn', key: null })
    .where(and(eq(exportFiles.roundId, roundId), inArray(exportFiles.state, states)))
    .returning({ id: exportFiles.id })
    .all()
    .map(({ id }) => id)
}
