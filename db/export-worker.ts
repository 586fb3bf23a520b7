import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { formatWriters } from '@/lib/interchange/format-writers'
import type { Cell } from '@/lib/interchange/microdata'
import { ProblemError } from '@/lib/problem'
import { store } from './connection'
import { exportPath, removeExportFiles } from './export-folder'
import type { PermittedExport } from './microdata'
import { openSnapshot } from './microdata-snapshot'
import { exportFiles } from './schema/export-files'
import type { SealedPlace } from './sealed-columns'
import { writeSealedFile } from './sealed-file'

/** Writes the files that were asked for, one after the other, while the server does its other work: for `db` only. */

type Job = { readonly id: string; readonly permitted: PermittedExport; readonly stop: AbortController }

// Next loads a module once for each of its bundles; the process writes one file at a time.
const shared = globalThis as { footholdExportJobs?: Job[] }

/** Milliseconds between two notes of how far a file is: each is a commit. */
const noteEvery = 1000
const hour = 3_600_000
/** A file is there for a day. */
export const lifeOfExport = 24 * hour

function jobs(): Job[] {
  shared.footholdExportJobs ??= []
  return shared.footholdExportJobs
}

/** Puts a file at the end of the queue. Its row waits in the database. */
export function enqueueExport(id: string, permitted: PermittedExport): void {
  const waiting = jobs()
  waiting.push({ id, permitted, stop: new AbortController() })
  if (waiting.length === 1) void work()
}

/** Stops writing a file, or never begins. */
export function stopExport(id: string): void {
  for (const job of jobs()) if (job.id === id) job.stop.abort()
}

/** The files that this process is writing or will write. */
export function exportsInHand(): readonly string[] {
  return jobs().map(({ id }) => id)
}

async function work(): Promise<void> {
  const waiting = jobs()
  for (let job = waiting[0]; job !== undefined; job = waiting[0]) {
    await writeExport(job).catch(logFailure)
    waiting.shift()
  }
}

async function writeExport(job: Job): Promise<void> {
  const { id, stop } = job
  if (stop.signal.aborted || !(await change(id, 'waiting', { state: 'writing' }))) return
  try {
    if (await writeFileOf(job)) return
    await removeExportFiles([id])
  } catch (error) {
    await removeExportFiles([id]).catch(logFailure)
    if (stop.signal.aborted) return
    await change(id, 'writing', { state: 'failed' })
    throw error
  }
}

/** @returns false when the file was taken away while it was written */
async function writeFileOf({ id, permitted, stop: { signal } }: Job): Promise<boolean> {
  const { round, request, choice } = permitted
  const path = await exportPath(id)
  const key = randomBytes(32)
  const snapshot = await openSnapshot(round, choice)
  let rowsDone = 0
  async function* counted(): AsyncGenerator<readonly Cell[]> {
    for await (const row of snapshot.rows()) {
      signal.throwIfAborted()
      yield row
      rowsDone += 1
    }
  }
  try {
    await change(id, 'writing', { rowsInAll: snapshot.rowCount })
    const file = await writeSealedFile(path, id, key)
    try {
      let notedAt = performance.now()
      const table = { ...snapshot.description, rows: counted() }
      for await (const bytes of formatWriters[request.format].write(table, snapshot.about)) {
        signal.throwIfAborted()
        await file.write(bytes)
        if (performance.now() - notedAt < noteEvery) continue
        // Somebody else may have taken the file away: the row tells.
        if (!(await change(id, 'writing', { rowsDone }))) return false
        notedAt = performance.now()
      }
      const bytes = await file.finish()
      return await change(id, 'writing', {
        state: 'done',
        rowsDone,
        bytes,
        key: store().vault.seal(exportKeyPlace(id), key),
        expiresAt: new Date(Date.now() + lifeOfExport).toISOString(),
      })
    } finally {
      await file.close()
    }
  } finally {
    snapshot.close()
  }
}

/** Where the key of a file lives. */
export function exportKeyPlace(id: string): SealedPlace {
  return { table: 'export_files', column: 'key', row: id }
}

/** Changes the row of a file. @returns false when it is no longer in the state that it was left in */
function change(
  id: string,
  from: 'waiting' | 'writing',
  to: Partial<typeof exportFiles.$inferInsert>,
): Promise<boolean> {
  return store().writes.transact(async (tx) => {
    const { changes } = tx.db
      .update(exportFiles)
      .set(to)
      .where(and(eq(exportFiles.id, id), eq(exportFiles.state, from)))
      .run()
    return changes > 0
  })
}

/** The kind of error, never its message: that may quote what was answered. */
function logFailure(error: unknown): void {
  const name = error instanceof ProblemError ? error.code : error instanceof Error ? error.name : typeof error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  console.error(JSON.stringify({ level: 'error', work: 'export', error: [name, code].join(' ').trim() }))
}
