import type { Statement } from 'better-sqlite3'
import type { CellAddress } from '@/lib/disclosure/lattice'
import { type CellSums, decodeSums, encodeSums, mergeSums } from '@/lib/profile/sums'
import type { Database } from './database'

type Key = [
  roundId: string,
  breakdowns: string,
  bands: string,
  category: string,
  stratum: string,
  psu: string,
]

/**
 * Changes to the live sums, gathered over a transaction and written once for each cell.
 * This is the hot path of every submission: 37 cells each, so the statements are prepared once and not built.
 */
export class CellChanges {
  private readonly cells = new Map<string, { readonly key: Key; sums: CellSums }>()
  private readonly statements: CellStatements

  constructor(db: Database) {
    this.statements = statementsFor(db)
  }

  /** Adds sums to each of the cells (sign 1) or takes them away (−1). */
  add(roundId: string, addresses: readonly CellAddress[], sums: CellSums, sign: 1 | -1): void {
    for (const { breakdowns, bands, category, stratum, psu } of addresses) {
      const key: Key = [roundId, breakdowns, bands, category, stratum, psu]
      const name = key.join('\u0000')
      const cell = this.cells.get(name)
      if (cell !== undefined) cell.sums = mergeSums(cell.sums, sums, sign)
      else {
        const stored = this.statements.read.get(...key)
        const before = stored === undefined ? zeroOf(sums) : decodeSums(stored.sums)
        this.cells.set(name, { key, sums: mergeSums(before, sums, sign) })
      }
    }
  }

  /** Writes every changed cell; a cell that nobody is left in goes. */
  write(): void {
    for (const { key, sums } of this.cells.values()) {
      if (sums.n === 0) this.statements.remove.run(...key)
      else this.statements.write.run(...key, Buffer.from(encodeSums(sums).buffer))
    }
    this.cells.clear()
  }
}

function zeroOf(sums: CellSums): CellSums {
  return mergeSums(sums, sums, -1)
}

type CellStatements = {
  readonly read: Statement<Key, { sums: Buffer }>
  readonly write: Statement<[...Key, Buffer]>
  readonly remove: Statement<Key>
}

const prepared = new WeakMap<Database, CellStatements>()

function statementsFor(db: Database): CellStatements {
  let statements = prepared.get(db)
  if (statements === undefined) {
    const sameCell =
      'round_id = ? and breakdowns = ? and bands = ? and category = ? and stratum = ? and psu = ?'
    statements = {
      read: db.$client.prepare(`select sums from cell_sums where ${sameCell}`),
      write: db.$client.prepare(
        `insert into cell_sums (round_id, breakdowns, bands, category, stratum, psu, sums) values (?, ?, ?, ?, ?, ?, ?)
         on conflict do update set sums = excluded.sums`,
      ),
      remove: db.$client.prepare(`delete from cell_sums where ${sameCell}`),
    }
    prepared.set(db, statements)
  }
  return statements
}
