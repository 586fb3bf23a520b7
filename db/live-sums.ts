import type { Statement } from 'better-sqlite3'
import { eq, inArray, sql } from 'drizzle-orm'
import { type CellAddress, cellsOf } from '@/lib/disclosure/lattice'
import { measuresOf, measureValues } from '@/lib/profile/measures'
import {
  addPerson,
  type CellSums,
  emptySums,
  encodeSums,
  mergeIntoBytes,
  mergeSums,
  peopleInBytes,
} from '@/lib/profile/sums'
import type { TableRow } from '@/lib/profile/table-parts'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { ScoredResponse } from '@/lib/scoring/score'
import { store } from './connection'
import type { Database } from './database'
import { cellSums } from './schema/aggregates'
import { responseScores, responses, uncountedResponses } from './schema/responses'
import { rounds } from './schema/rounds'
import { scoredVersion } from './scored-version'
import type { Transaction } from './write-queue'

/**
 * The live sums: every round's responses added up by cell of the reporting lattice.
 *
 * A response is noted as uncounted in the transaction that stores it, and added to its 37 cells in memory. The cells are written some time
 * later, for many responses at once: they lie all over the file, and hundreds of responses touch hardly more of them than ten. What is only in
 * memory can be lost without harm: then the note says what is still to be added. Whoever needs the sums counts first, so that nobody ever
 * sees them without a response that was acknowledged.
 */

/** After so many responses they are counted though nobody asks. */
const mostUncounted = 512

/** A response as its cells need it. */
type CountedResponse = Pick<StoredResponse, 'id' | 'roundId' | 'recordKey' | 'scores'>

/** The part of a stored response that the sums are made of. */
type StoredResponse = {
  readonly id: string
  readonly roundId: string
  readonly questionnaireId: string
  readonly questionnaireVersion: number
  readonly scoringVersion: number | null
  readonly recordKey: number
  readonly scores: Pick<ScoredResponse, 'overall' | 'dimensions' | 'deprived'> & {
    /** '' in a questionnaire that does not classify. */
    readonly category: string
    readonly bands: Readonly<Record<string, string>>
  }
}

type Key = [
  roundId: string,
  breakdowns: string,
  bands: string,
  category: string,
  stratum: string,
  psu: string,
]

/** Notes a response that was just stored as uncounted, and adds it to the sums in memory. For `db` only. */
export function noteUncounted(
  tx: Transaction,
  response: CountedResponse,
  questionnaire: Questionnaire,
): void {
  statementsFor(tx.db).note.run({ responseId: response.id })
  cellsFor(tx).addAhead(response, questionnaire)
}

/** Adds every uncounted response to the sums. To be called in a transaction of its own (`transactAlone`). For `db` only. */
export function countResponses(tx: Transaction): void {
  const waiting = uncounted(tx.db)
  if (waiting === 0) return
  const cells = cellsFor(tx)
  if (cells.countAhead() !== waiting) {
    for (const response of statementsFor(tx.db).waiting.all()) {
      cells.addAhead(response, scoredVersion(response))
    }
  }
  cells.write()
  tx.db.delete(uncountedResponses).run()
}

/**
 * Takes a response out of the sums. To be called in a transaction of its own (`transactAlone`), before the response is erased. For
 * `db` only.
 */
export function uncountResponse(tx: Transaction, responseId: string): void {
  countResponses(tx)
  const found = statementsFor(tx.db).stored.get({ responseId })
  if (found === undefined) return
  const cells = cellsFor(tx)
  cells.add(found, scoredVersion(found), -1)
  cells.write()
}

/** Counts now when any response is uncounted, so that what is read next is up to date. For `db` only. */
export async function countNow(): Promise<void> {
  const { reader, writes } = store()
  if (uncounted(reader) > 0) await writes.transactAlone(async (tx) => countResponses(tx))
}

let sinceCounted = 0

/** Whether enough responses were stored since this last said so. To be asked once after each. For `db` only. */
export function isTimeToCount(): boolean {
  sinceCounted = (sinceCounted + 1) % mostUncounted
  return sinceCounted === 0
}

/** Takes the place of all live sums of a round, whose responses are all counted. For `db` only. */
export function replaceSums(tx: Transaction, roundId: string, rows: Iterable<TableRow>): void {
  forgetCells(tx)
  tx.db.delete(cellSums).where(eq(cellSums.roundId, roundId)).run()
  for (const { address, sums } of rows)
    tx.db
      .insert(cellSums)
      .values({ roundId, ...address, sums: Buffer.from(encodeSums(sums).buffer) })
      .run()
}

/** Sums by cell of people who are added one by one, in memory alone. For `db` only. */
export class CellTotals {
  private readonly cells = new Map<string, TableRow>()

  constructor(private readonly questionnaire: Questionnaire) {}

  /** Adds a person to their cells (sign 1) or takes them away (−1). */
  add({ scores, recordKey }: Pick<CountedResponse, 'scores' | 'recordKey'>, sign: 1 | -1 = 1): void {
    const own = sumsOf(this.questionnaire, scores, recordKey)
    for (const address of cellsOf(this.questionnaire, scores.bands, scores.category)) {
      const name = nameOfCell(address)
      const before = this.cells.get(name)?.sums ?? emptySums(own.measures.length)
      this.cells.set(name, { address, sums: mergeSums(before, own, sign) })
    }
  }

  /** The cells that anybody is in, by `nameOfCell`. */
  rows(): Map<string, TableRow> {
    return new Map([...this.cells].filter(([, { sums }]) => sums.n > 0))
  }
}

/** One name for each cell of a round. For `db` only. */
export function nameOfCell({ breakdowns, bands, category, stratum, psu }: CellAddress): string {
  return [breakdowns, bands, category, stratum, psu].join('\u0000')
}

/** The sums of one person. */
function sumsOf(
  questionnaire: Questionnaire,
  scored: Pick<ScoredResponse, 'overall' | 'dimensions' | 'deprived'>,
  recordKey: number,
): CellSums {
  const nobody = emptySums(measuresOf(questionnaire).length)
  return addPerson(nobody, measureValues(questionnaire, scored), 1, recordKey)
}

function uncounted(db: Database): number {
  return statementsFor(db).uncounted.get()?.n ?? 0
}

const prepared = new WeakMap<Database, ReturnType<typeof prepareStatements>>()

function statementsFor(db: Database): ReturnType<typeof prepareStatements> {
  const statements = prepared.get(db) ?? prepareStatements(db)
  prepared.set(db, statements)
  return statements
}

function prepareStatements(db: Database) {
  const columns = {
    id: responses.id,
    roundId: responses.roundId,
    questionnaireId: rounds.questionnaireId,
    questionnaireVersion: responses.questionnaireVersion,
    scoringVersion: rounds.scoringVersion,
    recordKey: responses.recordKey,
    scores: {
      overall: responseScores.overall,
      category: responseScores.category,
      dimensions: responseScores.dimensions,
      deprived: responseScores.deprived,
      bands: responseScores.bands,
    },
  }
  return {
    note: db
      .insert(uncountedResponses)
      .values({ responseId: sql.placeholder('responseId') })
      .prepare(),
    uncounted: db.select({ n: sql<number>`count(*)` }).from(uncountedResponses).prepare(),
    waiting: db
      .select(columns)
      .from(responses)
      .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
      .innerJoin(rounds, eq(rounds.id, responses.roundId))
      // Not a join: SQLite would look at every response to find the few that are uncounted.
      .where(inArray(responses.id, db.select({ id: uncountedResponses.responseId }).from(uncountedResponses)))
      .prepare(),
    stored: db
      .select(columns)
      .from(responses)
      .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
      .innerJoin(rounds, eq(rounds.id, responses.roundId))
      .where(eq(responses.id, sql.placeholder('responseId')))
      .prepare(),
  }
}

/** A cell as the writer last left it. `rowId` null: not stored. */
type KnownCell = { readonly key: Key; rowId: number | bigint | null; bytes: Uint8Array }

/** More cells than this are not remembered between transactions: some 50 MB. */
const mostRemembered = 20_000

// Next loads a module once for each of its bundles, and all of them write through one connection: what one bundle remembers of a
// cell would be out of date as soon as another had counted.
const remembered = globalThis as { footholdCells?: WeakMap<Database, Cells> | undefined }

function cellsByDatabase(): WeakMap<Database, Cells> {
  remembered.footholdCells ??= new WeakMap()
  return remembered.footholdCells
}

function cellsFor(tx: Transaction): Cells {
  const cells = cellsByDatabase().get(tx.db) ?? new Cells(tx.db)
  cellsByDatabase().set(tx.db, cells)
  cells.begin()
  tx.onUndo(() => cells.forget())
  return cells
}

/** Forgets every cell of the writer: for work that writes to the table of sums by itself. */
function forgetCells(tx: Transaction): void {
  cellsByDatabase().delete(tx.db)
}

/**
 * The stored cells, each read once and written once however often it changes, and remembered from one transaction to the next for as
 * long as nobody else writes to the file (SQLite's `data_version` tells).
 */
class Cells {
  private readonly known = new Map<string, KnownCell>()
  private readonly changed = new Set<KnownCell>()
  /** Ids of uncounted responses that are in the changed cells already. */
  private readonly ahead = new Set<string>()
  private readonly statements: CellStatements
  private version: unknown

  constructor(private readonly db: Database) {
    this.statements = prepareCellStatements(db)
  }

  /** To be called when a transaction has begun: forgets what another process may have changed. */
  begin(): void {
    const version = this.db.$client.pragma('data_version', { simple: true })
    if (version !== this.version || this.known.size > mostRemembered) this.forget()
    this.version = version
  }

  forget(): void {
    this.known.clear()
    this.changed.clear()
    this.ahead.clear()
  }

  countAhead(): number {
    return this.ahead.size
  }

  /** Adds an uncounted response, once however often it is asked. */
  addAhead(response: CountedResponse, questionnaire: Questionnaire): void {
    if (this.ahead.has(response.id)) return
    this.ahead.add(response.id)
    this.add(response, questionnaire, 1)
  }

  /** Adds a response to its cells (sign 1) or takes it away (−1). */
  add({ roundId, recordKey, scores }: CountedResponse, questionnaire: Questionnaire, sign: 1 | -1): void {
    const sums = sumsOf(questionnaire, scores, recordKey)
    for (const { breakdowns, bands, category, stratum, psu } of cellsOf(
      questionnaire,
      scores.bands,
      scores.category,
    )) {
      const cell = this.cell([roundId, breakdowns, bands, category, stratum, psu], sums)
      cell.bytes = mergeIntoBytes(cell.bytes, sums, sign)
      this.changed.add(cell)
    }
  }

  /** Writes every changed cell; a cell that nobody is left in goes. */
  write(): void {
    for (const cell of this.changed) {
      if (peopleInBytes(cell.bytes) === 0) {
        if (cell.rowId !== null) this.statements.remove.run(cell.rowId)
        cell.rowId = null
      } else {
        const bytes = Buffer.from(cell.bytes.buffer, cell.bytes.byteOffset, cell.bytes.byteLength)
        if (cell.rowId === null) cell.rowId = this.statements.insert.run(...cell.key, bytes).lastInsertRowid
        else this.statements.update.run(bytes, cell.rowId)
      }
    }
    this.changed.clear()
    this.ahead.clear()
  }

  private cell(key: Key, like: CellSums): KnownCell {
    const name = key.join('\u0000')
    let cell = this.known.get(name)
    if (cell === undefined) {
      const stored = this.statements.read.get(...key)
      cell =
        stored === undefined
          ? { key, rowId: null, bytes: encodeSums(emptySums(like.measures.length)) }
          : { key, rowId: stored.rowid, bytes: stored.sums }
      this.known.set(name, cell)
    }
    return cell
  }
}

type CellStatements = {
  readonly read: Statement<Key, { rowid: number; sums: Buffer }>
  readonly insert: Statement<[...Key, Buffer]>
  readonly update: Statement<[Buffer, number | bigint]>
  readonly remove: Statement<[number | bigint]>
}

function prepareCellStatements({ $client }: Database): CellStatements {
  const sameCell =
    'round_id = ? and breakdowns = ? and bands = ? and category = ? and stratum = ? and psu = ?'
  return {
    read: $client.prepare(`select rowid, sums from cell_sums where ${sameCell}`),
    insert: $client.prepare(
      'insert into cell_sums (round_id, breakdowns, bands, category, stratum, psu, sums) values (?, ?, ?, ?, ?, ?, ?)',
    ),
    update: $client.prepare('update cell_sums set sums = ? where rowid = ?'),
    remove: $client.prepare('delete from cell_sums where rowid = ?'),
  }
}
