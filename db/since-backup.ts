import { SqliteFile } from './sqlite'
import type { Transaction } from './write-queue'

/*
 * What a database that is replaced by a backup knows, and the backup cannot: who withdrew since, and whose access was taken. For `db` only.
 */

type TombstoneRow = {
  readonly submission_id: string
  readonly round_id: string
  readonly withdrawn_on: string
}

type AccountRow = {
  readonly id: string
  readonly password_hash: string
  readonly closed_on: string | null
  readonly oidc_subject: string | null
}

type GrantRow = {
  readonly account_id: string
  readonly role: string
  readonly round_id: string
  readonly clearances: string
}

export type KnownHere = {
  readonly tombstones: readonly TombstoneRow[]
  readonly accounts: readonly AccountRow[]
  readonly grants: readonly GrantRow[]
  /** Spent codes, by their keyed hashes. */
  readonly spentCodes: readonly string[]
  /** Keyed hashes of the codes of interviews that people saved and have neither sent nor erased. */
  readonly savedInterviews: readonly string[]
  /** Day on which the clock was believed last; null where it never was. */
  readonly clockSeenOn: string | null
  /** Id of the first data key: of which installation it is. */
  readonly firstKey: string
  /** Length of the audit log: which of two states of an installation is the later one. */
  readonly auditLength: number
}

/** What the database here knows; null where it is too damaged, or of too old a form, to be read: then that is why it is replaced. */
export function knownHere(databaseFile: string): KnownHere | null {
  try {
    const db = new SqliteFile(databaseFile)
    try {
      const all = <Row>(sql: string) => db.prepare<[], Row>(sql).all()
      const seen = all<{ value: string }>("select value from settings where name = 'clockSeenOn'")[0]?.value
      return {
        tombstones: all('select submission_id, round_id, withdrawn_on from tombstones'),
        accounts: all('select id, password_hash, closed_on, oidc_subject from accounts'),
        grants: all('select account_id, role, round_id, clearances from grants'),
        spentCodes: all<{ code: string }>(
          'select code_mac as code from recovery_codes where used_on is not null',
        ).map(({ code }) => code),
        savedInterviews: all<{ code: string }>('select code_mac as code from saved_interviews').map(
          ({ code }) => code,
        ),
        clockSeenOn: seen === undefined ? null : String(JSON.parse(seen)),
        ...stateOf(db),
      }
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}

function stateOf(client: InstanceType<typeof SqliteFile>): Pick<KnownHere, 'firstKey' | 'auditLength'> {
  const key = client.prepare<[], { id: string }>('select id from data_keys order by sequence limit 1').get()
  const log = client.prepare<[], { n: number }>('select count(*) as n from audit_entries').get()
  return { firstKey: key?.id ?? '', auditLength: log?.n ?? 0 }
}

/** Keeps a withdrawal of a response that the backup does not have, so that a late copy of it is not counted. */
export function keepTombstone(
  { db }: Transaction,
  { submission_id, round_id, withdrawn_on }: TombstoneRow,
): void {
  db.$client
    .prepare(
      `insert into tombstones (submission_id, round_id, withdrawn_on, after_release, was_released) values (?, ?, ?, 0, 0)
       on conflict do nothing`,
    )
    .run(submission_id, round_id, withdrawn_on)
}

/**
 * Takes access back that the backup would give again: sessions, access tokens and links of its time are gone, whatever is known. Accounts that
 * are known here have the passwords, roles and ties that they had here; who was closed stays closed.
 *
 * @param known of the database that is replaced; what is older than the backup, or of another installation, says nothing
 */
export function takeBackAccess({ db }: Transaction, known: KnownHere | null): void {
  const { $client: client } = db
  for (const table of ['sessions', 'access_tokens', 'invitations']) client.exec(`delete from ${table}`)
  if (known === null) return
  const restored = stateOf(client)
  // Another installation, as a new computer has it that was started once, or an older state than the backup: it knows nothing newer.
  if (known.firstKey !== restored.firstKey || known.auditLength < restored.auditLength) return
  const setAccount = client.prepare(
    'update accounts set password_hash = @password_hash, closed_on = @closed_on, oidc_subject = @oidc_subject where id = @id',
  )
  const dropGrants = client.prepare('delete from grants where account_id = ?')
  client.exec('update accounts set oidc_subject = null')
  for (const account of known.accounts) {
    setAccount.run(account)
    dropGrants.run(account.id)
  }
  const giveGrant = client.prepare(
    `insert into grants (account_id, role, round_id, clearances)
     select @account_id, @role, @round_id, @clearances
     where exists (select 1 from accounts where id = @account_id)
       and (@round_id = '' or exists (select 1 from rounds where id = @round_id))
     on conflict do nothing`,
  )
  for (const grant of known.grants) giveGrant.run(grant)
  const spend = client.prepare(
    "update recovery_codes set used_on = date('now') where code_mac = ? and used_on is null",
  )
  for (const code of known.spentCodes) spend.run(code)
  const there = new Set(known.savedInterviews)
  const saved = client.prepare<[], { code: string }>('select code_mac as code from saved_interviews').all()
  const erase = client.prepare('delete from saved_interviews where code_mac = ?')
  for (const { code } of saved) if (!there.has(code)) erase.run(code)
  if (known.clockSeenOn !== null) {
    client
      .prepare(
        `insert into settings (name, value) values ('clockSeenOn', ?)
         on conflict (name) do update set value = max(value, excluded.value)`,
      )
      .run(JSON.stringify(known.clockSeenOn))
  }
}
