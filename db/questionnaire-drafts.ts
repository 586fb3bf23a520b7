import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { canonicalJson } from '@/lib/canonical-json'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { parseQuestionnaire } from '@/lib/questionnaire/check'
import { draftSchema, languageCode, type Questionnaire } from '@/lib/questionnaire/definition'
import { lintQuestionnaire } from '@/lib/questionnaire/lint'
import { newQuestionnaire, newQuestionnaireSchema } from '@/lib/questionnaire/new-questionnaire'
import { statesAfterEdit } from '@/lib/questionnaire/states-after-edit'
import { translationStatesSchema } from '@/lib/questionnaire/stored-translation-states'
import { translatableTexts } from '@/lib/questionnaire/translatable'
import {
  initialStates,
  placeholderProblem,
  recordedStates,
  type TranslatedQuestionnaire,
  type TranslationStates,
  withStatuses,
  withTranslations,
} from '@/lib/questionnaire/translation-state'
import type { Problem } from '@/lib/result'
import { statedReason } from '@/lib/stated-reason'
import { emailOf, readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { newestPublished, publishedVersion, publishVersion } from './questionnaires'
import { questionnaireDrafts, questionnaireVersions } from './schema/questionnaires'
import type { Transaction } from './write-queue'

/** What administrators work on until it is published: one draft of a questionnaire, which they share. */
export type Draft = {
  readonly questionnaireId: string
  /** The version that it was begun from; 0 for a new questionnaire. */
  readonly baseVersion: number
  /** Newest published version; 0 for none. Above `baseVersion` where somebody published meanwhile. */
  readonly newestVersion: number
  /** Rises with each saving. */
  readonly revision: number
  /** Of the version that it will be. It may lack what a questionnaire needs. */
  readonly questionnaire: Questionnaire
  /** How far each translated text is. */
  readonly states: TranslationStates
  readonly changedAt: string
  /** E-mail address of who saved last; '' for whoever has the data folder, and for an account that has gone. */
  readonly changedBy: string
}

export type DraftSummary = Pick<Draft, 'questionnaireId' | 'baseVersion' | 'changedAt' | 'changedBy'> & {
  readonly title: Questionnaire['title']
  readonly defaultLanguage: string
}

/** What is saved of a draft. */
export const savedDraftSchema = z.object({
  /** The revision that the change was made from. */
  revision: z.int().min(1),
  questionnaire: draftSchema,
})

/** What is saved of translations. */
export const savedTranslationsSchema = z.object({
  revision: z.int().min(1),
  language: languageCode,
  /** By key of `translatableTexts`. */
  translations: z.record(
    z.string().max(300),
    z.object({ text: z.string().max(10_000), state: z.enum(recordedStates) }),
  ),
})

/** How a draft is published. */
export const publishingSchema = z.object({
  revision: z.coerce.number().int().min(1),
  /** What is new, for those who read the list of versions. */
  note: z
    .string()
    .trim()
    .min(1, 'Say in a few words what is new, for those who compare versions later.')
    .max(2_000, 'This note is too long. 2,000 letters are the most.'),
  /** Why it is published in spite of warnings; of no effect where there are none. */
  warningsReason: z.string().trim().default(''),
})

const inSpiteOfWarnings = statedReason('Say in 3 words or more why it is published in spite of the warnings.')

/** The largest draft, in characters of JSON. */
const largestDraft = 4_000_000

/**
 * Begins a draft of a new questionnaire with one section.
 *
 * @throws input_invalid, questionnaire_taken
 */
export async function createQuestionnaire(actor: Actor, input: unknown): Promise<{ readonly id: string }> {
  authorise(actor, 'questionnaire.edit')
  const wanted = readInput(newQuestionnaireSchema, input)
  const reserved = defaultInstruments()[0]?.missingLabels ?? {}
  await store().writes.transact(async (tx) => {
    if (newestPublished(wanted.id) > 0 || rowOf(tx.db, wanted.id) !== undefined)
      throw problem('questionnaire_taken', { id: wanted.id })
    begin(tx, actor, newQuestionnaire({ ...wanted, reserved }), 0, {})
  })
  return { id: wanted.id }
}

/** Begins a draft from the newest version, or goes on with the one that there is. @throws not_found */
export async function beginDraft(actor: Actor, id: string): Promise<void> {
  authorise(actor, 'questionnaire.edit')
  if (rowOf(store().reader, id) !== undefined) return
  await store().writes.transact(async (tx) => {
    if (rowOf(tx.db, id) !== undefined) return
    const newest = newestPublished(id)
    if (newest === 0) throw problem('not_found', { what: 'questionnaire' })
    begin(tx, actor, publishedVersion(id, newest), newest, statesOfVersion(tx.db, id, newest))
  })
}

/** The draft of a questionnaire. @throws not_found */
export async function readDraft(actor: Actor, id: string): Promise<Draft> {
  authorise(actor, 'questionnaire.edit')
  return draftOf(id)
}

/** Every draft, by name. */
export async function listDrafts(actor: Actor): Promise<readonly DraftSummary[]> {
  authorise(actor, 'questionnaire.edit')
  return store()
    .reader.select()
    .from(questionnaireDrafts)
    .orderBy(asc(questionnaireDrafts.questionnaireId))
    .all()
    .map((row) => {
      const { title, defaultLanguage } = storedDraft(row.document)
      const { questionnaireId, baseVersion, changedAt } = row
      return {
        questionnaireId,
        baseVersion,
        changedAt,
        changedBy: emailOf(row.changedBy) ?? '',
        title,
        defaultLanguage,
      }
    })
}

/**
 * Saves a draft, if nobody else has saved it since.
 *
 * @returns the revision that it has now
 * @throws not_found, input_invalid, draft_changed when it was saved by somebody else since the revision that the change was made from
 */
export async function saveDraft(
  actor: Actor,
  id: string,
  input: unknown,
): Promise<{ readonly revision: number }> {
  authorise(actor, 'questionnaire.edit')
  const { revision, questionnaire } = readInput(savedDraftSchema, input)
  return store().writes.transact(async (tx) => {
    const row = presentRow(tx, id, revision)
    const before = storedDraft(row.document)
    const after = { ...questionnaire, id, version: before.version }
    if (canonicalJson(after) === row.document) return { revision }
    const states = statesAfterEdit(before, after, storedStates(row.translationStates))
    return storeDraft(tx, actor, row, { questionnaire: after, states })
  })
}

/**
 * Saves translations of a draft, with how far they are.
 *
 * @throws not_found, input_invalid for a key or a language that the draft lacks, or a text that does not show the answers that its source
 *   shows; draft_changed as `saveDraft`
 */
export async function saveTranslations(
  actor: Actor,
  id: string,
  input: unknown,
): Promise<{ readonly revision: number }> {
  authorise(actor, 'questionnaire.edit')
  const { revision, language, translations } = readInput(savedTranslationsSchema, input)
  return store().writes.transact(async (tx) => {
    const row = presentRow(tx, id, revision)
    const questionnaire = storedDraft(row.document)
    refuseLanguage(questionnaire, language)
    const problems = translationProblems(questionnaire, translations)
    if (problems.length > 0) throw problem('input_invalid', undefined, problems)
    const states = storedStates(row.translationStates)
    const changed = new Map(Object.entries(translations))
    return storeDraft(tx, actor, row, withTranslations({ questionnaire, states }, language, changed))
  })
}

/** Throws a draft away; published versions stay. @throws not_found, draft_changed */
export async function discardDraft(actor: Actor, id: string, revision: number): Promise<void> {
  authorise(actor, 'questionnaire.edit')
  await store().writes.transact(async (tx) => {
    presentRow(tx, id, revision)
    remove(tx, id)
    audit(tx, actor, 'questionnaire.discard', id)
  })
}

/**
 * Takes a draft as the successor of a version that was published since it was begun, whatever is in that version.
 *
 * @throws not_found, draft_changed
 */
export async function keepDraftAsNext(actor: Actor, id: string, revision: number): Promise<void> {
  authorise(actor, 'questionnaire.edit')
  await store().writes.transact(async (tx) => {
    const row = presentRow(tx, id, revision)
    const newest = newestPublished(id)
    const document = canonicalJson({ ...storedDraft(row.document), version: newest + 1 })
    tx.db
      .update(questionnaireDrafts)
      .set({ baseVersion: newest, document, revision: revision + 1, ...changeBy(actor) })
      .where(eq(questionnaireDrafts.questionnaireId, id))
      .run()
  })
}

/**
 * Publishes a draft as the next version, which never changes; the draft is gone then.
 *
 * @param input of `publishingSchema`
 * @throws not_found, draft_changed, draft_overtaken, questionnaire_invalid with every problem, input_invalid (note; warningsReason where there are
 *   warnings)
 */
export async function publishDraft(
  actor: Actor,
  id: string,
  input: z.input<typeof publishingSchema>,
): Promise<{ readonly version: number }> {
  authorise(actor, 'questionnaire.edit')
  const { revision, note, warningsReason } = readInput(publishingSchema, input)
  return store().writes.transact(async (tx) => {
    const row = presentRow(tx, id, revision)
    const newest = newestPublished(id)
    if (newest !== row.baseVersion) throw problem('draft_overtaken', { version: newest })
    const states = storedStates(row.translationStates)
    const questionnaire = withStatuses({ questionnaire: storedDraft(row.document), states })
    const parsed = parseQuestionnaire(questionnaire)
    if (!parsed.ok) throw problem('questionnaire_invalid', undefined, parsed.problems)
    const hasWarnings = lintQuestionnaire(parsed.value).length > 0
    if (hasWarnings) readInput(z.object({ warningsReason: inSpiteOfWarnings }), { warningsReason })
    const said = {
      changeNote: note,
      warningsReason: hasWarnings ? warningsReason : '',
      translationStates: canonicalJson(states),
    }
    publishVersion(tx, actor, parsed.value, said)
    remove(tx, id)
    return { version: parsed.value.version }
  })
}

/**
 * Changes the translations of a draft in a transaction under way, and stores them where anything changed. For `db` only.
 *
 * @returns what `take` gives but for the draft
 * @throws not_found, input_invalid (language), and what `take` throws
 */
export function storeTranslated<T extends { readonly translated: TranslatedQuestionnaire }>(
  tx: Transaction,
  actor: Actor,
  id: string,
  language: string,
  take: (draft: TranslatedQuestionnaire) => T,
): Omit<T, 'translated'> {
  const row = rowOf(tx.db, id)
  if (row === undefined) throw problem('not_found', { what: 'draft' })
  const draft = { questionnaire: storedDraft(row.document), states: storedStates(row.translationStates) }
  refuseLanguage(draft.questionnaire, language)
  const { translated, ...said } = take(draft)
  if (translated !== draft) storeDraft(tx, actor, row, translated)
  return said
}

/** @throws input_invalid for a language that a draft lacks, and for the one that it is written in. For `db` only */
export function refuseLanguage(questionnaire: Questionnaire, language: string): void {
  const { defaultLanguage, languages } = questionnaire
  if (language !== defaultLanguage && languages.includes(language)) return
  const others = languages.filter((one) => one !== defaultLanguage)
  const message =
    others.length === 0
      ? 'The draft has one language. Add another in the editor first.'
      : `Choose one of: ${others.join(', ')}.`
  throw problem('input_invalid', undefined, [{ path: 'language', code: 'unknown_language', message }])
}

type Row = typeof questionnaireDrafts.$inferSelect

function begin(
  tx: Transaction,
  actor: Actor,
  questionnaire: Questionnaire,
  baseVersion: number,
  states: TranslationStates,
): void {
  const { id } = questionnaire
  tx.db
    .insert(questionnaireDrafts)
    .values({
      questionnaireId: id,
      baseVersion,
      revision: 1,
      document: canonicalJson({ ...questionnaire, version: baseVersion + 1 }),
      translationStates: canonicalJson(initialStates(questionnaire, states)),
      ...changeBy(actor),
    })
    .run()
  audit(tx, actor, 'questionnaire.draft', id)
}

/**
 * The one way in which a draft that was changed is stored.
 *
 * @returns the revision that it has then
 * @throws input_invalid (questionnaire) when it has become larger than `largestDraft`
 */
function storeDraft(
  tx: Transaction,
  actor: Actor,
  { questionnaireId, revision }: Row,
  { questionnaire, states }: TranslatedQuestionnaire,
): { readonly revision: number } {
  const document = canonicalJson(questionnaire)
  if (document.length > largestDraft) {
    const message = 'This questionnaire is too large. Shorten its texts, or make two of it.'
    throw problem('input_invalid', undefined, [{ path: 'questionnaire', code: 'too_large', message }])
  }
  const next = revision + 1
  tx.db
    .update(questionnaireDrafts)
    .set({
      document,
      translationStates: canonicalJson(states),
      revision: next,
      ...changeBy(actor),
    })
    .where(eq(questionnaireDrafts.questionnaireId, questionnaireId))
    .run()
  return { revision: next }
}

function translationProblems(
  questionnaire: Questionnaire,
  translations: Readonly<Record<string, { readonly text: string }>>,
): readonly Problem[] {
  const { defaultLanguage } = questionnaire
  const sources = new Map(
    translatableTexts(questionnaire).map(({ key, texts }) => [key, texts[defaultLanguage] ?? '']),
  )
  return Object.entries(translations).flatMap(([key, { text }]) => {
    const source = sources.get(key)
    if (source === undefined) {
      const message = 'The draft has no such text any more. Load the page again.'
      return [{ path: key, code: 'unknown_text', message }]
    }
    return text.trim() === '' ? [] : (placeholderProblem(source, text, key) ?? [])
  })
}

function storedStates(text: string): TranslationStates {
  return translationStatesSchema.parse(JSON.parse(text))
}

function statesOfVersion(db: Transaction['db'], id: string, version: number): TranslationStates {
  const row = db
    .select({ states: questionnaireVersions.translationStates })
    .from(questionnaireVersions)
    .where(and(eq(questionnaireVersions.questionnaireId, id), eq(questionnaireVersions.version, version)))
    .get()
  return row === undefined ? {} : storedStates(row.states)
}

function remove(tx: Transaction, id: string): void {
  tx.db.delete(questionnaireDrafts).where(eq(questionnaireDrafts.questionnaireId, id)).run()
}

function changeBy(actor: Actor): Pick<Row, 'changedAt' | 'changedBy'> {
  return {
    changedAt: new Date().toISOString(),
    changedBy: actor.kind === 'staff' ? actor.accountId : '',
  }
}

function draftOf(id: string): Draft {
  const row = rowOf(store().reader, id)
  if (row === undefined) throw problem('not_found', { what: 'draft' })
  return {
    questionnaireId: id,
    baseVersion: row.baseVersion,
    newestVersion: newestPublished(id),
    revision: row.revision,
    questionnaire: storedDraft(row.document),
    states: storedStates(row.translationStates),
    changedAt: row.changedAt,
    changedBy: emailOf(row.changedBy) ?? '',
  }
}

function storedDraft(document: string): Questionnaire {
  return draftSchema.parse(JSON.parse(document))
}

function rowOf(db: Transaction['db'], id: string): Row | undefined {
  return db.select().from(questionnaireDrafts).where(eq(questionnaireDrafts.questionnaireId, id)).get()
}

/** @throws not_found; draft_changed when it is not of this revision any more */
function presentRow(tx: Transaction, id: string, revision: number): Row {
  const row = rowOf(tx.db, id)
  if (row === undefined) throw problem('not_found', { what: 'draft' })
  if (row.revision !== revision) throw problem('draft_changed')
  return row
}
