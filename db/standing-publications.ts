import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { publications } from './schema/publications'
import { rounds } from './schema/rounds'

/** A publication that stands, without what it holds: what decides whether and how it is given. */
export type StandingPublication = {
  readonly id: string
  readonly slug: string
  readonly version: number
  /** Of its reports. */
  readonly languages: readonly string[]
  /** The newest version that stands; the same as `version` when this is it. */
  readonly newest: number
}

/**
 * Which publication stands at an address: a small question, asked before anything is read, drawn or given.
 *
 * @param version the newest that stands when left out
 * @throws publication_not_found, alike for a round that is not there and for one of which nothing was published; publication_withdrawn
 */
export async function readStanding(
  actor: Actor,
  slug: string,
  version?: number,
): Promise<StandingPublication> {
  authorise(actor, 'aggregate.published')
  return standingPublication(store().reader, slug, version)
}

/** For `db` only. @throws as `readStanding` */
export function standingPublication(db: Database, slug: string, version?: number): StandingPublication {
  const round = db.select({ id: rounds.id }).from(rounds).where(eq(rounds.slug, slug)).get()
  if (round === undefined) throw problem('publication_not_found')
  const ofRound = eq(publications.roundId, round.id)
  const find = (where: ReturnType<typeof and>) =>
    db.select(columns).from(publications).where(where).orderBy(desc(publications.version)).limit(1).get()
  const newest = find(and(ofRound, isNull(publications.withdrawnOn)))
  const found =
    version === undefined ? (newest ?? find(ofRound)) : find(and(ofRound, eq(publications.version, version)))
  if (found === undefined) throw problem('publication_not_found')
  const { withdrawnOn, ...standing } = found
  if (withdrawnOn !== null) {
    throw problem('publication_withdrawn', { version: found.version, date: withdrawnOn })
  }
  return { ...standing, slug, newest: newest?.version ?? found.version }
}

const columns = {
  id: publications.id,
  version: publications.version,
  languages: publications.languages,
  withdrawnOn: publications.withdrawnOn,
} as const
