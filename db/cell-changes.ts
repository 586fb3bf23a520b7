import type { Statement } from 'better-sqlite3'
import type { CellAddress } from '@/lib/disclosure/lattice'
import { type CellSums, emptySums, encodeSums, mergeIntoBytes, peopleInBytes } from '@/lib/profile/sums'
import type { Database } from './database'

type Key = [
  roundId: string,
  breakdowns: string,
  bands: string,
  category: string,
  stratum: string,
  psu: string,
]

/** A cell as the writer last left it. `rowId` null: not stored. */
type KnownCell = { readonly key: Key; rowId: number | bigint | null; bytes: Uint8Array }

/** More cells than this are not remembered between commits: some 50 MB. */
const mostRemembered = 20_000

/**
 * Changes to the live sums, gathered over a commit and written once for each cell.
 *
 * This is on the way of every submission, 37 cells each: statements are prepared once, and cells are remembered from commit to
 * commit for as long as nobody else writes to the file (SQLite's `data_version` tells).
 */
export class CellChanges {
  private readonly known = new Map<string, KnownCell>()
  private readonly changed = new Set<KnownCell>()
  private readonly statements: CellStatements
  private version: unknown

  constructor(private readonly db: Database) {
    this.statements = prepareStatements(db)
  }

  /** To be called when a transaction has begun: forgets what another process may have changed. */
  begin(): void {
    const version = this.db.$client.pragma('data_version', { simple: true })
    if (version !== this.version || this.known.size > mostRemembered) this.forget()
    this.version = version
  }

  /** Forgets every cell: after a rollback, or when a unit of work wrote to the table itself. */
  forget(): void {
    this.known.clear()
    this.changed.clear()
  }

  /** Adds sums to each of the cells (sign 1) or takes them away (−1). */
  add(roundId: string, addresses: readonly CellAddress[], sums: CellSums, sign: 1 | -1): void {
    for (const { breakdowns, bands, category, stratum, psu } of addresses) {
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

function prepareStatements({ $client }: Database): CellStatements {
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
