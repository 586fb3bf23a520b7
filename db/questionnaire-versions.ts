import { and, asc, desc, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/permissions'
import { isAllowed } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { emailOf } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { dateOf } from './identifiers'
import { questionnaireVersions, retiredVersions } from './schema/questionnaires'
import { rounds } from './schema/rounds'

/** A published version, and what became of it. */
export type PublishedVersion = {
  readonly version: number
  readonly publishedOn: string
  /** E-mail address; '' for whoever has the data folder, for an account that has gone, and for readers who may not edit. */
  readonly publishedBy: string
  readonly changeNote: string
  /** Why it was published in spite of warnings; '' where there were none. */
  readonly warningsReason: string
  /** Null while new rounds may use it. */
  readonly retiredOn: string | null
  /** How many rounds use it. */
  readonly rounds: number
}

/** Every version of a questionnaire, the newest first. @throws not_found */
export async function listVersions(actor: Actor, id: string): Promise<readonly PublishedVersion[]> {
  authorise(actor, 'questionnaire.read')
  const { reader } = store()
  const mayKnow = isAllowed(actor, 'questionnaire.edit')
  const used = reader
    .select({ version: rounds.questionnaireVersion })
    .from(rounds)
    .where(eq(rounds.questionnaireId, id))
    .all()
  const found = reader
    .select({
      version: questionnaireVersions.version,
      publishedOn: questionnaireVersions.publishedOn,
      publishedBy: questionnaireVersions.publishedBy,
      changeNote: questionnaireVersions.changeNote,
      warningsReason: questionnaireVersions.warningsReason,
      retiredOn: retiredVersions.retiredOn,
    })
    .from(questionnaireVersions)
    .leftJoin(
      retiredVersions,
      and(
        eq(retiredVersions.questionnaireId, questionnaireVersions.questionnaireId),
        eq(retiredVersions.version, questionnaireVersions.version),
      ),
    )
    .where(eq(questionnaireVersions.questionnaireId, id))
    .orderBy(desc(questionnaireVersions.version))
    .all()
  if (found.length === 0) throw problem('not_found', { what: 'questionnaire' })
  return found.map((row) => ({
    ...row,
    publishedBy: mayKnow ? (emailOf(row.publishedBy) ?? '') : '',
    rounds: used.filter(({ version }) => version === row.version).length,
  }))
}

/**
 * Retires a version: no new round may use it. Rounds that have it go on, and what was answered keeps it.
 *
 * @throws not_found
 */
export async function retireVersion(actor: Actor, id: string, version: number): Promise<void> {
  authorise(actor, 'questionnaire.edit')
  await store().writes.transact(async (tx) => {
    refuseUnknown(tx.db, id, version)
    if (isRetired(tx.db, id, version)) return
    tx.db
      .insert(retiredVersions)
      .values({
        questionnaireId: id,
        version,
        retiredOn: dateOf(new Date()),
        retiredBy: actor.kind === 'staff' ? actor.accountId : '',
      })
      .run()
    audit(tx, actor, 'questionnaire.retire', `${id} ${version}`)
  })
}

/** Takes a retired version up again. @throws not_found */
export async function reinstateVersion(actor: Actor, id: string, version: number): Promise<void> {
  authorise(actor, 'questionnaire.edit')
  await store().writes.transact(async (tx) => {
    refuseUnknown(tx.db, id, version)
    if (!isRetired(tx.db, id, version)) return
    tx.db.delete(retiredVersions).where(isVersion(id, version)).run()
    audit(tx, actor, 'questionnaire.reinstate', `${id} ${version}`)
  })
}

/** Whether no new round may use a version. For `db` only. */
export function isRetired(db: Database, id: string, version: number): boolean {
  return db.select().from(retiredVersions).where(isVersion(id, version)).get() !== undefined
}

/** The newest version of each questionnaire that new rounds may use, by id; none where all are retired. For `db` only. */
export function newestUsable(db: Database): ReadonlyMap<string, number> {
  const retired = new Set(
    db
      .select()
      .from(retiredVersions)
      .all()
      .map(({ questionnaireId, version }) => `${questionnaireId} ${version}`),
  )
  const versions = db
    .select({ id: questionnaireVersions.questionnaireId, version: questionnaireVersions.version })
    .from(questionnaireVersions)
    .orderBy(asc(questionnaireVersions.version))
    .all()
  return new Map(
    versions
      .filter(({ id, version }) => !retired.has(`${id} ${version}`))
      .map(({ id, version }) => [id, version]),
  )
}

function isVersion(id: string, version: number) {
  return and(eq(retiredVersions.questionnaireId, id), eq(retiredVersions.version, version))
}

/** @throws not_found */
function refuseUnknown(db: Database, id: string, version: number): void {
  const found = db
    .select({ version: questionnaireVersions.version })
    .from(questionnaireVersions)
    .where(and(eq(questionnaireVersions.questionnaireId, id), eq(questionnaireVersions.version, version)))
    .get()
  if (found === undefined) throw problem('not_found', { what: 'version' })
}
