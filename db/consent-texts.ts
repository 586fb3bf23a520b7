import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { type ConsentWords, consentText, consentVersion, consentWords } from '@/lib/consent'
import type { Actor } from '@/lib/permissions'
import { isDiskProblem } from '@/lib/problem'
import { authorise } from './authorise'
import { store } from './connection'
import type { Database } from './database'
import { dateOf } from './identifiers'
import type { AgreedConsent } from './new-response'
import { publishedVersion } from './questionnaires'
import { roundRow } from './rounds'
import { consentTexts } from './schema/consent'
import { isLaterWave } from './series'

/** A consent page as it is shown: its words, and the id that comes back with the answers. */
export type ShownConsent = ConsentWords & { readonly id: string }

/** Texts that are known to be kept, with their version: every answer refers to one. */
const keptVersions = new WeakMap<Database, Map<string, number>>()

/**
 * The consent page of a round in a language. Its wording is kept before anybody sees it.
 *
 * @param language one that is open for collection
 * @throws not_found
 */
export async function showConsent(actor: Actor, slug: string, language: string): Promise<ShownConsent> {
  authorise(actor, 'round.readOpen')
  const round = roundRow(slug)
  const questionnaire = publishedVersion(round.questionnaireId, round.questionnaireVersion)
  const words = consentWords(questionnaire, { ...round, isLaterWave: isLaterWave(round) }, language)
  const text = consentText(words)
  const { version } = words
  const id = createHash('sha256')
    .update(JSON.stringify([round.id, version, language, text]))
    .digest('base64url')
  const { reader, writes } = store()
  if (keptVersion(reader, round.id, id) === undefined) {
    const row = { id, roundId: round.id, version, language, text, firstShownOn: dateOf(new Date()) }
    try {
      await writes.transact(async (tx) => tx.db.insert(consentTexts).values(row).onConflictDoNothing().run())
    } catch (error) {
      // The survey can be read also while nothing can be stored; the wording is then kept when it is shown next.
      if (!isDiskProblem(error)) throw error
    }
    // A later day may be set as long as no text is kept: it may have been set just before this one was.
    if (roundRow(slug).keptUntil !== round.keptUntil) return showConsent(actor, slug, language)
  }
  return { id, ...words }
}

/**
 * What an answer's consent refers to, for `db` only. An id that was never shown in this round counts as none.
 *
 * @param toldVersion what the sender says of a text that is not kept here; today's where it says nothing
 */
export function agreedConsent(
  roundId: string,
  textId: string | null,
  toldVersion: number = consentVersion,
): AgreedConsent {
  const version = textId === null ? undefined : keptVersion(store().reader, roundId, textId)
  return version === undefined ? { version: toldVersion, textId: null } : { version, textId }
}

function keptVersion(db: Database, roundId: string, id: string): number | undefined {
  const known = keptVersions.get(db) ?? new Map<string, number>()
  keptVersions.set(db, known)
  if (!known.has(`${roundId} ${id}`)) {
    const row = db
      .select({ version: consentTexts.version })
      .from(consentTexts)
      .where(and(eq(consentTexts.id, id), eq(consentTexts.roundId, roundId)))
      .get()
    if (row !== undefined) known.set(`${roundId} ${id}`, row.version)
  }
  return known.get(`${roundId} ${id}`)
}
