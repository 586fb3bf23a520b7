import { and, desc, eq, isNull } from 'drizzle-orm'
import { type CellAddress, defaultBreakdowns, planTable } from '@/lib/disclosure/lattice'
import { type Actor, isAllowed } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { comparedGroups } from '@/lib/profile/compared-groups'
import { type Comparison, compareGroups } from '@/lib/profile/difference'
import { type Profile, type ProfileInput, profileOf } from '@/lib/profile/profile'
import { type CellSums, decodeSums } from '@/lib/profile/sums'
import { type Group, keyOf, type TableRow } from '@/lib/profile/table-parts'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { weightedRows } from './analysis-pass'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { dateOf } from './identifiers'
import { CellTotals, countNow, countResponses, nameOfCell, replaceSums } from './live-sums'
import { figuredQuestionnaire, newestRelease, protectionOf } from './release-context'
import { roundById } from './release-making'
import { type Round, roundRow } from './rounds'
import { cellSums, releaseCells, releases } from './schema/aggregates'
import { responseScores, responses, uncountedResponses } from './schema/responses'
import { rounds } from './schema/rounds'
import { scoredVersion, scoringOfRelease } from './scored-version'
import { weightsInUse } from './weights-in-use'

export type ProfileQuestion = {
  /** Breakdowns; `category` where the questionnaire classifies, when left out. */
  readonly by?: readonly string[]
  /** One band by breakdown. */
  readonly where?: Readonly<Record<string, string>>
  /** Live and unprotected, for managers. */
  readonly exact?: boolean
}

/**
 * The aggregate profile of a round: from its newest release and protected, or exact for a manager who asks for it.
 *
 * @throws not_found, not_allowed, breakdowns_outside_lattice, no_release_yet
 */
export async function readProfile(
  actor: Actor,
  slug: string,
  question: ProfileQuestion = {},
): Promise<Profile> {
  return profileOf(await profileInput(actor, slug, question))
}

/**
 * Two groups of the table that a question asks for, figure by figure, with the interval of each difference.
 *
 * @param groups by name of breakdown: `{category: 'victim'}`
 * @returns null when the table has no such group
 * @throws as `readProfile`; input_invalid (second) when both are the same: a group lies nowhere above itself, and an interval around zero
 * would say so as if it had been measured
 */
export async function readComparison(
  actor: Actor,
  slug: string,
  question: ProfileQuestion,
  groups: readonly [first: Group, second: Group],
): Promise<Comparison | null> {
  const input = await profileInput(actor, slug, question)
  const [first, second] = groups.map((group) => keyOf(group, input.plan.by))
  if (first === second) {
    const message = `The group "${second}" cannot be compared with itself. Choose another one as second.`
    throw problem('input_invalid', undefined, [{ path: 'second', code: 'same_group', message }])
  }
  return compareGroups(input, groups)
}

/**
 * Neighbouring categories of the profile that a question asks for beside each other, as `comparedGroups` names them.
 *
 * @throws as `readProfile`
 */
export async function compareNeighbours(
  actor: Actor,
  slug: string,
  question: ProfileQuestion = {},
): Promise<readonly Comparison[]> {
  const input = await profileInput(actor, slug, question)
  const pairs = comparedGroups(profileOf(input), input.questionnaire)
  return pairs.flatMap((groups) => compareGroups(input, groups) ?? [])
}

async function profileInput(
  actor: Actor,
  slug: string,
  { by, where = {}, exact = false }: ProfileQuestion,
): Promise<ProfileInput> {
  authorise(actor, exact ? 'aggregate.exact' : 'aggregate.protected')
  const round = roundRow(slug)
  authorise(actor, exact ? 'aggregate.exact' : 'aggregate.protected', round.id)
  const release = exact ? null : newestRelease(round)
  const questionnaire = release === null ? scoredVersion(round) : scoringOfRelease(round, release)
  const plan = planTable(questionnaire, by ?? defaultBreakdowns(questionnaire), where)
  if (!plan.ok) {
    const allowed = 'category, wave, and the breakdowns named below'
    throw problem('breakdowns_outside_lattice', { allowed }, plan.problems)
  }
  const common = {
    questionnaire,
    plan: plan.value,
    survey: round.slug,
    wave: round.wave,
    generatedOn: dateOf(new Date()),
    isSynthetic: round.isSynthetic,
    sampleDesign: round.sampleDesign,
    scoringVersion: (release ?? round).scoringVersion,
  } satisfies Partial<ProfileInput>
  const { reader } = store()
  if (release === null) {
    const rows = await exactRows(round, plan.value.breakdowns)
    // Scored anew meanwhile: the rows may be of either scoring.
    if (roundRow(slug).scoringVersion !== round.scoringVersion)
      return profileInput(actor, slug, { ...(by && { by }), where, exact })
    return { ...common, ...rows, protection: { kind: 'exact' } }
  }
  return {
    ...common,
    rows: releasedRows(reader, round.id, release.number, plan.value.breakdowns),
    weighting: release.weighting,
    protection: protectionOf(round, release),
  }
}

/**
 * The questionnaire of a round with the scoring that the figures of its profile are made by: what their names are read from.
 *
 * @param exact whether exact figures are meant, or those of the newest release
 * @throws not_found, not_allowed
 */
export async function readProfiledQuestionnaire(
  actor: Actor,
  slug: string,
  { exact = false }: { readonly exact?: boolean } = {},
): Promise<Questionnaire> {
  authorise(actor, 'round.read')
  const round = roundRow(slug)
  authorise(actor, 'round.read', round.id)
  return figuredQuestionnaire(round, exact)
}

/** Rows of all answers now: from the live sums where every person counts once, else from a pass over the scores. */
async function exactRows(
  round: typeof rounds.$inferSelect,
  breakdowns: string,
): Promise<Pick<ProfileInput, 'rows' | 'weighting'>> {
  if (round.weightingId === null) {
    await countNow()
    return { rows: liveRows(store().reader, round.id, breakdowns), weighting: null }
  }
  const snapshot = store().snapshot()
  try {
    const chosen = weightsInUse(snapshot.db, round)
    if (chosen === null) throw problem('not_found', { what: 'weighting' })
    return { rows: weightedRows(snapshot.db, round, chosen.weights, breakdowns), weighting: chosen.weighting }
  } finally {
    snapshot.close()
  }
}

/** The rounds whose profile the actor may read, newest first. */
export async function listProfiles(
  actor: Actor,
): Promise<
  readonly (Pick<Round, 'slug' | 'title' | 'isSynthetic' | 'state'> & { readonly release: number | null })[]
> {
  authorise(actor, 'aggregate.protected')
  const { reader } = store()
  return reader
    .select()
    .from(rounds)
    .orderBy(desc(rounds.id))
    .all()
    .filter((round) => isAllowed(actor, 'aggregate.protected', round.id))
    .map(({ id, slug, title, isSynthetic, state }) => ({
      slug,
      title,
      isSynthetic,
      state,
      release:
        reader
          .select({ number: releases.number })
          .from(releases)
          .where(eq(releases.roundId, id))
          .orderBy(desc(releases.number))
          .limit(1)
          .get()?.number ?? null,
    }))
}

/** Reckons the live sums of a round anew from its scores. @throws not_found */
export async function rebuildSums(actor: Actor, slug: string): Promise<void> {
  authorise(actor, 'installation.check')
  const round = roundRow(slug)
  await store().writes.transactAlone(async (tx) => {
    countResponses(tx)
    replaceSums(tx, round.id, reckonedRows(tx.db, roundById(tx.db, round.id)).values())
    audit(tx, actor, 'sums.rebuild', round.id)
  })
}

/**
 * Whether the live sums of a round are those of its counted responses, to the last person and to 1e-6 of each sum.
 *
 * @returns a sentence about the first cell that is off; null when all agree. For `db` only
 */
export function sumsFault(db: Database, round: typeof rounds.$inferSelect): string | null {
  const reckoned = reckonedRows(db, round)
  const stored = db.select().from(cellSums).where(eq(cellSums.roundId, round.id)).all()
  for (const { roundId: _round, sums, ...address } of stored) {
    const name = nameOfCell(address)
    const wanted = reckoned.get(name)
    reckoned.delete(name)
    if (wanted === undefined || !areClose(decodeSums(sums), wanted.sums)) {
      return `round ${round.slug}: the sums of the cell "${address.breakdowns}" are not those of its responses`
    }
  }
  const [missing] = reckoned.values()
  return missing === undefined
    ? null
    : `round ${round.slug}: the cell "${missing.address.breakdowns}" has no sums`
}

function liveRows(db: Database, roundId: string, breakdowns: string): readonly TableRow[] {
  const cells = db
    .select()
    .from(cellSums)
    .where(and(eq(cellSums.roundId, roundId), eq(cellSums.breakdowns, breakdowns)))
    .all()
  return cells.map(asRow)
}

function releasedRows(
  db: Database,
  roundId: string,
  release: number,
  breakdowns: string,
): readonly TableRow[] {
  const cells = db
    .select()
    .from(releaseCells)
    .where(
      and(
        eq(releaseCells.roundId, roundId),
        eq(releaseCells.release, release),
        eq(releaseCells.breakdowns, breakdowns),
      ),
    )
    .all()
  return cells.map(asRow)
}

function asRow({
  breakdowns,
  bands,
  category,
  stratum,
  psu,
  sums,
}: CellAddress & { readonly sums: Buffer }): TableRow {
  return { address: { breakdowns, bands, category, stratum, psu }, sums: decodeSums(sums) }
}

function reckonedRows(db: Database, round: typeof rounds.$inferSelect): Map<string, TableRow> {
  const totals = new CellTotals(scoredVersion(round))
  const scored = db
    .select({ recordKey: responses.recordKey, scores: responseScores })
    .from(responses)
    .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
    .leftJoin(uncountedResponses, eq(uncountedResponses.responseId, responses.id))
    .where(and(eq(responses.roundId, round.id), isNull(uncountedResponses.responseId)))
    .all()
  for (const person of scored) totals.add(person)
  return totals.rows()
}

/** Adding and taking away in another order leaves other last bits. */
function areClose(a: CellSums, b: CellSums): boolean {
  const isNear = (x: number, y: number) => Math.abs(x - y) <= 1e-6 * Math.max(1, Math.abs(x), Math.abs(y))
  return (
    a.n === b.n &&
    a.recordKey === b.recordKey &&
    a.measures.every((measure, place) => {
      const other = b.measures[place]
      return (
        other !== undefined &&
        measure.n === other.n &&
        measure.positive === other.positive &&
        isNear(measure.wy, other.wy) &&
        isNear(measure.wyy, other.wyy)
      )
    })
  )
}
