import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Actor, isAllowed } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { WeightingMethod } from '@/lib/profile/weighting'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Trimming } from '@/lib/weighting/fit-weights'
import { type PopulationMargin, readPopulationMargins } from '@/lib/weighting/population-margins'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf, newId } from './identifiers'
import { type Page, type PageQuery, pageOf, pageQuerySchema } from './paging'
import { askedVersion } from './questionnaires'
import { roundRow } from './rounds'
import { releases } from './schema/aggregates'
import { rounds } from './schema/rounds'
import { weightings } from './schema/weightings'
import { inspectionOf, type WeightingInspection } from './weighting-inspection'
import { makerOf, type WeightingMaker } from './weighting-maker'
import { type Weighting, weightingById, weightsOf } from './weights-in-use'
import type { Transaction } from './write-queue'

export const weightingTitle = z
  .string()
  .trim()
  .min(1, 'Name the weights, so that people know them in every figure: for example "Census 2024".')
  .max(120, 'This title is too long. 120 characters are the most.')

/** A limit as a person writes it; null when left blank. */
const writtenLimit = z
  .string()
  .trim()
  .regex(/^(?:\d+(?:[.,]\d+)?)?$/, 'Give a number, such as 3, or leave it blank.')
  .default('')
  .transform((text) => (text === '' ? null : Number(text.replace(',', '.'))))

/** Weights that are to be fitted, as a person writes them. */
export const fittedWeightingSchema = z.object({
  title: weightingTitle,
  method: z.enum(['raking', 'poststratification'], 'Choose raking or post-stratification.'),
  /** A table, one category a line: `readPopulationMargins`. */
  margins: z.string().max(500_000, 'These margins are too long. Join small categories.'),
  /** Id of design weights to begin with; '' for 1. */
  upon: z.string().max(64).default(''),
  /** Multiples of the mean weight. */
  lower: writtenLimit,
  upper: writtenLimit,
})

/** A weighting of a round, as everybody reads it who may propose one. */
export type ListedWeighting = {
  readonly id: string
  readonly title: string
  readonly method: WeightingMethod
  readonly margins: readonly PopulationMargin[]
  readonly trimming: Trimming | null
  /** Id and title of the design weights under fitted ones. */
  readonly upon: { readonly id: string; readonly title: string } | null
  readonly madeOn: string
  readonly madeBy: WeightingMaker
  readonly isInUse: boolean
}

export type RoundWeightings = {
  readonly round: { readonly slug: string; readonly title: string }
  /** Whether the actor decides, or proposes only. */
  readonly mayManage: boolean
  /** Newest first. */
  readonly weightings: readonly ListedWeighting[]
  /** Newest first, with the title of its weights; null where everybody counted once. */
  readonly releases: readonly {
    readonly number: number
    readonly madeOn: string
    readonly weighting: string | null
    /** Whether its people could not meet the margins; null for who only proposes: profiles say it of the figures that they may read. */
    readonly hasFault: boolean | null
  }[]
  /** Its breakdowns are what margins can be of. */
  readonly questionnaire: Questionnaire
}

/** Every weighting of a round, and which its releases were made with. @throws not_found */
export async function listWeightings(actor: Actor, slug: string): Promise<RoundWeightings> {
  authorise(actor, 'weighting.propose')
  const round = roundRow(slug)
  authorise(actor, 'weighting.propose', round.id)
  const { reader } = store()
  const mayManage = isAllowed(actor, 'weighting.manage', round.id)
  return {
    round: { slug: round.slug, title: round.title },
    mayManage,
    weightings: reader
      .select()
      .from(weightings)
      .where(eq(weightings.roundId, round.id))
      .orderBy(desc(sql`${weightings}.rowid`))
      .all()
      .map((row) => asListed(actor, row, round.weightingId)),
    releases: reader
      .select({ number: releases.number, madeOn: releases.madeOn, weighting: releases.weighting })
      .from(releases)
      .where(eq(releases.roundId, round.id))
      .orderBy(desc(releases.number))
      .all()
      .map(({ weighting, ...release }) => ({
        ...release,
        weighting: weighting?.title ?? null,
        hasFault: mayManage ? (weighting?.fault ?? null) !== null : null,
      })),
    questionnaire: askedVersion(round.questionnaireId, round.questionnaireVersion),
  }
}

/** The weightings of a round, newest first, a page at a time. @throws not_found, input_invalid (limit, after) */
export async function pageOfWeightings(
  actor: Actor,
  slug: string,
  query: PageQuery,
): Promise<Page<ListedWeighting>> {
  authorise(actor, 'weighting.propose')
  const page = readInput(pageQuerySchema, query)
  const round = roundRow(slug)
  authorise(actor, 'weighting.propose', round.id)
  const inRound = eq(weightings.roundId, round.id)
  return pageOf(
    `weightings of ${round.id}`,
    page,
    (key, most) =>
      store()
        .reader.select()
        .from(weightings)
        .where(key === null ? inRound : and(inRound, lt(sql`${weightings}.rowid`, rowOf(key))))
        .orderBy(desc(sql`${weightings}.rowid`))
        .limit(most)
        .all()
        .map((row) => asListed(actor, row, round.weightingId)),
    ({ id }) => id,
  )
}

/** What a weighting does to the people who have answered so far. @throws not_found (round, weighting) */
export async function inspectWeighting(actor: Actor, slug: string, id: string): Promise<WeightingInspection> {
  authorise(actor, 'weighting.manage')
  const round = roundRow(slug)
  authorise(actor, 'weighting.manage', round.id)
  const snapshot = store().snapshot()
  try {
    return inspectionOf(weightsOf(snapshot.db, ownWeighting(round.id, id)))
  } finally {
    snapshot.close()
  }
}

/**
 * What weights would be that are not kept yet.
 *
 * @throws not_found, input_invalid; weights_invalid with every fault of margins and limits, or why they cannot be met
 */
export async function previewWeighting(
  actor: Actor,
  slug: string,
  input: z.input<typeof fittedWeightingSchema>,
): Promise<WeightingInspection> {
  authorise(actor, 'weighting.manage')
  const round = roundRow(slug)
  authorise(actor, 'weighting.manage', round.id)
  return fittedOrRefused(draftOf(actor, round, input))
}

/**
 * Keeps weights that are fitted to margins, and uses them from the next release on.
 *
 * @throws as `previewWeighting`
 */
export async function makeWeighting(
  actor: Actor,
  slug: string,
  input: z.input<typeof fittedWeightingSchema>,
): Promise<{ readonly id: string }> {
  authorise(actor, 'weighting.manage')
  const round = roundRow(slug)
  authorise(actor, 'weighting.manage', round.id)
  const draft = draftOf(actor, round, input)
  fittedOrRefused(draft)
  return store().writes.transact(async (tx) => {
    keep(tx, actor, draft)
    use(tx, actor, round.id, draft.id)
    return { id: draft.id }
  })
}

/**
 * Keeps margins for a manager to look at and to use. What they would do to the people who answered is not reckoned: a fit that fails names
 * bands that are empty.
 *
 * @throws not_found, input_invalid; weights_invalid with every fault of the margins as they are written
 */
export async function proposeWeighting(
  actor: Actor,
  slug: string,
  input: z.input<typeof fittedWeightingSchema>,
): Promise<{ readonly id: string }> {
  authorise(actor, 'weighting.propose')
  const round = roundRow(slug)
  authorise(actor, 'weighting.propose', round.id)
  const draft = draftOf(actor, round, input)
  return store().writes.transact(async (tx) => {
    keep(tx, actor, draft)
    return { id: draft.id }
  })
}

/**
 * Uses a weighting from the next release on, and at once for exact figures.
 *
 * @param id null: every person counts once
 * @throws not_found (round, weighting); weights_invalid where its margins cannot be met by the people of the round
 */
export async function chooseWeighting(actor: Actor, slug: string, id: string | null): Promise<void> {
  authorise(actor, 'weighting.manage')
  const round = roundRow(slug)
  authorise(actor, 'weighting.manage', round.id)
  if (id !== null) fittedOrRefused(ownWeighting(round.id, id))
  await store().writes.transact(async (tx) => use(tx, actor, round.id, id))
}

/** For `db` only. */
export function keep(tx: Transaction, actor: Actor, weighting: Weighting): void {
  tx.db.insert(weightings).values(weighting).run()
  audit(tx, actor, 'weighting.make', `${weighting.roundId} ${weighting.id}`, weighting.method)
}

/** For `db` only. */
export function use(tx: Transaction, actor: Actor, roundId: string, id: string | null): void {
  const before = tx.db
    .select({ weightingId: rounds.weightingId })
    .from(rounds)
    .where(eq(rounds.id, roundId))
    .get()
  if (before?.weightingId === id) return
  tx.db.update(rounds).set({ weightingId: id }).where(eq(rounds.id, roundId)).run()
  audit(tx, actor, 'weighting.use', `${roundId} ${id ?? 'none'}`, `before: ${before?.weightingId ?? 'none'}`)
}

/** What a new weighting begins with. For `db` only. */
export function newWeighting(actor: Actor, roundId: string, title: string): Omit<Weighting, 'method'> {
  const now = new Date()
  return {
    id: newId(now),
    roundId,
    title,
    madeBy: actor.kind === 'staff' ? actor.accountId : actor.kind,
    madeOn: dateOf(now),
    margins: [],
    trimming: null,
    baseId: null,
    unitsInPopulation: {},
  }
}

function draftOf(
  actor: Actor,
  round: typeof rounds.$inferSelect,
  input: z.input<typeof fittedWeightingSchema>,
): Weighting {
  const { title, method, margins, upon, lower, upper } = readInput(fittedWeightingSchema, input)
  const questionnaire = askedVersion(round.questionnaireId, round.questionnaireVersion)
  const read = readPopulationMargins(margins, questionnaire)
  if (!read.ok) throw problem('weights_invalid', undefined, read.problems)
  if (upon !== '' && ownWeighting(round.id, upon).method !== 'design') {
    const message = 'Only design weights can be built upon. Choose some, or let everybody begin with 1.'
    throw problem('input_invalid', undefined, [{ path: 'upon', code: 'not_design', message }])
  }
  return {
    ...newWeighting(actor, round.id, title),
    method,
    margins: read.value,
    trimming: lower === null && upper === null ? null : { lower, upper },
    baseId: upon === '' ? null : upon,
  }
}

function fittedOrRefused(weighting: Weighting): WeightingInspection {
  const snapshot = store().snapshot()
  try {
    const weights = weightsOf(snapshot.db, weighting)
    if (weights.fit !== null && !weights.fit.ok)
      throw problem('weights_invalid', undefined, weights.fit.problems)
    return inspectionOf(weights)
  } finally {
    snapshot.close()
  }
}

/** Ids of one day are in no order; rows are. */
function rowOf(id: string) {
  return store().reader.select({ row: sql`rowid` }).from(weightings).where(eq(weightings.id, id))
}

function ownWeighting(roundId: string, id: string): Weighting {
  const found = weightingById(store().reader, id)
  if (found === undefined || found.roundId !== roundId) throw problem('not_found', { what: 'weighting' })
  return found
}

function asListed(
  actor: Actor,
  { id, roundId, title, method, margins, trimming, baseId, madeOn, madeBy }: Weighting,
  inUse: string | null,
): ListedWeighting {
  const base = baseId === null ? undefined : weightingById(store().reader, baseId)
  return {
    id,
    title,
    method,
    margins,
    trimming,
    upon: base === undefined ? null : { id: base.id, title: base.title },
    madeOn,
    madeBy: makerOf(actor, roundId, madeBy),
    isInUse: id === inUse,
  }
}
