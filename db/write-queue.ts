import type { Statement } from 'better-sqlite3'
import { problem } from '@/lib/problem'
import type { Database } from './database'

/** A transaction under way: what one unit of work may write with. */
export type Transaction = {
  readonly db: Database
  /** Calls `undo` when the writes of this work are not kept after all. */
  readonly onUndo: (undo: () => void) => void
}

/** What is to be done with a work once its commit has come about, or has not. */
type Outcome = { readonly settle: () => void; readonly undo: () => void }

type Work = {
  readonly isAlone: boolean
  readonly run: (tx: Transaction) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

/** Under load, a commit waits this long (milliseconds) for more work after the last that arrived … */
const pause = 1
/** … and no longer than this in all. */
const longestWait = 20

/** More waiting work than this is committed in a second transaction. */
const mostWorkAtOnce = 64

/**
 * The one way to write. Work that waits together is committed together, with one wait for the disk; each keeps its own
 * savepoint, so that one refusal undoes only its own writes, and each is settled after the commit, not before.
 */
export class WriteQueue {
  private waiting: Work[] = []
  private readonly chores: (() => void)[] = []
  private isRunning = false
  private lastBatch = 0

  private readonly marks: Readonly<Record<'begin' | 'keep' | 'undo', Statement>>

  constructor(private readonly db: Database) {
    const { $client } = db
    this.marks = {
      begin: $client.prepare('savepoint work'),
      keep: $client.prepare('release work'),
      undo: $client.prepare('rollback to work'),
    }
  }

  /**
   * Runs work in a transaction.
   *
   * @returns what the work returned, once it is on disk
   * @throws what the work threw, and then nothing it wrote is kept; or the database's own error when it cannot commit; storage_full
   *   when the disk is
   */
  transact<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.enqueue(run, false)
  }

  /** As `transact`, in a commit of its own: for work on the live sums, which others must not change at the same time. */
  transactAlone<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.enqueue(run, true)
  }

  /** Does something with the connection between two commits, outside of any transaction. */
  between<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.chores.push(() => {
        try {
          resolve(work())
        } catch (error) {
          reject(error)
        }
      })
      this.start()
    })
  }

  private enqueue<T>(run: (tx: Transaction) => Promise<T>, isAlone: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ isAlone, run, resolve: resolve as (value: unknown) => void, reject })
      this.start()
    })
  }

  private start(): void {
    if (this.isRunning) return
    this.isRunning = true
    // Requests that arrived in the same turn of the event loop join this commit.
    setImmediate(() => void this.drain())
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0 || this.chores.length > 0) {
      for (const chore of this.chores.splice(0)) chore()
      if (this.waiting.length === 0) continue
      if (this.lastBatch > 1) await this.gather()
      const batch = this.nextBatch()
      this.lastBatch = batch.length
      await this.commit(batch)
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.isRunning = false
  }

  /**
   * Waits while work keeps arriving, until as much waits as was committed last: one commit for sixteen people costs little more
   * than for one. Somebody alone is not kept waiting.
   */
  private async gather(): Promise<void> {
    const startedAt = performance.now()
    let seen = 0
    while (
      this.waiting.length > seen &&
      this.waiting.length < this.lastBatch &&
      performance.now() - startedAt < longestWait
    ) {
      seen = this.waiting.length
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  private nextBatch(): readonly Work[] {
    const alone = this.waiting.findIndex((work) => work.isAlone)
    return this.waiting.splice(
      0,
      alone === -1 ? mostWorkAtOnce : Math.min(mostWorkAtOnce, Math.max(1, alone)),
    )
  }

  private async commit(batch: readonly Work[]): Promise<void> {
    const client = this.db.$client
    const done: Outcome[] = []
    try {
      client.exec('begin immediate')
      for (const work of batch) done.push(await this.runOne(work))
      client.exec('commit')
    } catch (error) {
      if (client.inTransaction) client.exec('rollback')
      for (const { undo } of done) undo()
      const refusal = refusalOf(error)
      for (const work of batch) work.reject(refusal)
      return
    }
    for (const { settle } of done) settle()
  }

  private async runOne(work: Work): Promise<Outcome> {
    const undos: (() => void)[] = []
    const undo = () => {
      for (const one of undos.splice(0)) one()
    }
    this.marks.begin.run()
    try {
      const value = await work.run({ db: this.db, onUndo: (one) => undos.push(one) })
      this.marks.keep.run()
      return { settle: () => work.resolve(value), undo }
    } catch (error) {
      undo()
      // A full disk makes SQLite roll everything back by itself: the savepoint is gone, and with it what the others wrote.
      if (!this.db.$client.inTransaction) throw error
      this.marks.undo.run()
      this.marks.keep.run()
      return { settle: () => work.reject(refusalOf(error)), undo }
    }
  }
}

/** What is told of a failure of the disk: known by its own problem, which no sender can help and a log must show. */
function refusalOf(error: unknown): unknown {
  const code = diskFault(error)
  if (code === null) return error
  console.error(JSON.stringify({ level: 'error', error: code }))
  return code === 'storage_full' ? problem(code) : problem(code, { retryAfterSeconds: 60 })
}

/** SQLite's names for it, longer ones such as SQLITE_IOERR_WRITE among them, and the system's, for a file beside the database. */
const unwritable = /^(SQLITE_(READONLY|IOERR|CANTOPEN|PERM|AUTH)|EACCES$|EPERM$|EROFS$|EIO$)/

/** What is wrong with the disk; null when it is something else. Drizzle hands on the engine's error as the cause of its own. */
function diskFault(error: unknown): 'storage_full' | 'storage_unwritable' | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'storage_full'
  return unwritable.test(code) ? 'storage_unwritable' : diskFault(error.cause)
}
