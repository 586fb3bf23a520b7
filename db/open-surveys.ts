import { eq } from 'drizzle-orm'
import { collectionLanguages } from '@/lib/interface/collection-languages'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { authorise } from './authorise'
import { store } from './connection'
import { askedVersion } from './questionnaires'
import { roundRow, takesAnswers } from './rounds'
import { rounds } from './schema/rounds'
import { newSealingKey, sealingKeyPlace } from './sealing-keys'
import { isLaterWave } from './series'

/** What anyone may know of an open round. */
export type OpenSurvey = {
  readonly slug: string
  readonly title: string
  readonly wave: number
  /** A later wave of a study: people who answered an earlier one may give the receipt that they got then. */
  readonly asksEarlierReceipt: boolean
  readonly version: number
  readonly isSynthetic: boolean
  /** Complete in interface and items, and so open for collection; the default language first. */
  readonly languages: readonly string[]
  readonly questionnaire: Questionnaire
  /** Public key that finished interviews are sealed to: P-256, uncompressed point, base64url. */
  readonly sealingKey: string
}

/** What a person who answers gets to see. @throws not_found, round_not_open */
export async function readOpenSurvey(actor: Actor, slug: string): Promise<OpenSurvey> {
  authorise(actor, 'round.readOpen')
  const round = roundRow(slug)
  if (!takesAnswers(round, new Date())) throw problem('round_not_open')
  const questionnaire = askedVersion(round.questionnaireId, round.questionnaireVersion)
  return {
    slug: round.slug,
    title: round.title,
    wave: round.wave,
    asksEarlierReceipt: isLaterWave(round),
    version: round.questionnaireVersion,
    isSynthetic: round.isSynthetic,
    languages: collectionLanguages(questionnaire),
    questionnaire,
    sealingKey: round.sealingPublicKey ?? (await giveSealingKey(round.id)),
  }
}

/** Whether a round takes answers. An address that does not exist takes none. */
export async function isRoundOpen(actor: Actor, slug: string): Promise<boolean> {
  authorise(actor, 'round.readOpen')
  const { reader } = store()
  const { state, keptUntil } = rounds
  const round = reader.select({ state, keptUntil }).from(rounds).where(eq(rounds.slug, slug)).get()
  return round !== undefined && takesAnswers(round, new Date())
}

/** The public key of a round that was made before rounds had one; of two that come at once, one makes it. */
async function giveSealingKey(roundId: string): Promise<string> {
  const { writes, vault } = store()
  return writes.transact(async (tx) => {
    const thisRound = eq(rounds.id, roundId)
    const known = tx.db.select().from(rounds).where(thisRound).get()?.sealingPublicKey
    if (known) return known
    const { publicKey, privateKey } = newSealingKey()
    const sealingPrivateKey = vault.seal(sealingKeyPlace(roundId), privateKey)
    tx.db.update(rounds).set({ sealingPublicKey: publicKey, sealingPrivateKey }).where(thisRound).run()
    return publicKey
  })
}
