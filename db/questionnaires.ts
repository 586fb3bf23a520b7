import { and, asc, desc, eq } from 'drizzle-orm'
import { canonicalJson } from '@/lib/canonical-json'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { type LanguageReadiness, languageReadiness } from '@/lib/interface/collection-languages'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { parseQuestionnaire } from '@/lib/questionnaire/check'
import type { LanguageMap, Questionnaire } from '@/lib/questionnaire/definition'
import { isDisplayed } from '@/lib/questionnaire/options'
import { unrolled } from '@/lib/questionnaire/repeats'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { dateOf } from './identifiers'
import { type Page, type PageQuery, pageOf, pageQuerySchema } from './paging'
import { newestUsable } from './questionnaire-versions'
import { questionnaireVersions } from './schema/questionnaires'
import type { Transaction } from './write-queue'

export type QuestionnaireSummary = {
  readonly id: string
  /** Newest published version. */
  readonly version: number
  readonly title: LanguageMap
  readonly languages: readonly string[]
  readonly readiness: readonly LanguageReadiness[]
  readonly defaultLanguage: string
  readonly population: Questionnaire['population']
  /** Items that people are asked; hidden ones left out. */
  readonly itemCount: number
  readonly estimatedMinutes: number | null
  readonly publishedOn: string
}

/**
 * Publishes a questionnaire as a version that never changes. The same content again is harmless.
 *
 * @param document a JSON value of the format `foothold-questionnaire/1`
 * @throws questionnaire_invalid with every problem; questionnaire_version_taken when the version stands with other content
 */
export async function importQuestionnaire(
  actor: Actor,
  document: unknown,
): Promise<{ readonly id: string; readonly version: number }> {
  authorise(actor, 'questionnaire.edit')
  const parsed = parseQuestionnaire(document)
  if (!parsed.ok) throw problem('questionnaire_invalid', undefined, parsed.problems)
  const { id, version } = parsed.value
  await store().writes.transact(async (tx) => publishVersion(tx, actor, parsed.value))
  return { id, version }
}

/** Publishes the four default questionnaires where they are not published yet. */
export async function ensureDefaultInstruments(actor: Actor): Promise<void> {
  authorise(actor, 'questionnaire.edit')
  const { reader, writes } = store()
  const absent = defaultInstruments().filter(
    ({ id, version }) => documentOf(reader, id, version) === undefined,
  )
  if (absent.length === 0) return
  await writes.transact(async (tx) => {
    for (const questionnaire of absent) publishVersion(tx, actor, questionnaire)
  })
}

/**
 * Every questionnaire in its newest version, the default ones first.
 *
 * @param forNewRounds leaves retired versions out
 */
export async function listQuestionnaires(
  actor: Actor,
  { forNewRounds = false }: { readonly forNewRounds?: boolean } = {},
): Promise<readonly QuestionnaireSummary[]> {
  authorise(actor, 'questionnaire.read')
  const { reader } = store()
  const usable = forNewRounds ? newestUsable(reader) : null
  const rows = reader
    .select()
    .from(questionnaireVersions)
    .orderBy(asc(questionnaireVersions.publishedOn), desc(questionnaireVersions.version))
    .all()
  const newest = new Map<string, (typeof rows)[number]>()
  for (const row of rows) {
    const { questionnaireId: id, version } = row
    const isWanted = usable === null ? version > (newest.get(id)?.version ?? 0) : usable.get(id) === version
    if (isWanted) newest.set(id, row)
  }
  const defaults = defaultInstruments().map(({ id }) => id)
  const place = (id: string) => (defaults.includes(id) ? defaults.indexOf(id) : defaults.length)
  return [...newest.values()]
    .sort(
      (a, b) =>
        place(a.questionnaireId) - place(b.questionnaireId) ||
        (a.questionnaireId < b.questionnaireId ? -1 : 1),
    )
    .map(({ questionnaireId, version, publishedOn }) => {
      const questionnaire = publishedVersion(questionnaireId, version)
      return {
        id: questionnaireId,
        version,
        title: questionnaire.title,
        languages: questionnaire.languages,
        readiness: languageReadiness(questionnaire),
        defaultLanguage: questionnaire.defaultLanguage,
        population: questionnaire.population,
        itemCount: questionnaire.items.filter(isDisplayed).length,
        estimatedMinutes: questionnaire.estimatedMinutes ?? null,
        publishedOn,
      }
    })
}

/** A questionnaire as programs read it in a list. */
export type ListedQuestionnaire = Omit<QuestionnaireSummary, 'readiness'> & {
  /** Complete in interface and items, and so offered to respondents. */
  readonly readyLanguages: readonly string[]
}

/** Every questionnaire in its newest version, by id, a page at a time. @throws input_invalid (limit, after) */
export async function pageOfQuestionnaires(
  actor: Actor,
  query: PageQuery,
): Promise<Page<ListedQuestionnaire>> {
  authorise(actor, 'questionnaire.read')
  const page = readInput(pageQuerySchema, query)
  const byId = [...(await listQuestionnaires(actor))].sort((a, b) => (a.id < b.id ? -1 : 1))
  return pageOf(
    'questionnaires',
    page,
    (key, most) =>
      byId
        .filter(({ id }) => key === null || id > key)
        .slice(0, most)
        .map(({ readiness, ...summary }) => ({
          ...summary,
          readyLanguages: readiness.filter(({ isReady }) => isReady).map(({ language }) => language),
        })),
    ({ id }) => id,
  )
}

/**
 * A published questionnaire.
 *
 * @param version the newest when left out
 * @throws not_found
 */
export async function readQuestionnaire(actor: Actor, id: string, version?: number): Promise<Questionnaire> {
  authorise(actor, 'questionnaire.read')
  return publishedVersion(id, version ?? newestVersion(id))
}

/** The newest published version of a questionnaire. For `db` only. @throws not_found */
export function newestVersion(id: string): number {
  const version = newestPublished(id)
  if (version === 0) throw problem('not_found', { what: 'questionnaire' })
  return version
}

/** As `newestVersion`; 0 where none is published. For `db` only. */
export function newestPublished(id: string): number {
  const row = store()
    .reader.select({ version: questionnaireVersions.version })
    .from(questionnaireVersions)
    .where(eq(questionnaireVersions.questionnaireId, id))
    .orderBy(desc(questionnaireVersions.version))
    .limit(1)
    .get()
  return row?.version ?? 0
}

/** A published version never changes, so it is parsed once for as long as its data folder is open. */
const parsedVersions = new WeakMap<Database, Map<string, Questionnaire>>()

/** A published version of a questionnaire. For `db` only: the caller has authorised. @throws not_found */
export function publishedVersion(id: string, version: number): Questionnaire {
  const { reader } = store()
  const known = parsedVersions.get(reader) ?? new Map<string, Questionnaire>()
  parsedVersions.set(reader, known)
  const name = `${id} ${version}`
  let found = known.get(name)
  if (found === undefined) {
    const document = documentOf(reader, id, version)
    if (document === undefined) throw problem('not_found', { what: 'questionnaire' })
    const parsed = parseQuestionnaire(JSON.parse(document))
    if (!parsed.ok) throw new Error(`The stored questionnaire ${id} ${version} cannot be read.`)
    found = parsed.value
    known.set(name, found)
  }
  return found
}

/**
 * A published version as it is asked, with every entry of its repeats: whatever deals with answers works on this. For `db` only: the caller has
 * authorised.
 *
 * @throws not_found
 */
export function askedVersion(id: string, version: number): Questionnaire {
  return unrolled(publishedVersion(id, version))
}

/**
 * Publishes a questionnaire in a transaction under way. For `db` only: the caller has authorised and checked it.
 *
 * @throws questionnaire_version_taken when the version stands with other content
 */
export function publishVersion(
  tx: Transaction,
  actor: Actor,
  questionnaire: Questionnaire,
  said: { readonly changeNote: string; readonly warningsReason: string } = {
    changeNote: '',
    warningsReason: '',
  },
): void {
  const { id, version } = questionnaire
  const document = canonicalJson(questionnaire)
  const published = documentOf(tx.db, id, version)
  if (published === document) return
  if (published !== undefined) throw problem('questionnaire_version_taken', { id, version })
  tx.db
    .insert(questionnaireVersions)
    .values({
      questionnaireId: id,
      version,
      document,
      publishedOn: dateOf(new Date()),
      publishedBy: actor.kind === 'staff' ? actor.accountId : '',
      ...said,
    })
    .run()
  audit(tx, actor, 'questionnaire.publish', `${id} ${version}`, said.changeNote ?? '')
}

function documentOf(db: Database, id: string, version: number): string | undefined {
  return db
    .select({ document: questionnaireVersions.document })
    .from(questionnaireVersions)
    .where(and(eq(questionnaireVersions.questionnaireId, id), eq(questionnaireVersions.version, version)))
    .get()?.document
}
