import { createHash } from 'node:crypto'
import { and, asc, eq, or, type SQL, sql } from 'drizzle-orm'
import type { MediaKind } from '@/lib/media'
import { type GivenFile, type MediaPlace, type PlacedFile, placeFiles } from '@/lib/media-names'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { labelledEnds, optionsOf } from '@/lib/questionnaire/options'
import { filesAsAsked, type SurveyMedia, surveyMedia } from '@/lib/survey-media'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { dateOf } from './identifiers'
import { askedVersion, newestVersion, publishedVersion } from './questionnaires'
import { roundRow, takesAnswers } from './rounds'
import { questionnaireMedia } from './schema/media'
import type { Transaction } from './write-queue'

/** A stored recording or picture, without its bytes. */
export type StoredMedia = MediaPlace & {
  readonly kind: MediaKind
  /** The name by which it is served. */
  readonly name: string
  readonly contentType: string
  /** Bytes. */
  readonly size: number
  readonly addedOn: string
}

/** A file as it is served. */
export type ServedMedia = { readonly contentType: string; readonly bytes: Buffer }

/** Which version of which questionnaire; the newest when the version is left out. */
export type WhichVersion = { readonly id: string; readonly version?: number | undefined }

/**
 * Stores recordings and pictures of a published version, all of them or none. What was at the same place before is replaced.
 *
 * @param files their names say where they belong: see `placeFiles`
 * @returns how many were stored
 * @throws not_found; media_invalid with every problem, the file's name as its path
 */
export async function addMedia(
  actor: Actor,
  which: WhichVersion,
  files: readonly GivenFile[],
): Promise<number> {
  authorise(actor, 'questionnaire.edit')
  const { id, version } = versionOf(which)
  const placed = placeFiles(publishedVersion(id, version), files)
  if (!placed.ok) throw problem('media_invalid', undefined, placed.problems)
  await store().writes.transact(async (tx) => storeMedia(tx, actor, { id, version }, placed.value))
  return placed.value.length
}

/** Stores files in a transaction under way. For `db` only: the caller has authorised, and checked that they fit the version. */
export function storeMedia(
  tx: Transaction,
  actor: Actor,
  { id, version }: { readonly id: string; readonly version: number },
  files: readonly PlacedFile[],
): void {
  for (const file of files) put(tx, actor, id, version, file)
}

/** Removes what is at one place. @throws not_found */
export async function removeMedia(
  actor: Actor,
  which: WhichVersion,
  { kind, ...place }: MediaPlace & { readonly kind: MediaKind },
): Promise<void> {
  authorise(actor, 'questionnaire.edit')
  const { id, version } = versionOf(which)
  await store().writes.transact(async (tx) => {
    const { changes } = tx.db
      .delete(questionnaireMedia)
      .where(and(ofVersion(id, version), eq(questionnaireMedia.kind, kind), atPlace(place)))
      .run()
    if (changes === 0) throw problem('not_found', { what: kind === 'audio' ? 'recording' : 'picture' })
    audit(tx, actor, 'media.remove', subjectOf(id, version, kind, place))
  })
}

/** What is stored for a version of a questionnaire, in the order of the places. @throws not_found */
export async function listMedia(actor: Actor, which: WhichVersion): Promise<readonly StoredMedia[]> {
  authorise(actor, 'questionnaire.read')
  const { id, version } = versionOf(which)
  const { itemId, optionCode, language, kind, hash, contentType, addedOn, bytes } = questionnaireMedia
  const rows = store()
    .reader.select({
      itemId,
      optionCode,
      language,
      kind,
      hash,
      contentType,
      addedOn,
      size: sql<number>`length(${bytes})`,
    })
    .from(questionnaireMedia)
    .where(ofVersion(id, version))
    .orderBy(asc(language))
    .all()
  const questionnaire = publishedVersion(id, version)
  const order = new Map(
    questionnaire.items
      .flatMap((item) =>
        ['', ...[...labelledEnds(item), ...optionsOf(questionnaire, item)].map(({ code }) => code)].map(
          (code) => [item.id, code],
        ),
      )
      .map((place, at) => [place.join('/'), at]),
  )
  const placeOf = (row: (typeof rows)[number]) => order.get(`${row.itemId}/${row.optionCode}`) ?? order.size
  return rows
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(({ hash: full, ...row }) => ({ ...row, name: servedName(full) }))
}

/** A stored file, for staff who look at what they uploaded. @throws not_found */
export async function readMedia(actor: Actor, which: WhichVersion, name: string): Promise<ServedMedia> {
  authorise(actor, 'questionnaire.read')
  const { id, version } = versionOf(which)
  return served(id, version, name)
}

/** A file of the questionnaire that an open round asks. @throws not_found, round_not_open */
export async function readOpenMedia(actor: Actor, slug: string, name: string): Promise<ServedMedia> {
  authorise(actor, 'round.readOpen')
  const round = roundRow(slug)
  if (!takesAnswers(round, new Date())) throw problem('round_not_open')
  return served(round.questionnaireId, round.questionnaireVersion, name)
}

/** What is heard and seen in an open round, in one language. @throws not_found, round_not_open */
export async function readOpenSurveyMedia(
  actor: Actor,
  slug: string,
  language: string,
): Promise<SurveyMedia> {
  authorise(actor, 'round.readOpen')
  const round = roundRow(slug)
  if (!takesAnswers(round, new Date())) throw problem('round_not_open')
  const { questionnaireId, questionnaireVersion, wave } = round
  const { language: spoken, kind } = questionnaireMedia
  const files = filesOf(questionnaireId, questionnaireVersion, or(eq(spoken, language), eq(kind, 'image')))
  const asked = askedVersion(questionnaireId, questionnaireVersion)
  return surveyMedia(asked, filesAsAsked(asked, files), wave)
}

/** The files of a version without their bytes, each under the name by which it is served. For `db` only: the caller has authorised. */
export function filesOf(id: string, version: number, which?: SQL) {
  const { itemId, optionCode, language, kind, hash, contentType } = questionnaireMedia
  return store()
    .reader.select({ itemId, optionCode, language, kind, hash, contentType })
    .from(questionnaireMedia)
    .where(and(ofVersion(id, version), which))
    .orderBy(asc(itemId), asc(optionCode), asc(language))
    .all()
    .map(({ hash: full, ...file }) => ({ ...file, name: servedName(full) }))
}

/** MD5 sums by the names of files, which say what is in them: each is read once. */
const sums = new Map<string, string>()

/**
 * The MD5 sum of a file, hexadecimal, by which clients of OpenRosa see that it has changed; nothing is kept safe by it. For `db` only:
 * the caller has authorised.
 *
 * @throws not_found
 */
export function md5Of(id: string, version: number, name: string): string {
  const known = sums.get(name)
  if (known !== undefined) return known
  const sum = createHash('md5')
    .update(served(id, version, name).bytes)
    .digest('hex')
  sums.set(name, sum)
  return sum
}

/**
 * The beginning of the hash, by which a file is served: 64 bits tell the files of one questionnaire apart, and a page that names
 * hundreds of them stays light.
 */
const nameLength = 16

function servedName(hash: string): string {
  return hash.slice(0, nameLength)
}

function served(id: string, version: number, name: string): ServedMedia {
  const row = store()
    .reader.select({ contentType: questionnaireMedia.contentType, bytes: questionnaireMedia.bytes })
    .from(questionnaireMedia)
    .where(and(ofVersion(id, version), eq(sql`substr(${questionnaireMedia.hash}, 1, ${nameLength})`, name)))
    .limit(1)
    .get()
  if (row === undefined) throw problem('not_found', { what: 'file' })
  return row
}

function put(
  tx: Transaction,
  actor: Actor,
  questionnaireId: string,
  questionnaireVersion: number,
  { media: { kind, contentType }, place, bytes }: PlacedFile,
): void {
  const file = {
    hash: createHash('sha256').update(bytes).digest('hex'),
    contentType,
    bytes: Buffer.from(bytes),
    addedOn: dateOf(new Date()),
  }
  const { questionnaireId: id, questionnaireVersion: version, ...columns } = questionnaireMedia
  tx.db
    .insert(questionnaireMedia)
    .values({ questionnaireId, questionnaireVersion, ...place, kind, ...file })
    .onConflictDoUpdate({
      target: [id, version, columns.itemId, columns.optionCode, columns.language, columns.kind],
      set: file,
    })
    .run()
  audit(tx, actor, 'media.add', subjectOf(questionnaireId, questionnaireVersion, kind, place))
}

/** `migrant-short 1 gender/woman en audio`: which questionnaire, which place, which language, what. */
function subjectOf(id: string, version: number, kind: MediaKind, place: MediaPlace): string {
  const { itemId, optionCode, language } = place
  const where = optionCode === '' ? itemId : `${itemId}/${optionCode}`
  return [id, version, where, ...(language === '' ? [] : [language]), kind].join(' ')
}

function versionOf({ id, version }: WhichVersion): { readonly id: string; readonly version: number } {
  return { id, version: publishedVersion(id, version ?? newestVersion(id)).version }
}

function ofVersion(id: string, version: number): SQL | undefined {
  return and(eq(questionnaireMedia.questionnaireId, id), eq(questionnaireMedia.questionnaireVersion, version))
}

function atPlace({ itemId, optionCode, language }: MediaPlace): SQL | undefined {
  return and(
    eq(questionnaireMedia.itemId, itemId),
    eq(questionnaireMedia.optionCode, optionCode),
    eq(questionnaireMedia.language, language),
  )
}
