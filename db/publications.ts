import { and, desc, eq, isNull } from 'drizzle-orm'
import type { z } from 'zod'
import { defaultBreakdowns } from '@/lib/disclosure/lattice'
import { languagesOfReports } from '@/lib/interface/research/report-languages'
import { type Actor, isAllowed } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { Profile } from '@/lib/profile/profile'
import { protectedOnly } from '@/lib/profile/round-figures'
import { publicationSchema, suggestedCitation } from '@/lib/publication'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { dateOf, newId } from './identifiers'
import { type ProfileQuestion, readProfile } from './profiles'
import { removeDrawings } from './published-folder'
import { readRoundFigures } from './round-figures'
import { roundRow } from './rounds'
import { type PublishedSnapshot, publications } from './schema/publications'
import { rounds } from './schema/rounds'
import { versionScoredBy } from './scored-version'
import { standingPublication } from './standing-publications'

/*
 * Results that a manager has published. A publication is a copy of protected figures, made once: it does not change when answers come or
 * are withdrawn, when a release is made, or when the round is corrected. It can be withdrawn; its address then says so.
 */

/** A publication as managers see it in a list. */
export type ListedPublication = {
  readonly version: number
  readonly release: number
  readonly languages: readonly string[]
  readonly madeOn: string
  readonly title: string
  readonly citation: string
  readonly licence: string
  readonly withdrawnOn: string | null
}

/** A publication as anybody reads it. */
export type Publication = ListedPublication &
  PublishedSnapshot & {
    readonly questionnaire: Questionnaire
    /** The newest version that stands; the same as `version` when this is it. */
    readonly newest: number
  }

/** What would be published now, and what the form begins with. */
export type PublicationDraft = Pick<
  ListedPublication,
  'version' | 'release' | 'languages' | 'title' | 'citation'
> &
  PublishedSnapshot & { readonly questionnaire: Questionnaire; readonly organisation: string }

/**
 * Exactly what the public would see if the manager published now.
 *
 * @throws not_found, not_allowed, no_release_yet
 */
export async function draftPublication(actor: Actor, slug: string): Promise<PublicationDraft> {
  authorise(actor, 'release.publish')
  const row = roundRow(slug)
  authorise(actor, 'release.publish', row.id)
  const { round, questionnaire, figures } = await readRoundFigures(actor, slug)
  const release = releaseOf(figures.profile)
  const version = nextVersion(store().reader, row.id)
  return {
    version,
    release: release.number,
    languages: languagesOfReports(questionnaire),
    title: round.title,
    organisation: round.organisation,
    citation: suggestedCitation(round, release, version, dateOf(new Date())),
    round,
    figures,
    questionnaire,
  }
}

/**
 * Publishes the newest release: from now on anybody can read its figures at the round's address.
 *
 * @throws not_found, not_allowed, no_release_yet, input_invalid; release_passed when the manager looked at another release
 */
export async function publishResults(
  actor: Actor,
  slug: string,
  input: z.input<typeof publicationSchema>,
): Promise<ListedPublication> {
  authorise(actor, 'release.publish')
  const row = roundRow(slug)
  authorise(actor, 'release.publish', row.id)
  const { release, title, citation, licence } = readInput(publicationSchema, input)
  const { round, questionnaire, figures } = await readRoundFigures(actor, slug)
  const { number } = releaseOf(figures.profile)
  if (number !== release) throw problem('release_passed', { number })
  return store().writes.transact(async (tx) => {
    const now = new Date()
    const publication = {
      id: newId(now),
      roundId: row.id,
      version: nextVersion(tx.db, row.id),
      release,
      languages: languagesOfReports(questionnaire),
      madeBy: actor.kind === 'staff' ? actor.accountId : actor.kind,
      madeOn: dateOf(now),
      title,
      citation,
      licence,
      snapshot: protectedOnly({ round: { ...round, title }, figures }),
      withdrawnOn: null,
    }
    tx.db.insert(publications).values(publication).run()
    audit(tx, actor, 'release.publish', row.id, `version ${publication.version}, release ${release}`)
    return asListed(publication)
  })
}

/**
 * Takes a publication back: its address says from when. What others have copied stays with them. One that was withdrawn stays so.
 *
 * @throws not_found, not_allowed, publication_not_found
 */
export async function withdrawResults(
  actor: Actor,
  slug: string,
  version: number,
): Promise<ListedPublication> {
  authorise(actor, 'release.publish')
  const { id } = roundRow(slug)
  authorise(actor, 'release.publish', id)
  const withdrawn = await store().writes.transact(async (tx) => {
    const found = publicationRow(tx.db, id, version)
    if (found.withdrawnOn !== null) return found
    const withdrawnOn = dateOf(new Date())
    tx.db.update(publications).set({ withdrawnOn }).where(eq(publications.id, found.id)).run()
    audit(tx, actor, 'release.unpublish', id, `version ${version}`)
    return { ...found, withdrawnOn }
  })
  await removeDrawings(withdrawn.id)
  return asListed(withdrawn)
}

/** Every publication of a round, the newest first. @throws not_found, not_allowed */
export async function listPublications(actor: Actor, slug: string): Promise<readonly ListedPublication[]> {
  authorise(actor, 'release.publish')
  const { id } = roundRow(slug)
  authorise(actor, 'release.publish', id)
  return store()
    .reader.select()
    .from(publications)
    .where(eq(publications.roundId, id))
    .orderBy(desc(publications.version))
    .all()
    .map(asListed)
}

/**
 * A publication as anybody may read it.
 *
 * @param version the newest that stands when left out
 * @throws as `readStanding`
 */
export async function readPublication(actor: Actor, slug: string, version?: number): Promise<Publication> {
  authorise(actor, 'aggregate.published')
  const { reader } = store()
  const { id: publicationId, newest } = standingPublication(reader, slug, version)
  const found = reader.select().from(publications).where(eq(publications.id, publicationId)).get()
  if (found === undefined) throw problem('publication_not_found')
  return {
    ...asListed(found),
    ...found.snapshot,
    questionnaire: questionnaireOf(found.snapshot.figures.profile),
    newest,
  }
}

/**
 * A profile for whoever asks: as `readProfile` for those who may read the round's figures; for anybody else the one that stands published,
 * when it is that which they ask for.
 *
 * @throws as `readProfile`
 */
export async function readProfileOrPublished(
  actor: Actor,
  slug: string,
  question: ProfileQuestion,
): Promise<Profile> {
  const { reader } = store()
  const round = reader.select().from(rounds).where(eq(rounds.slug, slug)).get()
  const isReader = round !== undefined && isAllowed(actor, 'aggregate.protected', round.id)
  if (round === undefined || isReader || question.exact === true) return readProfile(actor, slug, question)
  authorise(actor, 'aggregate.published')
  const profile = newestStanding(reader, round.id)?.snapshot.figures.profile
  return profile !== undefined && isAskedFor(profile, question) ? profile : readProfile(actor, slug, question)
}

function isAskedFor(profile: Profile, { by, where = {} }: ProfileQuestion): boolean {
  const asked = by ?? defaultBreakdowns(questionnaireOf(profile))
  const same = (one: readonly string[], other: readonly string[]) => one.join(',') === other.join(',')
  const written = (conditions: Readonly<Record<string, string>>) =>
    Object.entries(conditions)
      .map(([name, code]) => `${name}=${code}`)
      .toSorted()
  return same(asked, profile.by) && same(written(where), written(profile.where))
}

function questionnaireOf({ questionnaire: { id, version, scoringVersion } }: Profile): Questionnaire {
  return versionScoredBy(id, version, scoringVersion ?? null)
}

type Row = typeof publications.$inferSelect

function newestStanding(db: Database, roundId: string): Row | undefined {
  return db
    .select()
    .from(publications)
    .where(and(eq(publications.roundId, roundId), isNull(publications.withdrawnOn)))
    .orderBy(desc(publications.version))
    .limit(1)
    .get()
}

function publicationRow(db: Database, roundId: string, version: number): Row {
  const found = db
    .select()
    .from(publications)
    .where(and(eq(publications.roundId, roundId), eq(publications.version, version)))
    .get()
  if (found === undefined) throw problem('publication_not_found')
  return found
}

function nextVersion(db: Database, roundId: string): number {
  const last = db
    .select({ version: publications.version })
    .from(publications)
    .where(eq(publications.roundId, roundId))
    .orderBy(desc(publications.version))
    .limit(1)
    .get()
  return (last?.version ?? 0) + 1
}

function releaseOf({ release }: Profile): NonNullable<Profile['release']> {
  if (release === undefined) throw new RangeError('Only figures of a release are published.')
  return release
}

function asListed({
  id: _id,
  roundId: _round,
  madeBy: _by,
  snapshot: _snapshot,
  ...listed
}: Row): ListedPublication {
  return listed
}
