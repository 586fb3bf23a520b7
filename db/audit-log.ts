import { and, count, desc, eq, gte, inArray, lt, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { type AuditPart, actionsOf, auditParts } from '@/lib/audit-actions'
import type { Actor } from '@/lib/permissions'
import { readInput } from './accounts'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { accounts } from './schema/accounts'
import { auditEntries } from './schema/audit'
import { rounds } from './schema/rounds'

const partNames = Object.keys(auditParts) as [AuditPart, ...AuditPart[]]
const day = z.iso.date('Give a day, such as 2026-11-25.').optional()

/** Which entries of the log are asked for, as an address writes it. */
export const auditQuerySchema = z.object({
  part: z.enum(partNames, 'Choose a part of the log.').optional(),
  /** Account id, or `operator`, `respondent`, `public` for people without an account. */
  account: z.string().max(64).optional(),
  /** First day, UTC. */
  from: day,
  /** Last day, UTC. */
  to: day,
  /** Only entries before this one: the cursor of the next page. */
  before: z.coerce.number('Give the number of an entry.').int().positive().optional(),
})

export type AuditQuery = z.input<typeof auditQuerySchema>

/** An entry, with the names that its ids have now. */
export type AuditLine = {
  readonly sequence: number
  readonly at: string
  /** Address of the account; null for people without one. */
  readonly email: string | null
  readonly account: string
  readonly action: string
  /** What it was done to: title of a round, address of an account, else what the entry says. */
  readonly subject: string
  readonly reason: string
}

export type AuditPage = {
  readonly lines: readonly AuditLine[]
  /** How many entries match, on all pages. */
  readonly matching: number
  /** To be given as `before` for the next page; null on the last. */
  readonly before: number | null
  /** Accounts by which the log can be filtered. */
  readonly accounts: readonly { readonly id: string; readonly email: string }[]
}

const linesOnPage = 100

/** Entries of the audit log that match, the newest first. @throws input_invalid naming the field */
export async function readAuditPage(actor: Actor, query: AuditQuery): Promise<AuditPage> {
  authorise(actor, 'audit.read')
  const { before, ...asked } = readInput(auditQuerySchema, query)
  const { reader } = store()
  const matches = and(...conditionsOf(asked))
  const total = reader.select({ entries: count() }).from(auditEntries).where(matches).get()
  const found = reader
    .select()
    .from(auditEntries)
    .where(before === undefined ? matches : and(matches, lt(auditEntries.sequence, before)))
    .orderBy(desc(auditEntries.sequence))
    .limit(linesOnPage + 1)
    .all()
  const shown = found.slice(0, linesOnPage)
  const people = reader
    .select({ id: accounts.id, email: accounts.email })
    .from(accounts)
    .orderBy(accounts.email)
    .all()
  const emails = new Map(people.map(({ id, email }) => [id, email]))
  const titles = titlesOfRounds(reader)
  return {
    lines: shown.map(({ sequence, at, account, action, subject, reason }) => ({
      sequence,
      at,
      account,
      action,
      reason,
      email: emails.get(account) ?? null,
      subject: subjectInWords(subject, emails, titles),
    })),
    matching: total?.entries ?? 0,
    before: found.length > linesOnPage ? (shown.at(-1)?.sequence ?? null) : null,
    accounts: people,
  }
}

function conditionsOf({ part, account, from, to }: Omit<z.output<typeof auditQuerySchema>, 'before'>): SQL[] {
  return [
    ...(part === undefined ? [] : [inArray(auditEntries.action, [...actionsOf(part)])]),
    ...(account === undefined ? [] : [eq(auditEntries.account, account)]),
    // Times are written so that they sort as text; a day alone comes before every time of it.
    ...(from === undefined ? [] : [gte(auditEntries.at, from)]),
    ...(to === undefined ? [] : [lt(auditEntries.at, `${to}U`)]),
  ]
}

function titlesOfRounds(db: Database): ReadonlyMap<string, string> {
  const every = db.select({ id: rounds.id, title: rounds.title }).from(rounds).all()
  return new Map(every.map(({ id, title }) => [id, title]))
}

/** An entry names a round or an account by its id, which tells nobody anything; what follows the id is kept. */
function subjectInWords(
  subject: string,
  emails: ReadonlyMap<string, string>,
  titles: ReadonlyMap<string, string>,
): string {
  const [id = '', ...rest] = subject.split(' ')
  const name = titles.get(id) ?? emails.get(id)
  return name === undefined ? subject : [name, ...rest].join(' ')
}
