import { randomBytes } from 'node:crypto'
import { and, count, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type LanguageReadiness, languageReadiness } from '@/lib/interface/collection-languages'
import { type Actor, isAllowed } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { LanguageMap, Questionnaire } from '@/lib/questionnaire/definition'
import { roundKeptUntil, roundOrganisation, roundTitle } from '@/lib/round-details'
import { grantRole, readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { fieldworkFor, type RoundFieldwork } from './fieldwork-state'
import { dateOf, newId } from './identifiers'
import { isRetired, newestUsable } from './questionnaire-versions'
import { newestVersion, publishedVersion } from './questionnaires'
import { releaseIfDue } from './release-making'
import { type RoundScoring, scoringsOf } from './round-scorings'
import { releases } from './schema/aggregates'
import { responses } from './schema/responses'
import { rounds } from './schema/rounds'
import { newSealingKey, sealingKeyPlace } from './sealing-keys'
import { placeInSeries, seriesOf } from './series'

const wholeWave = 'Give a whole number from 1 to 99.'

export const newRoundSchema = z.object({
  title: roundTitle,
  slug: z
    .string()
    .trim()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
      'Use lower-case letters, digits and hyphens, such as spring-2026; 64 at most.',
    )
    // A profile at this address would be hidden behind a page of its own.
    .refine((slug) => slug !== 'lenses', 'This address is taken by a page of ours. Choose another.'),
  questionnaireId: z.string().min(1, 'Choose a questionnaire.'),
  /** The newest when left out. */
  version: z.coerce.number().int().min(1).optional(),
  /** Slug of the earlier wave of the same study; left out for a study that begins. */
  continues: z.string().trim().min(1, 'Choose the earlier round, or leave it out.').optional(),
  /** 1 when left out, or one more than the wave that is continued. */
  wave: z.coerce.number(wholeWave).int(wholeWave).min(1, wholeWave).max(99, wholeWave).optional(),
  sampleDesign: z.enum(['probability', 'non_probability']).default('non_probability'),
  organisation: roundOrganisation.default(''),
  /** Two years from today when left out. */
  keptUntil: roundKeptUntil.optional(),
  open: z.boolean().default(false),
  /** Answers are made up, for show; every page and file says so. */
  isSynthetic: z.boolean().default(false),
})

/** A survey round: one questionnaire, one address, one time. */
export type Round = {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly questionnaireId: string
  /** The version that people are asked. */
  readonly questionnaireVersion: number
  /** The version whose scoring their answers are scored by; null: the one that they are asked. */
  readonly scoringVersion: number | null
  /** Id of the first round of the study that this one is a wave of: its own in a study that begins. */
  readonly seriesId: string
  readonly wave: number
  readonly sampleDesign: 'probability' | 'non_probability'
  readonly isSynthetic: boolean
  /** Who asks; '' says nothing. */
  readonly organisation: string
  /** Last day on which single answers are kept; null where nobody has said. */
  readonly keptUntil: string | null
  readonly state: 'draft' | 'open' | 'closed'
  readonly createdOn: string
  readonly openedOn: string | null
  readonly closedOn: string | null
}

export type RoundSummary = Round & {
  readonly questionnaireTitle: LanguageMap
  /** Null for people who may not watch the round fill. */
  readonly counts: { readonly today: number; readonly inAll: number } | null
}

export type Release = { readonly number: number; readonly responses: number; readonly madeOn: string }

export type RoundOverview = RoundSummary & {
  /** Of the questionnaire; only complete ones are offered to respondents. */
  readonly languages: readonly LanguageReadiness[]
  /** Responses by language, most first; null for people who may not watch the round fill. */
  readonly byLanguage: readonly { readonly language: string; readonly responses: number }[] | null
  /** Newest first; none for people who may not read figures. */
  readonly releases: readonly Release[]
  /** Each time that its answers were scored anew, newest first. */
  readonly scorings: readonly RoundScoring[]
  /** How many were asked, and the rates that follow; null for people who may not read the profile. */
  readonly fieldwork: RoundFieldwork | null
}

/**
 * Makes a round from a published questionnaire; whoever makes it manages it.
 *
 * @throws input_invalid, not_found (questionnaire), slug_taken, language_not_ready when it is to open at once; input_invalid, also for an
 *   earlier wave that cannot be continued like this
 */
export async function createRound(actor: Actor, input: z.input<typeof newRoundSchema>): Promise<Round> {
  authorise(actor, 'round.create')
  const { open, version, keptUntil, continues, wave, ...round } = readInput(newRoundSchema, input)
  const { writes, vault } = store()
  const questionnaire = publishedVersion(round.questionnaireId, versionToUse(round.questionnaireId, version))
  if (open) refuseUntranslated(questionnaire)
  if (keptUntil !== undefined) refusePassedDay(keptUntil)
  return writes.transact(async (tx) => {
    if (tx.db.select().from(rounds).where(eq(rounds.slug, round.slug)).get() !== undefined) {
      throw problem('slug_taken', { slug: round.slug })
    }
    const now = new Date()
    const id = newId(now)
    const sealing = newSealingKey()
    const { questionnaireId } = round
    const place =
      continues === undefined
        ? { seriesId: id, wave: wave ?? 1, isSynthetic: false }
        : placeInSeries(tx, actor, { continues, questionnaireId, ...(wave === undefined ? {} : { wave }) })
    const row = {
      ...round,
      ...place,
      id,
      isSynthetic: round.isSynthetic || place.isSynthetic,
      keptUntil: keptUntil ?? twoYearsAfter(now),
      sealingPublicKey: sealing.publicKey,
      sealingPrivateKey: vault.seal(sealingKeyPlace(id), sealing.privateKey),
      responses: 0,
      weightingId: null,
      scoringVersion: null,
      questionnaireVersion: questionnaire.version,
      state: open ? ('open' as const) : ('draft' as const),
      createdOn: dateOf(now),
      openedOn: open ? dateOf(now) : null,
      closedOn: null,
      noiseKey: vault.seal({ table: 'rounds', column: 'noise_key', row: id }, randomBytes(32)),
    }
    tx.db.insert(rounds).values(row).run()
    if (actor.kind === 'staff') grantRole(tx, actor.accountId, 'manager', id)
    audit(tx, actor, 'round.create', id)
    if (open) audit(tx, actor, 'round.open', id)
    return asRound(row)
  })
}

/** @throws not_found; input_invalid (version, questionnaireId) when it is retired */
function versionToUse(questionnaireId: string, wanted: number | undefined): number {
  const { reader } = store()
  const usable = newestUsable(reader).get(questionnaireId)
  if (wanted === undefined) {
    if (usable !== undefined) return usable
    newestVersion(questionnaireId)
  } else if (!isRetired(reader, questionnaireId, wanted)) return wanted
  const path = wanted === undefined ? 'questionnaireId' : 'version'
  const message =
    usable === undefined
      ? 'Every version of this questionnaire is retired. Take one up again, or choose another questionnaire.'
      : `This version is retired. Choose version ${usable}.`
  throw problem('input_invalid', undefined, [{ path, code: 'retired', message }])
}

/**
 * Lets people answer. A round that is open stays so; a closed one opens again.
 *
 * @throws not_found, language_not_ready; input_invalid when its last day has passed
 */
export async function openRound(actor: Actor, slug: string): Promise<Round> {
  const { id, questionnaireId, questionnaireVersion } = roundRow(slug)
  authorise(actor, 'round.open', id)
  refuseUntranslated(publishedVersion(questionnaireId, questionnaireVersion))
  return store().writes.transact(async (tx) => {
    const before = tx.db.select().from(rounds).where(eq(rounds.id, id)).get()
    if (before?.state === 'open') return asRound(before)
    if (before?.keptUntil) refusePassedDay(before.keptUntil)
    const [after] = tx.db
      .update(rounds)
      .set({ state: 'open', openedOn: before?.openedOn ?? dateOf(new Date()), closedOn: null })
      .where(eq(rounds.id, id))
      .returning()
      .all()
    audit(tx, actor, 'round.open', id)
    return asRound(after ?? missingRound())
  })
}

/** Ends a round and makes its last release. @throws not_found */
export async function closeRound(actor: Actor, slug: string): Promise<Round> {
  const { id } = roundRow(slug)
  authorise(actor, 'round.close', id)
  const now = new Date()
  const closed = await store().writes.transact(async (tx) => {
    const before = tx.db.select().from(rounds).where(eq(rounds.id, id)).get()
    if (before?.state === 'closed') return asRound(before)
    const [after] = tx.db
      .update(rounds)
      .set({ state: 'closed', closedOn: dateOf(now) })
      .where(eq(rounds.id, id))
      .returning()
      .all()
    audit(tx, actor, 'round.close', id)
    return asRound(after ?? missingRound())
  })
  await releaseIfDue(actor, id, now)
  return closed
}

/** The rounds in which the actor has a role, newest first. */
export async function listRounds(actor: Actor): Promise<readonly RoundSummary[]> {
  authorise(actor, 'round.read')
  return store()
    .reader.select()
    .from(rounds)
    .orderBy(desc(rounds.id))
    .all()
    .filter((round) => isAllowed(actor, 'round.read', round.id))
    .map((round) => asSummary(actor, asRound(round)))
}

/** One round, with as much as the actor may know of it. @throws not_found */
export async function readRound(actor: Actor, slug: string): Promise<RoundOverview> {
  authorise(actor, 'round.read')
  const round = roundRow(slug)
  authorise(actor, 'round.read', round.id)
  const { reader } = store()
  const languages = languageReadiness(publishedVersion(round.questionnaireId, round.questionnaireVersion))
  const byLanguage = isAllowed(actor, 'round.monitor', round.id)
    ? reader
        .select({ language: responses.language, responses: count() })
        .from(responses)
        .where(eq(responses.roundId, round.id))
        .groupBy(responses.language)
        .orderBy(desc(count()))
        .all()
    : null
  return {
    ...asSummary(actor, asRound(round)),
    languages,
    byLanguage,
    releases: isAllowed(actor, 'aggregate.protected', round.id) ? releasesOf(round.id) : [],
    scorings: scoringsOf(reader, actor, round.id),
    fieldwork: fieldworkFor(reader, actor, round, new Date()),
  }
}

/** The releases of a round, newest first. For `db` only. */
export function releasesOf(roundId: string): readonly Release[] {
  return store()
    .reader.select({ number: releases.number, responses: releases.responses, madeOn: releases.madeOn })
    .from(releases)
    .where(eq(releases.roundId, roundId))
    .orderBy(desc(releases.number))
    .all()
}

/** @throws language_not_ready when nobody could be asked in any language of the questionnaire */
function refuseUntranslated(questionnaire: Questionnaire): void {
  const readiness = languageReadiness(questionnaire)
  if (readiness.some(({ isReady }) => isReady)) return
  const gaps = readiness.map(({ language, hasInterface, missingTexts }) =>
    hasInterface
      ? `"${language}" lacks ${missingTexts.length} texts`
      : `"${language}" is not a language of the interface`,
  )
  throw problem('language_not_ready', { languages: gaps.join('; ') })
}

/** For `db` only. @throws input_invalid when answers could no longer be kept until this day, so that they would be erased at once */
export function refusePassedDay(keptUntil: string): void {
  if (keptUntil > dateOf(new Date())) return
  const message =
    'The last day on which answers are kept must lie ahead. Give a later day, or make a new round.'
  throw problem('input_invalid', undefined, [{ path: 'keptUntil', code: 'date_passed', message }])
}

/** Whether a round takes answers: it is open, and its last day, if it has one, has not passed. For `db` only. */
export function takesAnswers({ state, keptUntil }: Pick<Round, 'state' | 'keptUntil'>, now: Date): boolean {
  return state === 'open' && (keptUntil === null || keptUntil >= dateOf(now))
}

/** The row of a round. For `db` only: the caller authorises. @throws not_found */
export function roundRow(slug: string): typeof rounds.$inferSelect {
  const { reader } = store()
  let statement = roundsBySlug.get(reader)
  if (statement === undefined) {
    statement = reader
      .select()
      .from(rounds)
      .where(eq(rounds.slug, sql.placeholder('slug')))
      .prepare()
    roundsBySlug.set(reader, statement)
  }
  return statement.get({ slug }) ?? missingRound()
}

type RoundBySlug = {
  readonly get: (values: { readonly slug: string }) => typeof rounds.$inferSelect | undefined
}
/** Read at every submission: the statement is built once for each connection. */
const roundsBySlug = new WeakMap<Database, RoundBySlug>()

/** For `db` only. @throws not_found */
export function missingRound(): never {
  throw problem('not_found', { what: 'round' })
}

/** What may be known of a round, without its keys. For `db` only. */
export function asRound({
  noiseKey: _noise,
  sealingPrivateKey: _private,
  sealingPublicKey: _public,
  responses: _counted,
  weightingId: _weighting,
  ...round
}: typeof rounds.$inferSelect): Round {
  return { ...round, seriesId: seriesOf(round) }
}

function twoYearsAfter(now: Date): string {
  return dateOf(new Date(Date.UTC(now.getUTCFullYear() + 2, now.getUTCMonth(), now.getUTCDate())))
}

function asSummary(actor: Actor, round: Round): RoundSummary {
  const { title } = publishedVersion(round.questionnaireId, round.questionnaireVersion)
  return {
    ...round,
    questionnaireTitle: title,
    counts: isAllowed(actor, 'round.monitor', round.id) ? countsOf(round.id) : null,
  }
}

function countsOf(roundId: string): { readonly today: number; readonly inAll: number } {
  const { reader } = store()
  const inRound = eq(responses.roundId, roundId)
  const today = and(inRound, eq(responses.answeredOn, dateOf(new Date())))
  return {
    today: reader.select({ n: count() }).from(responses).where(today).get()?.n ?? 0,
    inAll: reader.select({ n: rounds.responses }).from(rounds).where(eq(rounds.id, roundId)).get()?.n ?? 0,
  }
}
