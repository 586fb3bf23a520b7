import { newId } from './identifiers'
import type { SqliteFile } from './sqlite'
import type { Vault } from './vault'

/** Where migration 0008 leaves the detailed sums of releases that were made before these were sealed. */
const leftInClear = 'release_details_in_clear'

type DetailInClear = {
  readonly round_id: string
  readonly release: number
  readonly breakdowns: string
  readonly bands: string
  readonly category: string
  readonly stratum: string
  readonly psu: string
  readonly sums: Buffer
}

/**
 * Seals the detailed sums that an earlier version kept in clear, and has that table go: once, at the first start after the upgrade. It is no part
 * of the migration because keys are opened in the database that migrations have made. Whatever interrupts it, the next start does it.
 */
export function sealEarlierDetails(
  connection: InstanceType<typeof SqliteFile>,
  { seal }: Pick<Vault, 'seal'>,
): void {
  const isLeft = () =>
    connection.prepare("select 1 from sqlite_schema where type = 'table' and name = ?").get(leftInClear) !==
    undefined
  if (!isLeft()) return
  const sealAll = connection.transaction(() => {
    // Another process may have done it meanwhile.
    if (!isLeft()) return
    const insert = connection.prepare(
      `insert into release_details (id, round_id, release, breakdowns, bands, category, stratum, psu, sums)
       values (@id, @round_id, @release, @breakdowns, @bands, @category, @stratum, @psu, @sums)`,
    )
    const rows = connection.prepare<[], DetailInClear>(`select * from ${leftInClear}`).all()
    for (const row of rows) {
      const id = newId(new Date())
      const sums = seal({ table: 'release_details', column: 'sums', row: id }, row.sums)
      insert.run({ ...row, id, sums })
    }
    connection.exec(`drop table ${leftInClear}`)
  })
  sealAll.immediate()
}
